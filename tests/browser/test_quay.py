"""The quay on a phone: a count is signed without scrolling sideways, and axe finds nothing grave."""

from collections.abc import Callable

from playwright.sync_api import Page

from amont.cargo.models import Difference, FoundLine
from amont.kernel.agents import Role
from tests.browser.conftest import PHONE, faults_of, is_too_wide
from tests.cargo.cases import a_bill, arrived, bill
from tests.cargo.test_quay_pages import BOX
from tests.making import a_person


def test_a_quay_officer_counts_a_box_on_the_phone(sign_in: Callable[..., Page], people: None) -> None:
    a_person(Role.QUAY)
    manifest = arrived(a_bill("BL2", packages=60, kg=600, containers=[BOX]))
    page = sign_in("quay", size=PHONE)
    count = f"/prise-en-charge/{manifest.pk}/titres/{bill('BL2').pk}/?conteneur=MSKU1234565"
    for address in ("/prise-en-charge/", f"/prise-en-charge/{manifest.pk}/", count):
        page.goto(address)
        assert (faults_of(page), is_too_wide(page)) == ([], False), address

    page.locator("input[name=packages]").fill("59")
    page.locator("textarea[name=seals]").fill("CN-001")
    page.locator("button.btn-primary").click()

    page.get_by_text("59 colis trouvés, 60 annoncés.").wait_for()
    assert FoundLine.objects.get().seals == ["CN-001"]
    for address in ("/ecarts/", f"/ecarts/{Difference.objects.get().pk}/", "/titres/non-apures/"):
        page.goto(address)
        assert (faults_of(page), is_too_wide(page)) == ([], False), address

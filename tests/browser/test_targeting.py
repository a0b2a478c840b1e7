"""Targeting on a screen and on a phone: no page scrolls sideways, and axe finds nothing grave."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from amont.cargo.models import Bill
from amont.kernel.agents import Role
from tests.browser.conftest import PHONE, WIDE, faults_of, is_too_wide
from tests.cargo.announcing import a_bill, announced
from tests.making import a_person
from tests.screening.test_targeting import targeted


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["screen", "phone"])
def test_an_analyst_keeps_a_search_and_reads_board_and_map(
    sign_in: Callable[..., Page], people: None, size: dict[str, int]
) -> None:
    a_person(Role.ANALYST, username="ciblage")
    manifest = announced(a_bill(described="Riz brisé", transhipments=("MAPTM", "ESALG")))
    targeted()
    page = sign_in("ciblage", size=size)

    page.goto("/ciblage/recherches/garder/?q=riz&jours=0")
    page.locator("input[name=name]").fill("Riz")
    page.get_by_role("button", name="Garder la recherche").click()

    page.get_by_text("Recherche gardée").wait_for()
    bill = f"/titres/{Bill.objects.get().pk}/"
    ways = ("/ciblage/?jours=0", "/ciblage/arrivees/?jours=0", "/ciblage/recherches/", "/ciblage/avis/")
    for address in (*ways, f"/manifestes/{manifest.pk}/", bill):
        page.goto(address)
        assert (faults_of(page), is_too_wide(page)) == ([], False), address

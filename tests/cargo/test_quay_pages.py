"""The quay officer's phone: what is there, one count a page, what differs said at once, without script."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amont.cargo.models import Difference, FoundLine, Manifest, Picture, TakeOver
from amont.cargo.states import State
from amont.kernel.agents import Role
from tests.cargo.cases import TERMINAL, a_bill, a_line, announced, arrived, bill, seen, taken
from tests.cargo.visiting import phone_of
from tests.controls.browsing import MOST_QUERIES, links_of, queries_of, text_of
from tests.controls.cases import a_photo
from tests.making import OTHER_OFFICE

pytestmark = pytest.mark.django_db
BOX = {"number": "MSKU1234565", "packages": 60, "goods_kg": 600, "seals": ["CN001"]}
KEY = {"key": "phone-9", "seen": "1", "counted_at": "2026-11-23T08:30:00+00:00"}


@pytest.fixture
def phone() -> Client:
    return phone_of(Role.QUAY)


def a_ship() -> Manifest:
    return arrived(
        a_bill("BL1", packages=100, kg=1_000), a_bill("BL2", packages=60, kg=600, containers=[BOX])
    )


def count(phone: Client, number: str = "BL1", box: str = "", **answers: Any) -> Any:
    manifest = Manifest.objects.get()
    address = f"/prise-en-charge/{manifest.pk}/titres/{bill(number).pk}/"
    return phone.post(f"{address}?conteneur={box}" if box else address, {**KEY, **answers}, follow=True)


def test_the_list_shows_what_arrived_at_the_office_and_nothing_else(phone: Client) -> None:
    a_ship()
    announced(a_bill("BL9"), voyage="V009")

    text = text_of(phone.get("/prise-en-charge/"))

    assert "V001" in text
    assert "V009" not in text
    elsewhere = phone_of(Role.QUAY, office=OTHER_OFFICE, username="far")
    assert "Aucun manifeste arrivé" in text_of(elsewhere.get("/prise-en-charge/"))


def test_a_manifest_shows_its_bills_and_boxes_and_what_is_counted(phone: Client) -> None:
    manifest = a_ship()
    taken(manifest, a_line("BL1", packages=100))

    page = phone.get(f"/prise-en-charge/{manifest.pk}/")

    text = text_of(page)
    assert "reste à compter : 1" in text
    assert "100 colis, 1 000 kg · compté" in text
    assert "MSKU1234565 · à compter" in text
    address = f"/prise-en-charge/{manifest.pk}/titres/{bill('BL2').pk}/"
    assert f"{address}?conteneur=MSKU1234565" in links_of(page)


def test_a_box_is_found_by_a_part_of_its_number(phone: Client) -> None:
    manifest = a_ship()

    text = text_of(phone.get(f"/prise-en-charge/{manifest.pk}/", {"q": "123456"}))

    assert "BL2" in text
    assert "BL1" not in text


def test_a_count_is_signed_and_what_differs_is_said_at_once(phone: Client) -> None:
    manifest = a_ship()

    page = count(phone, packages="98", kg="985,5", holder="MAG01", place="Hangar 3", damage="")

    assert page.redirect_chain == [(f"/prise-en-charge/{manifest.pk}/", 302)]
    assert "98 colis trouvés, 100 annoncés." in text_of(page)
    line = FoundLine.objects.get()
    assert (str(line.packages), str(line.kg), line.seals) == ("98", "985.5", None)
    assert seen(manifest, "state") == (State.UNLOADING,)
    assert seen(bill("BL1"), "holder") == ("MAG01",)


def test_a_count_that_agrees_is_said_to_agree(phone: Client) -> None:
    a_ship()

    assert "Rien ne diffère de l’annoncé." in text_of(count(phone, packages="100"))


def test_the_same_form_sent_twice_is_one_count(phone: Client) -> None:
    a_ship()
    count(phone, packages="98")
    count(phone, packages="98")

    assert (TakeOver.objects.count(), Difference.objects.count()) == (1, 1)


def test_the_seals_of_a_box_are_compared(phone: Client) -> None:
    a_ship()

    page = count(phone, "BL2", "MSKU1234565", packages="60", seals="CN-002\nX1")

    assert "Scellés vus : CN-002, X1 ; annoncés : CN001." in text_of(page)


def test_a_box_without_any_seal_says_so(phone: Client) -> None:
    a_ship()
    count(phone, "BL2", "MSKU1234565", packages="60", no_seal="on")

    assert FoundLine.objects.get().seals == []
    assert Difference.objects.get().kind == "seal"


def test_photos_come_with_the_count_and_are_shown_to_officers(phone: Client) -> None:
    a_ship()
    photo = SimpleUploadedFile("p.jpg", a_photo(size=(64, 48)), "image/jpeg")

    count(phone, packages="100", photos=photo)

    row = Picture.objects.get()
    answer = phone.get(f"/prise-en-charge/images/{row.pk}/?vue=petite")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    carrier = phone_of(Role.CARRIER, operator="CAR01")
    assert carrier.get(f"/prise-en-charge/images/{row.pk}/").status_code == 403


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"packages": "cent"}, "ne se lit pas comme un nombre"),
        ({"packages": "-1"}, "négatif ou démesuré"),
        ({"packages": "1", "seals": "A", "no_seal": "on"}, "Des scellés sont notés"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(phone: Client, answers: dict[str, str], said: str) -> None:
    a_ship()

    page = count(phone, **answers)

    assert page.status_code == 400
    assert said in text_of(page)
    assert TakeOver.objects.count() == 0


def test_a_picture_that_is_none_is_refused_and_the_answers_stay(phone: Client) -> None:
    a_ship()

    page = count(phone, packages="97", photos=SimpleUploadedFile("p.jpg", b"no", "image/jpeg"))

    assert page.status_code == 400
    assert "n’est pas une photo" in text_of(page)
    assert 'value="97"' in page.content.decode()


def test_what_is_not_announced_is_counted_too(phone: Client) -> None:
    manifest = a_ship()
    address = f"/prise-en-charge/{manifest.pk}/autre/"
    assert "Indiquez le numéro" in text_of(phone.post(address, {**KEY, "packages": "3"}))

    page = phone.post(address, {**KEY, "number": "ZZ9", "packages": "3"}, follow=True)

    assert "Trouvé sans être annoncé : ZZ9." in text_of(page)


def test_the_end_of_unloading_says_what_is_missing_before_it_declares_so(phone: Client) -> None:
    manifest = a_ship()
    count(phone, packages="100")
    address = f"/prise-en-charge/{manifest.pk}/fin/"
    assert "Titres non comptés : 1." in text_of(phone.get(address))

    page = phone.post(address, follow=True)

    assert "BL2 : Non trouvé : 60 colis annoncés." in text_of(page)
    assert seen(manifest, "state") == (State.TAKEN_OVER,)


def test_a_terminal_counts_too_but_ends_nothing() -> None:
    manifest = a_ship()
    terminal = phone_of(Role.TERMINAL, operator=TERMINAL)

    count(terminal, packages="100")

    assert TakeOver.objects.get().is_officer is False
    assert terminal.get(f"/prise-en-charge/{manifest.pk}/fin/").status_code == 403


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.ANALYST, Role.DIRECTOR])
def test_officers_who_do_not_count_have_no_page_of_the_quay(role: Role) -> None:
    manifest = a_ship()
    browser = phone_of(role)

    assert browser.get("/prise-en-charge/").status_code == 403
    assert browser.get(f"/prise-en-charge/{manifest.pk}/").status_code == 403


def test_what_lies_elsewhere_does_not_exist(phone: Client) -> None:
    manifest = a_ship()
    far = phone_of(Role.QUAY, office=OTHER_OFFICE, username="far")

    assert far.get(f"/prise-en-charge/{manifest.pk}/").status_code == 404
    assert phone.get(f"/prise-en-charge/{manifest.pk}/titres/999999/").status_code == 404
    address = f"/prise-en-charge/{manifest.pk}/titres/{bill('BL1').pk}/?conteneur=NONE"
    assert phone.get(address).status_code == 404


def test_the_pages_ask_the_database_as_often_for_many_bills_as_for_one(phone: Client) -> None:
    one = arrived(a_bill("A1", containers=[BOX]), voyage="V1")
    bills = [a_bill(f"B{n}", containers=[{**BOX, "number": f"MSKU12345{n:02}"}]) for n in range(30)]
    many = arrived(*bills, voyage="V2")

    for_one = queries_of(phone, f"/prise-en-charge/{one.pk}/")

    assert queries_of(phone, f"/prise-en-charge/{many.pk}/") == for_one
    assert for_one <= MOST_QUERIES
    assert queries_of(phone, "/prise-en-charge/") <= MOST_QUERIES

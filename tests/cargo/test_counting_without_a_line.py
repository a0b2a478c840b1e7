"""Counts made where no line is: what the phone takes along, and what comes of it when it sends."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amont.cargo.models import FoundLine, Manifest, Picture, TakeOver
from amont.kernel.agents import Role
from tests.cargo.cases import a_bill, a_line, announced, arrived, bill, taken
from tests.cargo.test_quay_pages import BOX, a_ship
from tests.cargo.visiting import phone_of
from tests.controls.browsing import MOST_QUERIES, queries_of
from tests.controls.cases import a_photo
from tests.making import OTHER_OFFICE, a_person

pytestmark = pytest.mark.django_db
TYPED = {"key": "k1", "seen": "1", "counted_at": "2026-11-23T08:30:00+00:00", "packages": "98"}


@pytest.fixture
def phone() -> Client:
    return phone_of(Role.QUAY)


def along(phone: Client, manifest: Manifest) -> dict[str, Any]:
    found: dict[str, Any] = phone.get(f"/prise-en-charge/{manifest.pk}/emporter").json()
    return found


def send(phone: Client, number: str = "BL1", box: str = "", **answers: Any) -> Any:
    address = f"/prise-en-charge/{Manifest.objects.get().pk}/comptes"
    about = {"bill": str(bill(number).pk) if number else "", "container": box}
    return phone.post(address, {**TYPED, **about, **answers})


def test_the_phone_takes_along_every_bill_and_box_and_what_is_counted(phone: Client) -> None:
    manifest = a_ship()
    taken(manifest, a_line("BL1", packages=100))

    found = along(phone, manifest)

    assert (found["voyage"], found["state"], found["seen"]) == ("V001", "En déchargement", 1)
    first, second = found["bills"]
    assert (first["number"], first["packages"], first["kg"], first["done"]) == ("BL1", 100, 1000, True)
    assert (second["done"], second["boxes"]) == (
        False,
        [{"number": "MSKU1234565", "packages": 60, "kg": 600, "seals": ["CN001"], "done": False}],
    )


def test_a_count_changes_the_stand_by_which_a_phone_knows_its_copy_is_old(phone: Client) -> None:
    manifest = a_ship()
    before = along(phone, manifest)["stand"]
    assert along(phone, manifest)["stand"] == before

    taken(manifest, a_line("BL1", packages=100))

    assert along(phone, manifest)["stand"] != before
    page = phone.get(f"/prise-en-charge/{manifest.pk}/").content.decode()
    assert f'data-etat="{along(phone, manifest)["stand"]}"' in page


def test_a_manifest_of_another_office_or_not_yet_there_is_not_taken_along(phone: Client) -> None:
    manifest = a_ship()
    far = phone_of(Role.QUAY, office=OTHER_OFFICE, username="far")
    expected = announced(a_bill("BL9"), voyage="V009")

    assert far.get(f"/prise-en-charge/{manifest.pk}/emporter").status_code == 404
    assert phone.get(f"/prise-en-charge/{expected.pk}/emporter").status_code == 404
    assert phone_of(Role.CARRIER, operator="CAR01").get("/prise-en-charge/ligne").status_code == 403


def test_taking_along_asks_the_database_as_often_for_many_bills_as_for_one(phone: Client) -> None:
    one = arrived(a_bill("A1", containers=[BOX]), voyage="V1")
    bills = [a_bill(f"B{n}", containers=[{**BOX, "number": f"MSKU12345{n:02}"}]) for n in range(30)]
    many = arrived(*bills, voyage="V2")

    for_one = queries_of(phone, f"/prise-en-charge/{one.pk}/emporter")

    assert queries_of(phone, f"/prise-en-charge/{many.pk}/emporter") == for_one
    assert for_one <= MOST_QUERIES


def test_the_page_without_a_line_holds_no_goods_and_no_name(phone: Client) -> None:
    a_ship()

    page = phone.get("/prise-en-charge/hors-ligne/").content.decode()

    assert "V001" not in page
    assert "BL1" not in page
    assert 'data-personne=""' in page
    assert "csrfmiddlewaretoken" not in page


def test_the_script_without_a_line_speaks_the_language_of_the_reader(phone: Client) -> None:
    french, english = (phone.get(f"/prise-en-charge/hors-ligne.js?langue={code}") for code in ("fr", "en"))

    assert french["Content-Type"].startswith("text/javascript")
    assert french.content != english.content
    assert b"/prise-en-charge/hors-ligne/" in french.content


def test_a_count_kept_on_a_phone_is_recorded_once_however_often_it_is_sent(phone: Client) -> None:
    a_ship()

    first, again = send(phone), send(phone)

    assert (first.status_code, again.status_code) == (201, 200)
    answer = first.json()
    assert (answer["state"], answer["changed"]) == ("unloading", [])
    assert [one["sentence"] for one in answer["differences"]] == ["98 colis trouvés, 100 annoncés."]
    assert (again.json()["id"], again.json()["differences"]) == (answer["id"], [])
    assert TakeOver.objects.get().channel == "phone"


def test_figures_are_read_as_they_were_typed_in_the_language_of_the_page(phone: Client) -> None:
    a_ship()

    send(phone, box="MSKU1234565", number="BL2", packages="60", kg="1 204,5", seals="CN001\nCN002")

    line = FoundLine.objects.get()
    assert (line.box, line.packages, float(line.kg or 0), line.seals) == (
        "MSKU1234565",
        60,
        1204.5,
        ["CN001", "CN002"],
    )


def test_what_nobody_announced_is_sent_by_its_number(phone: Client) -> None:
    a_ship()

    answer = phone.post(
        f"/prise-en-charge/{Manifest.objects.get().pk}/comptes", {**TYPED, "bill": "", "number": "BL77"}
    )

    assert answer.status_code == 201
    assert answer.json()["differences"][0]["kind"] == "unannounced"


def test_a_photo_keeps_the_digest_of_what_the_camera_took(phone: Client) -> None:
    a_ship()
    taken_by_camera = sha256(b"what the camera took").hexdigest()
    photo = SimpleUploadedFile("p.jpg", a_photo(size=(800, 600)), content_type="image/jpeg")

    answer = send(phone, photos=[photo], originals=[taken_by_camera])

    assert answer.status_code == 201
    kept = Picture.objects.get()
    assert (kept.original, kept.sha256) == (taken_by_camera, sha256(a_photo(size=(800, 600))).hexdigest())


@pytest.mark.parametrize(
    ("answers", "status", "code", "said"),
    [
        ({"packages": "dix"}, 400, "api.unfit", "dix"),
        ({"key": ""}, 400, "api.unfit", "obligatoire"),
        ({"no_seal": "on", "seals": "CN001"}, 400, "api.unfit", "Des scellés sont notés"),
        ({"key": "k2", "bill": "999999999"}, 400, "cargo.bill_elsewhere", "999"),
        ({"packages": "97"}, 409, "cargo.count_key_used", "a déjà servi"),
    ],
)
def test_a_count_that_cannot_be_kept_is_told_with_its_reason(
    phone: Client, answers: dict[str, str], status: int, code: str, said: str
) -> None:
    a_ship()
    send(phone)

    answer = send(phone, **answers)

    told = answer.json()
    assert (answer.status_code, told["code"], told["status"]) == (status, code, status)
    assert said in told["detail"]
    assert TakeOver.objects.count() == 1


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_clock_out_of_every_calendar_is_refused_and_breaks_no_page(phone: Client, at: str) -> None:
    manifest = a_ship()

    answer = send(phone, counted_at=at)

    assert (answer.status_code, answer.json()["detail"]) == (400, "Rouvrez cette page.")
    assert phone.get(f"/prise-en-charge/{manifest.pk}/").status_code == 200
    assert not TakeOver.objects.exists()


def test_a_count_of_a_phone_whose_clock_lost_its_hour_is_taken(phone: Client) -> None:
    a_ship()

    assert send(phone, counted_at="1970-01-01T00:10:00+00:00").status_code == 201


def test_a_file_that_is_no_photo_is_refused_and_the_count_with_it(phone: Client) -> None:
    a_ship()

    answer = send(phone, photos=[SimpleUploadedFile("p.jpg", b"no picture", content_type="image/jpeg")])

    assert (answer.status_code, answer.json()["code"]) == (400, "control.photo_unreadable")
    assert not TakeOver.objects.exists()


def test_counts_are_taken_from_the_pages_of_this_node_only() -> None:
    a_ship()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(a_person(Role.QUAY), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert send(browser).status_code == 403

    token = browser.get("/prise-en-charge/ligne").json()["token"]
    answer = browser.post(
        f"/prise-en-charge/{Manifest.objects.get().pk}/comptes",
        {**TYPED, "bill": str(bill("BL1").pk)},
        headers={"X-CSRFToken": token},
    )

    assert answer.status_code == 201

"""A chief moves the balance of a bill: what is written off, transferred, taken back, and what may not be."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from amont.cargo.models import BalanceEntry
from amont.journal.models import Entry
from amont.kernel.agents import Role
from tests.cargo.cases import a_bill, announced, arrived, bill, off
from tests.cargo.visiting import phone_of
from tests.controls.browsing import text_of
from tests.making import OTHER_OFFICE

pytestmark = pytest.mark.django_db
GIVEN = {"number": "bl2", "packages": "30", "kg": "300", "why": "Dépotage"}
TRANSIT = {"kind": "transit", "reference": "T1-77", "packages": "40", "kg": "400"}


@pytest.fixture
def chief() -> Client:
    return phone_of(Role.CHIEF)


@pytest.fixture(autouse=True)
def ship() -> None:
    arrived(a_bill("BL1", packages=100, kg=1_000), a_bill("BL2", packages=10, kg=100))


def act(browser: Client, name: str, number: str = "BL1", **answers: str) -> Any:
    return browser.post(f"/titres/{bill(number).pk}/{name}/", answers, follow=True)


def left(number: str = "BL1") -> tuple[int, int]:
    row = bill(number)
    return int(row.packages_left or 0), int(row.kg_left or 0)


def test_a_transit_written_off_by_hand_is_seen_on_the_sheet_and_in_the_journal(chief: Client) -> None:
    text = text_of(act(chief, "apurer", **TRANSIT))

    assert "Le titre est apuré d’autant." in text
    assert "T1-77" in text
    assert left() == (60, 600)
    assert Entry.objects.filter(name="cargo.write_off").count() == 1


def test_the_same_transit_written_off_again_changes_nothing(chief: Client) -> None:
    act(chief, "apurer", **TRANSIT)
    act(chief, "apurer", **TRANSIT)

    assert left() == (60, 600)


def test_more_than_is_left_is_refused_with_what_is_left(chief: Client) -> None:
    answer = act(chief, "apurer", **{**TRANSIT, "packages": "101"})

    assert answer.status_code == 400
    assert left() == (100, 1_000)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"reference": ""}, "Indiquez le numéro du titre de transit ou du dépôt."),
        ({"packages": "", "kg": ""}, "Indiquez des colis ou une masse."),
        ({"packages": "-4"}, "Ce nombre est négatif ou démesuré. Relisez-le."),
        ({"kind": "declaration"}, "choisissez dans la liste"),
    ],
)
def test_a_write_off_that_says_too_little_is_sent_back(
    chief: Client, answers: dict[str, str], said: str
) -> None:
    answer = act(chief, "apurer", **{**TRANSIT, **answers})

    assert answer.status_code == 400
    assert said in text_of(answer)
    assert left() == (100, 1_000)


def test_goods_transferred_to_another_bill_leave_the_first(chief: Client) -> None:
    text = text_of(chief.post(f"/titres/{bill('BL1').pk}/transferer/", GIVEN, follow=True))

    assert "Ces marchandises sont désormais celles du titre BL2." in text
    assert (left("BL1"), left("BL2")) == ((70, 700), (40, 400))


def test_a_bill_that_nobody_knows_here_receives_nothing(chief: Client) -> None:
    announced(a_bill("BL9"), voyage="V009", office=OTHER_OFFICE)

    for number in ("BL9", "NONE"):
        answer = chief.post(
            f"/titres/{bill('BL1').pk}/transferer/",
            {"number": number, "packages": "1", "kg": "1", "why": "x"},
        )
        assert answer.status_code == 400
        assert f"Aucun titre {number} n’est attendu ni présent ici" in text_of(answer)
    assert left() == (100, 1_000)


def test_a_movement_taken_back_restores_the_balance_once(chief: Client) -> None:
    act(chief, "apurer", **TRANSIT)
    entry = BalanceEntry.objects.get(kind="transit")
    address = f"mouvements/{entry.pk}/annuler"

    assert "Donnez le motif." in text_of(act(chief, address, why=""))
    act(chief, address, why="Erreur de saisie")
    act(chief, address, why="Erreur de saisie")

    assert left() == (100, 1_000)
    assert BalanceEntry.objects.filter(kind="undone").count() == 1
    assert "Annuler ce mouvement" not in text_of(chief.get(f"/titres/{bill('BL1').pk}/"))


def test_what_a_declaration_wrote_off_is_not_taken_back_by_hand(chief: Client) -> None:
    entry = off(10, 100, number="BL1")

    assert act(chief, f"mouvements/{entry.pk}/annuler", why="x").status_code == 404


def test_only_the_chief_of_the_office_moves_a_balance() -> None:
    for role, office in ((Role.QUAY, ""), (Role.CHIEF, OTHER_OFFICE)):
        more = {"office": office, "username": "far"} if office else {}
        browser = phone_of(role, **more)
        for name in ("apurer", "transferer"):
            assert act(browser, name, **TRANSIT).status_code in (403, 404)
    assert left() == (100, 1_000)

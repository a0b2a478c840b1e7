"""The sheet of a declaration tells what was decided of its bills, that of a bill what became of it."""

from __future__ import annotations

import pytest

from amont.cargo.models import BalanceEntry
from amont.declarations.models import Item
from amont.kernel.agents import WORKER, Role
from amont.kernel.lanes import Lane
from amont.screening.actions.labelling import Result, note_results
from tests.cargo.announcing import a_bill
from tests.cargo.visiting import phone_of
from tests.making import TODAY
from tests.screening.holding import routed
from tests.screening.ordering import a_voyage

pytestmark = pytest.mark.django_db
SAID = "La description ne nomme pas la marchandise"


def text(role: Role, path: str, **facts: str) -> str:
    answer = phone_of(role, **facts).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_sheet_of_a_declaration_shows_the_lane_and_reasons_of_its_bill() -> None:
    bill = a_voyage(a_bill(described="DIVERS"))
    row = routed({"transport_document": "bl1"})

    sheet = text(Role.ANALYST, f"/declarations/{row.pk}/")

    assert "Titres de transport, avant l’arrivée" in sheet
    assert SAID in sheet and f"/titres/{bill.pk}/" in sheet


def test_a_broker_sees_nothing_of_it() -> None:
    a_voyage(a_bill(described="DIVERS"))
    row = routed({"transport_document": "BL1"})

    sheet = text(Role.BROKER, f"/declarations/{row.pk}/")

    assert SAID not in sheet and "avant l’arrivée" not in sheet


def test_a_bill_of_another_office_is_not_taken_for_that_of_the_declaration() -> None:
    a_voyage(a_bill(described="DIVERS"), office="DM02")
    row = routed({"transport_document": "BL1"})

    assert SAID not in text(Role.ANALYST, f"/declarations/{row.pk}/")


def test_the_sheet_of_a_bill_shows_what_wrote_it_off_with_lane_and_result() -> None:
    bill = a_voyage()
    row = routed({"transport_document": "BL1"})
    assert BalanceEntry.objects.get(bill=bill, kind="declaration").reference == row.reference
    analyst = phone_of(Role.ANALYST)
    before = analyst.get(f"/titres/{bill.pk}/").content.decode()

    item = Item.objects.get(version__declaration=row)
    note_results([Result(item.pk, True, 1, 0, None)], by=WORKER, on=TODAY)

    after = analyst.get(f"/titres/{bill.pk}/").content.decode()
    assert f"/declarations/{row.pk}/" in before and "sans résultat" in before
    assert "Infraction" in after and "sans résultat" not in after
    assert row.lane == Lane.GREEN


def test_the_carrier_sees_no_declaration_on_its_bill() -> None:
    bill = a_voyage()
    row = routed({"transport_document": "BL1"})

    sheet = text(Role.CARRIER, f"/titres/{bill.pk}/")

    assert row.reference not in sheet and "Déclarations qui l’apurent" not in sheet

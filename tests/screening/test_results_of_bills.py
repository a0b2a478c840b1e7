"""Results of bills come of orders, counts and controls, and count from the day after in what is known."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from amont.cargo.actions.differing import decide
from amont.cargo.models import Bill, Difference
from amont.declarations.models import Item
from amont.formats.manifest.records import Container, Filling
from amont.kernel.agents import WORKER, Agent
from amont.parties.models import Operator
from amont.screening.actions.finding import (
    Inspected,
    note_inspection,
)
from amont.screening.actions.labelling import Result, note_results
from amont.screening.actions.labelling_bills import label_differences
from amont.screening.actions.targeting import Targeter
from amont.screening.facts.bills import bills_table, known_until, with_results
from amont.screening.models import BillLabel, Label, Order, ProfileMonth
from tests.cargo.announcing import BOX, OTHER_BOX
from tests.cargo.cases import a_chief, a_quay_officer
from tests.making import NOW, TODAY, a_declaration
from tests.screening.holding import answered
from tests.screening.ordering import LATER, a_voyage, ordered

pytestmark = pytest.mark.django_db
QUAY = a_quay_officer()
TOMORROW = TODAY + timedelta(days=1)
TWO_BOXES = (Container(BOX, "22G1", Filling.FULL), Container(OTHER_BOX, "45G1", Filling.FULL))


def inspected(row: Order, found: str = "species", *, by: Agent = QUAY, **facts: Any) -> Order:
    told = Inspected(found, facts.pop("critical", 0), facts.pop("words", "Téléphones sous les pneus"))
    return note_inspection(row.pk, told=told, by=by, now=LATER, today=facts.get("today", TODAY))


def labels(*names: str) -> list[tuple[object, ...]]:
    wanted = names or ("source", "inspected", "offence", "critical", "resulted_on")
    return list(BillLabel.objects.order_by("pk").values_list(*wanted))


def a_difference(bill: Bill, **facts: Any) -> Difference:
    told = {"kind": "shortage", "announced": "100", "found": "90", "counted_by": QUAY.name}
    times = {"raised_at": NOW, "due_at": LATER}
    return Difference.objects.create(manifest=bill.manifest, bill=bill, **told, **times, **facts)


def test_an_offence_counted_at_the_quay_is_a_result_of_its_bill_and_an_accepted_one_is_none() -> None:
    bill = a_voyage()
    kept, charged = a_difference(bill, box=BOX), a_difference(bill)
    for row, verdict in ((kept, "accepted"), (charged, "offence")):
        decide(row.pk, verdict=verdict, ground="Constat", by=a_chief("test:decider"), now=NOW)

    answered()
    label_differences([kept.pk, charged.pk], by=WORKER, now=LATER)

    assert labels("source", "about", "offence", "resulted_on") == [("difference", str(charged.pk), 1, TODAY)]


def test_the_control_of_an_item_that_wrote_a_bill_off_is_a_result_of_the_bill() -> None:
    bill = a_voyage()
    row = a_declaration({"transport_document": "bl1"}, {"transport_document": "BL9"}, {})
    items = list(Item.objects.filter(version__declaration=row).order_by("item"))

    note_results([Result(one.pk, True, 1, 2, None) for one in items], by=WORKER, on=TODAY)

    assert labels("bill", "source", "about", "offence", "critical") == [
        (bill.pk, "declaration", str(items[0].pk), 1, 2)
    ]
    note_results([Result(items[0].pk, True, 1, 2, None)], by=WORKER, on=TODAY)
    assert BillLabel.objects.count() == 1


def test_an_item_not_inspected_says_nothing_of_its_bill() -> None:
    a_voyage()
    row = a_declaration({"transport_document": "BL1"})
    item = Item.objects.get(version__declaration=row)

    note_results([Result(item.pk, False, None, None, None)], by=WORKER, on=TODAY)

    assert labels() == []


def known(bill: Bill, day: Any) -> tuple[object, object]:
    bills = known_until(day)
    row = with_results(bills_table(bills), bills, day=day).row(0, named=True)
    assert row["key"] == str(bill.pk)
    return row["offence"], row["resulted_on"]


def test_results_count_from_the_day_after_and_a_replay_sees_none_that_came_later() -> None:
    bill = a_voyage()
    first, second = ordered(a_voyage(), "inspect"), []
    inspected(first[0], "nothing", words="", today=TOMORROW)
    second = ordered(bill, "inspect")
    inspected(second[0], "species", today=TOMORROW + timedelta(days=3))

    days = [known(bill, TODAY + timedelta(days=n)) for n in (1, 2, 4, 5)]

    assert days == [
        (None, None),
        (0, TOMORROW),
        (0, TOMORROW),
        (1, TOMORROW + timedelta(days=3)),
    ]


def test_an_offence_of_the_past_counts_for_consignee_shipper_and_carrier_the_day_after() -> None:
    inspected(ordered(a_voyage(), "inspect")[0])

    today, tomorrow = (Targeter().on(day).past.tables for day in (TODAY, TOMORROW))

    for name in ("consignee", "shipper", "carrier"):
        assert today[f"{name}.inspected"].height == 0
        assert tomorrow[f"{name}.inspected"].select(f"{name}.inspected", f"{name}.offences").rows() == [
            (1, 1)
        ]


def test_three_bills_with_an_offence_make_an_offender_from_the_day_after() -> None:
    Operator.objects.create(code="IMP001", name="Comptoir du Fleuve SARL")
    for number in range(3):
        inspected(ordered(a_voyage(voyage=f"V{number}"), "inspect")[0])

    offenders = [Targeter().on(day).offenders.forms for day in (TODAY, TOMORROW)]

    assert (len(offenders[0]), len(offenders[1])) == (0, 1)


def test_offences_of_this_month_make_an_offender_only_once_they_were_known() -> None:
    Operator.objects.create(code="IMP001", name="Comptoir du Fleuve SARL")
    for number, day in enumerate((TODAY - timedelta(days=2), TODAY - timedelta(days=1), TODAY)):
        row = a_declaration({"reference": f"C{number}"})
        item = Item.objects.get(version__declaration=row)
        note_results([Result(item.pk, True, 1, 0, None)], by=WORKER, on=day)

    offenders = [Targeter().on(day).offenders.forms for day in (TODAY, TOMORROW)]

    assert Label.objects.count() == 3 and ProfileMonth.objects.filter(kind="importer").exists()
    assert (len(offenders[0]), len(offenders[1])) == (0, 1)

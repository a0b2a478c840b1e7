"""A declaration takes what it declares off the bill that brought the goods (A4)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amont.cargo.actions.balancing import write_off
from amont.cargo.models import BalanceEntry, EntryKind
from amont.declarations.actions import routing
from amont.declarations.actions.lodging import Lodged
from amont.declarations.actions.messages import Answered, Message, lodge_messages
from amont.declarations.models import Declaration, Item, Noticed, Version
from amont.kernel.agents import WORKER, Role
from amont.kernel.findings import Severity
from tests.cargo.cases import a_bill, announced, bill, left
from tests.declarations.handing_in import a_broker, handed_in, lodged
from tests.making import ITEM, NOW, OTHER_OFFICE, an_agent

pytestmark = pytest.mark.django_db
NAMED: dict[str, Any] = {"transport_document": "BL1", "packages": 300.0, "gross_kg": 3_000.0}


def codes(one: Lodged) -> list[str]:
    return [finding.code for finding in one.doubts]


def entries() -> list[tuple[object, ...]]:
    rows = BalanceEntry.objects.filter(kind="declaration").order_by("pk")
    return list(rows.values_list("reference", "packages", "kg"))


def test_a_declaration_writes_its_packages_off_the_bill_it_names() -> None:
    announced(a_bill("BL1", packages=500, kg=5_000))

    [only] = lodged(NAMED)

    assert left() == (200, 2_000)
    assert entries() == [("C1", -300, -3_000)]
    assert codes(only) == []
    assert bill().write_offs == 1
    assert Declaration.objects.get().draws_down


def test_items_of_one_declaration_that_name_one_bill_are_written_off_together() -> None:
    announced(a_bill("BL1"), a_bill("BL2"))

    lodged(NAMED, {**NAMED, "packages": 50.0, "gross_kg": 500.0}, {**NAMED, "transport_document": "bl2"})

    assert (left("BL1"), left("BL2")) == ((150, 1_500), (200, 2_000))


def test_who_asks_more_than_is_left_is_lodged_and_held_and_takes_nothing() -> None:
    announced(a_bill("BL1", packages=500, kg=5_000))
    lodged(NAMED)

    [only] = lodged({**NAMED, "reference": "C2", "packages": 250.0})

    [finding] = only.doubts
    assert (finding.code, finding.severity) == ("declaration.bill_overdrawn", Severity.HOLD)
    assert (finding.facts["packages_left"], finding.facts["packages"]) == (200.0, 250.0)
    assert left() == (200, 2_000)
    assert Version.objects.get(declaration__reference="C2").held
    assert Item.objects.get(version__declaration__reference="C2").held
    assert not Version.objects.get(declaration__reference="C1").held


def test_of_two_in_one_lot_the_first_has_what_is_left() -> None:
    announced(a_bill("BL1", packages=500, kg=9_000))

    first, second = lodged({**NAMED, "reference": "C1"}, {**NAMED, "reference": "C2"})

    assert (codes(first), codes(second)) == ([], ["declaration.bill_overdrawn"])
    assert entries() == [("C1", -300, -3_000)]


def test_an_amendment_writes_the_difference() -> None:
    announced(a_bill("BL1", packages=500, kg=5_000))
    lodged({**NAMED, "version": 1})

    lodged({**NAMED, "version": 2, "packages": 320.0, "gross_kg": 2_900.0})

    assert left() == (180, 2_100)
    assert entries() == [("C1", -300, -3_000), ("C1", -20, 100)]
    assert bill().write_offs == 1


def test_an_amendment_that_names_another_bill_gives_back_the_first() -> None:
    announced(a_bill("BL1"), a_bill("BL2"))
    lodged({**NAMED, "version": 1})

    lodged({**NAMED, "version": 2, "transport_document": "BL2"})

    assert (left("BL1"), left("BL2")) == ((500, 5_000), (200, 2_000))
    assert (bill("BL1").write_offs, bill("BL2").write_offs) == (0, 1)


def test_an_amendment_that_names_no_bill_any_more_gives_all_back() -> None:
    announced()
    lodged({**NAMED, "version": 1})

    lodged({"version": 2})

    assert left() == (500, 5_000)


def test_an_amendment_beyond_the_balance_keeps_what_was_taken_before() -> None:
    announced(a_bill("BL1", packages=500, kg=5_000))
    lodged({**NAMED, "version": 1})

    [only] = lodged({**NAMED, "version": 2, "packages": 600.0})

    assert codes(only) == ["declaration.bill_overdrawn"]
    assert only.doubts[0].facts["packages_left"] == 500.0
    assert left() == (200, 2_000)


def test_versions_of_one_lot_take_what_the_last_one_says() -> None:
    announced()

    lodged({**NAMED, "version": 1}, {**NAMED, "version": 2, "packages": 100.0, "item": 1})

    assert left()[0] == 400


def test_the_weight_of_the_last_package_follows_an_amendment() -> None:
    announced(a_bill("BL1", packages=300, kg=3_010))
    lodged({**NAMED, "version": 1})
    assert left() == (0, 0)

    lodged({**NAMED, "version": 2, "gross_kg": 2_990.0})

    assert left() == (0, 0)


def test_a_declaration_lodged_twice_takes_once() -> None:
    announced()
    lodged(NAMED)
    lodged(NAMED)

    assert entries() == [("C1", -300, -3_000)]


def test_a_cancelled_declaration_gives_back_what_it_took() -> None:
    announced()
    lodged({**NAMED, "version": 1})
    lodged({**NAMED, "version": 2, "packages": 250.0})
    row = Declaration.objects.get()

    routing.cancel(row.pk, by=an_agent(Role.CHIEF), now=NOW, ground="Navire détourné")

    assert left() == (500, 5_000)
    assert bill().write_offs == 0
    undone = BalanceEntry.objects.filter(kind="undone")
    assert {(one.by, one.why) for one in undone} == {("test:chief", "Navire détourné")}


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ({"transport_document": "BL9"}, "declaration.bill_unknown"),
        ({"transport_document": "M1"}, "declaration.bill_split"),
        ({"transport_document": "BL2"}, "declaration.bill_of_others"),
        ({"transport_document": "BL1", "office": OTHER_OFFICE}, "declaration.bill_unknown"),
    ],
)
def test_a_bill_that_is_not_to_be_written_off_is_told_and_left(named: dict[str, Any], code: str) -> None:
    announced(
        a_bill("BL1"),
        a_bill("BL2", consignee={"name": "AUTRE", "code": "IMP777"}),
        a_bill("M1"),
        a_bill("H1", master="M1"),
    )

    [only] = lodged({**NAMED, **named})

    assert [(one.code, one.severity) for one in only.doubts] == [(code, Severity.NOTE)]
    assert entries() == []
    assert not Version.objects.get().held


def test_the_consignee_of_the_bill_may_write_it_off() -> None:
    announced(a_bill("BL1", consignee={"name": "IMPORTATEUR", "code": "imp001"}))

    lodged(NAMED)

    assert left() == (200, 2_000)


def test_of_two_bills_of_one_number_the_one_with_goods_left_is_meant() -> None:
    announced(a_bill("BL1"), voyage="V001")
    old = bill()
    write_off(
        old.pk, kind=EntryKind.TRANSIT, reference="T1", packages=old.packages, kg=None, by=WORKER, now=NOW
    )
    announced(a_bill("BL1"), voyage="V002")

    [only] = lodged(NAMED)

    assert codes(only) == []
    assert BalanceEntry.objects.get(kind="declaration").bill.manifest.voyage == "V002"


def test_two_bills_of_one_number_with_goods_left_are_told_apart_by_a_person() -> None:
    announced(a_bill("BL1"), voyage="V001")
    announced(a_bill("BL1"), voyage="V002")

    [only] = lodged(NAMED)

    assert codes(only) == ["declaration.bill_unclear"]
    assert entries() == []


def test_figures_below_zero_take_nothing() -> None:
    announced()

    lodged({**NAMED, "packages": -5.0, "gross_kg": None})

    assert (left(), entries()) == ((500, 5_000), [])


def test_lots_that_name_no_bill_ask_nothing_more_of_the_database() -> None:
    announced()
    lodged({"reference": "C0"})

    with CaptureQueriesContext(connection) as plain:
        lodged({"reference": "C1"})
    with CaptureQueriesContext(connection) as naming:
        lodged({**NAMED, "reference": "C2"})

    asked = [one["sql"] for one in plain if "cargo_" in str(one["sql"])]
    assert asked == []
    assert len(naming) > len(plain)


def test_the_queries_of_a_lot_do_not_grow_with_its_declarations() -> None:
    announced(*[a_bill(f"BL{n}") for n in range(30)])

    with CaptureQueriesContext(connection) as for_one:
        lodged({**NAMED, "reference": "A0", "transport_document": "BL0"})
    lot = [{**NAMED, "reference": f"C{n}", "transport_document": f"BL{n}"} for n in range(1, 30)]
    with CaptureQueriesContext(connection) as for_many:
        lodged(*lot)

    assert len(for_many) == len(for_one)


def test_a_message_is_answered_with_what_its_bill_lacks() -> None:
    announced(a_bill("BL1", packages=10, kg=100))
    row = {**ITEM, **NAMED, "reference": "C1", "item": 1}

    [answer] = lodge_messages([Message([row], a_broker())], now=NOW)

    assert isinstance(answer, Answered)
    assert [one.code for one in answer.findings] == ["declaration.bill_overdrawn"]
    kept = Noticed.objects.get()
    assert (kept.code, kept.version.declaration.reference) == ("declaration.bill_overdrawn", "C1")  # type: ignore[union-attr]


def test_a_file_tells_what_its_bills_lack() -> None:
    announced(a_bill("BL1", packages=10, kg=100))
    header = "reference;item;office;declarant;importer;hs_code;origin;net_kg;customs_value;declared_on;"
    row = "R1;1;DM01;BR001;IMP001;40111000;CN;10,5;2000000;23/11/2026;"
    file = f"{header}transport_document;packages\n{row}BL1;20\n".encode()

    receipt = handed_in(file)

    [kept] = Noticed.objects.filter(receipt=receipt, code__startswith="declaration.")
    assert (kept.code, kept.line) == ("declaration.bill_overdrawn", 2)
    assert kept.version is not None
    assert kept.version.held

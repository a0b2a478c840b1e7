"""Lists of declarations and of files: narrowed, a page at a time, served by indexes."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.models import QuerySet

from amont.declarations.actions.routing import note_lanes
from amont.declarations.models import Declaration, Noticed, Receipt, Version
from amont.declarations.queries import (
    Asked,
    ReceiptsAsked,
    counts_of,
    lanes_of,
    listed,
    received,
    searched,
    waiting_lot,
)
from amont.declarations.screens.listing import NEWEST as DECLARATIONS_FIRST
from amont.declarations.screens.receipts import NEWEST as RECEIPTS_FIRST
from amont.declarations.screens.report import GRAVEST as FINDINGS_FIRST
from amont.edge.paging import Order
from amont.kernel.agents import WORKER, Role
from amont.kernel.findings import Severity
from amont.kernel.lanes import Lane
from amont.parties.models import Operator
from tests.declarations.handing_in import a_broker, another_broker, handed_in, lines_of, lodged
from tests.declarations.handing_in import received as waiting
from tests.making import BROKER, NOW, a_declaration, a_person, an_agent

pytestmark = pytest.mark.django_db
DIRECTOR = an_agent(Role.DIRECTOR, office="")


def references(rows: QuerySet[Declaration]) -> list[str]:
    return list(rows.order_by("reference").values_list("reference", flat=True))


def three_declarations() -> None:
    lodged(
        {"reference": "2026C1", "hs_code": "40111000", "origin": "CN", "declared_on": date(2026, 11, 1)},
        {"reference": "2026C2", "hs_code": "40120000", "origin": "FR", "declared_on": date(2026, 11, 15)},
        {"reference": "2025D3", "hs_code": "87032390", "origin": "CN", "declared_on": date(2026, 11, 23)},
    )
    note_lanes({Version.objects.get(declaration__reference="2026C2").pk: Lane.GREEN}, by=WORKER)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Asked(), ["2025D3", "2026C1", "2026C2"]),
        (Asked(reference="26c"), ["2026C1", "2026C2"]),
        (Asked(reference="2026C_"), []),
        (Asked(since=date(2026, 11, 15)), ["2025D3", "2026C2"]),
        (Asked(until=date(2026, 11, 15)), ["2026C1", "2026C2"]),
        (Asked(state="routed"), ["2026C2"]),
        (Asked(lane=Lane.GREEN), ["2026C2"]),
        (Asked(hs="40"), ["2026C1", "2026C2"]),
        (Asked(hs="4011"), ["2026C1"]),
        (Asked(hs="99"), []),
        (Asked(origin="CN"), ["2025D3", "2026C1"]),
        (Asked(origin="CN", hs="87"), ["2025D3"]),
        (Asked(receipt=1), []),
    ],
)
def test_each_filter_narrows_the_list(asked: Asked, found: list[str]) -> None:
    three_declarations()

    assert references(listed(DIRECTOR, asked)) == found


def test_the_declarations_of_a_file_are_listed_for_those_who_see_the_file() -> None:
    receipt = handed_in(lines_of({}, {}))
    lodged({"reference": "ELSE"})

    assert references(listed(a_broker(), Asked(receipt=receipt.pk))) == ["R1", "R2"]
    assert references(listed(another_broker(), Asked(receipt=receipt.pk))) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["2025D3", "2026C1", "2026C2"]),
        ("  2026c1 ", ["2026C1"]),
        ("IMP001", ["2025D3", "2026C1", "2026C2"]),
        (BROKER, ["2025D3", "2026C1", "2026C2"]),
        ("4011.10", ["2026C1"]),
        ("8703 23", ["2025D3"]),
        ("٤٠١١", []),
        ("a\0b", []),
        ("%", []),
    ],
)
def test_a_search_finds_a_reference_an_operator_or_a_code_of_goods(text: str, found: list[str]) -> None:
    three_declarations()

    assert references(Declaration.objects.filter(searched(text))) == found


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (Asked(reference="2026C"), "declaration_reference_like"),
        (Asked(since=date(2026, 11, 20), until=date(2026, 11, 20)), "declaration_day"),
        (Asked(state="routed"), "declaration_queue_all"),
        (Asked(lane=Lane.RED), "declaration_lane"),
        (Asked(hs="4011"), "declaration_goods"),
        (Asked(origin="CN"), "declaration_origin"),
        (Asked(receipt=1), "declarations_version_receipt_id"),
    ],
)
def test_each_filter_is_served_by_an_index(asked: Asked, index: str) -> None:
    assert_served(listed(DIRECTOR, asked).order_by(), index)


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (lambda: listed(a_broker(), Asked()).order_by("-id"), "declaration_broker"),
        (lambda: listed(an_agent(Role.INSPECTOR), Asked(state="lodged")).order_by(), "declaration_queue"),
        (lambda: Declaration.objects.filter(searched("BR001")).order_by(), "declaration_declarant"),
        (lambda: Declaration.objects.filter(searched("4011")).order_by(), "declaration_goods"),
        (lambda: received(a_broker(), ReceiptsAsked()).order_by(), "receipt_operator"),
        (lambda: received(DIRECTOR, ReceiptsAsked(state="read")).order_by(), "receipt_state"),
        (lambda: received(DIRECTOR, ReceiptsAsked(on=date(2026, 11, 23))).order_by(), "receipt_day"),
    ],
)
def test_what_one_may_see_is_found_by_an_index(rows: Callable[[], QuerySet], index: str) -> None:
    assert_served(rows(), index)


@pytest.mark.parametrize(
    ("rows", "order"),
    [
        (lambda: listed(a_broker(), Asked()), DECLARATIONS_FIRST),
        (lambda: listed(DIRECTOR, Asked()), DECLARATIONS_FIRST),
        (lambda: received(DIRECTOR, ReceiptsAsked()), RECEIPTS_FIRST),
        (lambda: Noticed.objects.filter(receipt=1), FINDINGS_FIRST),
    ],
    ids=["broker", "director", "files", "findings"],
)
def test_the_order_of_a_list_is_that_of_its_index(
    rows: Callable[[], QuerySet], order: Sequence[Order]
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL enable_sort = off")  # the rows of a test are too few to be worth an index

    told = [one.of(rows().model) for one in order]
    plan = rows().order_by(*(one.expression() for one in told)).explain(format="json")

    assert '"Sort"' not in plan


def assert_served(rows: QuerySet, index: str) -> None:
    """The plan of a large table: where reading all of it costs more than any index."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
    plan = json.loads(rows.explain(format="json"))
    used = indexes_of(plan[0]["Plan"])
    assert any(name.startswith(index) for name in used), (index, used)


def indexes_of(plan: dict) -> set[str]:
    inner = [indexes_of(part) for part in plan.get("Plans", [])]
    return {plan["Index Name"]}.union(*inner) if "Index Name" in plan else set().union(*inner)


def test_received_files_are_found_by_state_day_and_sender() -> None:
    person = a_person(Role.BROKER, username="moussa")
    Operator.objects.filter(code=BROKER).update(name="Transit Soumbédioune")
    read, late = handed_in(lines_of({})), waiting(lines_of({"reference": "R9"}), by=another_broker())
    Receipt.objects.filter(pk=late.pk).update(
        received_at=datetime(2026, 11, 24, 0, 0, tzinfo=UTC), by=f"person:{person.pk}"
    )

    found = {
        name: list(received(DIRECTOR, asked).order_by("pk").values_list("pk", flat=True))
        for name, asked in {
            "all": ReceiptsAsked(),
            "waiting": ReceiptsAsked(state="waiting"),
            "day": ReceiptsAsked(on=date(2026, 11, 23)),
            "next day": ReceiptsAsked(on=date(2026, 11, 24)),
            "operator": ReceiptsAsked(sender="soumb"),
            "code": ReceiptsAsked(sender="br001"),
            "person": ReceiptsAsked(sender="moussa"),
            "nobody": ReceiptsAsked(sender="zzz"),
        }.items()
    }

    assert found == {
        "all": [read.pk, late.pk],
        "waiting": [late.pk],
        "day": [read.pk],
        "next day": [late.pk],
        "operator": [read.pk],
        "code": [read.pk],
        "person": [late.pk],
        "nobody": [],
    }


def test_findings_are_counted_by_rule_those_not_told_one_by_one_included() -> None:
    receipt = handed_in(lines_of({}, {"net_kg": "dix"}, {"net_kg": "onze"}, {"reference": ""}))
    Noticed.objects.create(
        receipt=receipt,
        code="table.more",
        severity=Severity.HOLD,
        path="",
        facts={"rule": "table.number_unreadable", "count": 40},
    )

    counts = counts_of(receipt)

    assert [(rule.code, rule.severity, rule.n) for rule in counts.rules] == [
        ("table.no_reference", Severity.REFUSE, 1),
        ("table.number_unreadable", Severity.HOLD, 42),
    ]
    assert counts.rules[1].example is not None
    assert counts.rules[1].example.value == "dix"
    assert (counts.of(Severity.HOLD), counts.of(Severity.NOTE), counts.told[Severity.HOLD]) == (42, 0, 3)


def test_a_lot_is_a_whole_file_or_what_came_one_by_one() -> None:
    first = a_declaration({"reference": "A"})
    receipt = handed_in(lines_of({}, {}))
    second = a_declaration({"reference": "B"})
    own = list(receipt.versions.order_by("pk").values_list("pk", flat=True))

    assert waiting_lot(most=1) == [first.versions.get().pk]
    assert waiting_lot(most=9) == [first.versions.get().pk, second.versions.get().pk]
    note_lanes({first.versions.get().pk: Lane.RED}, by=WORKER)
    assert waiting_lot(most=1) == own
    assert lanes_of(["A", "B", "R1"]) == {"A": Lane.RED}


def test_a_file_half_read_is_no_lot_yet() -> None:
    receipt = handed_in(lines_of({}))
    Receipt.objects.filter(pk=receipt.pk).update(state="waiting")

    assert waiting_lot(most=9) == []
    assert receipt.received_at == NOW

"""Pages by key: every row once, in an order that an index gives, whatever is empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from amont.controls.models import Control
from amont.controls.screens.listing import NEWEST_CLOSED, ORDERS
from amont.declarations.models import Declaration, Item
from amont.edge.paging import Order, page_of
from amont.exchange.models import Call
from amont.exchange.screens import LATEST
from amont.holds.models import HoldRow
from amont.holds.screens import ORDER as HOLDS
from amont.journal.models import Entry
from amont.journal.queries import ORDER as JOURNAL
from amont.site.pages.search import NEWEST
from tests.making import a_declaration

pytestmark = pytest.mark.django_db
DAYS = (None, date(2026, 11, 2), date(2026, 11, 1), None, date(2026, 11, 2), date(2026, 11, 3), None)


def some_days() -> None:
    for n, day in enumerate(DAYS):
        a_declaration({"reference": f"R{n}", "declared_on": day})


def walked(order: Sequence[Order], *, size: int) -> list[str]:
    """References on all pages, one after the other."""
    found: list[str] = []
    after = ""
    for _ in DAYS:
        shown = page_of(Declaration.objects.all(), order, after=after, size=size)
        found += [row.reference for row in shown.rows]
        after = shown.after
        if not after:
            return found
    raise AssertionError("the pages have no end")


@pytest.mark.parametrize("size", [1, 2, 3, 10])
@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ((Order("declared_on", descending=True), Order("id")), ["R5", "R1", "R4", "R2", "R0", "R3", "R6"]),
        ((Order("declared_on"), Order("id")), ["R2", "R1", "R4", "R5", "R0", "R3", "R6"]),
        ((Order("lodged_at"), Order("id", descending=True)), ["R6", "R5", "R4", "R3", "R2", "R1", "R0"]),
        ((Order("reference", descending=True),), ["R6", "R5", "R4", "R3", "R2", "R1", "R0"]),
    ],
)
def test_page_by_page_every_row_comes_once_and_what_is_empty_last(
    order: Sequence[Order], expected: list[str], size: int
) -> None:
    some_days()

    assert walked(order, size=size) == expected


@pytest.mark.parametrize(
    ("model", "field", "is_filled"),
    [
        (Declaration, "id", True),
        (Declaration, "pk", True),
        (Declaration, "declared_on", False),
        (Item, "version__declaration__reference", True),
        (Item, "version__receipt__name", False),
        (Declaration, "computed", False),
        (Declaration, "versions__number", False),
        (Declaration, "id__more", False),
    ],
)
def test_the_model_tells_which_columns_are_never_empty(model: Any, field: str, is_filled: bool) -> None:  # noqa: FBT001
    assert Order(field).of(model).is_filled is is_filled


@pytest.mark.parametrize(
    ("rows", "order"),
    [
        (lambda: Entry.objects.all(), JOURNAL),
        (lambda: Declaration.objects.all(), NEWEST),
        (lambda: Control.objects.filter(state="closed"), NEWEST_CLOSED),
        (lambda: Control.objects.filter(state="closed"), ORDERS["age"]),
        (lambda: Control.objects.filter(state="closed"), ORDERS["-age"]),
        (lambda: Control.objects.filter(state="closed"), ORDERS["circuit"]),
        (lambda: Control.objects.filter(state="closed"), ORDERS["-circuit"]),
        (lambda: HoldRow.objects.all(), HOLDS),
        (lambda: Call.objects.filter(webhook=1, state="dead"), LATEST),
        (lambda: Call.objects.filter(state="dead"), LATEST),
    ],
)
def test_no_list_that_grows_is_sorted_as_a_whole(
    rows: Callable[[], QuerySet[Any]], order: Sequence[Order]
) -> None:
    with connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan", "sort"):  # the rows of a test are too few to be worth an index
            cursor.execute(f"SET LOCAL enable_{way} = off")

    told = [one.of(rows().model) for one in order]
    plan = rows().order_by(*(one.expression() for one in told)).explain(format="json")

    assert "Sort" not in plan


def test_a_later_page_begins_in_the_index_where_the_last_one_ended() -> None:
    some_days()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    order = [one.of(Control) for one in ORDERS["-age"]]
    asked = order[0].not_before("2026-11-23T09:00Z") & order[0].after("2026-11-23T09:00Z")
    plan = Control.objects.filter(asked, state="closed").order_by("assigned_at").explain()

    assert "assigned_at >= " in plan.partition("Index Cond")[2].partition("\n")[0]

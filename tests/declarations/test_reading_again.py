"""A reading that was cut short is taken up again: the rows are those of a reading that was not."""

import random

import polars as pl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amont.declarations.actions import reading
from amont.declarations.actions.reading import _lodge_part, _parts, _read
from amont.declarations.models import Declaration, Item, Noticed, Receipt, Version
from amont.formats.items import table_of
from amont.journal.models import Entry
from tests.declarations.handing_in import (
    a_broker,
    another_broker,
    handed_in,
    lines_of,
    lodged,
    read,
    received,
    rows_of,
    told,
)
from tests.making import NOW

pytestmark = pytest.mark.django_db


def a_troubled_file() -> bytes:
    """Eleven declarations: one taken, one of a lower version, one lodged before; two rows are unfit."""
    rows: list[dict[str, object]] = [{"reference": f"T{number}"} for number in range(9)]
    rows[3] |= {"reference": "TAKEN"}
    rows[5] |= {"reference": "BEFORE"}
    rows[6] |= {"reference": "T2", "version": 0}
    rows[7] |= {"net_kg": "dix", "declarant": "BR777"}
    return lines_of(*rows, {"reference": ""}, {"reference": "T10"}, {"reference": "T11", "version": 2})


def parts_of(receipt: Receipt) -> tuple[pl.DataFrame, pl.Series, pl.Series]:
    found = _read(receipt)
    items, held = table_of(found.frames)
    return items, held, pl.concat(found.frames)["line"]


def what_was_there() -> None:
    lodged({"reference": "TAKEN"}, by=another_broker())
    handed_in(lines_of({"reference": "BEFORE"}), name="avant.csv")


def test_a_part_done_before_is_not_done_again() -> None:
    what_was_there()
    receipt = received(a_troubled_file())
    items, held, lines = parts_of(receipt)
    for _ in range(2):
        _lodge_part(receipt.pk, items, held, lines, sender=a_broker(), now=NOW)

    receipt.refresh_from_db()

    assert (receipt.declarations, receipt.refused) == (8, 2)
    assert Version.objects.filter(receipt=receipt).count() == 8
    assert Item.objects.filter(version__receipt=receipt).count() == 8
    assert Noticed.objects.filter(receipt=receipt).count() == 4
    assert Entry.objects.filter(name="DeclarationLodged").count() == 2 + 8


@pytest.mark.parametrize("killed_after", range(6))
def test_a_reading_killed_between_two_parts_leaves_in_the_end_the_same_rows(
    killed_after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PART", 2)
    what_was_there()
    whole = handed_in(a_troubled_file(), name="entier.csv")
    expected = rows_of(whole)
    forget(whole)
    receipt = received(a_troubled_file(), name="entier.csv")
    items, held, lines = parts_of(receipt)
    for start, stop in _parts(items)[:killed_after]:
        part = slice(start, stop)
        _lodge_part(receipt.pk, items[part], held[part], lines[part], sender=a_broker(), now=NOW)

    resumed = read(receipt)

    assert rows_of(resumed) == expected
    assert (resumed.state, resumed.declarations, resumed.refused, resumed.held) == ("read", 8, 3, 1)


def forget(receipt: Receipt) -> None:
    """As if this file had never come."""
    Noticed.objects.filter(receipt=receipt).delete()
    Item.objects.filter(version__receipt=receipt).delete()
    own = list(Version.objects.filter(receipt=receipt).values_list("declaration", flat=True))
    Version.objects.filter(receipt=receipt).delete()
    Declaration.objects.filter(pk__in=own).delete()
    receipt.body.delete()
    receipt.delete()


def test_getting_further_forgets_the_attempts_before() -> None:
    receipt = received(lines_of({}))
    Receipt.objects.filter(pk=receipt.pk).update(attempts=4)

    assert read(receipt).attempts == 0


def test_a_file_read_to_its_end_is_not_read_again() -> None:
    receipt = handed_in(a_troubled_file())
    before = rows_of(receipt)

    again = read(receipt)

    assert rows_of(again) == before
    assert again.attempts == receipt.attempts


def test_a_file_whose_rows_are_mixed_is_one_part() -> None:
    rows = [{"reference": f"M{number % 50}", "item": number // 50 + 1} for number in range(150)]
    random.Random(3).shuffle(rows)

    receipt = handed_in(lines_of(*rows))

    assert (receipt.declarations, receipt.found, receipt.rows) == (50, 50, 150)
    assert set(Declaration.objects.values_list("item_count", flat=True)) == {3}


def test_a_file_sent_with_one_declaration_more_lodges_only_that_one() -> None:
    handed_in(lines_of({}, {}))

    receipt = handed_in(lines_of({}, {}, {}))

    assert (receipt.declarations, receipt.found, receipt.refused) == (1, 3, 0)
    assert told(receipt) == ["declaration.already_lodged", "declaration.already_lodged"]


def test_reading_asks_as_many_questions_for_a_long_file_as_for_a_short_one() -> None:
    short = received(lines_of(*[{"reference": f"S{number}"} for number in range(3)]))
    long = received(lines_of(*[{"reference": f"L{number}"} for number in range(300)]))

    with CaptureQueriesContext(connection) as for_short:
        read(short)
    with CaptureQueriesContext(connection) as for_long:
        read(long)

    assert len(for_long) == len(for_short)


def test_a_file_known_already_asks_as_many_questions_however_long() -> None:
    handed_in(lines_of(*[{"reference": f"L{number}"} for number in range(300)]))
    short = received(lines_of(*[{"reference": f"L{number}"} for number in range(3)]), name="court.csv")
    long = received(lines_of(*[{"reference": f"L{number}"} for number in range(299)]), name="long.csv")

    with CaptureQueriesContext(connection) as for_short:
        read(short)
    with CaptureQueriesContext(connection) as for_long:
        read(long)

    assert len(for_long) == len(for_short)

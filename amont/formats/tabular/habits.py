"""How this file writes numbers and days, told once from its first rows and kept to its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from amont.formats.tabular import days, numbers
from amont.formats.tabular.batch import Dialect
from amont.formats.tabular.headers import Plan, Seat
from amont.formats.tabular.ledger import Ledger
from amont.formats.tabular.mapping import DayOrder
from amont.formats.tabular.raw import RawBlock, Source
from amont.kernel.findings import Severity
from amont.kernel.items import Kind

SAMPLE_ROWS = 50_000
SAMPLE_VALUES = 5_000


@dataclass(frozen=True, slots=True)
class Habits:
    """By name of our column: decimal sign, and order of a day. decimal, day_order: of the file, if told."""

    decimals: Mapping[str, str]
    orders: Mapping[str, DayOrder]
    decimal: str = ""
    day_order: str = ""

    def dialect(self, source: Source) -> Dialect:
        return Dialect(source.encoding, source.delimiter, self.decimal, self.day_order)


def habits_of(block: RawBlock, plan: Plan, *, delimiter: str, ledger: Ledger) -> Habits:
    """From the first rows of the file. What no value decides is assumed, and said."""
    written = {seat.column.field.name: text for seat, text in _samples(block, plan)}
    decimal, decimals = _decimals(plan, written, delimiter, ledger)
    day_order, orders = _orders(plan, written, ledger)
    return Habits(decimals, orders, decimal, day_order)


def _samples(block: RawBlock, plan: Plan) -> Iterator[tuple[Seat, pl.Series]]:
    for seat in plan.seats:
        if seat.index is not None and seat.column.field.kind not in (Kind.CODE, Kind.TEXT):
            yield seat, block.columns[seat.index].text.head(SAMPLE_ROWS).drop_nulls().str.strip_chars()


def _seats(plan: Plan, *kinds: Kind) -> Iterator[Seat]:
    return (seat for seat in plan.seats if seat.index is not None and seat.column.field.kind in kinds)


def _decimals(
    plan: Plan, written: Mapping[str, pl.Series], delimiter: str, ledger: Ledger
) -> tuple[str, dict[str, str]]:
    """Each column by itself; one that says nothing follows the others (results of control not asked)."""
    evidence = {
        seat: numbers.evidence_of(_telling(written[seat.column.field.name]))
        for seat in _seats(plan, Kind.NUMBER, Kind.INTEGER)
    }
    usual = sum(
        (found for seat, found in evidence.items() if not seat.column.field.outcome), numbers.Evidence()
    )
    assumed = "," if delimiter == ";" and "," in usual.ambiguous else "."
    for seat, found in evidence.items():
        if found.ambiguous and not found.decimal and not usual.decimal:
            facts = {"column": seat.header, "decimal": assumed}
            ledger.file("table.decimal_assumed", Severity.NOTE, "", found.ambiguous, **facts)
    told = usual.decimal or (assumed if usual.ambiguous else "")
    return told, {
        seat.column.field.name: found.decimal or usual.decimal or assumed for seat, found in evidence.items()
    }


def _telling(text: pl.Series) -> list[str]:
    """Distinct values that hold a point or a comma."""
    telling = text.filter(text.str.contains("[.,]"))
    return telling.unique(maintain_order=True).head(SAMPLE_VALUES).to_list()


def _orders(plan: Plan, written: Mapping[str, pl.Series], ledger: Ledger) -> tuple[str, dict[str, DayOrder]]:
    """The mapping first; then what the column says; then the other columns; then day first."""
    evidence = {seat: days.evidence_of(written[seat.column.field.name]) for seat in _seats(plan, Kind.DAY)}
    usual = sum(
        (found for seat, found in evidence.items() if not seat.column.field.outcome), days.DayEvidence()
    )
    orders = {}
    for seat, found in evidence.items():
        told = seat.column.day_order or found.order or usual.order
        if told is None and found.ambiguous:
            ledger.file("table.day_order_assumed", Severity.NOTE, "", found.ambiguous, column=seat.header)
        orders[seat.column.field.name] = told or DayOrder.DMY
    return _usual_order(usual, orders), orders


def _usual_order(usual: days.DayEvidence, orders: Mapping[str, DayOrder]) -> str:
    """`ymd` when every written day begins with its year; nothing when no day was written."""
    if usual.dmy or usual.mdy or usual.ambiguous:
        return next(iter(orders.values())).value
    return DayOrder.YMD.value if usual.ymd else ""

"""Which column of the file is which of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from amont.formats.tabular.ledger import Ledger, place
from amont.formats.tabular.mapping import Column, Mapping, fold
from amont.formats.tabular.refusals import ColumnMissing
from amont.kernel.findings import Severity, clip

KEY_FACTS = ("declared_on", "hs_code", "net_kg")  # and a value, see VALUES
VALUES = ("customs_value", "item_price")
HEADER_ROWS = 10  # a title or two may stand above the header


@dataclass(frozen=True, slots=True)
class Seat:
    """One of our columns. index: its place among the wanted columns, None when the file has none."""

    column: Column
    header: str
    index: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What to read: `wanted` are column numbers of the file, each once; `seats` point into them."""

    wanted: tuple[int, ...]
    seats: tuple[Seat, ...]

    def seat(self, name: str) -> Seat | None:
        return next((seat for seat in self.seats if seat.column.field.name == name), None)


def is_header(cells: Sequence[str], mapping: Mapping) -> bool:
    """True for a row that names the reference."""
    folded = {fold(cell) for cell in cells}
    return any(fold(name) in folded for name in _reference(mapping).headers)


def known_headers(cells: Sequence[str], mapping: Mapping) -> int:
    """How many cells are headers that the mapping knows."""
    names = {fold(name) for column in mapping.columns + mapping.outcomes for name in column.headers}
    return len(names & {fold(cell) for cell in cells})


def plan_of(header: Sequence[str], mapping: Mapping, *, outcomes: bool) -> Plan:
    """Raises ColumnMissing without a column for the reference; every other column may be absent."""
    places: dict[str, int] = {}
    for number, name in enumerate(header):
        places.setdefault(fold(name), number)
    found = [(column, _place(column, places)) for column in mapping.wanted(outcomes=outcomes)]
    if _place(_reference(mapping), places) is None:
        named = [clip(name) for name in header if name.strip()]
        names = ", ".join(_reference(mapping).headers)
        raise ColumnMissing(field="reference", wanted=names, found=clip(", ".join(named), 500))
    wanted = tuple(sorted({number for _, number in found if number is not None}))
    return Plan(
        wanted, tuple(_seat(column, number, header=header, wanted=wanted) for column, number in found)
    )


def note_columns(
    plan: Plan, header: Sequence[str], mapping: Mapping, *, header_line: int, ledger: Ledger
) -> None:
    """Say which columns nobody reads, which stand twice, and which key facts have none."""
    known = {fold(name) for column in mapping.columns + mapping.outcomes for name in column.headers}
    folded = [fold(name) for name in header]
    spare = [name for name, key in zip(header, folded, strict=True) if key and key not in known]
    twice = [
        name
        for number, name in enumerate(header)
        if folded[number] in known and folded[number] in folded[:number]
    ]
    present = {
        seat.column.field.name for seat in plan.seats if seat.header or seat.column.default is not None
    }
    absent = [name for name in KEY_FACTS if name not in present]
    if not present.intersection(VALUES):
        absent.append(VALUES[0])
    told = {"table.columns_unmapped": spare, "table.columns_twice": twice, "table.columns_absent": absent}
    for code, names in told.items():
        if names:
            columns = clip(", ".join(names), 500)
            ledger.file(code, Severity.NOTE, place(header_line), columns=columns, count=len(names))


def _reference(mapping: Mapping) -> Column:
    return next(column for column in mapping.columns if column.field.name == "reference")


def _place(column: Column, places: dict[str, int]) -> int | None:
    numbers = (places.get(fold(name)) for name in column.headers)
    return next((number for number in numbers if number is not None), None)


def _seat(column: Column, number: int | None, *, header: Sequence[str], wanted: Sequence[int]) -> Seat:
    if number is None:
        return Seat(column, "", None)
    return Seat(column, header[number], wanted.index(number))

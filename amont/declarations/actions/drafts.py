"""What a table of items would lodge: a draft for each version of a declaration, and why one cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import polars as pl

from amont.declarations.queries.findings import SHOWN
from amont.engine.selectivity.content import declarations_of
from amont.kernel.errors import AmontError
from amont.kernel.findings import Finding, Severity, clip

LONGEST = {"reference": 60, "office": 17, "declarant": 40, "importer": 40, "declaration_type": 10,
           "hs_code": 20, "origin": 10, "description": 200, "replaces": 60}  # fmt: skip
LONGEST_CODE = 300  # signs of the codes by which items are found again
CODES_FOUND_BY = ("hs_code", "origin", "importer")
GREATEST_VERSION = 2**31 - 1
DOCUMENT = "transport_document"
FEW = 200  # rows that are faster looked at one by one than as columns


Figures = tuple[Decimal | None, Decimal | None]  # packages and gross weight


class ReferenceTooLong(AmontError):
    """A reference longer than any office gives. Facts: reference (its beginning), size, most."""

    code = "declaration.reference_too_long"


@dataclass(slots=True)
class Draft:
    """One version to be lodged, with its rows in the table. row: its first row. sums: of its rows, exact.

    documents: number of a transport document -> packages and weight of the items that name it.
    """

    reference: str
    number: int
    content: str
    rows: list[int]
    row: dict[str, object]
    sums: dict[str, Decimal | None] = field(default_factory=dict)
    has_long_code: bool = False
    documents: dict[str, Figures] = field(default_factory=dict)

    @property
    def is_numbered(self) -> bool:
        """Does the declaration itself say its version?"""
        return self.row.get("version") is not None

    def doubt(self, code: str, severity: Severity, **facts: object) -> Finding:
        """A finding on the whole declaration, named by its reference."""
        shown = clip(self.reference, SHOWN)
        return Finding(code, severity, shown, facts={"reference": shown, "version": self.number, **facts})


def drafts_of(items: pl.DataFrame) -> Iterator[Draft]:
    """The declarations of a table in order of first appearance."""
    found = declarations_of(items)
    places: list[list[int]] = [[] for _ in found.references]
    for row, place in enumerate(found.index.tolist()):
        places[place].append(row)
    firsts = _firsts(items, places)
    amounts = {name: _figures(items, name) for name in ("customs_value", "duties")}
    long_codes = _long_codes(items)
    documents = _documents(items, places)
    for place, own in enumerate(places):
        yield Draft(
            reference=found.references[place].replace("\0", ""),
            number=_version(firsts[place].get("version")),
            content=found.contents[place],
            rows=own,
            row=firsts[place],
            sums={name: _sum(column, own) for name, column in amounts.items()},
            has_long_code=not long_codes.isdisjoint(own),
            documents=documents.get(place, {}),
        )


def _firsts(items: pl.DataFrame, places: Sequence[Sequence[int]]) -> list[dict[str, object]]:
    """The first row of each declaration."""
    starts = [own[0] for own in places]
    if items.height <= FEW:
        rows = items.rows(named=True)
        return [rows[start] for start in starts]
    return items[starts].rows(named=True)


def unfit(draft: Draft) -> Finding | None:
    """Why nobody could keep or find this declaration; None when all is well."""
    if not draft.reference:
        return draft.doubt("declaration.reference_missing", Severity.REFUSE)
    if len(draft.reference) > LONGEST["reference"]:
        facts = {"size": len(draft.reference), "most": LONGEST["reference"]}
        return draft.doubt("declaration.reference_too_long", Severity.REFUSE, **facts)
    if not 0 <= draft.number <= GREATEST_VERSION:
        return draft.doubt("declaration.version_unknown", Severity.REFUSE, most=GREATEST_VERSION)
    if draft.has_long_code:
        return draft.doubt("declaration.code_too_long", Severity.REFUSE, most=LONGEST_CODE)
    return None


def figure(value: object) -> Decimal | None:
    """A number as declared, exact; None for what is no finite number."""
    if value is None:
        return None
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(str(value))
    return number if number.is_finite() else None


def cut(name: str, value: object) -> str:
    """A text as long as the lists show it; items keep it whole."""
    return str(value or "").replace("\0", "")[: LONGEST[name]]


def _documents(items: pl.DataFrame, places: Sequence[Sequence[int]]) -> dict[int, dict[str, Figures]]:
    """Place of a declaration -> its transport documents; nothing is looked at where no item names one."""
    if DOCUMENT not in items.columns or items[DOCUMENT].null_count() == items.height:
        return {}
    names = items[DOCUMENT].to_list()
    packages, kg = _figures(items, "packages"), _figures(items, "gross_kg")
    found: dict[int, dict[str, Figures]] = {}
    for place, own in enumerate(places):
        rows: dict[str, list[int]] = {}
        for row in own:
            if name := " ".join(str(names[row] or "").replace("\0", "").split()):
                rows.setdefault(name, []).append(row)
        if rows:
            found[place] = {name: (_sum(packages, those), _sum(kg, those)) for name, those in rows.items()}
    return found


def _version(number: object) -> int:
    return 1 if number is None else int(number)  # type: ignore[call-overload]


def _figures(items: pl.DataFrame, name: str) -> Sequence[Decimal | None]:
    if name not in items.columns:
        return []
    return [figure(value) for value in items[name].to_list()]


def _sum(column: Sequence[Decimal | None], rows: Sequence[int]) -> Decimal | None:
    found = [number for row in rows if column and (number := column[row]) is not None]
    return sum(found, Decimal(0)) if found else None


def _long_codes(items: pl.DataFrame) -> set[int]:
    named = [name for name in CODES_FOUND_BY if name in items.columns]
    if not named:
        return set()
    if items.height <= FEW:
        columns = zip(*(items[name].to_list() for name in named), strict=True)
        return {
            at for at, row in enumerate(columns) if any(len(str(one or "")) > LONGEST_CODE for one in row)
        }
    long = [pl.col(name).cast(pl.String).str.len_chars().fill_null(0) > LONGEST_CODE for name in named]
    return set(items.select(pl.any_horizontal(long)).to_series().arg_true().to_list())

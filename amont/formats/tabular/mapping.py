"""The mapping file: which of their columns is which of ours, in which unit, order and currency."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib import resources

from amont.formats.packs.documents import DocumentError, Evidence, KeyMissing, Node, node_of, read_document
from amont.kernel.errors import AmontError
from amont.kernel.items import BY_NAME, FIELDS, OUTCOMES, Field, Kind

Scalar = str | float | int | date

_TOP_KEYS = ("name", "source", "evidence", "currency", "columns", "outcomes", "repeated")
_COLUMN_KEYS = ("from", "unit", "currency", "factor", "codes", "pad", "default", "day_order")
_UNITS: dict[str, dict[str, float]] = {
    "kg": {"kg": 1.0, "t": 1000.0, "g": 0.001, "lb": 0.45359237},
    "%": {"percent": 1.0, "fraction": 100.0},
}
_FOLDED = re.compile(r"[\s_]+")


class DayOrder(StrEnum):
    """Order of day, month and year in a written day."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


class FieldUnknown(DocumentError):
    """A mapping points at a column that we do not have. Facts: field."""

    code = "mapping.field_unknown"


class OutcomeMisplaced(DocumentError):
    """A result of control under `columns`, or something else under `outcomes`. Facts: field."""

    code = "mapping.outcome_misplaced"


class MappingUnknown(AmontError):
    """No built-in mapping has this name. Facts: name, known."""

    code = "mapping.unknown"
    status = 404


@dataclass(frozen=True, slots=True)
class Column:
    """How one of our columns is read.

    headers: names of theirs, the best first; empty: only the default.
    factor: their number times this is ours. codes: (theirs, ours). pad: zeros in front up to this length.
    currency: of the amounts of this column, as said by the mapping; nothing is converted.
    """

    field: Field
    headers: tuple[str, ...] = ()
    factor: float = 1.0
    codes: tuple[tuple[str, str], ...] = ()
    pad: int = 0
    default: Scalar | None = None
    currency: str = ""
    day_order: DayOrder | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """A whole mapping. columns and outcomes are in the order of the canonical columns.

    repeated: sets of our columns; a record repeats an earlier one that has the same values in all of a set.
    """

    name: str
    source: str
    evidence: Evidence
    currency: str
    columns: tuple[Column, ...]
    outcomes: tuple[Column, ...] = ()
    repeated: tuple[tuple[str, ...], ...] = ()

    def wanted(self, *, outcomes: bool) -> tuple[Column, ...]:
        """The columns to read; results of control only when they are asked for."""
        return self.columns + self.outcomes if outcomes else self.columns


def fold(header: str) -> str:
    """A header as it is compared: case, blanks, underscores and presentation forms do not count."""
    return _FOLDED.sub(" ", unicodedata.normalize("NFKC", header)).strip().casefold()


def builtin_names() -> tuple[str, ...]:
    """Names of the mappings that come with Amont, sorted."""
    folder = resources.files("amont.formats") / "mappings"
    return tuple(sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".yaml")))


def builtin(name: str) -> Mapping:
    """A mapping that comes with Amont: `amont` (our own names) or `kcs`. Raises MappingUnknown."""
    known = builtin_names()
    if name not in known:
        raise MappingUnknown(name=name, known=", ".join(known))
    return load_mapping((resources.files("amont.formats") / "mappings" / f"{name}.yaml").read_bytes())


def load_mapping(text: bytes) -> Mapping:
    """Read a mapping. Raises DocumentError (`document.*`, `mapping.*`) with the path of the key at fault."""
    top = read_document(text, document="mapping")
    top.only(*_TOP_KEYS)
    columns = _read_columns(top, "columns")
    outcomes = _read_columns(top, "outcomes") if top.has("outcomes") else ()
    _require_place(columns, node=top, key="columns", outcome=False)
    _require_place(outcomes, node=top, key="outcomes", outcome=True)
    if "reference" not in {column.field.name for column in columns}:
        raise KeyMissing(document=top.document, path="columns.reference")
    return Mapping(
        name=top.text("name"),
        source=top.text("source", ""),
        evidence=top.evidence() if top.has("evidence") else Evidence.TO_CONFIRM,
        currency=top.text("currency", ""),
        columns=columns,
        outcomes=outcomes,
        repeated=tuple(_read_repeated(top, known={column.field.name for column in columns})),
    )


def _require_place(columns: Iterable[Column], *, node: Node, key: str, outcome: bool) -> None:
    for column in columns:
        if column.field.outcome is not outcome:
            path = f"{key}.{column.field.name}"
            raise OutcomeMisplaced(document=node.document, path=path, field=column.field.name)


def _read_columns(top: Node, key: str) -> tuple[Column, ...]:
    group = top.group(key)
    for name in group.values:
        if name not in BY_NAME:
            raise FieldUnknown(**group.facts(name), field=name)
    order = [field.name for field in FIELDS]
    return tuple(_read_column(group, name) for name in sorted(group.values, key=order.index))


def _read_column(group: Node, name: str) -> Column:
    """`ours: Theirs`, `ours: [Theirs, Other]`, `ours: {from: Theirs, ...}`; `ours:` alone is our own name."""
    field, value = BY_NAME[name], group.values[name]
    if value is None:
        return Column(field, (name,))
    if not isinstance(value, dict):
        return Column(field, group.texts(name))
    node = node_of(value, document=group.document, path=group.at(name))
    node.only(*_allowed_keys(field))
    headers = node.texts("from") if node.has("from") else ()
    if not headers and not node.has("default"):
        raise KeyMissing(**node.facts("from"))
    return Column(
        field,
        headers,
        factor=_read_factor(node, field),
        codes=_read_codes(node) if node.has("codes") else (),
        pad=node.whole("pad", low=0, high=40, default=0),
        default=_read_default(node, field) if node.has("default") else None,
        currency=node.text("currency", ""),
        day_order=DayOrder(node.choice("day_order", tuple(DayOrder))) if node.has("day_order") else None,
    )


def _allowed_keys(field: Field) -> tuple[str, ...]:
    """The keys that mean something for a field; a unit for a code would be a misprint."""
    meaningless = {
        Kind.TEXT: {"unit", "factor", "currency", "pad", "day_order"},
        Kind.CODE: {"unit", "factor", "currency", "day_order"},
        Kind.DAY: {"unit", "factor", "currency", "pad"},
        Kind.INTEGER: {"unit", "factor", "currency", "pad", "day_order"},
        Kind.NUMBER: {"pad", "day_order"} | (set() if field.unit else {"unit"}),
    }[field.kind]
    return tuple(key for key in _COLUMN_KEYS if key not in meaningless)


def _read_factor(node: Node, field: Field) -> float:
    factor = node.number("factor", low=1e-12, high=1e12, default=1.0)
    if not node.has("unit"):
        return factor
    units = _UNITS[field.unit]
    return factor * units[node.choice("unit", tuple(units))]


def _read_codes(node: Node) -> tuple[tuple[str, str], ...]:
    group = node.group("codes")
    return tuple((theirs, group.text(theirs)) for theirs in group.values)


def _read_default(node: Node, field: Field) -> Scalar:
    if field.kind is Kind.NUMBER:
        return node.number("default")
    if field.kind is Kind.INTEGER:
        return node.whole("default", low=-(2**53), high=2**53)
    return node.day("default") if field.kind is Kind.DAY else node.text("default")


def _read_repeated(top: Node, *, known: set[str]) -> Iterator[tuple[str, ...]]:
    if not top.has("repeated"):
        return
    sets = top.numbered("repeated")
    for number in sets.values:
        names = sets.texts(number)
        for name in names:
            if name in OUTCOMES:
                raise OutcomeMisplaced(**sets.facts(number), field=name)
            if name not in known:
                raise FieldUnknown(**sets.facts(number), field=name)
        yield names

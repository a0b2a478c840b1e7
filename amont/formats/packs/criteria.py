"""The form of the criteria of a pack. What a condition means is said by selectivity, not here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from amont.formats.packs.dated import DATED_KEYS, Dated, read_dated
from amont.formats.packs.documents import DocumentError, ListExpected, Node
from amont.kernel.items import FIELDS, Kind
from amont.kernel.lanes import Lane, Language

PSEUDO_FIELDS = ("value_per_kg", "value_per_unit", "hs2", "hs4", "hs6")
OPERATORS = (
    "eq",
    "ne",
    "in",
    "not_in",
    "starts_with",
    "lt",
    "le",
    "gt",
    "ge",
    "between",
    "is_empty",
    "differs_from",
)
LANES = tuple(lane.code for lane in Lane if lane is not Lane.GREEN)  # a criterion only makes a lane stricter
LANGUAGES = tuple(language.value for language in Language)

_KEYS = ("id", "version", "title", "owner", "lane", "share", "condition", "ground", *DATED_KEYS)
_CONNECTIVES = ("all", "any", "none")
_ORDER_ONLY = ("lt", "le", "gt", "ge", "between")  # numbers and days
_TEXT_ONLY = ("starts_with",)
_LISTED = ("in", "not_in", "between")
_LEAST_SHARE = 0.0001  # a criterion that never selects is a criterion out of force
_KNOWN_BEFORE = tuple(field.name for field in FIELDS if not field.outcome) + PSEUDO_FIELDS
_KINDS = {field.name: field.kind for field in FIELDS} | {
    "value_per_kg": Kind.NUMBER,
    "value_per_unit": Kind.NUMBER,
}


class BoundsReversed(DocumentError):
    """The first bound of `between` is above the second. Facts: begins, ends."""

    code = "pack.bounds"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion as written, checked for presence and types, with its dates apart."""

    raw: dict[str, object]
    dated: Dated

    @property
    def id(self) -> str:
        return cast(str, self.raw["id"])


def read_criterion(node: Node) -> Criterion:
    """Raises DocumentError with the path of the key at fault."""
    node.only(*_KEYS)
    dated = read_dated(node)
    raw: dict[str, object] = {
        "id": node.text("id"),
        "version": node.whole("version", low=1, high=1_000_000),
        "title": read_names(node, "title"),
        "owner": node.text("owner"),
        "from": dated.begins,
        "to": dated.ends,
        "lane": node.choice("lane", LANES),
        "share": node.number("share", low=_LEAST_SHARE, high=1, default=1.0),
        "condition": _read_condition(node.group("condition")),
        "ground": node.text("ground"),
        "source": dated.source,
        "evidence": dated.evidence.value,
    }
    return Criterion(raw, dated)


def read_names(node: Node, key: str) -> dict[str, str]:
    """A text in each of the three languages; none may be absent."""
    names = node.group(key)
    names.only(*LANGUAGES)
    return {language: names.text(language) for language in LANGUAGES}


def _read_condition(node: Node) -> dict[str, object]:
    """One connective over conditions, or one comparison. Depth is limited by the document reader."""
    words = [word for word in _CONNECTIVES if word in node.values]
    if not words:
        return _read_comparison(node)
    node.only(words[0])
    parts = [_read_condition(part) for part in node.groups(words[0])]
    if not parts:
        raise ListExpected(**node.facts(words[0]))  # an empty list would be true of everything or of nothing
    return {words[0]: parts}


def _read_comparison(node: Node) -> dict[str, object]:
    node.only("field", "operator", "value", "other")
    field = node.choice("field", _KNOWN_BEFORE)
    has_order = _KINDS.get(field) in (Kind.NUMBER, Kind.INTEGER, Kind.DAY)
    excluded = _TEXT_ONLY if has_order else _ORDER_ONLY
    operator = node.choice("operator", [name for name in OPERATORS if name not in excluded])
    comparison: dict[str, object] = {"field": field, "operator": operator}
    if operator == "is_empty":
        node.only("field", "operator")
        return comparison
    if operator == "differs_from" or node.has("other"):
        node.only("field", "operator", "other")
        return comparison | {"other": node.choice("other", _KNOWN_BEFORE)}
    return comparison | {"value": _read_value(node, field=field, operator=operator)}


def _read_value(node: Node, *, field: str, operator: str) -> object:
    """The value in the type of the field: codes as text, amounts as numbers, days as days."""
    is_list = operator in _LISTED or (operator == "starts_with" and isinstance(node.value("value"), list))
    if not is_list:
        return _typed(node, "value", field)
    numbered = node.numbered("value")
    values = [_typed(numbered, key, field) for key in numbered.values]
    if not values or (operator == "between" and len(values) != 2):
        raise ListExpected(**node.facts("value"))
    if operator == "between" and values[0] > values[1]:  # type: ignore[operator]
        raise BoundsReversed(**node.facts("value"), begins=values[0], ends=values[1])
    return values


def _typed(node: Node, key: str, field: str) -> object:
    kind = _KINDS.get(field, Kind.CODE)
    if kind in (Kind.NUMBER, Kind.INTEGER):
        return node.number(key)
    return node.day(key) if kind is Kind.DAY else node.text(key)

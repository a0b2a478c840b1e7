"""MEA and MOA segments: masses in kilograms, volumes in cubic metres, amounts with their currency."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from amont.formats.edifact.context import Context
from amont.formats.edifact.values import code, is_doubtful, number
from amont.formats.manifest.measures import CUBIC_METRES, DOUBTFUL_UNITS, KILOGRAMS
from amont.formats.manifest.records import Amount

_GROUPING = (".", ",")


class Measure(NamedTuple):
    """kind: what is measured (6313). kilograms or cubic_metres, both None for other units."""

    kind: str
    kilograms: Decimal | None = None
    cubic_metres: Decimal | None = None


def number_in(text: str, context: Context, *, element: int, component: int = 1) -> Decimal | None:
    """A number of the segment at hand; what cannot be read, or could be read otherwise, is told."""
    found = number(text)
    if found is None:
        if text.strip():
            context.doubt("edifact.number_unreadable", value=text, element=element, component=component)
    elif text[-4:-3] in _GROUPING and is_doubtful(text, decimal=context.decimal):
        facts: dict[str, object] = {"read": found}
        context.doubt(
            "edifact.number_ambiguous", value=text, element=element, component=component, facts=facts
        )
    return found


def measure_of(elements: list[str], context: Context) -> Measure | None:
    """The measure of a MEA segment split at its elements; None when there is no value to read."""
    if len(elements) < 4:
        return None
    kind, (unit, _, value) = elements[2], elements[3].partition(":")
    if ":" in value:
        value = next((part for part in value.split(":") if part), "")
    found = number_in(value, context, element=3, component=2)
    if found is None:
        return None
    if not kind.isalnum():
        kind = code(kind)
    if unit == "KGM":
        return Measure(kind, found)
    return _converted(kind, found, code(unit).upper(), context)


def _converted(kind: str, found: Decimal, unit: str, context: Context) -> Measure:
    if unit in DOUBTFUL_UNITS:
        context.once("edifact.unit_doubtful", kind=unit)
    if unit in KILOGRAMS:
        return Measure(kind, _times(found, KILOGRAMS[unit]))
    if unit in CUBIC_METRES:
        return Measure(kind, None, _times(found, CUBIC_METRES[unit]))
    return Measure(kind)


def _times(value: Decimal, factor: Decimal) -> Decimal:
    return value if factor == 1 else value * factor


def amount_of(element: str, context: Context) -> tuple[str, Amount] | None:
    """Qualifier and amount of a MOA element; currency "" when unknown."""
    parts = element.split(":")
    value = number_in(parts[1], context, element=1, component=2) if len(parts) > 1 else None
    if value is None:
        return None
    currency = code(parts[2]).upper() if len(parts) > 2 else ""
    return code(parts[0]), Amount(value, "" if currency in ("ZZZ", "XXX") else currency)

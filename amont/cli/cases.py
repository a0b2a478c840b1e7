"""Cases of duties as JSON writes them: each read alone, so that a bad one never loses the others.

A refusal names the key and shows its value; numbers are exact decimals, written as numbers or as texts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from amont.engine.duties.item import Item
from amont.kernel.charges import MODES, PREFERENCES, Join, Rate, RateOf
from amont.kernel.errors import AmontError
from amont.kernel.findings import clip

WAYS = {
    "SEA": "1",
    "RAIL": "2",
    "ROAD": "3",
    "AIR": "4",
    "POST": "5",
    "MULTIMODAL": "6",
    "FIXED": "7",
    "INLAND_WATER": "8",
    "OTHER": "9",
}
MOST, MOST_RATE = Decimal(10) ** 15, Decimal(10)
FINEST = -10  # exponent of the last decimal that a number may have
SHARES = {
    "duty_rate": RateOf.DUTY,
    "excise_rate": RateOf.EXCISE,
    "vehicle_rate": RateOf.VEHICLE,
    "adjustment_rate": RateOf.ADJUSTMENT,
    "supplementary_rate": RateOf.SUPPLEMENTARY,
}
REQUIRED = ("country", "on", "customs_value", "duty_rate")
KEYS = (
    *("id", *REQUIRED, *SHARES, "fob", "preference", "relief", "mode", "flags", "procedure"),
    *("quantity", "unit", "duty_per_unit", "duty_join", "trigger_price", "what_if", "expected"),
)
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class CasesUnreadable(AmontError):
    """The file is not a list of cases in JSON. Facts: name."""

    code = "duties.file_unreadable"


class CaseRefused(AmontError):
    """A case cannot be read. Facts: path."""

    code = "duties.case_refused"


class KeyAbsent(CaseRefused):
    code = "duties.key_missing"


class NotANumber(CaseRefused):
    """Facts: path, value."""

    code = "duties.not_a_number"


class Negative(CaseRefused):
    """Facts: path, value."""

    code = "duties.below_zero"


class TooLarge(CaseRefused):
    """Facts: path, value, most."""

    code = "duties.too_large"


class RateTooLarge(CaseRefused):
    """A rate of more than ten times the value: most often percents where a share is expected. As TooLarge."""

    code = "duties.rate_too_large"


class NotADay(CaseRefused):
    """Facts: path, value."""

    code = "duties.not_a_day"


class NotText(CaseRefused):
    """Facts: path, value."""

    code = "duties.text_expected"


class CountryUnknown(CaseRefused):
    """No country pack bears this code. Facts: path, value, known."""

    code = "duties.country_unknown"


class NotKnown(CaseRefused):
    """A value outside a closed list. Facts: path, value, known."""

    code = "duties.not_known"


@dataclass(frozen=True, slots=True)
class Case:
    """A case, read. unknown: keys that mean nothing here, told and not used. instead: what `what_if` asks."""

    name: str
    country: str
    on: date
    item: Item
    unknown: tuple[str, ...]
    instead: Case | None = None


def listed(data: bytes, *, name: str) -> list[object]:
    """The cases of a file, not yet read. CasesUnreadable."""
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_float=Decimal, parse_int=_whole)
    except (ValueError, RecursionError) as error:
        raise CasesUnreadable(name=name) from error
    if not isinstance(found, list):
        raise CasesUnreadable(name=name)
    return found


def name_of(raw: object, place: int) -> str:
    """How a case is called: by its id, else by its place in the file, from 1."""
    known = raw.get("id") if isinstance(raw, dict) else None
    is_said = isinstance(known, str | int) and not isinstance(known, bool) and str(known).strip()
    return str(known) if is_said else f"#{place}"


def read_case(raw: object, *, place: int) -> Case:
    """Raises CaseRefused with the key at fault."""
    if not isinstance(raw, dict):
        raise CaseRefused(path=f"#{place}")
    for key in REQUIRED:
        if raw.get(key) is None:
            raise KeyAbsent(path=key)
    item = Item(
        number=1,
        value=_number(raw, "customs_value"),
        fob=_number(raw, "fob") if raw.get("fob") is not None else None,
        rates=_rates(raw),
        quantities={_text(raw, "unit"): _number(raw, "quantity")} if raw.get("quantity") is not None else {},
        preference=_chosen(raw, "preference", PREFERENCES),
        relief=_text(raw, "relief"),
        mode=_mode(raw),
        flags=frozenset(_flags(raw)),
        procedure=_text(raw, "procedure") or "4000",
    )
    unknown = tuple(clip(key) for key in raw if key not in KEYS)
    instead = _instead(raw, place)
    return Case(name_of(raw, place), _text(raw, "country"), _day(raw, "on"), item, unknown, instead)


def _instead(raw: Mapping[str, object], place: int) -> Case | None:
    """The same case with some keys said otherwise. Raises CaseRefused."""
    changes = raw.get("what_if")
    if changes is None:
        return None
    if not isinstance(changes, dict) or "country" in changes or "what_if" in changes:
        raise NotText(path="what_if", value=clip(changes))
    unchanged = {key: value for key, value in raw.items() if key != "what_if"}
    return read_case(unchanged | changes, place=place)


def _rates(raw: Mapping[str, object]) -> dict[RateOf, Rate]:
    """What the tariff line says. A vehicle's rate that is null is no vehicle."""
    rates = {
        of: Rate(share=_number(raw, key, most=MOST_RATE))
        for key, of in SHARES.items()
        if raw.get(key) is not None
    }
    unit = _text(raw, "unit")
    if raw.get("duty_per_unit") is not None:
        join = _chosen(raw, "duty_join", tuple(one.value for one in Join)) or Join.SUM.value
        share = rates[RateOf.DUTY].share
        rates[RateOf.DUTY] = Rate(share, _number(raw, "duty_per_unit"), unit, Join(join))
    if raw.get("trigger_price") is not None:
        rates[RateOf.TRIGGER] = Rate(per_unit=_number(raw, "trigger_price"), unit=unit)
    return rates


def _whole(text: str) -> Decimal | int:
    """A whole number; one of more digits than any amount stays a decimal and is refused by its key."""
    return int(text) if len(text) < 20 else Decimal(text)


def _number(raw: Mapping[str, object], key: str, *, most: Decimal = MOST) -> Decimal:
    value = raw.get(key)
    written = isinstance(value, str) and _NUMBER.fullmatch(value.strip()) is not None
    if not written and (isinstance(value, bool) or not isinstance(value, int | Decimal)):
        raise NotANumber(path=key, value=clip(value))
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation as error:
        raise NotANumber(path=key, value=clip(value)) from error
    if int(number.as_tuple().exponent) < FINEST:
        raise NotANumber(path=key, value=clip(value))
    if number < 0:
        raise Negative(path=key, value=clip(value))
    if number > most:
        refusal = RateTooLarge if most == MOST_RATE else TooLarge
        raise refusal(path=key, value=clip(value), most=most)
    return number


def _day(raw: Mapping[str, object], key: str) -> date:
    value = raw.get(key)
    try:
        if isinstance(value, str) and len(value) == 10:
            return date.fromisoformat(value)
    except ValueError as error:
        raise NotADay(path=key, value=clip(value)) from error
    raise NotADay(path=key, value=clip(value))


def _text(raw: Mapping[str, object], key: str) -> str:
    value = raw.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise NotText(path=key, value=clip(value))
    return value.strip()


def _chosen(raw: Mapping[str, object], key: str, known: tuple[str, ...]) -> str:
    value = _text(raw, key)
    if value and value not in known:
        raise NotKnown(path=key, value=clip(value), known=", ".join(known))
    return value


def _mode(raw: Mapping[str, object]) -> str:
    value = _chosen(raw, "mode", (*WAYS, *MODES))
    return WAYS.get(value, value)


def _flags(raw: Mapping[str, object]) -> list[str]:
    value = raw.get("flags")
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(flag, str) for flag in value):
        raise NotText(path="flags", value=clip(value))
    return value

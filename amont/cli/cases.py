"""Cases of duties as JSON writes them: each read alone, so that a bad one never loses the others.

A refusal names the key and shows its value; numbers are exact decimals, written as numbers or as texts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from amont.cli.cells import (
    MOST_RATE,
    CaseRefused,
    KeyAbsent,
    NotText,
    chosen,
    day,
    flags,
    number,
    text,
    whole,
)
from amont.cli.invoices import read_invoice
from amont.engine.duties.item import Item
from amont.engine.duties.value import Consignment
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
SHARES = {
    "duty_rate": RateOf.DUTY,
    "excise_rate": RateOf.EXCISE,
    "vehicle_rate": RateOf.VEHICLE,
    "adjustment_rate": RateOf.ADJUSTMENT,
    "supplementary_rate": RateOf.SUPPLEMENTARY,
}
REQUIRED = ("country", "on", "duty_rate")
KEYS = (
    *(
        "id",
        *REQUIRED,
        *SHARES,
        "customs_value",
        "invoice",
        "fob",
        "preference",
        "relief",
        "mode",
        "flags",
        "procedure",
    ),
    *("quantity", "unit", "duty_per_unit", "duty_join", "trigger_price", "vehicle", "what_if", "expected"),
)


class CasesUnreadable(AmontError):
    """The file is not a list of cases in JSON. Facts: name."""

    code = "duties.file_unreadable"


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A used vehicle: its price when new in national currency, its first use, the table of its kind."""

    new_value: Decimal
    first_used_on: date
    table: str


@dataclass(frozen=True, slots=True)
class Case:
    """A case, read. unknown: keys that mean nothing here, told and not used.

    invoice: what the customs value is made of, in place of a value said. instead: what `what_if` asks for.
    """

    name: str
    country: str
    on: date
    item: Item
    unknown: tuple[str, ...]
    invoice: Consignment | None = None
    vehicle: Vehicle | None = None
    instead: Case | None = None


def listed(data: bytes, *, name: str) -> list[object]:
    """The cases of a file, not yet read. CasesUnreadable."""
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_float=Decimal, parse_int=whole)
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
    for key in REQUIRED if raw.get("invoice") is not None else (*REQUIRED, "customs_value"):
        if raw.get(key) is None:
            raise KeyAbsent(path=key)
    on = day(raw, "on")
    item = Item(
        number=1,
        value=number(raw, "customs_value") if raw.get("invoice") is None else Decimal(0),
        fob=number(raw, "fob") if raw.get("fob") is not None else None,
        rates=_rates(raw),
        quantities={text(raw, "unit"): number(raw, "quantity")} if raw.get("quantity") is not None else {},
        preference=chosen(raw, "preference", PREFERENCES),
        relief=text(raw, "relief"),
        mode=_mode(raw),
        flags=frozenset(flags(raw)),
        procedure=text(raw, "procedure") or "4000",
    )
    unknown = tuple(clip(key) for key in raw if key not in KEYS)
    return Case(
        name_of(raw, place),
        text(raw, "country"),
        on,
        item,
        unknown,
        invoice=read_invoice(raw, on=on),
        vehicle=_vehicle(raw),
        instead=_instead(raw, place),
    )


def _vehicle(raw: Mapping[str, object]) -> Vehicle | None:
    told = raw.get("vehicle")
    if told is None:
        return None
    if not isinstance(told, dict):
        raise NotText(path="vehicle", value=clip(told))
    return Vehicle(number(told, "new_value"), day(told, "first_used_on"), text(told, "table"))


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
        of: Rate(share=number(raw, key, most=MOST_RATE))
        for key, of in SHARES.items()
        if raw.get(key) is not None
    }
    unit = text(raw, "unit")
    if raw.get("duty_per_unit") is not None:
        join = chosen(raw, "duty_join", tuple(one.value for one in Join)) or Join.SUM.value
        share = rates[RateOf.DUTY].share
        rates[RateOf.DUTY] = Rate(share, number(raw, "duty_per_unit"), unit, Join(join))
    if raw.get("trigger_price") is not None:
        rates[RateOf.TRIGGER] = Rate(per_unit=number(raw, "trigger_price"), unit=unit)
    return rates


def _mode(raw: Mapping[str, object]) -> str:
    value = chosen(raw, "mode", (*WAYS, *MODES))
    return WAYS.get(value, value)

"""Declared items as the computation of duties sees them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from django.db.models import Q

from amont.controls.models import Finding, FoundItem, ItemResult, Outcome
from amont.controls.states import FindingState
from amont.declarations.models import Item, Version
from amont.engine.duties import item as engine
from amont.formats.tariff.others import OtherRate, other_rate
from amont.formats.tariff.records import HIGHEST, LOWEST, SUM, Line
from amont.kernel.charges import MODES, PREFERENCES, Join, Rate, RateOf
from amont.kernel.errors import AmontError

PROCEDURE = re.compile(r"[1-9][0-9]{3}")
MODEL = re.compile(r"[A-Z]{2}([1-9])")
FOUND = ("found_hs_code", "found_origin", "found_packages", "found_net_kg", "found_value")
HUNDRED = Decimal(100)
MASS = "KGM"
JOINS = {"": Join.SUM, SUM: Join.SUM, HIGHEST: Join.HIGHER, LOWEST: Join.LOWER}


@dataclass(frozen=True, slots=True)
class Declared:
    """What the computation needs of an item, declared or found."""

    item: int | None
    hs_code: str
    customs_value: Decimal | None
    net_kg: Decimal | None
    quantity: Decimal | None
    unit: str
    preference: str
    transport_mode: str
    procedure: str


class ItemValueMissing(AmontError):
    """An item has no customs value: nothing can be computed. Facts: item."""

    code = "notice.value_missing"


class TariffUnknown(AmontError):
    """The tariff of the day does not know a code, or gives it no duty. Facts: item, hs_code, on."""

    code = "notice.tariff_unknown"


class DifferenceFound(AmontError):
    """The control found something else than declared: charges follow what was found. Facts: items."""

    code = "notice.difference_found"


class CurrencyForeign(AmontError):
    """A duty for each unit is written in another currency than that of the charges. Facts: item, currency."""

    code = "notice.currency_foreign"


def items_of(
    version: Version, rows: Sequence[Declared], lines: Mapping[str, Line], *, currency: str
) -> list[engine.Item]:
    """Items of a version with the rates of their lines. ItemValueMissing, TariffUnknown, CurrencyForeign."""
    model = MODEL.match(version.declaration.declaration_type)
    usual = f"{model.group(1)}000" if model else "4000"
    day = version.declaration.registered_on
    found = []
    for place, row in enumerate(rows, start=1):
        number = row.item or place
        if row.customs_value is None:
            raise ItemValueMissing(item=number)
        line = lines.get(row.hs_code)
        if line is None:
            raise TariffUnknown(item=number, hs_code=row.hs_code, on=day)
        if foreign := currencies_of(line) - {currency}:
            raise CurrencyForeign(item=number, currency=min(foreign))
        found.append(
            engine.Item(
                number=number,
                value=row.customs_value,
                rates=rates_of(line, row.preference),
                quantities=_quantities(row),
                preference=row.preference if row.preference in PREFERENCES else "",
                mode=row.transport_mode[:1] if row.transport_mode[:1] in MODES else "",
                procedure=_procedure(row.procedure, usual),
            )
        )
    return found


def rates_of(line: Line, preference: str = "") -> dict[RateOf, Rate]:
    """All that a tariff line says of rates: duty, or that of the preference asked for, excise, protection."""
    asked = line.preferences.get(preference)
    duty = duty_of(line) if asked is None else Rate(share=Decimal(asked) / HUNDRED)
    found = {RateOf.DUTY: duty}
    for name, rate in _others(line):
        share = None if rate.share_pct is None else rate.share_pct / HUNDRED
        found[RateOf(name)] = Rate(share=share, per_unit=rate.amount, unit=rate.unit)
    return found


def currencies_of(line: Line) -> set[str]:
    """Currencies in which a line says amounts for each unit."""
    found = {rate.currency for _, rate in _others(line) if rate.amount is not None}
    return found | {line.currency} if line.amount is not None else found


def _others(line: Line) -> list[tuple[str, OtherRate]]:
    read = ((name, other_rate(text)) for name, text in line.other_rates.items())
    return [(name, rate) for name, rate in read if rate is not None]


def duty_of(line: Line) -> Rate:
    """The duty of a tariff line."""
    share = None if line.rate_pct is None else line.rate_pct / HUNDRED
    join = JOINS.get(line.combine, Join.SUM)
    return Rate(
        share=share, per_unit=line.amount, unit=line.per_unit if line.amount is not None else "", join=join
    )


def _quantities(row: Declared) -> dict[str, Decimal]:
    told = {"KGM": row.net_kg}
    if row.unit and row.quantity is not None:
        told[row.unit] = row.quantity
    return {unit: amount for unit, amount in told.items() if amount is not None and amount >= 0}


def _procedure(declared: str, usual: str) -> str:
    """The four digits of box 37, or those of the model of the declaration."""
    digits = "".join(declared.split())[:4]
    return digits if PROCEDURE.fullmatch(digits) else usual


def as_found(rows: Sequence[Item], found: Mapping[int, FoundItem]) -> list[Declared]:
    """Items as a confirmed finding says they are, the others as declared."""
    return [_as_found(row, found[row.pk]) if row.pk in found else declared_of(row) for row in rows]


def declared_of(row: Item) -> Declared:
    """What the computation needs of a declared item."""
    return Declared(**{one.name: getattr(row, one.name) for one in fields(Declared)})


def _as_found(row: Item, found: FoundItem) -> Declared:
    said = declared_of(row)
    other: dict[str, Any] = {
        "hs_code": found.hs_code or said.hs_code,
        "net_kg": said.net_kg if found.net_kg is None else found.net_kg,
        "customs_value": said.customs_value if found.value is None else found.value,
    }
    if found.origin:
        other["preference"] = ""  # asked for goods of another origin
    if found.net_kg is not None and said.unit == MASS:
        other["quantity"] = found.net_kg
    return replace(said, **other)


def confirmed(versions: Collection[Version]) -> dict[int, dict[int, FoundItem]]:
    """Items of confirmed findings by version; none where a finding changes nothing. Two queries."""
    standing = Finding.objects.filter(control__version__in=versions, state=FindingState.CONFIRMED)
    found: dict[int, dict[int, FoundItem]] = {
        version: {} for version in standing.values_list("control__version", flat=True)
    }
    for one in FoundItem.objects.filter(finding__in=standing).select_related("finding__control"):
        found[one.finding.control.version_id][one.item_id] = one
    return found


def differing(versions: Collection[Version]) -> dict[int, list[int]]:
    """Items whose control found an offence, or other goods, values or quantities, by version. One query."""
    other = Q(outcome=Outcome.OFFENCE)
    for name in FOUND:
        other |= Q(**{f"{name}__isnull": False}) if name in FOUND[2:] else ~Q(**{name: ""})
    rows = ItemResult.objects.filter(other, item__version__in=versions).order_by("item")
    found: dict[int, list[int]] = {}
    for version, number in rows.values_list("item__version", "item__item"):
        found.setdefault(version, []).append(number or 0)
    return found

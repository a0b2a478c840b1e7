"""What the tax lines of an item say.

A file never tells whether a rate is a fraction, a percentage or an amount per unit: base, rate and amount
tell it together.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from amont.formats.asycuda.items import Item, TaxLine

ZERO = Decimal(0)
PAYABLE, GUARANTEED = "1", "0"  # Duty_tax_MP
_HALF = Decimal("0.5")


def customs_value(item: Item) -> Decimal | None:
    """The item's CIF value, else its statistical value, in national currency."""
    value = item.value
    return value.cif if value.cif is not None else value.statistical


def taxes_in(item: Item, *, mode: str) -> Decimal | None:
    """The item's taxes with this mode of payment; without lines, what the item says; None: it is silent."""
    lines = item.taxes
    if lines:
        return sum((line.amount or ZERO for line in lines if line.mode == mode), ZERO)
    name = "Item_taxes_amount" if mode == PAYABLE else "Item_taxes_guaranted_amount"
    return item.leaves.number(f"Taxation/{name}")


def all_taxes(item: Item) -> Decimal | None:
    """All taxes of the item, payable and guaranteed; None: it is silent."""
    if item.taxes:
        return sum((line.amount or ZERO for line in item.taxes), ZERO)
    return item.leaves.number("Taxation/Item_taxes_amount")


def quantities(item: Item) -> list[Decimal]:
    """What a tax per unit may be counted on."""
    value = item.value
    units = [unit.quantity for unit in item.units]
    return [each for each in (*units, item.packages.number, value.net_kg, value.gross_kg) if each is not None]


def is_explained(line: TaxLine, counts: Iterable[Decimal]) -> bool:
    """Whether some reading of the rate gives the amount, or there is not enough to compare.

    counts: what a rate per unit may be multiplied with, besides the base.
    """
    if line.base is None or line.rate is None or line.amount is None:
        return True
    if _gap(line, as_percent=True) <= 0 or _gap(line, as_percent=False) <= 0:
        return True
    flat_or_per_unit = [line.rate, *(line.rate * count for count in counts)]
    return any(abs(reading - line.amount) <= _tolerance(line.amount) for reading in flat_or_per_unit)


def rate_pct(line: TaxLine) -> Decimal | None:
    """The rate as a percentage; None when base, rate and amount do not show it to be one.

    A fraction over 1 would be a duty over 100 %: it is taken for an amount per unit.
    """
    percent, fraction = _gap(line, as_percent=True), _gap(line, as_percent=False)
    if line.rate is None or min(percent, fraction) > 0:
        return None
    if percent <= fraction:
        return line.rate
    return line.rate * 100 if line.rate <= 1 else None


def _gap(line: TaxLine, *, as_percent: bool) -> Decimal:
    """How far this reading is from the amount, beyond the tolerance; negative within it.

    The base may be rounded to a whole unit itself, which a rate per unit makes large.
    """
    if line.base is None or line.rate is None or line.amount is None:
        return Decimal(1)
    rate = line.rate / 100 if as_percent else line.rate
    rounding = abs(rate) * _HALF if line.base == line.base.to_integral_value() else ZERO
    return abs(line.base * rate - line.amount) - max(_tolerance(line.amount), rounding)


def _tolerance(amount: Decimal) -> Decimal:
    """One unit, or half a percent for rates printed with few digits."""
    return max(Decimal(1), abs(amount) / 200)

"""A rate and what it makes of a base: a share, an amount for each unit, both joined, or a flat amount."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from functools import reduce

from amont.engine.duties.item import Item
from amont.engine.duties.lines import Formula
from amont.engine.duties.refusals import QuantityMissing
from amont.kernel.charges import ChargeRule, Join, Rate, RateOf, Rounding
from amont.kernel.money import MINOR_UNITS

_NONE = Rate()
_EXACT = Context(prec=100)  # more digits than any product of amounts and rates
_ROUNDINGS = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.UP: ROUND_UP,
    Rounding.DOWN: ROUND_DOWN,
}


def rate_of(rule: ChargeRule, item: Item) -> Rate:
    """The charge's own rate, or that of the tariff line; a line that is silent has none."""
    return rule.rate if rule.rate_of is RateOf.CHARGE else item.rates.get(rule.rate_of, _NONE)


def quantity_of(rule: ChargeRule, rate: Rate, item: Item) -> Decimal | None:
    """How many units are charged; None where the rate counts none. QuantityMissing."""
    if rate.per_unit is None:
        return None
    if rate.unit not in item.quantities:
        raise QuantityMissing(charge=rule.code, unit=rate.unit)
    return item.quantities[rate.unit]


def unrounded(formula: Formula) -> Decimal:
    """The amount of a formula before it is rounded."""
    rate = formula.rate
    if rate.flat is not None:
        return rate.flat
    parts = []
    if rate.share is not None:
        parts.append(_EXACT.multiply(formula.base, rate.share))
    if rate.per_unit is not None and formula.quantity is not None:
        parts.append(_EXACT.multiply(formula.quantity, rate.per_unit))
    if rate.join is Join.SUM or len(parts) < 2:
        return reduce(_EXACT.add, parts, Decimal(0))
    return max(parts) if rate.join is Join.HIGHER else min(parts)


def rounded(amount: Decimal, currency: str, rounding: Rounding = Rounding.HALF_UP) -> Decimal:
    """To the currency's own unit; once, at the end of each charge of each item."""
    unit = Decimal(1).scaleb(-MINOR_UNITS.get(currency, 2))
    return amount.quantize(unit, rounding=_ROUNDINGS[rounding], context=_EXACT)

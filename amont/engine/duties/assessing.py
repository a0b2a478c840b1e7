"""The charges of one item on a day, in the order of the law, each on the amounts of those before it.

Rounded half up to the currency, once for each charge and each item: measured on 292 ad valorem lines of real
ASYCUDA declarations, always the nearest unit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from amont.engine.duties.ceilings import check_ceilings
from amont.engine.duties.item import Item, checked
from amont.engine.duties.lines import Assessment, Formula, Line
from amont.engine.duties.procedures import Treatment, treatment_of
from amont.engine.duties.rates import quantity_of, rate_of, rounded, unrounded
from amont.engine.duties.refusals import ReliefUnknown, ValueMissing
from amont.engine.duties.settings import USUAL, Settings, in_force
from amont.kernel.charges import FOB, VALUE, ChargeRule, Each, Law, Rate, RateOf, Relief

NEAR = Decimal("0.01")  # a price at most 1 % above a trigger is told (indicator V06)


@dataclass(frozen=True, slots=True)
class _Case:
    """An item with what its day makes of it."""

    item: Item
    relief: Relief | None
    currency: str
    on: date

    def waived_by(self, rule: ChargeRule) -> str:
        """The preference or the title that waives a charge, "" where it is owed."""
        if self.item.preference and self.item.preference in rule.waived_for:
            return self.item.preference
        return self.relief.code if self.relief is not None and self.relief.waives(rule) else ""


def assess(item: Item, law: Law, *, on: date, settings: Settings = USUAL) -> Assessment:
    """What is owed on an item that is declared on a day. Raises DutiesRefused.

    Amounts owed once for a declaration are left out: `declaring.assess_declaration` adds them.
    """
    treatment = treatment_of(checked(item).procedure)
    if treatment is Treatment.NONE:
        return Assessment(item.number, law.currency, treatment, ())
    item = _in_units(item, law.currency)
    rules = in_force(law, on=on, settings=settings)
    check_ceilings(item, law, rules, on=on)
    case = _Case(item, _relief_of(item, law, on=on), law.currency, on)
    lines = _lines_of(case, [rule for rule in rules if rule.each is Each.ITEM], settings)
    return Assessment(item.number, law.currency, treatment, lines, _near_triggers(item, rules))


def _lines_of(case: _Case, rules: Sequence[ChargeRule], settings: Settings) -> tuple[Line, ...]:
    """A line for each charge that touches the item, waived ones included."""
    touching = [rule for rule in rules if touches(rule, case.item)]
    formulas = _formulas(case, touching, waived={})
    waived = {rule.code: by for rule in touching if (by := case.waived_by(rule))}
    owed = _formulas(case, touching, waived=waived) if waived else formulas
    return tuple(
        Line(
            rule=rule,
            on=case.on,
            formula=owed[rule.code][0],
            amount=owed[rule.code][1],
            full=formulas[rule.code][1],
            waived_by=waived.get(rule.code, ""),
            is_confirmed=settings.is_confirmed(rule),
        )
        for rule in touching
    )


def _formulas(
    case: _Case, rules: Sequence[ChargeRule], *, waived: Mapping[str, str]
) -> dict[str, tuple[Formula, Decimal]]:
    """Formula and amount by charge; a waived charge is zero in its own line and in the bases of others."""
    amounts: dict[str, Decimal | None] = {VALUE: case.item.value, FOB: case.item.fob}
    found: dict[str, tuple[Formula, Decimal]] = {}
    for rule in rules:
        formula = formula_of(rule, case.item, amounts)
        exact = Decimal(0) if rule.code in waived else unrounded(formula)
        amounts[rule.code] = rounded(exact, case.currency, rule.rounding)
        found[rule.code] = formula, rounded(exact, case.currency, rule.rounding)
    return found


def formula_of(rule: ChargeRule, item: Item, amounts: Mapping[str, Decimal | None]) -> Formula:
    """Base, rate and quantity of a charge. amounts: values, earlier charges; one that is absent adds nothing.

    ValueMissing where a value of the base was never said, QuantityMissing.
    """
    rate = rate_of(rule, item)
    quantity = quantity_of(rule, rate, item)
    parts = tuple((name, _part(rule, name, amounts)) for name in rule.base if name in amounts)
    if rule.rate_of is RateOf.TRIGGER:
        below = tuple((name, -amount) for name, amount in parts)
        price = (quantity or Decimal(0)) * (rate.per_unit or Decimal(0))
        return Formula((("trigger", price), *below), Rate(share=Decimal(1), source=rate.source))
    return Formula(parts, rate, quantity)


def _part(rule: ChargeRule, name: str, amounts: Mapping[str, Decimal | None]) -> Decimal:
    amount = amounts[name]
    if amount is None:
        raise ValueMissing(charge=rule.code, name=name)
    return amount


def touches(rule: ChargeRule, item: Item) -> bool:
    """By way of transport and facts of the item; a rate of the tariff touches only lines that have it."""
    by_way = not rule.modes or item.mode in rule.modes
    by_fact = not rule.flag or rule.flag in item.flags
    return by_way and by_fact and (rule.rate_of is RateOf.CHARGE or rule.rate_of in item.rates)


def _relief_of(item: Item, law: Law, *, on: date) -> Relief | None:
    if not item.relief:
        return None
    known = {relief.code: relief for relief in law.reliefs if relief.holds_on(on)}
    if item.relief not in known:
        raise ReliefUnknown(value=item.relief, known=", ".join(known), on=on)
    return known[item.relief]


def _in_units(item: Item, currency: str) -> Item:
    """Values in whole units of the currency, as they stand on a declaration."""
    fob = None if item.fob is None else rounded(item.fob, currency)
    return replace(item, value=rounded(item.value, currency), fob=fob)


def _near_triggers(item: Item, rules: Sequence[ChargeRule]) -> tuple[str, ...]:
    """Triggers at which a price is declared, or at most `NEAR` above: a doubt to look at, never a proof."""
    near = []
    for rule in rules:
        rate = rate_of(rule, item)
        if rule.rate_of is not RateOf.TRIGGER or rate.per_unit is None:
            continue
        price = rate.per_unit * (quantity_of(rule, rate, item) or Decimal(0))
        if price <= item.value <= price * (1 + NEAR):
            near.append(rule.code)
    return tuple(near)

"""A whole declaration: the charges of its items, and those that are owed once for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from amont.engine.duties.assessing import assess, formula_of, touches
from amont.engine.duties.item import Item
from amont.engine.duties.lines import Assessment, Line, total_of
from amont.engine.duties.procedures import Treatment
from amont.engine.duties.rates import rounded, unrounded
from amont.engine.duties.settings import USUAL, Settings, in_force
from amont.kernel.charges import FOB, VALUE, ChargeRule, Each, Law
from amont.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Bill:
    """All that a declaration owes or guarantees. fees: owed once, whatever the number of items."""

    currency: str
    items: tuple[Assessment, ...]
    fees: tuple[Line, ...]

    @property
    def total(self) -> Money:
        """Items and fees, owed or guaranteed."""
        total = total_of(self.fees, self.currency)
        for item in self.items:
            total += item.total
        return total

    @property
    def owed(self) -> Money:
        """What is to be paid now; the fees always are."""
        total = total_of(self.fees, self.currency)
        for item in self.items:
            total += item.owed
        return total

    @property
    def guaranteed(self) -> Money:
        """What a guarantee must cover."""
        total = Money(Decimal(0), self.currency)
        for item in self.items:
            total += item.guaranteed
        return total


def assess_declaration(items: Sequence[Item], law: Law, *, on: date, settings: Settings = USUAL) -> Bill:
    """The charges of all items on the day that governs. Raises DutiesRefused."""
    assessed = tuple(assess(item, law, on=on, settings=settings) for item in items)
    charged = [item for item, one in zip(items, assessed, strict=True) if one.treatment is not Treatment.NONE]
    once = [rule for rule in in_force(law, on=on, settings=settings) if rule.each is Each.DECLARATION]
    fees = tuple(
        _fee(rule, touched, assessed, law, on=on, settings=settings)
        for rule in once
        if (touched := [item for item in charged if touches(rule, item)])
    )
    return Bill(law.currency, assessed, fees)


def _fee(
    rule: ChargeRule,
    items: Sequence[Item],
    assessed: Sequence[Assessment],
    law: Law,
    *,
    on: date,
    settings: Settings,
) -> Line:
    """A charge on the sum of the items that it touches."""
    formula = formula_of(rule, items[0], _sums(items, assessed))
    amount = rounded(unrounded(formula), law.currency, rule.rounding)
    return Line(
        rule=rule,
        on=on,
        formula=formula,
        amount=amount,
        full=amount,
        waived_by="",
        is_confirmed=settings.is_confirmed(rule),
    )


def _sums(items: Sequence[Item], assessed: Sequence[Assessment]) -> Mapping[str, Decimal | None]:
    """Values and charges of some items together; a value that one of them lacks is not known."""
    fobs = [item.fob for item in items if item.fob is not None]
    sums: dict[str, Decimal | None] = {
        VALUE: sum((item.value for item in items), Decimal(0)),
        FOB: sum(fobs, Decimal(0)) if len(fobs) == len(items) else None,
    }
    numbers = {item.number for item in items}
    for one in assessed:
        for line in one.lines if one.number in numbers else ():
            sums[line.rule.code] = (sums.get(line.rule.code) or Decimal(0)) + line.amount
    return sums

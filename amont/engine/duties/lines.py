"""One line of an assessment and all of them: amounts with the formula that made them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from amont.engine.duties.procedures import Treatment
from amont.kernel.charges import ChargeRule, Rate
from amont.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Formula:
    """How an amount was made. parts: what the base adds up, by code, a part taken off below zero.

    quantity: units of a charge for each unit, None where the value alone counts.
    """

    parts: tuple[tuple[str, Decimal], ...]
    rate: Rate
    quantity: Decimal | None = None

    @property
    def base(self) -> Decimal:
        """Never below zero."""
        return max(sum((amount for _, amount in self.parts), Decimal(0)), Decimal(0))


@dataclass(frozen=True, slots=True)
class Line:
    """One charge of one item, on a day.

    full: what it would be without preference nor relief. waived_by: the preference or title that waives it.
    is_confirmed: False for a charge of evidence C that nobody of the administration has confirmed.
    """

    rule: ChargeRule
    on: date
    formula: Formula
    amount: Decimal
    full: Decimal
    waived_by: str
    is_confirmed: bool

    @property
    def source(self) -> str:
        """Where the rate is written: in the tariff, else in the law of the charge."""
        return self.formula.rate.source or self.rule.source

    @property
    def forgone(self) -> Decimal:
        """What the preference or the title costs the Treasury on this charge."""
        return self.full - self.amount


@dataclass(frozen=True, slots=True)
class Assessment:
    """The charges of one item. near_trigger: codes of charges just above whose price it is declared."""

    number: int
    currency: str
    treatment: Treatment
    lines: tuple[Line, ...]
    near_trigger: tuple[str, ...] = ()

    @property
    def total(self) -> Money:
        """All charges, whether owed or guaranteed."""
        return total_of(self.lines, self.currency)

    @property
    def owed(self) -> Money:
        """What is to be paid now."""
        return self.total if self.treatment is Treatment.OWED else Money(Decimal(0), self.currency).rounded()

    @property
    def guaranteed(self) -> Money:
        """What a guarantee must cover."""
        suspended = self.treatment is Treatment.SUSPENDED
        return self.total if suspended else Money(Decimal(0), self.currency).rounded()

    @property
    def forgone(self) -> Money:
        """What preference and relief take away."""
        return Money(sum((line.forgone for line in self.lines), Decimal(0)), self.currency).rounded()


def total_of(lines: Iterable[Line], currency: str) -> Money:
    """The sum of the amounts."""
    return Money(sum((line.amount for line in lines), Decimal(0)), currency).rounded()

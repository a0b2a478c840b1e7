"""The most that duty and protection may make together.

Source: ECOWAS supplementary protection measures, duty + adjustment tax + supplementary tax at most 70 %.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from amont.engine.duties.item import Item
from amont.engine.duties.rates import rate_of
from amont.engine.duties.refusals import CeilingPassed
from amont.kernel.charges import ChargeRule, Law


def check_ceilings(item: Item, law: Law, rules: Sequence[ChargeRule], *, on: date) -> None:
    """CeilingPassed when the shares of the value pass what the law allows, waived or not."""
    shares = {rule.code: rate_of(rule, item).share or Decimal(0) for rule in rules}
    for ceiling in law.ceilings:
        together = sum((shares.get(code, Decimal(0)) for code in ceiling.codes), Decimal(0))
        if ceiling.holds_on(on) and together > ceiling.most:
            raise CeilingPassed(
                charges=" + ".join(ceiling.codes),
                pct=together.scaleb(2).normalize(),
                most_pct=ceiling.most.scaleb(2).normalize(),
            )

"""Used vehicles: what is left, at their age, of the price they had when new.

The figure stands beside the declared price and never replaces it: a price that is far from it is a doubt, to
be told to the declarant and decided by the methods of the Valuation Agreement (art. 7.2, Decision 6.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from amont.engine.duties.rates import rounded
from amont.engine.duties.refusals import AmountNegative, DepreciationUnknown, NotUsedYet
from amont.kernel.charges import Depreciation, Law


@dataclass(frozen=True, slots=True)
class Aged:
    """age: whole years since the first use. lost: share of the price when new."""

    age: int
    lost: Decimal
    value: Decimal
    table: Depreciation


def aged(new_value: Decimal, *, first_used_on: date, table: str, law: Law, on: date) -> Aged:
    """The price when new, in national currency, less what the table of the law takes off on a day.

    DepreciationUnknown, NotUsedYet, AmountNegative.
    """
    if new_value < 0:
        raise AmountNegative(name="new_value", value=new_value)
    known = {one.code: one for one in law.depreciations if one.holds_on(on)}
    if table not in known:
        raise DepreciationUnknown(value=table, known=", ".join(known), on=on)
    age = years_between(first_used_on, on)
    lost = max((step for step in known[table].steps if step[0] <= age), default=(0, Decimal(0)))[1]
    return Aged(age, lost, rounded(new_value * (1 - lost), law.currency), known[table])


def years_between(first: date, last: date) -> int:
    """Whole years; the year of a 29 February ends on the following 1 March. NotUsedYet."""
    if first > last:
        raise NotUsedYet(first_used_on=first, on=last)
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))

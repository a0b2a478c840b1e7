"""An item as the computation of duties sees it: its value, the facts of its tariff line, what it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from amont.engine.duties.refusals import AmountNegative, PreferenceUnknown
from amont.kernel.charges import PREFERENCES, VALUE, Rate, RateOf


@dataclass(frozen=True, slots=True)
class Item:
    """One item, its values in the currency of the law.

    value: customs value. fob: None where nobody said it. rates: what the tariff line says (duty, excise,
    vehicle, adjustment, supplementary, trigger price for each unit). quantities: by unit (Recommendation 20).
    preference: one of PREFERENCES, "" for none. relief: code of a title, "" for none. mode: digit of
    Recommendation 19. flags: facts on which charges hang. procedure: four digits of box 37.
    """

    number: int
    value: Decimal
    fob: Decimal | None = None
    rates: Mapping[RateOf, Rate] = field(default_factory=dict)
    quantities: Mapping[str, Decimal] = field(default_factory=dict)
    preference: str = ""
    relief: str = ""
    mode: str = ""
    flags: frozenset[str] = frozenset()
    procedure: str = "4000"


def checked(item: Item) -> Item:
    """The item itself. AmountNegative, PreferenceUnknown."""
    named = {VALUE: item.value, "fob": item.fob, **item.quantities, **dict(_parts(item.rates))}
    for name, amount in named.items():
        if amount is not None and amount < 0:
            raise AmountNegative(name=name, value=amount)
    if item.preference and item.preference not in PREFERENCES:
        raise PreferenceUnknown(value=item.preference, known=", ".join(PREFERENCES))
    return item


def _parts(rates: Mapping[RateOf, Rate]) -> list[tuple[str, Decimal | None]]:
    return [
        (f"{of.value} rate", part)
        for of, rate in rates.items()
        for part in (rate.share, rate.per_unit, rate.flat)
        if part is not None
    ]

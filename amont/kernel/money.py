"""Money and quantities: exact decimals with their currency or unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from amont.kernel.errors import AmontError

# ISO 4217 minor units that differ from two, for the currencies of the region and its trade.
MINOR_UNITS = {"XOF": 0, "XAF": 0, "GNF": 0, "KRW": 0, "JPY": 0, "CLP": 0, "TND": 3, "KWD": 3}


class MixedCurrencies(AmontError):
    """Two currencies were added without an exchange rate."""

    code = "money.mixed_currencies"


class MixedUnits(AmontError):
    """Two quantities of different units were added."""

    code = "quantity.mixed_units"


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in one currency (ISO 4217)."""

    amount: Decimal
    currency: str

    def __add__(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise MixedCurrencies(left=self.currency, right=other.currency)
        return Money(self.amount + other.amount, self.currency)

    def rounded(self) -> Money:
        """Half up to the currency's own unit (XOF and XAF: none)."""
        unit = Decimal(1).scaleb(-MINOR_UNITS.get(self.currency, 2))
        return Money(self.amount.quantize(unit, rounding=ROUND_HALF_UP), self.currency)


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact quantity in one unit (UN/CEFACT Recommendation 20)."""

    amount: Decimal
    unit: str

    def __add__(self, other: Quantity) -> Quantity:
        if other.unit != self.unit:
            raise MixedUnits(left=self.unit, right=other.unit)
        return Quantity(self.amount + other.amount, self.unit)

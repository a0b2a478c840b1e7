"""Charges as a law states them: base, rate, condition, waivers, days, source, and how sure each is.

A pack writes them, the engine computes them. Rates are shares of the base: 0.05 is 5 %. Amounts are in the
currency of the law.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

UNSURE = "C"  # evidence: to be confirmed by the administration
VALUE, FOB = "customs_value", "fob"
VALUES = (VALUE, FOB)

# Preferences by origin. AU_ORIGIN: African Union; UEMOA_TPC: community preferential tariff of UEMOA.
PREFERENCES = ("ETLS", "UEMOA_TPC", "AU_ORIGIN", "CEMAC", "CEEAC", "AFCFTA", "EPA")
MODES = ("1", "2", "3", "4", "5", "6", "7", "8", "9")  # UN/CEFACT Recommendation 19


class ChargeKind(StrEnum):
    """What a charge is, for totals, waivers and reliefs."""

    BAND = "band"  # a rate that tariff lines name; nothing is owed by it alone
    DUTY = "duty"
    LEVY = "levy"
    PROTECTION = "protection"
    EXCISE = "excise"
    VAT = "vat"
    REGISTRATION = "registration"
    ADVANCE = "advance"  # advance payment of income tax
    FEE = "fee"


class RateOf(StrEnum):
    """Where the rate of a charge stands: in the charge, or with the tariff line of the item."""

    CHARGE = "charge"
    DUTY = "duty"
    EXCISE = "excise"
    VEHICLE = "vehicle"
    ADJUSTMENT = "adjustment"  # import adjustment tax (TAI)
    SUPPLEMENTARY = "supplementary"  # supplementary protection tax (TCP)
    TRIGGER = "trigger"  # a price below which the difference is owed


class Join(StrEnum):
    """How a share of the value and an amount for each unit make one charge."""

    SUM = "sum"
    HIGHER = "higher"
    LOWER = "lower"


class Rounding(StrEnum):
    """How an amount becomes whole units of the currency."""

    HALF_UP = "half_up"
    UP = "up"
    DOWN = "down"


class Each(StrEnum):
    """What an amount is owed for once."""

    ITEM = "item"
    DECLARATION = "declaration"


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of the base, an amount for each unit, or both joined; or a flat amount alone.

    None: the rate has no such part. unit: UN/CEFACT Recommendation 20. source: of a rate of the tariff, where
    it is written; "" where the charge itself says it.
    """

    share: Decimal | None = None
    per_unit: Decimal | None = None
    unit: str = ""
    join: Join = Join.SUM
    flat: Decimal | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class ChargeRule:
    """A charge from a day to a day, both included; ends None: until further notice.

    base: values (VALUES) and codes of earlier charges, added. alternatives: other bases under discussion, by
    name. modes: empty for all. flag: a fact the item must bear, "" for none.
    """

    code: str
    names: Mapping[str, str]
    kind: ChargeKind
    base: tuple[str, ...]
    begins: date
    ends: date | None
    source: str
    evidence: str
    rate_of: RateOf = RateOf.CHARGE
    rate: Rate = field(default_factory=Rate)
    each: Each = Each.ITEM
    modes: tuple[str, ...] = ()
    flag: str = ""
    waived_for: tuple[str, ...] = ()
    alternatives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rounding: Rounding = Rounding.HALF_UP
    note: str = ""

    @property
    def key(self) -> str:
        """What an administrator confirms: this entry, not those that follow it."""
        return f"{self.code} {self.begins.isoformat()}"

    def holds_on(self, day: date) -> bool:
        """In force on a day."""
        return self.begins <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most that the rates of some charges may make together, as a share of the value."""

    codes: tuple[str, ...]
    most: Decimal
    begins: date
    ends: date | None
    source: str
    evidence: str

    def holds_on(self, day: date) -> bool:
        """In force on a day."""
        return self.begins <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class Relief:
    """A title that relieves goods of charges. kinds, codes: what it waives; both empty: everything."""

    code: str
    names: Mapping[str, str]
    kinds: tuple[ChargeKind, ...]
    codes: tuple[str, ...]
    begins: date
    ends: date | None
    source: str
    evidence: str

    def holds_on(self, day: date) -> bool:
        """In force on a day."""
        return self.begins <= day and (self.ends is None or day <= self.ends)

    def waives(self, rule: ChargeRule) -> bool:
        """Is this charge relieved?"""
        return not (self.kinds or self.codes) or rule.kind in self.kinds or rule.code in self.codes


@dataclass(frozen=True, slots=True)
class Depreciation:
    """What a used vehicle has lost of its price when new. steps: whole years of age, share lost from then."""

    code: str
    names: Mapping[str, str]
    steps: tuple[tuple[int, Decimal], ...]
    begins: date
    ends: date | None
    source: str
    evidence: str

    def holds_on(self, day: date) -> bool:
        """In force on a day."""
        return self.begins <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class Law:
    """All the charges of a country, all days together.

    rounds_parts: freight and insurance are rounded one by one to the currency before they are added to the
    value (Ghana); else the value is rounded once.
    """

    country: str
    currency: str
    charges: tuple[ChargeRule, ...]
    ceilings: tuple[Ceiling, ...] = ()
    reliefs: tuple[Relief, ...] = ()
    depreciations: tuple[Depreciation, ...] = ()
    rounds_parts: bool = False

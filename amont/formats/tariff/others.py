"""Rates of a line beside its duty: excise, protection, registration, each by a short text.

A text is a share, an amount for each unit, or both added: `50`, `335 XOF/KGM`, `10 + 200 XOF/LTR`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from amont.kernel.charges import RateOf
from amont.kernel.letters import plain

MOST_RATE = 1_000
NAMES = {
    "EXCISE": RateOf.EXCISE, "ACCISE": RateOf.EXCISE, "DA": RateOf.EXCISE, "IEC": RateOf.EXCISE,
    "ADJUSTMENT": RateOf.ADJUSTMENT, "TAI": RateOf.ADJUSTMENT, "IAT": RateOf.ADJUSTMENT,
    "SUPPLEMENTARY": RateOf.SUPPLEMENTARY, "TCP": RateOf.SUPPLEMENTARY, "SPT": RateOf.SUPPLEMENTARY,
    "TRIGGER": RateOf.TRIGGER, "TCI": RateOf.TRIGGER, "DECLENCHEMENT": RateOf.TRIGGER,
    "VEHICLE": RateOf.VEHICLE, "VEHICULE": RateOf.VEHICLE, "DENR": RateOf.VEHICLE,
}  # fmt: skip
_NAMED = re.compile(r"([^=:]{1,20})[=:](.+)")
_SHARE = re.compile(r"([0-9]{1,4}(?:[.,][0-9]{1,4})?)\s*%?")
_AMOUNT = re.compile(r"([0-9]{1,12}(?:[.,][0-9]{1,4})?)\s*([A-Z]{3})\s*/\s*([A-Z0-9()*]{1,8})")


@dataclass(frozen=True, slots=True)
class OtherRate:
    """share_pct: of the base, %; amount: in `currency` for each `unit` (Rec. 20). None: no such part."""

    share_pct: Decimal | None = None
    amount: Decimal | None = None
    currency: str = ""
    unit: str = ""

    def __str__(self) -> str:
        share = "" if self.share_pct is None else _short(self.share_pct)
        amount = "" if self.amount is None else f"{_short(self.amount)} {self.currency}/{self.unit}"
        return " + ".join(filter(None, (share, amount)))


def other_rate(text: str, unit_of: Callable[[str], str] = str) -> OtherRate | None:
    """The rate that a text says; None where it says none. unit_of: a unit as its code."""
    share: Decimal | None = None
    amount: tuple[Decimal, str, str] | None = None
    for part in text.upper().split("+"):
        if found := _SHARE.fullmatch(part.strip()):
            if share is not None or amount is not None:
                return None
            share = _figure(found[1])
        elif found := _AMOUNT.fullmatch(part.strip()):
            if amount is not None or not unit_of(found[3]):
                return None
            amount = _figure(found[1]), found[2], unit_of(found[3])
        else:
            return None
    if share is not None and share > MOST_RATE:
        return None
    return OtherRate(share, *(amount or ()))


def others_of(written: str, unit_of: Callable[[str], str]) -> dict[str, str] | None:
    """Rates by name, as texts; None where a part of the cell is not understood, or stands twice."""
    found: dict[str, str] = {}
    for part in filter(None, (one.strip() for one in written.split(";"))):
        said = _NAMED.fullmatch(part)
        name = NAMES.get(plain(said[1]).strip()) if said else None
        rate = other_rate(said[2], unit_of) if said and name else None
        is_price = rate is not None and rate.amount is not None and rate.share_pct is None
        if rate is None or name is None or name in found or (name is RateOf.TRIGGER and not is_price):
            return None
        found[name.value] = str(rate)
    return found


def _figure(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _short(figure: Decimal) -> str:
    return format(figure.normalize(), "f")

"""Numbers as senders write them, and units of mass and volume by their codes.

Source: UN/ECE recommendation 20, with the abbreviations that senders put in its place.
"""

from __future__ import annotations

import re
from decimal import Decimal

from amont.formats.asycuda.values import number

_ONE = Decimal(1)
KILOGRAMS = {
    "KGM": _ONE,
    "KG": _ONE,
    "KGS": _ONE,
    "KGR": _ONE,
    "K": _ONE,
    "TNE": Decimal(1000),
    "TON": Decimal(1000),  # a ton of 1,016 kg in the recommendation, a tonne as senders write it
    "MT": Decimal(1000),
    "GRM": Decimal("0.001"),
    "DTN": Decimal(100),
    "LBR": Decimal("0.45359237"),
    "ONZ": Decimal("0.028349523125"),
    "STN": Decimal("907.18474"),
    "LTN": Decimal("1016.0469088"),
}
DOUBTFUL_UNITS = frozenset({"TON"})
CUBIC_METRES = {
    "MTQ": _ONE,
    "CBM": _ONE,
    "M3": _ONE,
    "DMQ": Decimal("0.001"),
    "LTR": Decimal("0.001"),
    "HLT": Decimal("0.1"),
    "CMQ": Decimal("0.000001"),
    "FTQ": Decimal("0.028316846592"),
}
PLAIN_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,9})?")
MAX_DIGITS = 16
_UNIT = re.compile(r"\s*(?:kgs?|kgm|kilos?|m3|cbm)\.?$", re.IGNORECASE)


def decimal_of(text: str) -> Decimal | None:
    """An exact number with or without its unit; None when it is none."""
    if (text.isdecimal() and text.isascii() and len(text) < MAX_DIGITS) or PLAIN_NUMBER.fullmatch(text):
        return Decimal(text)
    return number(_UNIT.sub("", text))

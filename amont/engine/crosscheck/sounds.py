"""How a word sounds when read by French, English and Portuguese hands of the region.

One sign per sound: A E I O U; $ is CH or SH; J is also DI before a vowel, DJ and DY; K is also hard C, Q, KH
and X; U is also OU and W. Rules from general knowledge of the region (evidence D).
"""

from __future__ import annotations

import re
from functools import lru_cache

RULES = {
    "NDI(?=[AEOU])": "NJ", "NDJ": "NJ", "NDY": "NJ",
    "DI(?=[AEOU])": "J", "DJ": "J", "DY(?=[AEIOU])": "J",
    "OU": "U", "W": "U", "EE": "I", "EAU": "O",
    "TCH": "$", "SCH": "$", "CH": "$", "SH": "$", "C(?=[EIY])": "S", "CK": "K", "C": "K",
    "KH": "K", "Q": "K", "X": "K", "GU(?=[EIY])": "G", "GH": "G", "PH": "F", "TH": "T",
    "GN": "NI", "Y": "I",
}  # fmt: skip
RULE = re.compile("|".join(f"({rule})" for rule in RULES))
SOUNDS = tuple(RULES.values())
TWICE = re.compile(r"(.)\1+")
# JALLOW sounds like JALLO, TURAY like TOURE; but SOW is not SO and GAYE is not GUE.
LAST_E = re.compile(r"(?<=[AEIOU][^AEIOU])(?:[AE]I|AIE)$|(?<=[AEIOU][^AEIOU][^AEIOU])(?:[AE]I|AIE)$")
LAST_O = re.compile(r"(?<=[AEIOU][^AEIOU])OU$|(?<=[AEIOU][^AEIOU][^AEIOU])OU$")
ALIKE = str.maketrans("BDGVZ$", "PTKFSS")
SOFT = re.compile("[AEIOUH]")


@lru_cache(maxsize=1 << 18)
def sound_of(word: str) -> str:
    """One sign per sound; digits stay."""
    read = RULE.sub(lambda found: SOUNDS[(found.lastindex or 1) - 1], word)
    read = TWICE.sub(r"\1", read)
    if len(read) > 2 and read.endswith("H"):
        read = read[:-1]
    return LAST_O.sub("O", LAST_E.sub("E", read))


def bones_of(sound: str) -> str:
    """Hard sounds alone, voiced ones as their unvoiced pair: what hands of all languages keep."""
    return SOFT.sub("", sound.translate(ALIKE))

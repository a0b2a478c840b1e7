"""Chassis numbers inside descriptions and marks, where manifests put them.

A number is taken when it has the form of ISO 3779 (seventeen signs, without I, O and Q, four digits at the
end), or when a word before it says what it is.
"""

from __future__ import annotations

import re

_SEVENTEEN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
_BARE = re.compile(
    r"(?<![A-Z0-9])(?=[A-HJ-NPR-Z0-9]{0,12}[A-HJ-NPR-Z])[A-HJ-NPR-Z0-9]{13}[0-9]{4}(?![A-Z0-9])"
)
_TOLD = re.compile(
    r"\b(?:CHASS?IS|CHASSI|CHASS|CHS|VIN|FRAME)\b[\s.:;#°-]*(?:N°|(?:N[OR]?|NUM(?:BER|ERO)?)(?=[\s.:;#°-]))?"
    r"[\s.:;#°]*"
    r"((?=[A-Z-]*[0-9])[A-Z0-9][A-Z0-9-]{5,19})(?![A-Z0-9])"
)
_VIN_LENGTH = 17
_FEWEST_DIGITS = 4
SHORTEST = 10


def chassis_in(text: str) -> tuple[str, ...]:
    """Chassis numbers of a text, each once, in order."""
    if len(text) < SHORTEST:
        return ()
    text = text.upper()
    is_told = "CHAS" in text or "CHS" in text or "VIN" in text or "FRAME" in text
    if not is_told and (len(text) < _VIN_LENGTH or not _SEVENTEEN.search(text)):
        return ()
    found = {match.start(): match[0] for match in _BARE.finditer(text)}
    if is_told:
        for match in _TOLD.finditer(text):
            if sum(sign.isdigit() for sign in match[1]) >= _FEWEST_DIGITS:
                found.setdefault(match.start(1), match[1])
    return tuple(dict.fromkeys(found[at] for at in sorted(found)))

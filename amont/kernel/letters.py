"""Texts as plain capitals, so that accents and case set nothing apart."""

from __future__ import annotations

import unicodedata

# Letters that are no letter with an accent.
LETTERS = str.maketrans({
    "Œ": "OE", "Æ": "AE", "Ø": "O", "ẞ": "SS", "Ŋ": "N", "Ɓ": "B", "Ɗ": "D", "Ɛ": "E", "Ɔ": "O", "Ɲ": "NY",
    "Ƴ": "Y",
})  # fmt: skip


def plain(text: str) -> str:
    """Capitals without accents; other signs stay."""
    if text.isascii():
        return text.upper()
    apart = unicodedata.normalize("NFKD", text.upper().translate(LETTERS))
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(LETTERS).upper()

"""NAD segments: names and addresses, structured or not, with the codes that stand for nothing left out."""

from __future__ import annotations

from dataclasses import replace

from amont.formats.edifact.signs import RELEASED_COLON, uncollapsed
from amont.formats.edifact.values import code, lines
from amont.formats.manifest.making import maker
from amont.formats.manifest.records import Party

_party = maker(Party)
_NO_CODE = frozenset(
    {"", "0", "00", "000", "0000", "ZZZ", "N/A", "NA", "NIL", "NONE", "NULL", "X", "XXX", "-", "."}
)
_LONGEST = 5  # words that say nothing are shorter
_NO_WORDS = frozenset({"", "-", "--", ".", "N/A", "NA", "NIL", "NONE", "0", "X", "XXX"})


def party_of(elements: list[str]) -> Party:
    """The party of a NAD segment split at its elements.

    Without a street the first component is the name and the others are the address, as senders fill both the
    unstructured block and the name of the structured one.
    """
    count = len(elements)
    number = elements[2] if count > 2 else ""
    block = elements[3] if count > 3 else ""
    name = elements[4] if count > 4 else ""
    where = ":".join(elements[5:9])
    if not where.strip(":"):
        found = party_of_lines(name or block, number_of(number))
    else:
        called = lines(name or block)
        found = _party("" if called in _NO_WORDS else called, lines(where), number_of(number))
    if name and block:
        found = replace(found, address=f"{lines(block)} {found.address}".strip())
    return replace(found, country=code(elements[9])) if count > 9 and elements[9] else found


def party_of_lines(text: str, number: str = "") -> Party:
    """A party whose first line is its name and whose others are its address."""
    if not text.isascii() and RELEASED_COLON not in text:
        text = uncollapsed(text)
    first, _, rest = text.partition(":")
    rest = rest.replace(":", " ")
    if not text.isascii():
        first, rest = uncollapsed(first), uncollapsed(rest)
    called, found = first.strip(), rest.strip()
    if "  " in called or "  " in found:
        called, found = " ".join(called.split()), " ".join(found.split())
    if len(called) < _LONGEST and called in _NO_WORDS:
        called = ""
    if len(found) < _LONGEST and found in _NO_WORDS:
        found = ""
    return _party(called, found, number)


def number_of(element: str) -> str:
    """The code of a party, "" for the placeholders that senders write."""
    if not element:
        return ""
    found = code(element)
    return "" if found.upper() in _NO_CODE else found


def merged(party: Party, *, other: Party) -> Party:
    """The party, with what it does not say taken from another statement of it."""
    return Party(
        party.name or other.name,
        party.address or other.address,
        party.code or other.code,
        party.country or other.country,
    )

"""Segments that come word for word in many documents: read once and remembered."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from amont.formats.edifact.signs import plain
from amont.formats.edifact.values import code, is_groupable, number


@lru_cache(maxsize=4096)
def located(raw: str) -> tuple[str, str]:
    """Qualifier and place of a LOC segment: its code, else its name."""
    elements = raw.split("+", 3)
    if len(elements) < 3:
        return raw[4:], ""
    place = elements[2]
    return elements[1], code(place) or code(":".join(place.split(":")[3:4]))


@lru_cache(maxsize=4096)
def referenced(raw: str) -> tuple[str, str]:
    """Qualifier and number of a RFF segment."""
    qualifier, _, value = raw[4:].partition("+")[0].partition(":")
    return qualifier, code(value)


@lru_cache(maxsize=4096)
def packed(raw: str) -> tuple[Decimal | None, str, int]:
    """Packages and their kind of a GID segment; for a number that cannot be read its text and element."""
    elements = raw.split("+")
    for at in (2, 3):
        if len(elements) > at and elements[at]:
            count, _, kind = elements[at].partition(":")
            if count:
                found = number(count)
                is_plain = found is not None and (count.isdecimal() or not is_groupable(count))
                return (found, kind_of_package(kind), 0) if is_plain else (None, count, at)
    return None, "", 0


@lru_cache(maxsize=4096)
def classified(raw: str) -> str:
    """The commodity code of a CST segment, digits alone; "" for other indicators."""
    elements = raw.split("+", 3)
    digits = code(elements[2]).replace(".", "").replace(" ", "") if len(elements) > 2 else ""
    return digits if digits.isdecimal() and len(digits) >= 4 else ""


def kind_of_package(text: str) -> str:
    """The code of a kind of package; its words where no code stands."""
    if text.isalnum():
        return text
    return code(text) or next((found for part in text.split(":")[1:] if (found := plain(part))), "")

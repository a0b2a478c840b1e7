"""Parties, packages and codes of an entry summary: names of elements end with a code of their group."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal

from amont.formats.manifest.records import Party
from amont.formats.xml.tree import Node

# The last part of a name tells its group (NamCO17, NamCE17): the first part tells what it is.
_PARTY = (
    ("name", re.compile(r"Nam[A-Z0-9]+")),
    ("street", re.compile(r"Str(?:AndNum|Num)[A-Z0-9]+")),
    ("postcode", re.compile(r"P(?:os|st)Cod[A-Z0-9]+")),
    ("city", re.compile(r"C(?:it|ty)[A-Z0-9]+")),
    ("country", re.compile(r"Cou(?:Cod)?[A-Z0-9]+")),
    ("code", re.compile(r"TIN[A-Z0-9]+")),
)
_STAMP = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:([0-9]{2})([0-9]{2}))?")
_NUMBER = re.compile(r"[0-9]{1,16}(?:\.[0-9]{1,16})?")
_TRANSPORT_DOCUMENT = re.compile(r"[A-Z]?7[0-9]{2}")  # 703 house waybill, 705 bill of lading...


def party_of(node: Node | None) -> Party:
    """A person or firm, whatever the group."""
    if node is None:
        return Party()
    said: dict[str, str] = {}
    for child in node.children:
        for fact, name in _PARTY:
            if name.fullmatch(child.name) and fact not in said:
                said[fact] = child.text
                child.used = True
                break
        else:
            child.used = child.used or child.name.endswith(("LNG", "CO", "CE"))
    get = said.get
    lines = (get("street", ""), " ".join(filter(None, (get("postcode", ""), get("city", "")))))
    return Party(get("name", ""), "\n".join(filter(None, lines)), get("code", ""), get("country", "").upper())


def number_of(text: str) -> Decimal | None:
    """An exact number; None when it is none."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def instant_of(text: str) -> datetime | None:
    """Year, month, day, hour and minute without signs between."""
    found = _STAMP.fullmatch(text)
    if found is None:
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        return datetime.combine(day, time(int(found[4] or 0), int(found[5] or 0)))
    except ValueError:
        return None


def transport_document(item: Node) -> tuple[str, str]:
    """Code and reference of the transport document of an item; "" when none of its documents is one."""
    for document in item.all("PRODOCDC2"):
        kind, reference = document.said("DocTypDC21").upper(), document.said("DocRefDC23")
        if reference and _TRANSPORT_DOCUMENT.fullmatch(kind):
            return kind, reference
    return "", ""


def other_documents(item: Node) -> Iterator[tuple[str, str]]:
    """Place and text of each document of an item."""
    for number, document in enumerate(item.all("PRODOCDC2"), start=1):
        kind, reference = document.said("DocTypDC21"), document.said("DocRefDC23")
        if kind or reference:
            yield f"PRODOCDC2[{number}]", f"{kind} {reference}".strip()

"""Which message it is: from UNH, and where that says nothing from BGM and the segments that follow.

Source: UN/EDIFACT D95B, code list 1001 (names of documents).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from amont.formats.edifact.values import code

MANIFEST, CONVEYANCE = "CUSCAR", "CUSREP"
DOCUMENTS = frozenset({"IFTMIN", "IFCSUM"})
EVENTS = frozenset({"COARRI", "CODECO", "COPARN"})

_BY_DOCUMENT = {
    "85": MANIFEST, "87": MANIFEST, "785": MANIFEST, "786": MANIFEST, "833": MANIFEST, "933": MANIFEST,
    "44": "COARRI", "46": "COARRI",
    "34": "CODECO", "36": "CODECO",
    "11": "COPARN", "12": "COPARN", "27": "COPARN",
    "340": "IFTMIN", "610": "IFTMIN",
    "961": "CUSRES", "962": "CUSRES", "963": "CUSRES",
    "929": "CUSDEC", "830": "CUSDEC",
    "220": "ORDERS", "380": "INVOIC", "351": "DESADV",
}  # fmt: skip
_NAME = re.compile(r"[A-Z]{6}")
_LATER = (
    ("CNI", MANIFEST),
    ("LIN", "ORDERS"),
    ("LOC+147", "BAPLIE"),
    ("EQD", "CODECO"),
    ("GID", "IFTMIN"),
)


class Identity(NamedTuple):
    """kind: six letters, "" when nothing tells. is_told: UNH says it."""

    kind: str
    version: str
    reference: str
    is_told: bool


def identity_of(elements: list[str]) -> Identity:
    """What a UNH segment split at its elements says."""
    kind, version, release = ([*(elements[2].split(":") if len(elements) > 2 else ()), "", "", ""])[:3]
    kind = code(kind).upper()
    reference = code(elements[1]) if len(elements) > 1 else ""
    letters = code(version).upper()
    version = ("" if letters == "0" else letters) + code(release).upper()
    return Identity(kind, version, reference, bool(_NAME.fullmatch(kind)))


def kind_by_content(raws: Iterable[str]) -> str:
    """The message that segments are of: by the code of BGM, else by a segment that only one kind has."""
    seen = ""
    for raw in raws:
        if raw.startswith("BGM"):
            found = _BY_DOCUMENT.get(code(raw[4:].partition("+")[0]))
            if found:
                return found
        elif raw.startswith("UNT"):
            break
        seen = seen or next((kind for start, kind in _LATER if raw.startswith(start)), "")
    return seen

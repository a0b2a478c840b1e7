"""Codes of places and packages against the lists in force: what is unknown is told and kept as it is.

A list that is not at hand is replaced by the form of its codes: a place is a country and three signs
(UN/LOCODE, UN/ECE recommendation 16) or, by air, three letters; a kind of package has two signs
(recommendation 21), three where a country adds its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from amont.formats.manifest.records import Bill, BillRead
from amont.kernel.findings import Finding, Severity, clip

Told = TypeVar("Told")
PLACES = ("loading", "unloading", "origin_port", "delivery", "destination")
MOST_TOLD = 200  # codes of one file
_PLACE = re.compile(r"([A-Z]{2})[A-Z2-9]{3}")
_AIRPORT = re.compile(r"[A-Z]{3}")
_PACKAGE = re.compile(r"[A-Z0-9]{2,3}")


@dataclass(frozen=True, slots=True)
class Codes:
    """The lists in force. countries: of ISO 3166, two letters. None for a list that is not at hand.

    whole: countries whose places are all in the list; nothing is said of places elsewhere, nor of kinds of
    package without their list. None: the lists hold all there is, and forms answer for those not at hand.
    """

    countries: Collection[str]
    places: Collection[str] | None = None
    packages: Collection[str] | None = None
    whole: Collection[str] | None = None

    def knows_place(self, code: str) -> bool:
        """A place of the list, an airport, or a country alone; one of which nothing can be said passes."""
        if self.whole is not None:
            found = _PLACE.fullmatch(code)
            return found is None or found[1] not in self.whole or code in (self.places or ())
        if code in self.countries or _AIRPORT.fullmatch(code):
            return True
        if self.places is not None:
            return code in self.places
        found = _PLACE.fullmatch(code)
        return found is not None and found[1] in self.countries

    def knows_package(self, code: str) -> bool:
        """A kind of package of the list."""
        if self.packages is not None:
            return code in self.packages
        return self.whole is not None or bool(_PACKAGE.fullmatch(code))


def resolved(pieces: Iterable[Told], codes: Codes) -> Iterator[Told]:
    """The same pieces; documents with a note on each code that is unknown, told once."""
    told: set[str] = set()
    for piece in pieces:
        if isinstance(piece, BillRead):
            found = tuple(_unknown(piece.bill, codes, told))
            yield replace(piece, findings=(*piece.findings, *found)) if found else piece
        else:
            yield piece


def _unknown(bill: Bill, codes: Codes, told: set[str]) -> Iterator[Finding]:
    for name in PLACES:
        code = getattr(bill, name)
        if code and code not in told and not codes.knows_place(code) and len(told) < MOST_TOLD:
            told.add(code)
            yield _note("manifest.place_unknown", bill, name, code)
    for kind in {bill.package_kind, *(line.package_kind for line in bill.goods)}:
        key = f"package {kind}"
        if kind and key not in told and not codes.knows_package(kind) and len(told) < MOST_TOLD:
            told.add(key)
            yield _note("manifest.package_unknown", bill, "package_kind", kind)


def _note(code: str, bill: Bill, name: str, value: str) -> Finding:
    path = f"bills[{bill.place}]/{name}"
    return Finding(code, Severity.NOTE, path, clip(value), {"bill": clip(bill.number)}, bill.line)

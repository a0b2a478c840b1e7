"""One document in the making: what its own segments say, outside its goods."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from decimal import Decimal
from typing import Any

from amont.formats.edifact.context import Context, Kept
from amont.formats.edifact.measures import amount_of, number_in
from amont.formats.edifact.parties import merged, number_of, party_of, party_of_lines
from amont.formats.edifact.qualifiers import AMOUNTS, BILL_ROLES, NATURES, PLACES, TRANSHIPMENT
from amont.formats.edifact.repeated import located
from amont.formats.edifact.values import code
from amont.formats.manifest.making import drafts
from amont.formats.manifest.measures import CUBIC_METRES, KILOGRAMS
from amont.formats.manifest.records import Bill, Party

_bill = drafts(Bill)
_NOBODY = {entry.name: entry.default for entry in fields(Bill)}


class Draft:
    """Filled segment by segment, and used again for the next document.

    bill: what is said, a draft of Bill. has_content: more than references was said. party: the field that the
    last NAD filled, for the numbers that follow it. pieces: a total of pieces, which are packages only if
    nothing else is. elsewhere: reads a place that is not of the document.
    """

    def __init__(self, context: Context, *, elsewhere: Callable[[str], None]) -> None:
        self._context, self._elsewhere = context, elsewhere
        self.begin(place=0)

    def begin(self, *, place: int) -> None:
        """Another document."""
        self.kept = Kept()
        self.bill: Any = _bill("", place)
        self.pieces: Decimal | None = None
        self.has_content = False
        self.party = ""
        self._ranks: dict[str, tuple[int, str]] = {}

    def _surer(self, field: str, rank: int, value: Any, raw: str) -> bool:
        """Set a field that is said already, if this segment is surer. What does not count is kept."""
        if value == getattr(self.bill, field):
            return False
        known, earlier = self._ranks.get(field, (0, ""))
        if rank >= known:
            self.kept.keep(raw)
            return False
        self.kept.keep(earlier)
        setattr(self.bill, field, value)
        self._ranks[field] = rank, raw
        return True

    def loc(self, raw: str) -> None:
        """A port or a place."""
        self.has_content = True
        qualifier, place = located(raw)
        target = PLACES.get(qualifier)
        if not place:
            self.kept.keep(raw)
        elif target:
            field, rank = target
            if getattr(self.bill, field):
                self._surer(field, rank, place, raw)
                return
            setattr(self.bill, field, place)
            if rank:
                self._ranks[field] = rank, raw
        elif qualifier == TRANSHIPMENT:
            self.bill.transhipments = (*self.bill.transhipments, place)
        else:
            self._elsewhere(raw)

    def nad(self, raw: str) -> None:
        """A party."""
        self.has_content = True
        elements = raw.split("+")
        role = BILL_ROLES.get(elements[1]) if len(elements) > 1 else None
        self.party = ""
        if role is None:
            self.kept.keep(raw)
            return
        field, rank = role
        is_plain = len(elements) == 5 and not elements[2] and not elements[3]
        party = party_of_lines(elements[4]) if is_plain else party_of(elements)
        if getattr(self.bill, field) is _NOBODY[field]:
            setattr(self.bill, field, party)
            if rank:
                self._ranks[field] = rank, raw
        elif not self._surer(field, rank, party, raw):
            return
        self.party = field

    def number_of_party(self, value: str) -> bool:
        """The number of the party at hand. False where NAD says another."""
        party: Party = getattr(self.bill, self.party)
        if party.code not in ("", value):
            return False
        setattr(self.bill, self.party, merged(party, other=Party(code=number_of(value))))
        return True

    def cnt(self, raw: str) -> None:
        """A total that the document says of itself."""
        self.has_content = True
        qualifier, text, unit = [*raw[4:].partition("+")[0].split(":"), "", "", ""][:3]
        value = number_in(text, self._context, element=1, component=2)
        bill = self.bill
        if value is None:
            self.kept.keep(raw)
        elif qualifier == "11" and bill.packages is None:
            bill.packages = value
        elif qualifier == "7" and bill.gross_kg is None:
            bill.gross_kg = value * KILOGRAMS.get(unit.upper(), Decimal(1))
        elif qualifier in ("15", "26") and bill.volume_m3 is None:
            bill.volume_m3 = value * CUBIC_METRES.get(unit.upper(), Decimal(1))
        elif qualifier == "16" and value == value.to_integral_value() and bill.container_count is None:
            bill.container_count = int(value)
        else:
            if qualifier == "8" and self.pieces is None:
                self.pieces = value
            self.kept.keep(raw)

    def gis(self, raw: str) -> bool:
        """What becomes of the goods. False for other indicators."""
        found = code(raw[4:].partition("+")[0])
        if found not in NATURES or self.bill.nature_code:
            return False
        self.has_content = True
        self.bill.nature, self.bill.nature_code = NATURES[found], found
        return True

    def moa(self, raw: str) -> None:
        """Freight, value, insurance."""
        found = amount_of(raw[4:].partition("+")[0], self._context)
        field = AMOUNTS.get(found[0]) if found else None
        if found and field and getattr(self.bill, field) is None:
            setattr(self.bill, field, found[1])
        else:
            self.kept.keep(raw)

    def cpi(self, raw: str) -> None:
        """Who pays the freight."""
        elements = raw.split("+") + ["", "", ""]
        terms = code(elements[3]) or code(elements[2])
        if self.bill.freight_terms or not terms:
            self.kept.keep(raw)
        else:
            self.bill.freight_terms = terms

"""GID groups of a document: lines of goods, what is in which container, vehicles.

Source: UN/EDIFACT D95B to D03B, CUSCAR, IFTMIN: GID, FTX, MEA, SGP, DGS, PCI, CST, PIA, GIN, PAC.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from decimal import Decimal
from typing import Any

from amont.formats.edifact.context import Context, Kept
from amont.formats.edifact.equipment import danger_of
from amont.formats.edifact.measures import Measure, measure_of, number_in
from amont.formats.edifact.qualifiers import ORIGIN
from amont.formats.edifact.repeated import classified, kind_of_package, packed
from amont.formats.edifact.signs import plain
from amont.formats.edifact.values import MAX_DIGITS, code, joined, lines
from amont.formats.manifest.chassis import chassis_in
from amont.formats.manifest.checks import doubt_of_container
from amont.formats.manifest.making import closed, drafts
from amont.formats.manifest.numbers import container_digit, container_number
from amont.formats.manifest.records import Goods, Vehicle
from amont.formats.manifest.vehicles import vehicles_of

_goods = drafts(Goods)
_GROSS = frozenset({"G", "", "AAD", "AAE", "AAG", "AAB", "EGW", "GW", "WT"})
_VOLUME = frozenset({"AAW", "", "ABJ", "AAX", "VOL"})
_KILOGRAMS, _WORDS = "MEA+AAE+G+KGM:", "FTX+AAA+++"  # as nearly all of them begin
_DESCRIPTION, _REMARKS = "AAA", "AAI"


class GoodsLines:
    """The goods of one document in the making.

    boxes: container as compared -> number as written, packages, kilograms, line. remarks: of the document.
    """

    def __init__(self, context: Context) -> None:
        self._context, self._kept = context, Kept()
        self._known: Mapping[str, object] = {}
        self._apart: Set[str] = frozenset()
        self.lines: list[Goods] = []
        self.boxes: dict[str, list[Any]] = {}
        self.vehicles: dict[str, Vehicle] = {}
        self.remarks: list[str] = []
        self._line: Any = None  # a draft of Goods
        self._text = self._marks = ""
        self._chassis: list[str] = []
        self._box = ""
        self._is_full = False  # the last FTX of the description, which then goes on in the next

    def begin(self, kept: Kept, *, known: Mapping[str, object], apart: Set[str]) -> None:
        """The goods of another document, kept where its other segments are.

        known: containers whose number was looked at already. apart: numbers of equipment that is none.
        """
        self._kept, self._known, self._apart = kept, known, apart
        self._line, self._box = None, ""
        self.lines, self.boxes, self.vehicles, self.remarks = [], {}, {}, []

    @property
    def is_open(self) -> bool:
        """A line of goods is being read."""
        return self._line is not None

    def keep(self, raw: str) -> None:
        """A segment of the line at hand that no field names."""
        self._kept.keep(raw, under="" if self._line is None else f"GID[{self._line.number}]/")

    def gid(self, raw: str) -> None:
        """A new line of goods."""
        if self._line is not None:
            self.close()
        place = len(self.lines) + 1
        self._line = line = _goods(place)
        line.line = self._context.line
        packages, kind, element = packed(raw)
        if packages is not None:
            line.packages, line.package_kind = packages, kind
        elif element:
            line.packages = number_in(kind, self._context, element=element)
            line.package_kind = kind_of_package(raw.split("+")[element].partition(":")[2])

    def close(self) -> None:
        """The line at hand is whole."""
        line = self._line
        if line is None:
            return
        if self._text:
            line.description = joined(self._text)
        if self._marks:
            line.marks = lines(self._marks)
        goods = closed(line, Goods)
        self.lines.append(goods)
        for vehicle in vehicles_of(goods, self._chassis):
            self.vehicles.setdefault(vehicle.chassis, vehicle)
        self._line, self._box, self._text, self._marks, self._chassis = None, "", "", "", []

    def ftx(self, raw: str) -> None:
        """Free text: the description, remarks, or what is kept."""
        if self._line is not None and not self._text and raw.startswith(_WORDS):
            text = raw[len(_WORDS) :]
            if "+" not in text:
                self._text, self._is_full = text, text.count(":") == 4
                return
        elements = raw.split("+", 5)
        text = elements[4] if len(elements) > 4 else ""
        qualifier = elements[1] if text else ""
        if qualifier == _DESCRIPTION and self._line is not None:
            if self._text:
                self._text += ":" if self._is_full else ": :"
            self._text += text
            self._is_full = text.count(":") == 4
        elif qualifier in (_REMARKS, _DESCRIPTION):
            self.remarks.append(joined(text))
        else:
            self.keep(raw)

    def mea(self, raw: str) -> None:
        """A mass or a volume: of the line, or behind SGP of what one container holds."""
        line = self._line
        if line is not None and raw.startswith(_KILOGRAMS) and line.gross_kg is None:
            text = raw[len(_KILOGRAMS) :]
            if text.isdecimal() and len(text) < MAX_DIGITS:
                line.gross_kg = Decimal(text)
                return
        elements = raw.split("+")
        if line is not None and len(elements) == 4:
            unit, _, text = elements[3].partition(":")
            if unit == "MTQ" and elements[2] == "AAW" and line.volume_m3 is None and ":" not in text:
                line.volume_m3 = number_in(text, self._context, element=3, component=2)
                return
        self._other_measure(measure_of(elements, self._context), raw)

    def _other_measure(self, measure: Measure | None, raw: str) -> None:
        line = self._line
        if measure is None or line is None:
            self.keep(raw)
            return
        kind, kilograms, cubic_metres = measure
        if kilograms is not None and kind in _GROSS:
            if line.gross_kg is None:
                line.gross_kg = kilograms
            elif self._box and self.boxes[self._box][2] is None:
                self.boxes[self._box][2] = kilograms
            else:
                self.keep(raw)
        elif cubic_metres is not None and kind in _VOLUME and line.volume_m3 is None:
            line.volume_m3 = cubic_metres
        else:
            self.keep(raw)

    def sgp(self, raw: str) -> None:
        """In which container, how many packages of it."""
        elements = raw.split("+")
        number = elements[1] if len(elements) > 1 else ""
        if not number.isalnum():
            number = code(number)
        line, context = self._line, self._context
        if not number or line is None:
            context.once("edifact.container_missing", value=raw)
            return
        text = elements[2] if len(elements) > 2 else ""
        is_short = text.isdecimal() and len(text) < MAX_DIGITS
        packages = Decimal(text) if is_short else number_in(text, context, element=2)
        held = line.containers
        held[number] = _more(held[number], packages) if number in held else packages
        digit = container_digit(number)
        self._box = key = number if digit else container_number(number)
        if key in self.boxes:
            box = self.boxes[key]
            box[1] = _more(box[1], packages)
        elif key in self._apart:
            self._box = ""
        else:
            self.boxes[key] = [number, packages, None, context.line]
            if digit != number[-1] and key not in self._known:
                self._doubt_container(number, digit)

    def _doubt_container(self, number: str, digit: str | None) -> None:
        if digit is not None:
            facts: dict[str, object] = {"expected": digit}
            self._context.doubt("manifest.container_digit", value=number, element=1, component=1, facts=facts)
        elif doubt := doubt_of_container(number):
            self._context.doubt(doubt.code, value=number, element=1, component=1, facts=doubt.facts)

    def dgs(self, raw: str) -> None:
        """Dangerous goods."""
        if self._line is None:
            self.keep(raw)
        else:
            self._line.danger = (*self._line.danger, danger_of(raw.split("+")))

    def pci(self, raw: str) -> None:
        """Marks and numbers."""
        elements = raw.split("+")
        if len(elements) > 2 and elements[2] and self._line is not None:
            self._marks = f"{self._marks}:{elements[2]}" if self._marks else elements[2]
        else:
            self.keep(raw)

    def cst(self, raw: str) -> None:
        """The customs status: the commodity code."""
        found = classified(raw)
        if found and self._line is not None and not self._line.hs_code:
            self._line.hs_code = found
        else:
            self.keep(raw)

    def pia(self, raw: str) -> None:
        """Other numbers of the goods: a commodity code, a chassis."""
        elements = raw.split("+")
        for element in elements[2:]:
            number, _, kind = element.partition(":")
            kind = code(kind)
            if kind in ("HS", "HSN", "CC") and self._line is not None and not self._line.hs_code:
                self._line.hs_code = code(number)
                return
            if kind in ("VV", "VN"):
                self._chassis.append(code(number))
                return
        self.keep(raw)

    def gin(self, raw: str) -> None:
        """Numbers of things: chassis under their own qualifier, or by their form."""
        elements = raw.split("+")
        values = [plain(part) for element in elements[2:] for part in element.split(":") if part]
        is_told = len(elements) > 1 and code(elements[1]) in ("VV", "VIN")
        found = values if is_told else [one for value in values for one in chassis_in(value)]
        self._chassis += found
        if not found:
            self.keep(raw)

    def loc(self, raw: str) -> bool:
        """The country of origin of the line. False for every other place."""
        elements = raw.split("+")
        if self._line is None or len(elements) < 3 or elements[1] != ORIGIN:
            return False
        self._line.origin = self._line.origin or code(elements[2])
        return True

    def pac(self, raw: str) -> None:
        """Packages, where GID does not say them."""
        elements = raw.split("+")
        count = number_in(elements[1], self._context, element=1) if len(elements) > 1 else None
        if self._line is None or count is None or self._line.packages is not None:
            self.keep(raw)
            return
        self._line.packages = count
        self._line.package_kind = kind_of_package(elements[3]) if len(elements) > 3 else ""

    def table(self) -> dict[str, Callable[[str], None]]:
        """Tag -> what reads it."""
        return {
            "GID": self.gid, "FTX": self.ftx, "SGP": self.sgp, "DGS": self.dgs, "PCI": self.pci,
            "CST": self.cst, "PIA": self.pia, "GIN": self.gin, "PAC": self.pac,
        }  # fmt: skip


def _more(held: Decimal | None, packages: Decimal | None) -> Decimal | None:
    if held is None or packages is None:
        return packages if held is None else held
    return held + packages

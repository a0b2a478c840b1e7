"""EQD groups: containers with what is said of each. Other equipment (blocks, trailers) is kept apart.

Source: UN/EDIFACT D95B, EQD, SEL, TSR, TMP, DGS; code lists 8053, 8169, 7273.
"""

from __future__ import annotations

from typing import Any

from amont.formats.edifact.context import Context, Kept
from amont.formats.edifact.measures import Measure, measure_of
from amont.formats.edifact.signs import plain
from amont.formats.edifact.values import code, number
from amont.formats.manifest.checks import doubt_of_container
from amont.formats.manifest.numbers import container_number
from amont.formats.manifest.records import Container, Danger, Filling

CONTAINERS = frozenset({"", "CN", "CNT", "CONT", "SCA", "SCB", "SCC", "SW", "UL"})
FILLINGS = {
    "1": Filling.PART,
    "2": Filling.PART,
    "3": Filling.PART,
    "4": Filling.EMPTY,
    "5": Filling.FULL,
    "6": Filling.FULL,
    "7": Filling.SHARED,
    "8": Filling.FULL,
    "E": Filling.EMPTY,
    "F": Filling.FULL,
}
_SERVICES = {"2": Filling.FULL, "3": Filling.SHARED, "FCL": Filling.FULL, "LCL": Filling.SHARED}
_GROSS = frozenset({"G", "EGW", "VGM", "AAD", "AET", "GW", ""})
_TARE = frozenset({"T", "TW"})
_NET = frozenset({"AAL", "N", "AAC", "NW"})


class Equipment:
    """The EQD groups of a header or of a document. apart: numbers of equipment that is no container."""

    def __init__(self, context: Context, kept: Kept) -> None:
        self._context, self._kept = context, kept
        self._boxes: dict[str, dict[str, Any]] = {}
        self._box: dict[str, Any] | None = None
        self._apart = ""
        self.apart: set[str] = set()

    @property
    def is_open(self) -> bool:
        """An EQD group is being read."""
        return self._box is not None or bool(self._apart)

    def close(self) -> None:
        """What comes next belongs to no equipment."""
        self._box, self._apart = None, ""

    def eqd(self, raw: str) -> None:
        """A new piece of equipment."""
        elements = raw.split("+")
        elements += [""] * (7 - len(elements))
        self.close()
        if code(elements[1]).upper() not in CONTAINERS:
            self._apart = self._kept.keep(raw, under=f"{code(elements[2])}/" if elements[2] else "")
            self.apart.add(container_number(code(elements[2])))
            return
        found = plain(elements[2].partition(":")[0])
        if not found:
            self._context.once("edifact.container_missing", value=raw)
        elif (doubt := doubt_of_container(found)) and container_number(found) not in self._boxes:
            self._context.doubt(doubt.code, value=found, element=2, component=1, facts=doubt.facts)
        kind, filling = code(elements[3]), code(elements[6])
        self._box = {"number": found, "line": self._context.line}
        if kind:
            self._box["kind"] = kind
        if filling in FILLINGS:
            self._box["filling"] = FILLINGS[filling]
        self._boxes.setdefault(container_number(found), self._box)

    def take(self, raw: str) -> bool:
        """Read one more segment of the group at hand. False when it says nothing that a container has."""
        if self._apart:
            self._kept.add(self._apart, raw)
            return True
        reader = _READERS.get(raw[:3])
        if self._box is None or reader is None:
            return False
        return reader(self, self._box, raw.split("+"))

    def _mea(self, box: dict[str, Any], elements: list[str]) -> bool:
        measure = measure_of(elements, self._context)
        if measure is None or measure.kilograms is None:
            return measure is None
        field = _mass_field(measure)
        if not field or field in box:
            return False
        box[field] = measure.kilograms
        return True

    def _sel(self, box: dict[str, Any], elements: list[str]) -> bool:
        seal = plain(elements[1].partition(":")[0]) if len(elements) > 1 else ""
        if seal and seal not in box.get("seals", ()):
            box["seals"] = (*box.get("seals", ()), seal)
        return True

    def _tsr(self, box: dict[str, Any], elements: list[str]) -> bool:
        filling = next(
            (_SERVICES[found] for part in elements[1:3] if (found := code(part)) in _SERVICES), None
        )
        if filling is None:
            return False
        if box.get("filling") is not Filling.EMPTY:
            box["filling"] = filling
        return True

    def _tmp(self, box: dict[str, Any], elements: list[str]) -> bool:
        value, _, unit = (elements[2] if len(elements) > 2 else "").partition(":")
        celsius = number(value)
        if celsius is None or code(unit) not in ("CEL", ""):
            return False
        box.setdefault("celsius", celsius)
        return True

    def _dgs(self, box: dict[str, Any], elements: list[str]) -> bool:
        box["danger"] = (*box.get("danger", ()), danger_of(elements))
        return True

    def _loc(self, box: dict[str, Any], elements: list[str]) -> bool:
        if len(elements) < 3 or "place" in box or code(elements[1]) not in ("14", "18", "164", "165"):
            return False
        box["place"] = code(elements[2])
        return True

    def containers(self) -> dict[str, Container]:
        """Number as compared -> container, in the order of the file."""
        return {number: Container(**box) for number, box in self._boxes.items() if number}

    def __len__(self) -> int:
        return len(self._boxes)


def _mass_field(measure: Measure) -> str:
    if measure.kind in _TARE:
        return "tare_kg"
    if measure.kind in _NET:
        return "goods_kg"
    return "gross_kg" if measure.kind in _GROSS else ""


def danger_of(elements: list[str]) -> Danger:
    """Class and number of a DGS segment."""
    elements = elements + [""] * (4 - len(elements))
    return Danger(code(elements[2]), code(elements[3]))


_READERS = {
    "MEA": Equipment._mea,
    "SEL": Equipment._sel,
    "TSR": Equipment._tsr,
    "TMP": Equipment._tmp,
    "DGS": Equipment._dgs,
    "LOC": Equipment._loc,
}

"""Goods_segment, Goods_detail_segment and HS_Compliance as lines of goods; vehicles among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from amont.formats.awmds.blocks import Block
from amont.formats.awmds.containers import tell_danger
from amont.formats.awmds.fields import (
    GOODS,
    GOODS_LINE,
    HS,
    OF_GOODS,
    OF_HS,
    OF_VEHICLE,
    VEHICLE,
    written_name,
)
from amont.formats.awmds.filling import NUMBER, code, fields_of, fill, telling, text, upper, words
from amont.formats.awmds.values import Values
from amont.formats.manifest.making import closed, drafts
from amont.formats.manifest.records import Goods, Vehicle
from amont.formats.manifest.vehicles import vehicles_in
from amont.kernel.findings import Finding

Figures = tuple[Decimal | None, Decimal | None, Decimal | None]
Boxes = Mapping[str, Decimal | None]
_FIELDS = {
    **fields_of(
        packages=NUMBER, package_kind=upper, description=text, marks=words, gross_kg=NUMBER, volume_m3=NUMBER
    ),
    **telling(("imo_class", "un_number"), tell_danger),
}
_OF_HS = fields_of(
    hs_code=lambda said: "".join(code(said).replace(".", "").split()),
    packages=NUMBER,
    description=text,
    gross_kg=NUMBER,
    origin=upper,
)
_goods = drafts(Goods)
_NAMES_OF_NOTE = ("BIETC", "BESC", "ECTN", "FERI", "CNCA", "BSC")
_NOTE = re.compile(
    rf"\b(?:{'|'.join(_NAMES_OF_NOTE)})\b[\s.:;#/-]*(?:N[°ORo]?\.?[\s.:;#]*)?"
    r"((?=[A-Z/-]*[0-9])[A-Z0-9][A-Z0-9/-]{4,29})"
)


class GoodsOf:
    """All that a bill says of its goods. whole: what is said of all of them; lines: one after the other.

    alone: packages, mass and volume of the only line, where the same segment says them of the whole.
    """

    def __init__(self, bill: Block, path: str, boxes: Boxes, findings: list[Finding]) -> None:
        parts = bill.parts
        segments = parts.get(GOODS, ())
        self.whole = segments[0] if len(segments) == 1 else Block()
        self.extras: dict[str, str] = {}
        self._path, self._findings = path, findings
        details = [*parts.get(GOODS_LINE, ())]
        for segment in segments:
            if segment.parts:
                details.extend(_details(segment))
        if details:
            self._keep_whole()
        blocks = details or segments
        boxes = boxes if len(blocks) == 1 else {}
        lines = [self._line(block, number, boxes) for number, block in enumerate(blocks, start=1)]
        self.alone: Figures | None = None
        if len(segments) == 1 and not details:
            self.alone = lines[0].packages, lines[0].gross_kg, lines[0].volume_m3
        if HS in parts:
            lines = self._joined(lines, [self._tariff(*one) for one in enumerate(parts[HS], start=1)])
        self.lines: tuple[Goods, ...] = tuple([closed(line, Goods) for line in lines])
        told = self._vehicles(parts[VEHICLE]) if VEHICLE in parts else {}
        self.vehicles = (*told.values(), *vehicles_in(self.lines, known=told))

    def _keep_whole(self) -> None:
        """Words on the whole, where its lines have their own."""
        for name in ("description", "marks"):
            if name in self.whole.facts:
                self.extras[f"Bol_segment/Goods_segment/{written_name(OF_GOODS, name)}"] = self.whole.facts[
                    name
                ]

    def _line(self, block: Block, number: int, boxes: Boxes) -> Any:
        line = _goods(number)
        line.line, line.containers = block.line, boxes
        fill(line, block, _FIELDS, (f"{self._path}/Goods_segment", OF_GOODS), self._findings)
        return line

    def _tariff(self, number: int, block: Block) -> Any:
        line = _goods(number)
        line.line = block.line
        fill(line, block, _OF_HS, (f"{self._path}/HS_Compliance[{number}]", OF_HS), self._findings)
        return line

    def _joined(self, lines: list[Any], tariffs: list[Any]) -> list[Any]:
        """Lines with their tariff headings. When there is one line for several headings, these are the lines;
        headings that fit no line are kept as extras."""
        if len(lines) == len(tariffs):
            for line, tariff in zip(lines, tariffs, strict=True):
                _add_tariff(line, tariff)
            return lines
        if len(lines) <= 1:
            whole = lines[0] if lines else _goods(1)
            self._keep_whole()
            for tariff in tariffs:
                tariff.description = tariff.description or whole.description
                tariff.marks, tariff.package_kind, tariff.danger = (
                    whole.marks,
                    whole.package_kind,
                    whole.danger,
                )
                tariff.containers = whole.containers if len(tariffs) == 1 else {}
            return tariffs
        for tariff in tariffs:
            self.extras[f"Bol_segment/HS_Compliance[{tariff.number}]/HS_code"] = tariff.hs_code
        return lines

    def _vehicles(self, blocks: Sequence[Block]) -> dict[str, Vehicle]:
        """Those said to be vehicles, by their chassis."""
        told: dict[str, Vehicle] = {}
        for number, block in enumerate(blocks, start=1):
            values = Values(block, f"{self._path}/Vehicle_segment[{number}]", OF_VEHICLE, self._findings)
            chassis = "".join(block.code("chassis").split()).upper()
            if chassis and chassis not in told:
                told[chassis] = Vehicle(chassis, block.text("description"), values.number("kg"))
        return told


def _details(segment: Block) -> Iterator[Block]:
    for block in segment.parts.get(GOODS_LINE, []):
        yield block
        yield from _details(block)


def _add_tariff(line: Any, tariff: Any) -> None:
    """What a heading of the tariff says, the mass and the words where the line says none."""
    line.hs_code, line.origin = tariff.hs_code, tariff.origin
    line.description = line.description or tariff.description
    if line.packages is None:
        line.packages = tariff.packages
    if line.gross_kg is None:
        line.gross_kg = tariff.gross_kg


def tracking_note(*texts: str) -> str:
    """The number of the cargo tracking note (BIETC, BESC...) where senders put it; "" when none is found."""
    words = "\n".join(texts).upper()
    if not [name for name in _NAMES_OF_NOTE if name in words]:
        return ""
    found = (_NOTE.search(said.upper()) for said in texts)
    return next((note[1] for note in found if note), "")

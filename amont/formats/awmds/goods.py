"""Goods_segment, Goods_detail_segment and HS_Compliance as lines of goods; vehicles among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from amont.formats.awmds.blocks import Block
from amont.formats.awmds.containers import danger_of
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
from amont.formats.awmds.filling import NUMBER, fields_of, fill, text, upper, words
from amont.formats.awmds.values import Values
from amont.formats.manifest.making import closed, drafts, maker
from amont.formats.manifest.records import Goods, Vehicle
from amont.formats.manifest.vehicles import vehicles_in
from amont.kernel.findings import Finding

Boxes = Mapping[str, Decimal | None]
_FIELDS = fields_of(
    packages=NUMBER,
    package_kind=upper,
    description=text,
    marks=words,
    gross_kg=NUMBER,
    volume_m3=NUMBER,
)
_OF_HS = fields_of(packages=NUMBER, description=text, gross_kg=NUMBER, origin=upper)
_goods, _both = drafts(Goods), maker(Goods)
_NAMES_OF_NOTE = ("BIETC", "BESC", "ECTN", "FERI", "CNCA", "BSC")
_NOTE = re.compile(
    rf"\b(?:{'|'.join(_NAMES_OF_NOTE)})\b[\s.:;#/-]*(?:N[°ORo]?\.?[\s.:;#]*)?"
    r"((?=[A-Z/-]*[0-9])[A-Z0-9][A-Z0-9/-]{4,29})"
)
SHORTEST_NOTE = 8


class GoodsOf:
    """All that a bill says of its goods. whole: what is said of all of them; lines: one after the other.

    alone: the only line, before its heading of the tariff, where it is said by the same segment as the whole.
    """

    def __init__(self, bill: Block, path: str, boxes: Boxes, findings: list[Finding]) -> None:
        segments = bill.parts.get(GOODS, [])
        self.whole = segments[0] if len(segments) == 1 else Block()
        self.extras: dict[str, str] = {}
        self._findings = findings
        details = [
            *bill.parts.get(GOODS_LINE, []),
            *(one for segment in segments for one in _details(segment)),
        ]
        if details:
            self._keep_whole()
        tariffs = bill.parts.get(HS, [])
        blocks = details or segments
        boxes = boxes if len(blocks) == 1 else {}
        lines = [self._line(block, number, path, boxes) for number, block in enumerate(blocks, start=1)]
        self.alone = lines[0] if len(segments) == 1 and not details else None
        if tariffs:
            headings = [self._tariff(block, number, path) for number, block in enumerate(tariffs, start=1)]
            self.lines = self._joined(lines, headings)
        else:
            self.lines = tuple(lines)
        self.vehicles = tuple(self._vehicles(bill.parts.get(VEHICLE, []), path))

    def _keep_whole(self) -> None:
        """Words on the whole, where its lines have their own."""
        for name in ("description", "marks"):
            if name in self.whole.facts:
                self.extras[f"Bol_segment/Goods_segment/{written_name(OF_GOODS, name)}"] = self.whole.facts[
                    name
                ]

    def _line(self, block: Block, number: int, path: str, boxes: Boxes) -> Goods:
        line = _goods(number)
        line.line, line.containers = block.line, boxes
        fill(line, block, _FIELDS, (f"{path}/Goods_segment", OF_GOODS), self._findings)
        if "un_number" in block.facts or "imo_class" in block.facts:
            line.danger = danger_of(block)
        return closed(line, Goods)

    def _tariff(self, block: Block, number: int, path: str) -> Goods:
        line = _goods(number)
        line.line = block.line
        fill(line, block, _OF_HS, (f"{path}/HS_Compliance[{number}]", OF_HS), self._findings)
        if "hs_code" in block.facts:
            line.hs_code = "".join(block.code("hs_code").replace(".", "").split())
        return closed(line, Goods)

    def _joined(self, lines: list[Goods], tariffs: list[Goods]) -> tuple[Goods, ...]:
        """Lines with their tariff headings. When there is one line for several headings, these are the lines;
        headings that fit no line are kept as extras."""
        if not tariffs:
            return tuple(lines)
        if len(lines) == len(tariffs):
            return tuple(_with_tariff(line, tariff) for line, tariff in zip(lines, tariffs, strict=True))
        if len(lines) <= 1:
            whole = lines[0] if lines else Goods(1)
            self._keep_whole()
            return tuple(
                replace(
                    tariff,
                    description=tariff.description or whole.description,
                    marks=whole.marks,
                    package_kind=whole.package_kind,
                    danger=whole.danger,
                    containers=whole.containers if len(tariffs) == 1 else {},
                )
                for tariff in tariffs
            )
        for tariff in tariffs:
            self.extras[f"Bol_segment/HS_Compliance[{tariff.number}]/HS_code"] = tariff.hs_code
        return tuple(lines)

    def _vehicles(self, blocks: Sequence[Block], path: str) -> Iterator[Vehicle]:
        """Those said to be vehicles, then those whose chassis stands in the words."""
        told = set()
        for number, block in enumerate(blocks, start=1):
            values = Values(block, f"{path}/Vehicle_segment[{number}]", OF_VEHICLE, self._findings)
            chassis = "".join(block.code("chassis").split()).upper()
            if chassis and chassis not in told:
                told.add(chassis)
                yield Vehicle(chassis, block.text("description"), values.number("kg"))
        yield from vehicles_in(self.lines, known=frozenset(told))


def _details(segment: Block) -> Iterator[Block]:
    for block in segment.parts.get(GOODS_LINE, []):
        yield block
        yield from _details(block)


def _with_tariff(line: Goods, tariff: Goods) -> Goods:
    return _both(
        number=line.number,
        packages=tariff.packages if line.packages is None else line.packages,
        package_kind=line.package_kind,
        description=line.description or tariff.description,
        marks=line.marks,
        gross_kg=tariff.gross_kg if line.gross_kg is None else line.gross_kg,
        volume_m3=line.volume_m3,
        hs_code=tariff.hs_code,
        origin=tariff.origin,
        danger=line.danger,
        containers=line.containers,
        line=line.line,
    )


def tracking_note(*texts: str) -> str:
    """The number of the cargo tracking note (BIETC, BESC...) where senders put it; "" when none is found."""
    for said in texts:
        words = said.upper() if len(said) >= SHORTEST_NOTE else ""
        if any(name in words for name in _NAMES_OF_NOTE) and (found := _NOTE.search(words)):
            return found[1]
    return ""

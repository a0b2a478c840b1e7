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
from amont.formats.awmds.values import Values
from amont.formats.manifest.making import maker
from amont.formats.manifest.records import Goods, Vehicle
from amont.formats.manifest.vehicles import vehicles_in
from amont.kernel.findings import Finding

Boxes = Mapping[str, Decimal | None]
_goods = maker(Goods)
_NOTE = re.compile(
    r"\b(?:BIETC|BESC|ECTN|FERI|CNCA|BSC)\b[\s.:;#/-]*(?:N[°ORo]?\.?[\s.:;#]*)?((?=[A-Z/-]*[0-9])[A-Z0-9][A-Z0-9/-]{4,29})"
)
SHORTEST_NOTE = 8


class GoodsOf:
    """All that a bill says of its goods. whole: what is said of all of them; lines: one after the other.

    whole_is_line: the only line says nothing but what the whole says.
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
        self.whole_is_line = len(segments) == 1 and not details and not tariffs
        blocks = details or segments
        boxes = boxes if len(blocks) == 1 else {}
        lines = [self._line(block, number, path, boxes) for number, block in enumerate(blocks, start=1)]
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
        values = Values(block, f"{path}/Goods_segment", OF_GOODS, self._findings)
        facts = block.facts
        marks = facts.get("marks", "")
        return _goods(
            number=number,
            packages=values.number("packages"),
            package_kind=block.code("package_kind").upper(),
            description=facts.get("description", ""),
            marks="" if marks == "0" else marks,
            gross_kg=values.number("gross_kg"),
            volume_m3=values.number("volume_m3"),
            danger=danger_of(block) if "un_number" in facts or "imo_class" in facts else (),
            containers=boxes,
            line=block.line,
        )

    def _tariff(self, block: Block, number: int, path: str) -> Goods:
        values = Values(block, f"{path}/HS_Compliance[{number}]", OF_HS, self._findings)
        return Goods(
            number=number,
            packages=values.number("packages"),
            description=block.text("description"),
            gross_kg=values.number("gross_kg"),
            hs_code="".join(block.code("hs_code").replace(".", "").split()),
            origin=block.code("origin").upper(),
            line=block.line,
        )

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
    return replace(
        line,
        hs_code=tariff.hs_code,
        origin=tariff.origin,
        description=line.description or tariff.description,
        packages=tariff.packages if line.packages is None else line.packages,
        gross_kg=tariff.gross_kg if line.gross_kg is None else line.gross_kg,
    )


def tracking_note(*texts: str) -> str:
    """The number of the cargo tracking note (BIETC, BESC...) where senders put it; "" when none is found."""
    for text in texts:
        if len(text) >= SHORTEST_NOTE and (found := _NOTE.search(text.upper())):
            return found[1]
    return ""

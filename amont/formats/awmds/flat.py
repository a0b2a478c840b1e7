"""Flat sheets: the tags as headings, a document a row, the header on the first.

A heading that names a group (Traders_segment, ctn_segment...) says where those after it belong; without
groups the order tells it. A row without a number of document, or with that of the row before, brings another
container or line of goods to the same document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import IO

from amont.formats.awmds.assembly import Assembly
from amont.formats.awmds.blocks import EMPTY, MAX_EXTRAS, TABLES, Block, plain
from amont.formats.awmds.fields import (
    BILL,
    CONTAINER,
    GENERAL,
    GOODS,
    GOODS_LINE,
    GROUPS,
    HEADERS,
    HS,
    OF_BILL,
    PARTS,
    ROOTS,
    SPLIT,
    VEHICLE,
    by_tag,
)
from amont.formats.manifest.records import Piece
from amont.formats.sheets import Row, Rows
from amont.formats.xml.errors import TooLarge
from amont.formats.xml.names import fold
from amont.kernel.errors import Unreadable
from amont.kernel.findings import clip

HEADER = "header"
FEWEST_HEADINGS = 3
MOST_LINES_ABOVE = 20  # titles above the headings
MAX_ROWS = 50_000  # of one document
_GENERAL, _BILL = by_tag(GENERAL), by_tag(OF_BILL)
_COPY = re.compile(r"\.[0-9]{1,3}$")  # a second column of a name, as spreadsheets number it
_GROUPED_BILL = frozenset(map(fold, ("Bol_id", "Traders_segment", "Value_segment", "Location")))
_CONTAINER_FIRST = fold("Ctn_reference")


class NoHeadings(Unreadable):
    """A table, but its first row does not name the elements of a manifest. Facts: found."""

    code = "manifest.no_headings"


@dataclass(frozen=True, slots=True)
class Column:
    """Where a cell goes. part: which kind of block; number: which of them, from 0; fact: "" when unknown."""

    at: int
    part: str
    number: int
    fact: str
    path: str


@dataclass(slots=True)
class _Planner:
    """Headings one by one, the group at hand known."""

    kind: str = "Awmds"
    part: str = HEADER
    number: int = 0
    seen: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    group: str = ""
    columns: list[Column] = field(default_factory=list)

    def take(self, at: int, heading: str) -> None:
        """The next heading."""
        name = _COPY.sub("", heading.strip())
        tag = fold(name)
        if tag in ROOTS:
            self.kind = ROOTS[tag]
        elif tag in HEADERS:
            self._enter(HEADER, name)
        elif tag == BILL or tag in _GROUPED_BILL:
            self._enter(BILL, name)
        elif tag in PARTS:
            self._enter(PARTS[tag], name)
        elif tag not in GROUPS and tag:
            self._leaf(at, name, tag)

    def _enter(self, part: str, name: str) -> None:
        self.part, self.group, self.seen = part, name, set()
        self.number = self.counts.get(part, 0)
        if part not in (HEADER, BILL):
            self.counts[part] = self.number + 1

    def _leaf(self, at: int, name: str, tag: str) -> None:
        if tag == _CONTAINER_FIRST and (self.part != CONTAINER or tag in self.seen):
            self._enter(CONTAINER, "ctn_segment")
        fact = self._fact(tag)
        if not fact:
            fact = self._elsewhere(tag)
        self.seen.add(tag)
        place = self.group if self.part not in (HEADER, BILL) else ""
        segment = "General_segment" if self.part == HEADER else "Bol_segment"
        path = "/".join(filter(None, (segment, place, name)))
        self.columns.append(Column(at, self.part, self.number, fact, path))

    def _fact(self, tag: str) -> str:
        table = _GENERAL if self.part == HEADER else TABLES[self.part].facts if self.part in TABLES else {}
        if self.part == CONTAINER and tag in self.seen:
            return ""
        return table.get(tag, "")

    def _elsewhere(self, tag: str) -> str:
        """A heading that the group at hand does not know: of the document, of its goods, or of nothing."""
        for part, name in ((BILL, "Bol_segment"), (GOODS, "Goods_segment"), (CONTAINER, "ctn_segment")):
            fact = TABLES[part].facts.get(tag, "")
            is_other = part not in (self.part, SPLIT) and self.part != SPLIT
            if fact and is_other and (part == BILL or self.group != "Goods_segment"):
                self._enter(part, name)
                self.number = max(self.counts.get(part, 1) - 1, 0)
                return fact
        return ""


def headings_known(cells: Sequence[str]) -> int:
    """How many cells are names of elements of a manifest."""
    tables = (_GENERAL, *(table.facts for part, table in TABLES.items() if part != VEHICLE))
    return sum(1 for cell in cells if any(fold(_COPY.sub("", cell.strip())) in table for table in tables))


def columns_of(headings: Sequence[str]) -> tuple[str, list[Column]]:
    """The kind of message, and where each cell goes."""
    planner = _Planner()
    for at, heading in enumerate(headings):
        planner.take(at, heading)
    return planner.kind, planner.columns


def stream_flat(stream: IO[bytes]) -> Iterator[Piece]:
    """CSV or XLSX to the same pieces as the XML. Raises Unreadable: NoHeadings, and those of tables."""
    source = Rows(stream, score=headings_known)
    rows = iter(source.rows)
    kind, columns = columns_of(_headings(rows))
    assembly = Assembly(kind)
    yield from _documents(rows, columns, assembly)
    yield from assembly.end(source.findings())


def _headings(rows: Iterator[Row]) -> Sequence[str]:
    """The first row that names elements of a manifest."""
    first = ""
    for _, cells in islice(rows, MOST_LINES_ABOVE):
        if headings_known(cells) >= FEWEST_HEADINGS:
            return cells
        first = first or ", ".join(filter(str.strip, cells))
    raise NoHeadings(found=clip(first))


def _documents(rows: Iterator[Row], columns: Sequence[Column], assembly: Assembly) -> Iterator[Piece]:
    waiting: _Waiting | None = None
    for line, cells in rows:
        header, block = _blocks(line, cells, columns)
        if header is not None:
            assembly.header(header)
        if block is None:
            continue
        if waiting is not None and waiting.goes_on(block):
            waiting.join(block)
            continue
        if waiting is not None:
            yield from assembly.bill(waiting.block)
        waiting = _Waiting(block)
    if waiting is not None:
        yield from assembly.bill(waiting.block)


def _blocks(line: int, cells: Sequence[str], columns: Sequence[Column]) -> tuple[Block | None, Block | None]:
    """Header and document of a row; None when the row says nothing of them."""
    header, bill = Block(line=line), Block(line=line)
    parts: dict[tuple[str, int], Block] = {}
    for column in columns:
        text = cells[column.at].strip() if column.at < len(cells) else ""
        if text in EMPTY or ("&" in text and not (text := plain(text))):
            continue
        block = header if column.part == HEADER else bill
        if not column.fact:
            block.extras.setdefault(column.path, text)
            continue
        if column.part not in (HEADER, BILL):
            key = column.part, column.number
            block = parts.get(key) or parts.setdefault(key, Block(extras=bill.extras, line=line))
        block.facts.setdefault(column.fact, text)
    for (part, _), block in parts.items():
        if part != CONTAINER or block.facts.get("number"):
            bill.parts.setdefault(part, []).append(block)
    if GOODS_LINE in bill.parts and HS not in bill.parts:
        bill.parts[HS] = [Block(line=line)]  # lines and headings of the tariff stay side by side
    has_header = bool(header.facts or header.extras)
    return header if has_header else None, bill if bill.facts or bill.parts else None


class _Waiting:
    """A document whose next rows may bring more to it."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self._known = {_said(name, part) for name, parts in block.parts.items() for part in parts}
        self._boxes = _boxes(block)
        self._rows = 1

    def goes_on(self, block: Block) -> bool:
        """Whether a row brings more to this document. Raises TooLarge past any document."""
        number, facts = block.facts.get("number"), self.block.facts
        if number is None:
            is_more = not block.facts
        else:
            is_same = all(facts.get(name) == text for name, text in block.facts.items() if name != "line")
            boxes = _boxes(block)
            is_more = is_same and bool(boxes) and self._boxes.isdisjoint(boxes)
        if is_more and self._rows >= MAX_ROWS:
            raise TooLarge(limit=MAX_ROWS)
        return is_more

    def join(self, block: Block) -> None:
        """Add the parts of a row; on a row that says all again, so are its goods."""
        self._rows += 1
        self._boxes |= _boxes(block)
        for name, parts in block.parts.items():
            for part in parts:
                said = _said(name, part)
                if "number" not in block.facts or said not in self._known:
                    self.block.parts.setdefault(name, []).append(part)
                self._known.add(said)
        for path, text in block.extras.items():
            if len(self.block.extras) < MAX_EXTRAS:
                self.block.extras.setdefault(path, text)


def _boxes(block: Block) -> set[str]:
    return {box.facts["number"] for box in block.parts.get(CONTAINER, ()) if "number" in box.facts}


def _said(name: str, part: Block) -> tuple[str, frozenset[tuple[str, str]]]:
    return name, frozenset(part.facts.items())

"""Files to declarations: whole, or item by item for files of any size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO

from amont.formats.asycuda.blocks import RawEnd, RawItem, Reader
from amont.formats.asycuda.checks import Checks
from amont.formats.asycuda.declaration import Declaration
from amont.formats.asycuda.errors import SeveralDeclarations
from amont.formats.asycuda.items import Item
from amont.formats.asycuda.leaves import Leaf, Leaves
from amont.formats.asycuda.structure import Content, element_at
from amont.formats.asycuda.totals import Tally, Totals
from amont.formats.asycuda.values import DayOrder, Evidence, Habits
from amont.formats.xml.encoding import Transcoder
from amont.formats.xml.errors import TooLarge
from amont.formats.xml.reading import CHUNK, chunks_of, pieces
from amont.kernel.findings import Finding

MAX_MEGABYTES = 64  # of a file read whole; larger ones are streamed


@dataclass(frozen=True, slots=True)
class SadRead:
    """One declaration as read; from a stream without its items. encoding: the one that read the file."""

    declaration: Declaration
    findings: tuple[Finding, ...]
    encoding: str
    totals: Totals


@dataclass(frozen=True, slots=True)
class ItemRead:
    """One item of a stream. header: what stood before the first item; the whole header comes at the end."""

    header: Declaration
    item: Item
    findings: tuple[Finding, ...]


def read_sad(data: bytes, *, order: DayOrder | None = None) -> SadRead:
    """The one declaration of a file. order: how the sender writes days, for those that the file leaves open.

    Raises Unreadable (see `errors`) and SeveralDeclarations; everything else is a finding.
    """
    reads = read_sads(data, order=order)
    if len(reads) > 1:
        raise SeveralDeclarations(count=len(reads))
    return reads[0]


def read_sads(data: bytes, *, order: DayOrder | None = None) -> tuple[SadRead, ...]:
    """Every declaration of a file, one at least. Raises Unreadable."""
    if len(data) > MAX_MEGABYTES << 20:
        raise TooLarge(limit=f"{MAX_MEGABYTES} MB")
    transcoder = Transcoder(data[:CHUNK])
    text = transcoder.feed(data, final=True)
    reads: list[SadRead] = []
    raw: list[RawItem] = []
    for piece in pieces((text[at : at + CHUNK] for at in range(0, len(text), CHUNK)), Reader()):
        if isinstance(piece, RawItem):
            raw.append(piece)
        else:
            reads.append(_whole(raw, piece, transcoder, order))
            raw = []
    return tuple(reads)


def stream_sad(stream: IO[bytes], *, order: DayOrder | None = None) -> Iterator[ItemRead | SadRead]:
    """Each item as it passes, then its declaration without items; memory does not grow with the items.

    Days and numbers are read with the habits seen so far. A fault may show after items were given: nothing of
    the file counts until the iteration has ended. Raises Unreadable.
    """
    head = stream.read(CHUNK)
    transcoder = Transcoder(head)
    sheet = _Sheet(order)
    for piece in pieces(chunks_of(head, stream, transcoder), Reader()):
        if isinstance(piece, RawItem):
            sheet.learn(piece.header[sheet.learnt :], piece.leaves)
            yield sheet.item(piece)
        else:
            sheet.learn(piece.header[sheet.learnt :], ())
            yield _end(sheet, piece, transcoder)
            sheet = _Sheet(order)


def _whole(raw: list[RawItem], end: RawEnd, transcoder: Transcoder, order: DayOrder | None) -> SadRead:
    sheet = _Sheet(order)
    sheet.learn(end.header, (leaf for piece in raw for leaf in piece.leaves))
    filled = sum(bool(piece.leaves) for piece in raw)
    doubts = [*transcoder.findings(), *sheet.header_doubts(end, items=filled)]
    reads = [sheet.item(piece) for piece in raw]
    items = tuple(read.item for read in reads if read.item.leaves)
    declaration = Declaration(sheet.leaves(end.header), items, end.items_at if items else None)
    totals = sheet.totals(declaration.header)
    findings = (*doubts, *totals.findings(), *(doubt for read in reads for doubt in read.findings))
    return SadRead(declaration, findings, transcoder.encoding, totals)


def _end(sheet: _Sheet, end: RawEnd, transcoder: Transcoder) -> SadRead:
    header = sheet.leaves(end.header)
    totals = sheet.totals(header)
    doubts = sheet.header_doubts(end, items=int(totals.items.counted or 0))
    findings = (*transcoder.findings(), *doubts, *totals.findings())
    return SadRead(Declaration(header), findings, transcoder.encoding, totals)


@dataclass(slots=True)
class _Sheet:
    """One declaration in the making: what its values prove, what was told, what adds up."""

    order: DayOrder | None
    learnt: int = 0
    _evidence: Evidence = field(default_factory=Evidence)
    _checks: Checks = field(default_factory=Checks)
    _tally: Tally = field(default_factory=Tally)
    _before_items: Declaration | None = None

    def learn(self, header: Iterable[Leaf], item: Iterable[Leaf]) -> None:
        """header: leaves not learnt before."""
        for leaf in header:
            self.learnt += 1
            self._see(leaf.path, leaf.value)
        for leaf in item:
            self._see(f"Item/{leaf.path}", leaf.value)

    def _see(self, path: str, value: str) -> None:
        element = element_at(path)
        if element and element.content is Content.NUMBER:
            self._evidence.see_numbers([value])
        elif element and element.content is Content.DAY:
            self._evidence.see_days([value])

    def leaves(self, leaves: tuple[Leaf, ...]) -> Leaves:
        """Leaves read with the habits learnt so far; the sender's order of days where the file is silent."""
        learnt = self._evidence.habits()
        return Leaves(leaves, Habits(learnt.decimal, learnt.order or self.order))

    def item(self, raw: RawItem) -> ItemRead:
        item = Item(raw.number, self.leaves(raw.leaves), raw.line)
        if self._before_items is None:
            self._before_items = Declaration(self.leaves(raw.header))
        if item.leaves:
            self._tally.add(item)
        return ItemRead(self._before_items, item, tuple(self._checks.item(item)))

    def header_doubts(self, end: RawEnd, *, items: int) -> Iterator[Finding]:
        return self._checks.header(self.leaves(end.header), items=items)

    def totals(self, header: Leaves) -> Totals:
        return self._tally.totals(header)

"""Files of the three roots to voyages and documents, one document at a time."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import IO

from amont.formats.awmds.bills import bill_of
from amont.formats.awmds.blocks import Block, block_of
from amont.formats.awmds.fields import BILL, GENERAL, HEADERS, ROOTS, by_tag
from amont.formats.awmds.values import Values
from amont.formats.manifest.records import (
    Begin,
    Declared,
    End,
    Piece,
    Scope,
    Transport,
    Voyage,
)
from amont.formats.xml.encoding import Transcoder
from amont.formats.xml.errors import TooLarge
from amont.formats.xml.names import fold, local_name
from amont.formats.xml.reading import CHUNK, Xml, check_start, chunks_of, pieces
from amont.kernel.errors import Unreadable
from amont.kernel.findings import Finding, Severity, clip

GENERAL_TAGS = by_tag(GENERAL)
SCOPES = {"Awmds": Scope.VOYAGE, "Awbolds": Scope.MASTER, "Awmcds": Scope.COLOADER}
MAX_HELD = 250_000  # elements of one document; one has about 60
INNER = 2  # depth of the segments


class NotAManifest(Unreadable):
    """XML, but none of the three roots. Facts: root, the name of the first element."""

    code = "manifest.other_root"


def stream_awmds(stream: IO[bytes]) -> Iterator[Piece]:
    """The voyage, each document as it passes, the end. Raises Unreadable, even after documents were given."""
    head = stream.read(CHUNK)
    transcoder = Transcoder(head)
    yield from pieces(chunks_of(head, stream, transcoder), AwmdsReader())


def read_awmds(data: bytes) -> list[Piece]:
    """A file that is in memory."""
    return list(stream_awmds(io.BytesIO(data)))


class AwmdsReader:
    """Takes the segments of a manifest as they end, and forgets them."""

    def __init__(self) -> None:
        self.depth = 0
        self.root = ""
        self._kind = ""
        self._held = 0
        self._bills = 0
        self._begun = False
        self._header = Block()
        self._findings: list[Finding] = []

    def take(self, events: Iterable[tuple[str, Xml]]) -> Iterator[Piece]:
        """See `xml.reading.Reader`."""
        for event, element in events:
            if event == "start":
                self.depth += 1
                self._held += 1
                check_start(element, depth=self.depth)
                if self.depth == 1:
                    self.root = local_name(element.tag)
                    self._kind = ROOTS.get(fold(self.root), "")
                if self._held > MAX_HELD:
                    raise TooLarge(limit=MAX_HELD)
            else:
                if self._kind and self.depth <= INNER:
                    yield from self._end(element)
                self.depth -= 1

    def refusal(self) -> NotAManifest | None:
        """A file of another kind."""
        return None if self._kind else NotAManifest(root=clip(self.root, 40))

    def _end(self, element: Xml) -> Iterator[Piece]:
        if self.depth == 1:
            yield from self._begin()
            yield self._finish()
            return
        tag = fold(element.tag)
        if tag in HEADERS:
            self._take_header(element)
        elif tag == BILL:
            yield from self._begin()
            self._bills += 1
            yield bill_of(element, place=self._bills)
        else:
            found = block_of(element, {})
            self._header.extras.update(found.extras)
        self._forget(element)

    def _take_header(self, element: Xml) -> None:
        found = block_of(element, GENERAL_TAGS)
        for name, text in found.facts.items():
            self._header.facts.setdefault(name, text)
        self._header.extras.update(found.extras)
        self._header.line = self._header.line or found.line

    def _begin(self) -> Iterator[Begin]:
        if not self._begun:
            self._begun = True
            values = Values(self._header, "General_segment")
            yield Begin(self._kind, "", self._voyage(values), (*values.findings, *values.unknown()))

    def _finish(self) -> End:
        values = Values(self._header, "General_segment")
        voyage = self._voyage(values)
        return End(voyage, tuple(_doubts(voyage, values)))

    def _voyage(self, values: Values) -> Voyage:
        code, text = values.block.code, values.block.text
        arrives_on = values.day("arrives_on")
        return Voyage(
            scope=SCOPES[self._kind],
            office=code("office"),
            voyage=code("voyage"),
            departed_on=values.day("departed_on"),
            arrives_on=arrives_on,
            arrives_at=values.instant(arrives_on, "arrives_time"),
            discharged_on=values.day("discharged_on"),
            departure=code("departure").upper(),
            destination=code("destination").upper(),
            transport=Transport(
                mode=code("mode").lstrip("0"),
                name=text("means"),
                imo=_imo(code("registration")),
                nationality=code("nationality").upper(),
                registration=code("registration"),
                master_name=text("captain"),
                carrier=values.party("carrier"),
                agent=values.party("agent"),
            ),
            master=code("master"),
            net_tonnage=values.number("net_tonnage"),
            gross_tonnage=values.number("gross_tonnage"),
            declared=Declared(
                values.count("bills"),
                values.number("packages"),
                values.count("containers"),
                values.number("gross_kg"),
            ),
            extras=dict(values.block.extras),
            line=values.block.line,
        )

    def _forget(self, element: Xml) -> None:
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]
        self._held = self.depth


def _imo(registration: str) -> str:
    digits = registration.upper().removeprefix("IMO").strip()
    return digits if len(digits) == 7 and digits.isdigit() else ""


def _doubts(voyage: Voyage, values: Values) -> Iterator[Finding]:
    """Key facts that the whole header does not tell."""
    wanted = {"office": voyage.office, "voyage": voyage.voyage, "departed_on": voyage.departed_on}
    for name, value in wanted.items():
        if not value:
            path = f"General_segment/{GENERAL[name]}"
            yield Finding(
                "manifest.key_fact_missing", Severity.HOLD, path, facts={"name": name}, line=voyage.line
            )

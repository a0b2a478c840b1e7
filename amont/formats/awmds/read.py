"""Files of the three roots to voyages and documents, one document at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from amont.formats.awmds.assembly import Assembly
from amont.formats.awmds.blocks import MAX_EXTRAS
from amont.formats.awmds.fields import BILL, HEADERS, ROOTS
from amont.formats.awmds.layout import bill_block, bill_layout, header_of, other_block
from amont.formats.manifest.records import Piece
from amont.formats.xml.names import fold, local_name
from amont.formats.xml.reading import Xml
from amont.formats.xml.repeated import Again, Positions, Repeated
from amont.formats.xml.segments import segments, segments_of
from amont.kernel.errors import Unreadable
from amont.kernel.findings import Finding, clip


class NotAManifest(Unreadable):
    """XML, but none of the three roots. Facts: root, the name of the first element."""

    code = "manifest.other_root"


def stream_awmds(stream: IO[bytes]) -> Iterator[Piece]:
    """The voyage, each document as it passes, the end. Raises Unreadable, even after documents were given."""
    awmds = _Awmds()
    return segments(stream, awmds, awmds.repeated)


def read_awmds(data: bytes) -> list[Piece]:
    """A file that is in memory."""
    awmds = _Awmds()
    return segments_of(data, awmds, awmds.repeated)


class _Awmds:
    """See `xml.segments.Segments`."""

    def __init__(self) -> None:
        self._assembly = Assembly("Awmds")
        self._others = 0
        self.repeated: Repeated[Piece] = Repeated("Bol_segment", self._learn)

    def root(self, element: Xml) -> NotAManifest | None:
        """One of the three, else a refusal."""
        name = local_name(element.tag)
        kind = ROOTS.get(fold(name))
        if kind is None:
            return NotAManifest(root=clip(name, 40))
        self._assembly = Assembly(kind)
        return None

    def segment(self, element: Xml) -> Iterable[Piece]:
        """A header, a document, or what is kept."""
        tag = fold(element.tag)
        if tag == BILL:
            return self._assembly.bill(bill_block(element))
        if tag in HEADERS:
            self._assembly.header(header_of(element))
        elif self._others < MAX_EXTRAS:
            self._others += 1
            self._assembly.header(other_block(element))
        return ()

    def _learn(self, element: Xml, positions: Positions) -> Again[Piece] | None:
        """How the documents with the tags of this one are read."""
        layout = bill_layout(element, positions)
        if layout is None:
            return None

        def again(texts: Sequence[str], source: str, line: int) -> Iterable[Piece]:
            return self._assembly.bill(layout.block(texts, layout.lines(source, line)))

        return again

    def end(self, findings: tuple[Finding, ...]) -> Iterator[Piece]:
        """The totals beside what was counted."""
        yield from self._assembly.end(findings)

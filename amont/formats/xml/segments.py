"""A file whose root holds one segment after the other: each is given when it is whole, then forgotten.

Only the events of the root are asked for, so that a segment costs no more than the reading of its elements.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO, Generic, Protocol, TypeVar

from amont.formats.xml.encoding import Transcoder
from amont.formats.xml.errors import TooLarge
from amont.formats.xml.reading import CHUNK, Xml, check_start, chunks_of, first_element, pieces
from amont.kernel.errors import AmontError
from amont.kernel.findings import Finding

Piece = TypeVar("Piece", covariant=True)
MAX_ELEMENTS = 100_000  # of one segment; a transport document has about 60
MAX_BYTES = 16 << 20  # of one segment
SIGNS_OF_AN_ELEMENT = 2  # it begins and ends


class Segments(Protocol[Piece]):
    """Takes the segments of a file in their order."""

    def root(self, element: Xml) -> AmontError | None:
        """The root element, as it begins. A refusal: why the file is not what was expected."""
        ...

    def segment(self, element: Xml) -> Iterable[Piece]:
        """What a segment gives; it is forgotten afterwards."""
        ...

    def end(self, findings: tuple[Finding, ...]) -> Iterator[Piece]:
        """What the end of the file gives. findings: on its encoding."""
        ...


def segments(stream: IO[bytes], taker: Segments[Piece]) -> Iterator[Piece]:
    """All that the taker makes of a stream. Raises Unreadable, even after some pieces were given."""
    head = stream.read(CHUNK)
    transcoder = Transcoder(head)
    chunks = chunks_of(head, stream, transcoder)
    opening = b""
    for opening in chunks:
        if opening:
            break
    root = first_element([opening])
    reader = SegmentReader(taker, transcoder)
    only = None if root is None else root.tag
    yield from pieces(reader.weighed(chain([opening], chunks)), reader, only=only)


def segments_of(data: bytes, taker: Segments[Piece]) -> list[Piece]:
    """A file that is in memory."""
    return list(segments(io.BytesIO(data), taker))


class SegmentReader(Generic[Piece]):
    """See `xml.reading.Reader`: depth counts the elements that have the tag of the root."""

    def __init__(self, taker: Segments[Piece], transcoder: Transcoder) -> None:
        self.depth = 0
        self.root = ""
        self._taker, self._transcoder = taker, transcoder
        self._element: Xml = None
        self._elements = self._bytes = 0
        self._held: list[bytes] = []  # chunks whose elements are not counted yet

    def weighed(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The same chunks. Raises TooLarge when a segment does not end."""
        for chunk in chunks:
            self._held.append(chunk)
            self._bytes += len(chunk)
            if self._bytes > MAX_ELEMENTS * SIGNS_OF_AN_ELEMENT:  # fewer bytes cannot be as many elements
                self._elements += sum(held.count(b"<") for held in self._held)
                self._held.clear()
            if self._elements > MAX_ELEMENTS * SIGNS_OF_AN_ELEMENT:
                raise TooLarge(limit=MAX_ELEMENTS)
            if self._bytes > MAX_BYTES:
                raise TooLarge(limit=MAX_BYTES)
            yield chunk

    def take(self, events: Iterable[tuple[str, Xml]]) -> Iterator[Piece]:
        """See `xml.reading.Reader`."""
        is_whole = False
        for event, element in events:
            self.depth += 1 if event == "start" else -1
            if self._element is None:
                self._element = element
                check_start(element, depth=1)
                self.root = element.tag.rpartition("}")[2]
                if (refusal := self._taker.root(element)) is not None:
                    raise refusal
            is_whole = self.depth == 0
        if self._element is None:
            return
        yield from self._children(is_whole=is_whole)
        if is_whole:
            yield from self._taker.end(self._transcoder.findings())

    def _children(self, *, is_whole: bool) -> Iterator[Piece]:
        root = self._element
        child = next(iter(root), None)
        while child is not None:
            following = child.getnext()
            if following is None and not is_whole:
                return
            yield from self._taker.segment(child)
            root.remove(child)
            self._elements = self._bytes = 0
            self._held.clear()
            child = following

    def refusal(self) -> AmontError | None:
        """See `xml.reading.Reader`; another root was refused before."""
        return None

"""A file whose root holds one segment after the other: each is given when it is whole, then forgotten.

Only the events of the root, and of a segment that repeats, are asked for, so that a segment costs no more
than the reading of its elements. One with the tags of one before costs less still, see `xml.repeated`.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import IO, Generic, Protocol, TypeVar

from amont.formats.xml.encoding import Transcoder
from amont.formats.xml.errors import TooLarge
from amont.formats.xml.reading import (
    CHUNK,
    Xml,
    check_start,
    chunks_of,
    first_element,
    pieces,
    without_leading_blanks,
)
from amont.formats.xml.repeated import FORBIDDEN, Known, Repeated
from amont.kernel.errors import AmontError, Unreadable
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


def segments(
    stream: IO[bytes], taker: Segments[Piece], repeated: Repeated[Piece] | None = None
) -> Iterator[Piece]:
    """All that the taker makes of a stream. Raises Unreadable, even after some pieces were given.

    repeated: what a file has many of, alike in their tags; the taker is given those that are not.
    """
    head = stream.read(CHUNK)
    transcoder = Transcoder(head)
    chunks = chunks_of(head, stream, transcoder)
    opening = b""
    for opening in chunks:
        if opening:
            break
    root = first_element([opening])
    whole = without_leading_blanks(chain([opening], chunks))
    reader = SegmentReader(taker, transcoder)
    if root is None:
        yield from pieces(reader.weighed(whole), reader)
    elif repeated is None:
        yield from pieces(reader.weighed(whole), reader, only=[root.tag])
    else:
        parts = reader.unknown(whole, Known(repeated), f"</{repeated.tag}>")
        yield from pieces(reader.weighed(parts), reader, only=[root.tag, f"{{*}}{repeated.tag}"])


def segments_of(data: bytes, taker: Segments[Piece], repeated: Repeated[Piece] | None = None) -> list[Piece]:
    """A file that is in memory."""
    return list(segments(io.BytesIO(data), taker, repeated))


class SegmentReader(Generic[Piece]):
    """See `xml.reading.Reader`: depth counts the elements that have the tag of the root."""

    def __init__(self, taker: Segments[Piece], transcoder: Transcoder) -> None:
        self.depth = 0
        self.root = ""
        self._taker, self._transcoder = taker, transcoder
        self._element: Xml = None
        self._elements = self._bytes = 0
        self._held: list[bytes] = []  # chunks whose elements are not counted yet
        self._ended: Xml = None  # the repeated segment with which ends what was parsed
        self._standing: Xml = None  # one that was taken, but stands in the tree until another follows
        self._waiting: list[Sequence[Piece]] = []  # what segments gave that none follows yet

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

    def unknown(self, chunks: Iterable[bytes], known: Known[Piece], closing: str) -> Iterator[bytes]:
        """The chunks, up to each segment's end, with blanks in place of the segments that are known by their
        tags: lines and columns stay. These follow one that is learnt from, which ends where they begin."""
        line, rest, blanks = 1, "", ""
        is_between = False
        try:
            for chunk in chunks:
                text = rest + chunk.decode()
                is_clean = not any(sign in text for sign in FORBIDDEN)
                *starts, rest = text.split(closing)
                for start in starts:
                    segment = start + closing
                    given = known.cut(segment, line) if is_between and is_clean else None
                    lines = segment.count("\n")
                    line += lines
                    if given is not None:
                        self._wait(given)
                        blanks += "\n" * lines + " " * (len(segment) - segment.rfind("\n") - 1)
                        continue
                    self._ended = None
                    yield (blanks + segment).encode()
                    blanks = ""
                    is_between = self._ended is not None and known.learn(segment, self._ended)
                    if is_between:
                        self._standing = self._ended
                        self._wait(tuple(self._taker.segment(self._ended)))
                if not is_between or len(rest) > CHUNK:
                    is_between = False
                    blanks, line, rest = blanks + rest, line + rest.count("\n"), ""
                yield blanks.encode()
                blanks = ""
        except Unreadable:  # the parser sees all that came before
            yield rest.encode()
            raise
        yield rest.encode()

    def _wait(self, given: Sequence[Piece]) -> None:
        """What a segment gives is not told before another follows: a fault may come between."""
        self._waiting.append(given)
        self._forget_weight()

    def take(self, events: Iterable[tuple[str, Xml]]) -> Iterator[Piece]:
        """See `xml.reading.Reader`."""
        is_whole = False
        for event, element in events:
            if self._element is None:
                self._begin(element)
            if element.tag == self._element.tag:
                self.depth += 1 if event == "start" else -1
                is_whole = self.depth == 0
            elif event == "end":
                is_child = self.depth == 1 and element.getparent() is self._element
                self._ended = element if is_child else None
        if self._element is None:
            return
        yield from self._children(is_whole=is_whole)
        if is_whole:
            yield from self._taker.end(self._transcoder.findings())

    def _begin(self, element: Xml) -> None:
        self._element = element
        check_start(element, depth=1)
        self.root = element.tag.rpartition("}")[2]
        if (refusal := self._taker.root(element)) is not None:
            raise refusal

    def _children(self, *, is_whole: bool) -> Iterator[Piece]:
        """The segments that another follows; all of them at the end."""
        root = self._element
        child = next(iter(root), None)
        if (standing := self._standing) is not None:
            child = standing.getnext()
        yield from self._waited(is_followed=child is not None or is_whole)
        if standing is not None and child is not None:
            root.remove(standing)
            self._standing = None
        while child is not None:
            following = child.getnext()
            if following is None and not is_whole:
                return
            yield from self._taker.segment(child)
            root.remove(child)
            self._forget_weight()
            child = following

    def _waited(self, *, is_followed: bool) -> Iterator[Piece]:
        ready = self._waiting if is_followed else self._waiting[:-1]
        self._waiting = self._waiting[len(ready) :]
        return chain.from_iterable(ready)

    def _forget_weight(self) -> None:
        self._elements = self._bytes = 0
        self._held.clear()

    def refusal(self) -> AmontError | None:
        """See `xml.reading.Reader`; another root was refused before."""
        return None

"""UTF-8 XML, chunk by chunk, to whatever a reader makes of its elements; and why a file is refused.

No entity is resolved, nothing is fetched, depth and size have limits; readers forget what they have read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any, Protocol, TypeAlias, TypeVar

from lxml import etree

from amont.formats.xml.encoding import Transcoder
from amont.formats.xml.errors import Empty, Entities, NotXml, TooDeep, TooLarge, Truncated
from amont.formats.xml.names import local_name
from amont.kernel.errors import AmontError

Xml: TypeAlias = Any  # an lxml element; its type stubs know neither `sourceline` nor `clear` as they are
Piece = TypeVar("Piece", covariant=True)
CHUNK = 1 << 16
MAX_DEPTH = 40  # documents of the trade have about 10 levels
_DEPTH = "depth"  # libxml2 itself stops at 256
_MAX_TEXT = "10 MB"  # libxml2's own limit for one value


class Reader(Protocol[Piece]):
    """Takes start and end events in order. depth: of elements open now. root: name of the first one."""

    depth: int
    root: str

    def take(self, events: Iterable[tuple[str, Xml]]) -> Iterator[Piece]:
        """What these events complete. Raises Entities, TooDeep, TooLarge (see `begin`)."""
        ...

    def refusal(self) -> AmontError | None:
        """Why the whole file, though read to its end, is not what was expected; None when it is."""
        ...


def pieces(
    chunks: Iterable[bytes], reader: Reader[Piece], *, only: Sequence[str] | None = None
) -> Iterator[Piece]:
    """Read UTF-8 chunks. Raises Empty, NotXml, Truncated, and what the reader raises or refuses.

    only: the tags whose events are given, None for all.
    """
    parser: Xml = _new_parser(only)
    head = tail = b""
    for chunk in without_leading_blanks(chunks):
        head, tail = head if reader.root else (head + chunk)[:CHUNK], (tail + chunk)[-500:]
        fault = _fed(parser, chunk)
        yield from reader.take(parser.read_events())
        if fault:
            raise _refusal(fault, reader, head)
    if not tail:
        raise Empty
    fault = _closed(parser)
    yield from reader.take(parser.read_events())
    if fault and not (reader.depth == 0 and reader.root):
        is_cut = (reader.root or head.startswith(b"<")) and not _closes(reader.root, tail)
        raise Truncated(line=fault.line) if is_cut else _refusal(fault, reader, head)
    if (refusal := reader.refusal()) is not None:
        raise refusal


def chunks_of(head: bytes, stream: IO[bytes], transcoder: Transcoder) -> Iterator[bytes]:
    """A stream as UTF-8, its first bytes read already. Raises NulBytes, Undecodable."""
    chunk = head
    while chunk:
        yield transcoder.feed(chunk)
        chunk = stream.read(CHUNK)
    yield transcoder.feed(b"", final=True)


def check_start(element: Xml, *, depth: int) -> None:
    """What every reader refuses of an element that begins. Raises Entities, TooDeep."""
    if depth > MAX_DEPTH:
        raise TooDeep(limit=MAX_DEPTH)
    if depth == 1 and element.getroottree().docinfo.doctype:
        raise Entities(line=1)


def first_element(chunks: Iterable[bytes]) -> Xml | None:
    """The root as it begins, without what is in it; None when the XML breaks off before."""
    parser: Xml = _new_parser(None)
    for chunk in without_leading_blanks(chunks):
        fault = _fed(parser, chunk)
        for _, element in parser.read_events():
            return element
        if fault:
            break
    return None


def _new_parser(only: Sequence[str] | None) -> Xml:
    return etree.XMLPullParser(
        events=("start", "end"),
        tag=only,
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_blank_text=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


@dataclass(frozen=True, slots=True)
class _Fault:
    """What the XML reader said. kind: libxml2's own name."""

    kind: str
    line: int
    column: int


def _fed(parser: Xml, chunk: bytes) -> _Fault | None:
    try:
        parser.feed(chunk)
    except etree.XMLSyntaxError as error:
        return _logged(parser) or _Fault("", error.lineno or 0, error.offset or 0)
    return _logged(parser)


def _closed(parser: Xml) -> _Fault | None:
    try:
        parser.close()
    except etree.XMLSyntaxError as error:
        return _Fault("", error.lineno or 0, error.offset or 0)
    return None


def _logged(parser: Xml) -> _Fault | None:
    """The first fault of the log: some stop the reader without a word. A prefix without namespace is none:
    names are compared without prefix."""
    for entry in parser.feed_error_log:
        if not entry.type_name.startswith(("NS_", "WAR_")):
            kind = _DEPTH if "depth" in entry.message else entry.type_name
            return _Fault(kind, entry.line, entry.column)
    return None


def _refusal(fault: _Fault, reader: Reader[Piece], head: bytes) -> AmontError:
    if "ENTITY" in fault.kind or (not reader.root and b"<!DOCTYPE" in head):
        return Entities(line=fault.line)
    if fault.kind == _DEPTH:
        return TooDeep(limit=MAX_DEPTH)
    if fault.kind == "ERR_RESOURCE_LIMIT":
        return TooLarge(limit=_MAX_TEXT)
    return NotXml(line=fault.line, column=fault.column)


def _closes(root: str, tail: bytes) -> bool:
    """Whether the last words of a file close its root element: then it is faulty, not cut."""
    last = re.search(rb"</\s*([^<>\s]+)\s*>\s*(?:<!--[^<>]*-->\s*)*$", tail)
    return last is not None and local_name(last[1].decode("utf-8", "replace")) == root


def without_leading_blanks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Blanks before the XML declaration are a common fault and mean nothing."""
    has_begun = False
    for chunk in chunks:
        kept = chunk if has_begun else chunk.lstrip()
        has_begun = has_begun or bool(kept)
        if kept:
            yield kept

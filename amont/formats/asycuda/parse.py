"""UTF-8 XML to raw pieces: one per item, one at the end of each declaration; and why a file is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from amont.formats.asycuda.blocks import RawEnd, RawItem, Reader
from amont.formats.asycuda.errors import Empty, Entities, NotADeclaration, NotXml, TooLarge, Truncated
from amont.formats.asycuda.flatten import Xml
from amont.formats.asycuda.structure import local_name
from amont.kernel.errors import AmontError
from amont.kernel.findings import clip

CHUNK = 1 << 16
_MAX_TEXT = "10 MB"  # libxml2's own limit for one value


def pieces(chunks: Iterable[bytes]) -> Iterator[RawItem | RawEnd]:
    """Read UTF-8 chunks. Raises Empty, NotXml, Truncated, Entities, TooDeep, TooLarge, NotADeclaration."""
    parser: Xml = _new_parser()
    reader = Reader()
    head = tail = b""
    for chunk in _without_leading_blanks(chunks):
        head, tail = head or chunk, (tail + chunk)[-500:]
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
    if not reader.found:
        raise NotADeclaration(root=clip(reader.root, 40))


def _new_parser() -> Xml:
    return etree.XMLPullParser(
        events=("start", "end"),
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
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
            return _Fault(entry.type_name, entry.line, entry.column)
    return None


def _refusal(fault: _Fault, reader: Reader, head: bytes) -> AmontError:
    if "ENTITY" in fault.kind or (not reader.root and b"<!DOCTYPE" in head):
        return Entities(line=fault.line)
    if fault.kind == "ERR_RESOURCE_LIMIT":
        return TooLarge(limit=_MAX_TEXT)
    return NotXml(line=fault.line, column=fault.column)


def _closes(root: str, tail: bytes) -> bool:
    """Whether the last words of a file close its root element: then it is faulty, not cut."""
    last = re.search(rb"</\s*([^<>\s]+)\s*>\s*(?:<!--[^<>]*-->\s*)*$", tail)
    return last is not None and local_name(last[1].decode("utf-8", "replace")) == root


def _without_leading_blanks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Blanks before the XML declaration are a common fault and mean nothing."""
    has_begun = False
    for chunk in chunks:
        kept = chunk if has_begun else chunk.lstrip()
        has_begun = has_begun or bool(kept)
        if kept:
            yield kept

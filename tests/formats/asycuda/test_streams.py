"""Files too large to be held: item by item, in flat memory, with the same answers."""

from __future__ import annotations

import io
import tracemalloc

import psutil
import pytest

from amont.formats.asycuda import ItemRead, SadRead, read_sad, stream_sad
from amont.formats.asycuda.read import MAX_MEGABYTES
from amont.formats.detect import FileKind
from amont.formats.items import read_items
from amont.formats.tabular import builtin
from amont.formats.xml.errors import TooLarge, Truncated
from tests.formats.asycuda.files import CIF, GOODS, ITEMS, ORIGIN, complete


class Endless(io.RawIOBase):
    """A file made as it is read: a head, one item many times, a tail."""

    def __init__(self, head: bytes, item: bytes, times: int, tail: bytes) -> None:
        self._parts = iter([head, *[item] * times, tail])
        self._left = b""

    def read(self, size: int = -1, /) -> bytes:
        while len(self._left) < size and (part := next(self._parts, b"")):
            self._left += part
        given, self._left = self._left[:size], self._left[size:]
        return given


def test_a_stream_gives_each_item_then_its_declaration_without_items() -> None:
    data = complete({ITEMS: "3", "Valuation/Total_CIF": "30"}, *[{CIF: "10", ORIGIN: "QN"}] * 3)

    *items, end = stream_sad(io.BytesIO(data))
    whole = read_sad(data)

    assert all(isinstance(each, ItemRead) for each in items)
    assert tuple(each.item for each in items if isinstance(each, ItemRead)) == whole.declaration.items
    assert isinstance(end, SadRead)
    assert (end.declaration.header, end.declaration.items) == (whole.declaration.header, ())
    assert (end.totals, end.encoding) == (whole.totals, whole.encoding)


def test_a_stream_tells_what_the_whole_file_tells() -> None:
    data = complete({ITEMS: "4"}, {CIF: "dix"}, {ORIGIN: "QN"}, {ORIGIN: "QN", CIF: "1"})

    streamed = [finding for each in stream_sad(io.BytesIO(data)) for finding in each.findings]

    assert sorted(str(each) for each in streamed) == sorted(str(each) for each in read_sad(data).findings)


def test_what_stands_after_the_items_comes_with_the_end() -> None:
    data = complete().replace(
        b"</ASYCUDA>", b"<Transport><Container_flag>true</Container_flag></Transport></ASYCUDA>"
    )

    first, end = stream_sad(io.BytesIO(data))

    assert isinstance(first, ItemRead)
    assert first.header.identification.office == "SNDKR"
    assert first.header.transport.container_flag == ""
    assert isinstance(end, SadRead)
    assert end.declaration.transport.container_flag == "true"


def test_memory_does_not_grow_with_the_items() -> None:
    item = "".join(f"<Free_text_{n}>{'x' * 4000}</Free_text_{n}>" for n in (1, 2))
    times = 8000
    file = Endless(b"<ASYCUDA>", f"<Item>{item}</Item>\n".encode(), times, b"</ASYCUDA>")
    process = psutil.Process()

    stream = stream_sad(file)  # type: ignore[arg-type]
    seen = [next(stream) for _ in range(50)]
    before = process.memory_info().rss
    count = len(seen) - 1 + sum(1 for _ in stream)

    assert count == times
    assert process.memory_info().rss - before < 16 << 20  # the file has 64 MB


def test_a_stream_cut_in_its_items_is_refused_at_its_end() -> None:
    data = complete({}, *[GOODS] * 400)

    stream = stream_sad(io.BytesIO(data[:-200]))

    assert isinstance(next(stream), ItemRead)
    with pytest.raises(Truncated):
        list(stream)


def test_a_file_too_large_to_be_held_is_refused_whole() -> None:
    with pytest.raises(TooLarge):
        read_sad(bytes((MAX_MEGABYTES << 20) + 1))


def documents_of(n: int, *, values: int) -> bytes:
    """So many documents in one file, each with so many values in its header."""
    header = "".join(f"<Note>{number}</Note>" for number in range(values))
    one = f"<ASYCUDA>{header}<Item><Tarification><Item_price>1</Item_price></Tarification></Item></ASYCUDA>"
    return f"<file>{one * n}</file>".encode()


def peak_of(data: bytes) -> int:
    """Memory that reading takes at most."""
    tracemalloc.start()
    found = read_items(
        io.BytesIO(data), kind=FileKind.SAD_XML, mapping=builtin("amont"), stem="f", outcomes=False
    )
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.rows == len(found.documents)
    return peak


def test_a_file_of_many_large_headers_takes_the_memory_of_one() -> None:
    few, many = (peak_of(documents_of(n, values=3_000)) for n in (2, 12))

    assert many < 1.5 * few

"""Files that are no manifest, or that attack their reader: refused by name; mutated ones never crash."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amont.formats.awmds.flat import stream_flat
from amont.formats.awmds.read import read_awmds, stream_awmds
from amont.kernel.errors import AmontError
from tests.formats.awmds.files import bill, file, header

GOOD = file(header(), bill(inside="<ctn_segment><Ctn_reference>MSKU1234565</Ctn_reference></ctn_segment>"))
REFUSED = {
    "nothing": (b"", "xml.empty"),
    "a declaration": (b"<ASYCUDA><Item/></ASYCUDA>", "manifest.other_root"),
    "words": (b"Bonjour", "xml.not_xml"),
    "cut": (GOOD[:-30], "xml.truncated"),
    "wrong end": (GOOD.replace(b"</Bol_id>", b"</Bol>"), "xml.not_xml"),
    "two roots": (GOOD * 2, "xml.not_xml"),
    "zero byte": (GOOD.replace(b"RIZ", b"R\0Z"), "xml.nul_bytes"),
    "document type": (b"<!DOCTYPE Awmds>" + GOOD, "xml.entities"),
    "outside file": (
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + GOOD.replace(b"RIZ", b"&x;"),
        "xml.entities",
    ),
    "deep": (b"<Awmds>" + b"<a>" * 5000, "xml.too_deep"),
    "one long value": (GOOD.replace(b"RIZ", b"x" * 10_500_000), "xml.too_large"),
    "one wide document": (b"<Awmds><Bol_segment>" + b"<a/>" * 600_000, "xml.too_large"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_manifest_is_refused_by_name(what: str) -> None:
    data, code = REFUSED[what]

    with pytest.raises(AmontError) as refusal:
        read_awmds(data)

    assert refusal.value.code == code


def test_documents_before_a_fault_are_given() -> None:
    pieces = stream_awmds(io.BytesIO(file(header(), *(bill(f"B{one}") for one in range(500)))[:-9]))

    given_before = 0
    with pytest.raises(AmontError):
        for _ in pieces:
            given_before += 1

    assert given_before > 400


class Endless(io.RawIOBase):
    """A manifest of many documents, made as it is read."""

    def __init__(self, bills: int) -> None:
        self._pieces = self._made(bills)
        self._rest = b""

    def _made(self, bills: int) -> Iterator[bytes]:
        yield f"<Awmds>{header()}".encode()
        for number in range(bills):
            yield bill(f"B{number}").encode()
        yield b"</Awmds>"

    def read(self, size: int = -1) -> bytes:
        while len(self._rest) < size and (piece := next(self._pieces, b"")):
            self._rest += piece
        found, self._rest = self._rest[:size], self._rest[size:]
        return found


def test_memory_does_not_grow_with_the_number_of_documents() -> None:
    def peak(bills: int) -> int:
        tracemalloc.start()
        for _ in stream_awmds(Endless(bills)):  # type: ignore[arg-type]
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(100)

    assert peak(3_000) < peak(500) + 1_000_000  # the numbers of documents are kept, nothing else


@settings(max_examples=60, deadline=None)
@given(
    at=st.integers(0, len(GOOD) - 1),
    length=st.integers(0, 40),
    put=st.one_of(
        st.binary(max_size=12), st.sampled_from([b"<a>", b"</Bol_id>", b"&amp;amp;", b"-1e99", b"<!--"])
    ),
)
def test_a_damaged_manifest_is_read_or_refused_by_name(at: int, length: int, put: bytes) -> None:
    damaged = GOOD[:at] + put + GOOD[at + length :]

    try:
        pieces = read_awmds(damaged)
    except AmontError as refusal:
        assert refusal.code.startswith(("xml.", "manifest."))
    else:
        assert len(pieces) >= 2


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Bol_reference", "ctn_segment", "Carrier_code", "a;b", '"', "\n", ",", "7"]),
        max_size=40,
    )
)
def test_any_sheet_is_read_or_refused_by_name(words: list[str]) -> None:
    sheet = "Bol_segment,Bol_reference,Carrier_code,Gross_mass\n" + "".join(words)

    try:
        pieces = list(stream_flat(io.BytesIO(sheet.encode())))
    except AmontError as refusal:
        assert refusal.code.startswith(("table.", "manifest."))
    else:
        assert len(pieces) >= 2

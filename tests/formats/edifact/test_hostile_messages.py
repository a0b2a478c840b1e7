"""Messages that attack their reader, or that chance has damaged: read or refused, never endless."""

import io
import resource
import time
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amont.formats.edifact import Interchange, read_edifact, write_cuscar
from amont.formats.edifact.signs import advice
from amont.formats.edifact.tokens import CHUNK, MAX_PARTS, MAX_SEGMENT
from amont.formats.manifest.records import BillRead
from amont.kernel.errors import Unreadable
from tests.formats.edifact.drawn import manifest_drawn
from tests.formats.edifact.made import BILL, HEADING, bills_of, codes_of, interchange, manifest, message

OPENING = b"UNB+UNOA:2+A+B+261123:0900+1'UNH+1+CUSCAR:D:95B:UN'BGM+85+1+9'"


class Endless(io.RawIOBase):
    """A file that repeats a piece until it has given so many bytes."""

    def __init__(self, opening: bytes, piece: bytes, size: int) -> None:
        self._opening, self._piece, self._left = opening, piece * (1 + CHUNK // len(piece)), size

    def read(self, size: int = -1) -> bytes:
        if self._opening:
            opening, self._opening = self._opening, b""
            return opening
        given = self._piece[: min(size, self._left)]
        self._left -= len(given)
        return given


@pytest.mark.parametrize(
    ("piece", "code"),
    [
        (b"A", "edifact.segment_too_long"),
        (b"+", "edifact.segment_too_long"),
        (b":+", "edifact.segment_too_long"),
        (b"?'", "edifact.segment_too_long"),
        (b"'A", "edifact.segment_too_long"),
        (b"GID+1'", "edifact.too_large"),
        (b"EQD+CN+X'", "edifact.too_large"),
        (b"FTX+AAI+++X'", "edifact.too_large"),
        (b"XYZ+1'", "edifact.too_large"),
    ],
)
def test_what_has_no_end_is_refused_before_it_fills_the_memory(piece: bytes, code: str) -> None:
    begun = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(Unreadable) as refusal:
        for _ in read_edifact(Endless(OPENING, piece, 1 << 30)):
            pass

    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) >> 10
    assert refusal.value.code == code
    assert grown < 300, f"{grown} MiB"
    assert time.perf_counter() - begun < 60


@pytest.mark.parametrize("piece", [b"'", b" ", b"\n", b"UNA:+.? '", b"UNT+1+1'", b"\0"])
def test_what_says_nothing_costs_little_however_long(piece: bytes) -> None:
    begun = time.perf_counter()

    pieces = list(read_edifact(Endless(OPENING + b"UNT+3+1'", piece, 1 << 21)))

    assert len(pieces) >= 3
    assert time.perf_counter() - begun < 10


def test_a_segment_of_many_parts_is_refused_at_its_line() -> None:
    data = manifest(*BILL, "FTX+AAA+++" + ":".join("A" * 2_001)).replace(b"'CNI", b"'\nCNI")

    with pytest.raises(Unreadable) as refusal:
        list(read_edifact(data))

    assert refusal.value.code == "edifact.segment_too_long"
    assert refusal.value.facts == {"limit": MAX_PARTS, "line": 2}


def test_a_segment_of_the_greatest_length_is_read() -> None:
    text = "A" * (MAX_SEGMENT - 100)

    assert bills_of(manifest(*BILL[:7], f"FTX+AAA+++{text}", *BILL[8:]))[0].goods[0].description == text


def test_a_finding_in_every_segment_costs_no_more_than_the_reading() -> None:
    bad = ("CNI+1+A", *("MEA+AAE+G+KGM:X",) * 2_000, "CNI+2+A", *("NAD+CN",) * 100)
    data = manifest(
        *bad, *(segment for at in range(2_000) for segment in (f"CNI+{at}+X{at}", "GID+1", "SGP+X"))
    )
    begun = time.perf_counter()

    codes = codes_of(data)

    assert codes.count("manifest.container_form") == 2_000
    assert codes.count("manifest.gross_missing") == 2_002
    assert time.perf_counter() - begun < 5


def test_many_messages_of_nothing_cost_little() -> None:
    data = interchange(*(message(number=str(at)) for at in range(5_000)))
    begun = time.perf_counter()

    assert len(list(read_edifact(data))) == 2 + 2 * 5_000
    assert time.perf_counter() - begun < 10


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_behind_an_opening_are_read_or_refused(tail: bytes) -> None:
    for data in (OPENING + tail, b"UNA" + tail, tail):
        try:
            list(read_edifact(data))
        except Unreadable as refusal:
            assert refusal.code.startswith("edifact.")


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(max_codepoint=0x2FF), max_size=120))
def test_any_service_string_is_read_or_left(text: str) -> None:
    found = advice("UNA" + text + "UNB+UNOA:2")

    assert found is None or len(found.signs.terminator) == 1


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_a_damaged_manifest_is_read_the_same_in_any_pieces(seed: int) -> None:
    luck = Random(seed)
    voyage, every = manifest_drawn(seed)
    data = bytearray(write_cuscar(voyage, every, envelope=Interchange("A", "B", "1", level="UNOW")))
    for _ in range(luck.randint(1, 8)):
        at = luck.randrange(len(data))
        data[at : at + luck.randint(0, 3)] = luck.choice(
            [b"'", b"+", b":", b"?", b"\n", b"UNA:+.? '", b"\xff", b""]
        )

    assert outcome(bytes(data), chunk=64) == outcome(bytes(data), chunk=CHUNK)


def outcome(data: bytes, *, chunk: int) -> object:
    """The pieces, or the code of the refusal."""
    try:
        return list(read_edifact(data, chunk=chunk))
    except Unreadable as refusal:
        return refusal.code


def test_memory_does_not_grow_with_the_number_of_bills() -> None:
    body = "".join(f"{segment.replace(chr(39), '?' + chr(39))}'" for segment in BILL[1:]).encode()
    peaks = []
    for count in (2_000, 20_000):
        data = b"".join(b"CNI+%d+B%d'%b" % (at, at, body) for at in range(count))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        stream = io.BytesIO(OPENING + data)
        assert sum(isinstance(piece, BillRead) for piece in read_edifact(stream)) == count
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)

    assert peaks[1] >> 10 < 40


def test_the_heading_of_the_tests_is_whole() -> None:
    assert codes_of(manifest(*BILL, heading=HEADING)) == []

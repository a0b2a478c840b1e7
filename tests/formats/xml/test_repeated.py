"""Segments alike in their tags are cut, not parsed: what is told of them must not show it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amont.formats.xml.reading import Xml
from amont.formats.xml.repeated import Again, Positions, Repeated
from amont.formats.xml.segments import segments
from amont.kernel.errors import AmontError
from amont.kernel.findings import Finding

Told = tuple[int, tuple[str, ...]]  # line of a segment, its texts
ONE = """
 <Bill><Number>{}</Number>
  <Goods>
   <Mass>10</Mass><Words>RICE {}</Words><None/></Goods>
 </Bill>"""
BILLS = "".join(ONE.format(number, number) for number in range(6))
FILE = f"<?xml version='1.0'?>\n<Manifest><Header>V1</Header>{BILLS}\n</Manifest>\n".encode()
ON_ONE_LINE = FILE.replace(b"\n", b"")
FAULTS = (
    b"<!--", b"-->", b"<![CDATA[", b"]]>", b"&amp;", b"&#233;", b"&unknown;", b"&", b"<", b">", b"\r\n",
    b"\r", b"\x01", b"\0", b"\xc3\xa9", b"\xe9", b"\xef\xbf\xbe", b"<Bill>", b"</Bill>", b"</Bill >",
    b"<Bill/>", b"</Manifest>", b"<Manifest>", b"<Other>", b"</Other>", b"<?go ", b"?>", b' key="1"',
    b"<!DOCTYPE a>",
)  # fmt: skip


class Reading:
    """Gives the line and the texts of every segment. parsed: how many had to be parsed."""

    def __init__(self) -> None:
        self.parsed = 0
        self.repeated: Repeated[Told] = Repeated("Bill", self._learn)

    def root(self, element: Xml) -> None:
        return None

    def segment(self, element: Xml) -> Iterator[Told]:
        self.parsed += 1
        yield element.sourceline, tuple((leaf.text or "").strip() for leaf in element.iter())

    def _learn(self, element: Xml, positions: Positions) -> Again[Told]:
        def again(texts: Sequence[str], source: str, line: int) -> Iterator[Told]:
            line += source.count("\n", 0, source.index("<Bill>"))
            yield line, tuple("" if at is None else texts[at].strip() for at in positions)

        return again

    def end(self, findings: tuple[Finding, ...]) -> Iterator[Told]:
        yield from ()


def told(data: bytes, *, is_cut: bool) -> list[object]:
    """Segments, then the refusal if there is one."""
    reading, found = Reading(), list[object]()
    try:
        for piece in segments(io.BytesIO(data), reading, reading.repeated if is_cut else None):
            found.append(piece)
    except AmontError as refusal:
        found.append((refusal.code, refusal.facts))
    return found


def parsed(data: bytes) -> int:
    reading = Reading()
    list(segments(io.BytesIO(data), reading, reading.repeated))
    return reading.parsed


def with_in(bill: int, put: str) -> bytes:
    """The file with something in the words of one bill."""
    return FILE.replace(f"RICE {bill}<".encode(), f"RICE {put}<".encode())


def test_the_first_segment_whole_in_its_part_teaches_those_after_it() -> None:
    assert parsed(FILE) == 3  # the header, the bill after it, and the one that is learnt from
    assert told(FILE, is_cut=True)[-1] == (23, ("", "5", "", "10", "RICE 5", ""))


@pytest.mark.parametrize(
    "put", ["&amp; BEANS", "&lt;FRESH&gt;", "ÉTUVÉ", "10 \n KG", "\r\nLONG", "&apos;&quot;"]
)
def test_texts_that_keep_the_tags_are_cut(put: str) -> None:
    assert parsed(with_in(4, put)) == 3
    assert told(with_in(4, put), is_cut=True) == told(with_in(4, put), is_cut=False)


@pytest.mark.parametrize("put", ["&#233;", "<!-- -->", "<![CDATA[RED]]>", "<b/>", "a > b", "<?go?>", "A\rB"])
def test_what_only_a_parser_can_read_is_parsed(put: str) -> None:
    assert parsed(with_in(4, put)) > 3
    assert told(with_in(4, put), is_cut=True) == told(with_in(4, put), is_cut=False)


@pytest.mark.parametrize("put", ["\x01", "\x0b", "\ufffe", "&unknown;", "&", "<", "]]>", "</Words>", "\0"])
def test_a_fault_among_segments_alike_is_refused_at_its_place(put: str) -> None:
    found = told(with_in(4, put), is_cut=True)

    assert found == told(with_in(4, put), is_cut=False)
    assert found[-1] != told(FILE, is_cut=False)[-1]


def test_segments_inside_another_element_are_not_taken_for_those_of_the_file() -> None:
    data = FILE.replace(b"<Bill><Number>4", b"<Other><Bill><Number>4").replace(
        b"</Manifest>", b"</Other></Manifest>"
    )

    assert told(data, is_cut=True) == told(data, is_cut=False)
    assert len(told(data, is_cut=True)) == 6


def test_segments_in_a_comment_say_nothing() -> None:
    data = FILE.replace(b"</Header>", b"</Header><Bill></Bill ><!-- </Bill>").replace(
        b"</Manifest>", b"--></Manifest>"
    )

    assert told(data, is_cut=True) == told(data, is_cut=False) == [(2, ("V1",)), (2, ("",))]


@settings(max_examples=300, deadline=None)
@given(
    data=st.sampled_from(
        [FILE, ON_ONE_LINE, FILE.replace(b"\n", b"\r\n"), FILE.replace(b"RICE", "ÉTÉ".encode())]
    ),
    faults=st.lists(
        st.tuples(
            st.floats(0, 1), st.integers(0, 12), st.one_of(st.sampled_from(FAULTS), st.binary(max_size=4))
        ),
        max_size=4,
    ),
)
def test_whatever_is_wrong_with_a_file_is_told_the_same(
    data: bytes, faults: list[tuple[float, int, bytes]]
) -> None:
    for share, lost, put in faults:
        at = int(share * len(data))
        data = data[:at] + put + data[at + lost :]

    assert told(data, is_cut=True) == told(data, is_cut=False)

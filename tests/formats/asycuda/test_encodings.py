"""Files that say one encoding and use another, and those that say nothing."""

from __future__ import annotations

import io

import pytest

from amont.formats.asycuda import SadRead, read_sad, stream_sad
from amont.formats.xml.reading import CHUNK

NAME = "Traders/Consignee/Consignee_name"


def sheet(name: str, claim: str = "") -> str:
    head = f'<?xml version="1.0" encoding="{claim}"?>\n' if claim else ""
    party = f"<Consignee><Consignee_name>{name}</Consignee_name></Consignee>"
    return f"{head}<ASYCUDA><Traders>{party}</Traders></ASYCUDA>"


READ = [
    ("SOCIÉTÉ", "", "utf-8", "utf-8", False),
    ("SOCIÉTÉ", "UTF-8", "utf-8-sig", "utf-8", False),
    ("SOCIETE", "windows-1252", "ascii", "utf-8", False),
    ("SOCIÉTÉ", "ISO-8859-1", "iso-8859-1", "iso8859-1", False),
    ("ТЕСТ", "windows-1251", "cp1251", "cp1251", False),
    ("中国", "GB2312", "gb2312", "gb2312", False),
    ("SOCIÉTÉ", "UTF-16", "utf-16", "utf-16-le", False),
    ("SOCIÉTÉ", "UTF-16", "utf-16-be", "utf-16-be", False),
    ("SOCIÉTÉ", "", "utf-32", "utf-32-le", False),
    ("SOCIÉTÉ", "UTF-8", "cp1252", "cp1252", True),
    ("SOCIÉTÉ", "", "cp1252", "cp1252", True),
    ("ZÜRICH ü", "UTF-8", "cp850", "cp850", True),
    ("SOCIÉTÉ", "UTF-16", "utf-8", "utf-8", True),
    ("SOCIÉTÉ", "ISO-8859-1", "utf-8", "utf-8", True),
    ("SOCIÉTÉ", "unknown-9", "utf-8", "utf-8", True),
    ("SOCIÉTÉ", "hex", "cp1252", "cp1252", True),
]


@pytest.mark.parametrize(("name", "claim", "codec", "used", "is_noted"), READ)
def test_the_letters_are_read_whatever_the_file_claims(
    name: str, claim: str, codec: str, used: str, is_noted: bool
) -> None:
    data = sheet(name, claim).encode(codec)

    read = read_sad(data)
    *_, streamed = stream_sad(io.BytesIO(data))

    assert read.declaration.header.text(NAME) == name
    assert read.encoding == used
    assert ("xml.encoding" in {finding.code for finding in read.findings}) is is_noted
    assert isinstance(streamed, SadRead)
    assert (streamed.declaration, streamed.encoding) == (read.declaration, read.encoding)


def test_a_wrong_claim_is_noted_with_both_encodings() -> None:
    read = read_sad(sheet("SOCIÉTÉ", "UTF-8").encode("cp1252"))

    noted = next(finding for finding in read.findings if finding.code == "xml.encoding")
    assert (noted.facts, noted.line) == ({"declared": "UTF-8", "used": "cp1252"}, 1)


def test_a_stream_changes_encoding_where_the_first_one_ends() -> None:
    padding = "<!--" + "x" * 3 * CHUNK + "-->"
    data = sheet("SOCIÉTÉ").replace("<Traders>", f"{padding}<Traders>").encode("cp1252")

    *_, read = stream_sad(io.BytesIO(data))

    assert isinstance(read, SadRead)
    assert read.declaration.header.text(NAME) == "SOCIÉTÉ"
    assert read.encoding == "cp1252"


def test_a_sign_cut_between_two_parts_of_a_stream_is_one_sign() -> None:
    class OneByOne(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(1, size or 1) if self.tell() else size)

    data = sheet("É" * CHUNK).encode()

    *_, read = stream_sad(OneByOne(data))

    assert isinstance(read, SadRead)
    assert read.declaration.header.text(NAME) == "É" * CHUNK


def test_blank_lines_before_the_declaration_mean_nothing() -> None:
    data = b"\xef\xbb\xbf\r\n \n" + sheet("SOCIÉTÉ", "UTF-8").encode()

    assert read_sad(data).declaration.header.text(NAME) == "SOCIÉTÉ"

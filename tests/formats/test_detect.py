"""What a file is, by its content."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amont.formats.detect import (
    EdifactMessage,
    EmptyFile,
    FileKind,
    NotATable,
    NotText,
    OldExcel,
    OtherArchive,
    kind_of,
    require_table,
)
from tests.formats.tabular.made import parquet_of, workbook_of


def zip_of(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"<ASYCUDA><Identification/></ASYCUDA>", FileKind.SAD_XML),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- export -->\n<ASYCUDA id="1">', FileKind.SAD_XML),
        (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><asycuda>", FileKind.SAD_XML),
        ("<?xml version='1.0' encoding='utf-16'?><ASYCUDA>".encode("utf-16"), FileKind.SAD_XML),
        (b"<Awmds><General_segment/></Awmds>", FileKind.XML),
        (b"<ns:Declaration xmlns:ns='x'>", FileKind.XML),
        (b"<html><table>", FileKind.XML),
        (b"reference,item\n1,2\n", FileKind.CSV),
        ("référence;poids\n1;2\n".encode("cp1252"), FileKind.CSV),
        ("référence\tpoids\n".encode("utf-16"), FileKind.CSV),
        (b"\xff\xfeA\x00,\x00", FileKind.CSV),
        (workbook_of(["reference"]), FileKind.XLSX),
        (zip_of("[Content_Types].xml", "_rels/.rels"), FileKind.XLSX),
        (zip_of("[Content_Types].xml", "word/document.xml"), FileKind.ZIP),
        (zip_of("data.csv"), FileKind.ZIP),
        (zip_of(), FileKind.ZIP),
        (parquet_of(reference=["a"]), FileKind.PARQUET),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), FileKind.OLE),
        (b"a,b\0c", FileKind.BINARY),
        (b"%PDF-1.7 text only so far", FileKind.BINARY),
        (b"\x01\x02\x03\x04abc", FileKind.BINARY),
        (b"UNB+UNOA:2+MSC+ECA+261123:0900+I1'", FileKind.EDIFACT),
        (b"\xef\xbb\xbf\r\n UNA:+.? '\r\nUNB+UNOC:3", FileKind.EDIFACT),
        (b"UNA:+.?'UNB+UNOA:2", FileKind.EDIFACT),
        (b"UNH+1+CUSCAR:D:95B:UN'", FileKind.EDIFACT),
        (b"UNG+CUSCAR+A+B'", FileKind.EDIFACT),
        (b"BGM+85+MAN1+9'", FileKind.EDIFACT),
        (b"UNB\x1dUNOB\x1f2\x1dA\x1dB\x1c", FileKind.EDIFACT),
        (b"UNB+UNOA:2+A+B'\0\0\0", FileKind.EDIFACT),
        ("UNB+UNOC:3+SOCIÉTÉ'".encode("utf-16"), FileKind.EDIFACT),
        (b"UNB,reference\n1,2\n", FileKind.CSV),
        (b"UNIT;PRICE\n", FileKind.CSV),
        (b"UNHCR+aid,value\n", FileKind.CSV),
        (b"", FileKind.EMPTY),
        (b"\xef\xbb\xbf \r\n\t", FileKind.EMPTY),
    ],
)
def test_a_file_is_known_by_its_content(head, kind):
    assert kind_of(head) is kind


@pytest.mark.parametrize(
    ("kind", "refusal", "code"),
    [
        (FileKind.EMPTY, EmptyFile, "file.empty"),
        (FileKind.OLE, OldExcel, "file.old_excel"),
        (FileKind.ZIP, OtherArchive, "file.zip"),
        (FileKind.BINARY, NotText, "file.binary"),
        (FileKind.XML, NotATable, "file.not_a_table"),
        (FileKind.SAD_XML, NotATable, "file.not_a_table"),
        (FileKind.EDIFACT, EdifactMessage, "file.edifact"),
    ],
)
def test_what_is_no_table_is_refused_with_its_code(kind, refusal, code):
    with pytest.raises(refusal) as caught:
        require_table(kind)

    assert caught.value.code == code


@pytest.mark.parametrize("kind", [FileKind.CSV, FileKind.XLSX, FileKind.PARQUET])
def test_a_table_passes(kind):
    require_table(kind)


def test_the_declarations_of_asycuda_are_known(sad_samples):
    heads = [path.read_bytes()[:65_536] for path in sorted(sad_samples.rglob("*.xml"))]

    kinds = {kind_of(head) for head in heads if b"<asycuda" in head.lower()}

    assert kinds == {FileKind.SAD_XML}


@given(st.binary(max_size=300))
def test_any_bytes_have_a_kind(head):
    assert isinstance(kind_of(head), FileKind)

"""What a received file is, told from its first bytes. The name and suffix of a file are never asked.

Source: rule 2 of our format notes; magic numbers of ZIP (PKWARE APPNOTE 4.3.7), OLE (MS-CFB 2.2) and Parquet.
"""

from __future__ import annotations

import re
from enum import StrEnum

from amont.kernel.errors import Unreadable

HEAD_BYTES = 65_536  # enough for the prolog of an XML file and the first entries of a workbook

TEXT_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_BINARY_MAGIC = (b"%PDF", b"\x1f\x8b", b"PARE", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf")
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_EDIFACT = re.compile(rb"\s*(?:UNA[^A-Za-z0-9]|UN[BGH][+*^~!\x1d]|BGM\+)")
_XML_PROLOG = re.compile(rb"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?[^>]*>)", re.DOTALL)
_BILL_HEADING = re.compile(
    rb"\b(?:bol_reference|bol_segment|ctn_reference"
    rb"|waybill_(?:number|reference)|c(?:mr|im)_number|lettre_de_voiture)\b",
    re.IGNORECASE,
)
_OUR_NAME = re.compile(rb'"(?:voyage|bills)"\s*:')
_ROOT = re.compile(rb"\s*<(?:[\w.-]+:)?([\w.-]+)")


class FileKind(StrEnum):
    """What the content is. A gate routes on this and on nothing else."""

    SAD_XML = "asycuda"  # a declaration of ASYCUDA World
    XML = "xml"
    EDIFACT = "edifact"
    CSV = "csv"  # any separated text
    XLSX = "xlsx"
    ZIP = "zip"
    PARQUET = "parquet"
    OLE = "ole"  # Excel of before 2007, or a workbook with a password
    BINARY = "binary"
    EMPTY = "empty"


class ManifestKind(StrEnum):
    """What a file announces goods with. `kind_of` knows only the carrier: XML, separated text, workbook."""

    AWMDS = "awmds"  # Awmds, Awbolds, Awmcds
    ENS = "ens"  # IE315, IE313
    TRANSIT = "transit"  # any message of the transit system
    XFZB = "xfzb"  # and XFWB
    EDIFACT = "edifact"
    JSON = "json"  # our own
    SHEET = "sheet"  # separated text with the names of Awmds as headings
    WORKBOOK = "workbook"  # the same, when its headings say so


class EmptyFile(Unreadable):
    """Nothing in the file, or only blanks."""

    code = "file.empty"


class OldExcel(Unreadable):
    """An OLE container: an old .xls, or a workbook closed by a password."""

    code = "file.old_excel"


class OtherArchive(Unreadable):
    """A zip file that is not a workbook."""

    code = "file.zip"


class NotText(Unreadable):
    """Neither text nor any container we read."""

    code = "file.binary"


class NotATable(Unreadable):
    """XML where a table was expected."""

    code = "file.not_a_table"


class EdifactMessage(Unreadable):
    """An EDIFACT message where a table was expected."""

    code = "file.edifact"


_MANIFESTS = (
    (re.compile(rb"aw_?(?:mds|bolds|mcds)"), ManifestKind.AWMDS),
    (re.compile(rb"(?:cc|ie)31[35][a-z]?"), ManifestKind.ENS),
    (re.compile(rb"(?:cc|cd|tr)[0-9]{3}[a-z]"), ManifestKind.TRANSIT),
    (re.compile(rb"(?:house)?waybill"), ManifestKind.XFZB),
)
_REFUSED: dict[FileKind, type[Unreadable]] = {
    FileKind.EMPTY: EmptyFile,
    FileKind.OLE: OldExcel,
    FileKind.ZIP: OtherArchive,
    FileKind.BINARY: NotText,
    FileKind.EDIFACT: EdifactMessage,
}


def kind_of(head: bytes) -> FileKind:
    """Kind of a file from its first bytes (`HEAD_BYTES` are enough, fewer may do)."""
    if head[:4] == b"PAR1":
        return FileKind.PARQUET
    if head.startswith(_OLE_MAGIC):
        return FileKind.OLE
    if head.startswith(_ZIP_MAGIC):
        return FileKind.XLSX if _is_workbook(head) else FileKind.ZIP
    text = _as_single_bytes(head)
    if _EDIFACT.match(text):
        return FileKind.EDIFACT
    if b"\0" in text or head.startswith(_BINARY_MAGIC) or _mostly_controls(text):
        return FileKind.BINARY
    if not text.strip():
        return FileKind.EMPTY
    return _xml_kind(text) if text.lstrip()[:1] == b"<" else FileKind.CSV


def manifest_kind(head: bytes) -> ManifestKind | None:
    """What a file announces, from its first bytes; None when it announces nothing that they show.

    What the headings of a workbook name shows only when it is opened.
    """
    kind = kind_of(head)
    if kind is FileKind.XLSX:
        return ManifestKind.WORKBOOK
    if kind is FileKind.EDIFACT:
        return ManifestKind.EDIFACT
    text = _as_single_bytes(head)
    if kind is FileKind.XML:
        return next((found for roots, found in _MANIFESTS if roots.fullmatch(_root_of(text))), None)
    if kind is not FileKind.CSV:
        return None
    if text.lstrip()[:1] == b"{":
        return ManifestKind.JSON if _OUR_NAME.search(text) else None
    return ManifestKind.SHEET if _BILL_HEADING.search(text[:16_384].partition(b"\n\n")[0]) else None


def require_table(kind: FileKind) -> None:
    """Raise the coded refusal of a kind that holds no table; CSV, XLSX and Parquet pass."""
    if kind in (FileKind.XML, FileKind.SAD_XML):
        raise NotATable(kind=kind.value)
    if refusal := _REFUSED.get(kind):
        raise refusal()


def _is_workbook(head: bytes) -> bool:
    """True for a zip with `xl/`; an Office package whose parts lie further on is taken for a workbook."""
    names = [
        head[at + 30 : at + 30 + int.from_bytes(head[at + 26 : at + 28], "little")]
        for at in (found.start() for found in re.finditer(rb"PK\x03\x04", head))
    ]
    if any(name.startswith(b"xl/") for name in names):
        return True
    is_office = b"[Content_Types].xml" in names or any(name.startswith(b"_rels/") for name in names)
    return is_office and not any(name.startswith((b"word/", b"ppt/")) for name in names)


def _as_single_bytes(head: bytes) -> bytes:
    """The head without its mark and, for UTF-16, as UTF-8, so that one search does for all."""
    for mark, encoding in TEXT_MARKS:
        if head.startswith(mark):
            body = head[len(mark) :]
            return body if encoding == "utf-8" else body.decode(encoding, "ignore").encode("utf-8", "ignore")
    return head


def _mostly_controls(text: bytes) -> bool:
    controls = len(text) - len(text.translate(None, bytes([*range(1, 9), *range(14, 32), 127])))
    return controls * 10 > len(text)


def _xml_kind(text: bytes) -> FileKind:
    return FileKind.SAD_XML if _root_of(text) == b"asycuda" else FileKind.XML


def _root_of(text: bytes) -> bytes:
    """Name of the first element, without prefix and capitals."""
    at = 0
    while found := _XML_PROLOG.match(text, at):
        at = found.end()
    root = _ROOT.match(text, at)
    return root.group(1).lower() if root else b""

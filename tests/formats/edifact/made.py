"""Small interchanges for the tests, from segments without their terminators. All names are made up."""

from __future__ import annotations

from amont.formats.edifact import InterchangeEnd, read_edifact
from amont.formats.manifest.events import ContainerEvent
from amont.formats.manifest.records import Begin, Bill, BillRead, End, Voyage
from amont.kernel.findings import Finding

HEADING = (
    "BGM+85+MAN1+9",
    "TDT+20+V123+1++MAEU:172:20+++9321483:146::MAERSK DAKAR",
    "LOC+60+SNDKR:139:6",
    "DTM+132:202611251400:203",
)
BILL = (
    "CNI+1+BL1",
    "RFF+BM:BL1",
    "LOC+9+CNSHA:139:6",
    "LOC+11+SNDKR:139:6",
    "NAD+CZ+++SHANGHAI TRADING:ROAD 12:SHANGHAI",
    "NAD+CN+++STE D'IMPORT:RUE 3:DAKAR",
    "GID+1+10:CT",
    "FTX+AAA+++TISSUS DE COTON",
    "MEA+AAE+G+KGM:1500",
    "SGP+CSQU3054383+10",
)


def released(segment: str) -> str:
    """An apostrophe of a text as it has to be written."""
    return segment.replace("'", "?'")


def message(
    *segments: str, kind: str = "CUSCAR:D:95B:UN", number: str = "M1", count: int | None = None
) -> str:
    """UNH to UNT; the count is right unless it is given."""
    told = len(segments) + 2 if count is None else count
    body = [f"UNH+{number}+{kind}", *(released(segment) for segment in segments), f"UNT+{told}+{number}"]
    return "".join(f"{segment}'" for segment in body)


def interchange(
    *messages: str, opening: str = "UNB+UNOA:2+MSC+ECA+261123:0900+I1", count: int | None = None
) -> bytes:
    """UNB to UNZ around messages; the count is right unless it is given."""
    told = len(messages) if count is None else count
    return f"{opening}'{''.join(messages)}UNZ+{told}+I1'".encode()


def manifest(*segments: str, heading: tuple[str, ...] = HEADING) -> bytes:
    """A file with one CUSCAR."""
    return interchange(message(*heading, *segments))


def pieces_of(data: bytes, *, chunk: int = 1 << 15) -> list[object]:
    return list(read_edifact(data, chunk=chunk))


def bills_of(data: bytes) -> list[Bill]:
    return [piece.bill for piece in pieces_of(data) if isinstance(piece, BillRead)]


def bill_of(*segments: str) -> Bill:
    """The one bill of these segments behind the usual heading."""
    (bill,) = bills_of(manifest(*segments))
    return bill


def voyage_of(data: bytes) -> Voyage:
    (voyage,) = [piece.voyage for piece in pieces_of(data) if isinstance(piece, End)]
    return voyage


def events_of(data: bytes) -> list[ContainerEvent]:
    return [piece for piece in pieces_of(data) if isinstance(piece, ContainerEvent)]


def findings_of(data: bytes) -> list[Finding]:
    return [finding for piece in pieces_of(data) for finding in getattr(piece, "findings", ())]


def codes_of(data: bytes) -> list[str]:
    return [finding.code for finding in findings_of(data)]


def kinds_of(data: bytes) -> list[tuple[str, str]]:
    """Kind and version of each message that is applied."""
    return [(piece.kind, piece.version) for piece in pieces_of(data) if isinstance(piece, Begin)]


def end_of(data: bytes) -> InterchangeEnd:
    (end,) = [piece for piece in pieces_of(data) if isinstance(piece, InterchangeEnd)]
    return end

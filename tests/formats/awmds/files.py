"""Manifests made for the tests."""

from __future__ import annotations

from amont.formats.awmds.read import read_awmds
from amont.formats.manifest.records import Bill, BillRead, Piece, Voyage
from amont.kernel.findings import Finding

HEADER = """<General_segment><General_segment_id><Customs_office_code>18N</Customs_office_code>
<Voyage_number>V12</Voyage_number><Date_of_departure>2026-11-01</Date_of_departure></General_segment_id>
<Totals_segment>{totals}</Totals_segment></General_segment>"""
BILL = """<Bol_segment><Bol_id><Bol_reference>{number}</Bol_reference>
<Master_bol_ref_number>{master}</Master_bol_ref_number></Bol_id>
<Load_unload_place><Port_of_origin_code>CNSHA</Port_of_origin_code>
<Place_of_unloading_code>SNDKR</Place_of_unloading_code></Load_unload_place>
<Traders_segment><Consignee><Consignee_name>DIOP ET FILS</Consignee_name></Consignee></Traders_segment>
{inside}<Goods_segment><Number_of_packages>{packages}</Number_of_packages><Gross_mass>100</Gross_mass>
<Goods_description>RIZ</Goods_description>{goods}</Goods_segment></Bol_segment>"""


def header(totals: str = "") -> str:
    return HEADER.format(totals=totals)


def bill(
    number: str = "B1", *, inside: str = "", goods: str = "", master: str = "", packages: str = "10"
) -> str:
    return BILL.format(number=number, inside=inside, goods=goods, master=master, packages=packages)


def file(*segments: str, root: str = "Awmds") -> bytes:
    return f"<{root}>{''.join(segments)}</{root}>".encode()


def read_one(inside: str = "", *, goods: str = "", packages: str = "10") -> BillRead:
    """The only document of a manifest."""
    pieces = read_awmds(file(header(), bill(inside=inside, goods=goods, packages=packages)))
    return next(piece for piece in pieces if isinstance(piece, BillRead))


def bills_of(pieces: list[Piece]) -> list[Bill]:
    return [piece.bill for piece in pieces if isinstance(piece, BillRead)]


def voyage_of(pieces: list[Piece]) -> Voyage:
    last = pieces[-1]
    assert not isinstance(last, BillRead)
    return last.voyage


def found_in(pieces: list[Piece]) -> list[Finding]:
    return [finding for piece in pieces for finding in piece.findings]


def codes_of(pieces: list[Piece]) -> list[str]:
    return [finding.code for finding in found_in(pieces)]

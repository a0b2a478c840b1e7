"""Entry summary (IE315) and its amendment (IE313): the voyage, and a document for each consignment.

Goods items that follow each other under one transport document are one document; without transport document
its reference is the commercial one. Source: functional specification of the Import Control System, phase 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from amont.formats.manifest.checks import doubt_of_container, doubt_of_imo, doubts_of_bill
from amont.formats.manifest.records import Begin, Bill, BillRead, End, Nature, Party, Piece, Voyage
from amont.formats.manifest.totals import Place, Tally, of_bill
from amont.formats.manifest.vehicles import vehicles_in
from amont.formats.ncts.goods import Item, item_of
from amont.formats.ncts.header import AMENDMENT, ENTRY, Header
from amont.formats.xml.names import local_name
from amont.formats.xml.reading import Xml
from amont.formats.xml.segments import segments, segments_of
from amont.formats.xml.tree import node_of
from amont.kernel.errors import Unreadable
from amont.kernel.findings import Finding, Severity, clip

KINDS = {"CC315A": ENTRY, "CC313A": AMENDMENT, "IE315": ENTRY, "IE313": AMENDMENT}
MOST_ITEMS = 9_999  # of one document
GOODS_ITEM = "GOOITEGDS"


class NotAnEntry(Unreadable):
    """XML, but no entry summary. Facts: root, the name of the first element."""

    code = "ens.other_root"


def stream_ens(stream: IO[bytes]) -> Iterator[Piece]:
    """The voyage, each document, the end. Raises Unreadable."""
    return segments(stream, _Ens())


def read_ens(data: bytes) -> list[Piece]:
    """A file that is in memory."""
    return segments_of(data, _Ens())


class _Ens:
    """See `xml.segments.Segments`."""

    def __init__(self) -> None:
        self._header = Header(ENTRY)
        self._kind = ""
        self._has_begun = False
        self._waiting: list[Item] = []
        self._items = self._bills = 0
        self._tally = Tally()
        self._says_packages = self._says_mass = False
        self._boxes_in_doubt: set[str] = set()

    def root(self, element: Xml) -> NotAnEntry | None:
        """CC315A or CC313A, whatever the version."""
        name = local_name(element.tag)
        self._kind = next((kind for kind in KINDS if name.upper().startswith(kind[:5])), "")
        if not self._kind:
            return NotAnEntry(root=clip(name, 40))
        self._header = Header(KINDS[self._kind])
        return None

    def segment(self, element: Xml) -> Iterator[Piece]:
        """A goods item, or a part of the header."""
        node = node_of(element)
        if node.name != GOODS_ITEM:
            self._header.add(node)
            return
        self._items += 1
        item = item_of(node, self._items)
        before = self._waiting[-1] if self._waiting else None
        if before is None or not self._are_one(before, item) or len(self._waiting) >= MOST_ITEMS:
            yield from self._close()
        self._waiting.append(item)

    def end(self, findings: tuple[Finding, ...]) -> Iterator[Piece]:
        """The totals beside what was counted, and what the minimum set lacks."""
        yield from self._close()
        if not self._has_begun:
            yield Begin(self._kind, "", self._header.voyage())
        voyage = self._header.voyage()
        found = [*findings, *self._header.taken(), *self._header.missing(items=self._items)]
        places = {
            "packages": Place("HEAHEA/TotNumOfPacHEA306", self._header.text("TotNumOfPacHEA306")),
            "gross_kg": Place("HEAHEA/TotGroMasHEA307", self._header.text("TotGroMasHEA307")),
        }
        found.extend(self._totals(voyage, places))
        imo = voyage.transport.imo
        if imo and voyage.transport.mode == "1" and (doubt := doubt_of_imo(imo)):
            found.append(doubt.at("HEAHEA/IdeOfMeaOfTraCroHEA85", imo, voyage.line))
        yield End(voyage, tuple(found))

    def _totals(self, voyage: Voyage, places: dict[str, Place]) -> Iterator[Finding]:
        """Totals that differ; items that are silent prove nothing."""
        is_said = {"packages": self._says_packages, "gross_kg": self._says_mass}
        for name, total in self._tally.totals(voyage.declared).all().items():
            if is_said.get(name, False) and not total.agrees:
                yield total.finding(places[name])

    def _are_one(self, before: Item, item: Item) -> bool:
        """Whether two items that follow each other are of one document."""
        common = self._header.text("ComRefNumHEA")
        reference = item.reference or common
        is_same = reference == (before.reference or common) and item.document == before.document
        return bool(reference) and is_same and item.consignee == before.consignee

    def _close(self) -> Iterator[Piece]:
        if not self._waiting:
            return
        if not self._has_begun:
            self._has_begun = True
            yield Begin(self._kind, "", self._header.voyage())
        items, self._waiting = self._waiting, []
        self._bills += 1
        bill = self._bill(items)
        findings = [finding for item in items for finding in item.findings]
        path = f"GOOITEGDS[{items[0].goods.number}]"
        totals = of_bill(bill)
        self._says_packages |= totals.packages is not None
        self._says_mass |= totals.gross_kg is not None
        if self._tally.add(bill, totals):
            findings.append(
                Finding("manifest.bill_repeated", Severity.NOTE, path, clip(bill.number), {}, bill.line)
            )
        doubts = [*doubts_of_bill(bill, totals, is_voyage=True)]
        findings.extend(doubt.at(path, bill.number, bill.line) for doubt in doubts)
        for box in bill.containers:
            if box.number not in self._boxes_in_doubt and (doubt := doubt_of_container(box.number)):
                self._boxes_in_doubt.add(box.number)
                findings.append(doubt.at(f"{path}/CONNR2/ConNumNR21", box.number, bill.line))
        yield BillRead(bill, tuple(findings))

    def _bill(self, items: list[Item]) -> Bill:
        """What an item does not say, the header says."""
        first, header = items[0], self._header
        boxes = {box.number: box for item in reversed(items) for box in item.containers}
        goods = tuple(item.goods for item in items)
        extras = {path: text for item in items for path, text in item.extras.items()}
        return Bill(
            number=first.reference or header.text("ComRefNumHEA"),
            place=self._bills,
            number_in_voyage=first.number,
            nature=Nature.IMPORT,
            kind=first.document[0],
            unique_reference=first.unique or header.text("ComRefNumHEA"),
            loading=first.loading or header.text("PlaLoaGOOITE334"),
            unloading=first.unloading or header.text("PlaUnlGOOITE334"),
            shipper=_said(first.shipper, header.party("TRACONCO1")),
            consignee=_said(first.consignee, header.party("TRACONCE1")),
            notify=_said(first.notify, header.party("NOTPAR670")),
            carrier=header.party("TRACARENT601"),
            goods=goods,
            containers=tuple(
                boxes[number] for number in dict.fromkeys(n for line in goods for n in line.containers)
            ),
            vehicles=tuple(vehicles_in(goods)),
            freight_terms=first.freight_terms or header.text("TraChaMetOfPayHEA1"),
            extras=extras,
            line=first.line,
        )


def _said(one: Party, other: Party) -> Party:
    return other if one == Party() else one

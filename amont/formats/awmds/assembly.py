"""Header and documents as they come to the pieces of a message, with what is noticed about them together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from amont.formats.awmds.bills import bill_of
from amont.formats.awmds.blocks import MAX_EXTRAS, Block
from amont.formats.awmds.fields import GENERAL, OF_BILL, written_name
from amont.formats.awmds.header import KEY, PATHS, places_of, voyage_of
from amont.formats.awmds.values import Values
from amont.formats.manifest.checks import doubt_of_container, doubt_of_imo, doubts_of_bill
from amont.formats.manifest.making import maker
from amont.formats.manifest.records import Begin, Bill, BillRead, End, Scope, Voyage
from amont.formats.manifest.totals import Tally, of_bill
from amont.kernel.findings import Finding, Severity, clip

MAX_TOLD = 200  # names of unknown elements, containers in doubt: of one message
_ASKED = {
    "manifest.office_missing": "office",
    "manifest.voyage_missing": "voyage",
    "manifest.departure_missing": "departed_on",
}
_INDEX = re.compile(r"\[\d+\]")
_BETWEEN = re.compile(r"[\s-]+")
_read = maker(BillRead)


class Assembly:
    """Given headers and documents in the order of the file; gives `Begin`, documents, `End`."""

    def __init__(self, kind: str) -> None:
        """kind: name of the root."""
        self._kind = kind
        self._header = Block()
        self._bills = 0
        self._has_begun = False
        self._tally = Tally()
        self._told: set[str] = set()
        self._boxes_in_doubt: set[str] = set()
        self._findings: list[Finding] = []

    def header(self, block: Block) -> None:
        """A header, or another segment outside the documents. What several say differently is noticed."""
        for name, text in block.facts.items():
            known = self._header.facts.setdefault(name, text)
            if known != text and name in KEY and len(self._findings) < MAX_TOLD:
                facts: dict[str, object] = {"first": clip(known), "second": clip(text)}
                doubt = Finding(
                    "manifest.header_differs", Severity.HOLD, PATHS[name], clip(text), facts, block.line
                )
                self._findings.append(doubt)
        if len(self._header.extras) < MAX_EXTRAS:
            self._header.extras.update(block.extras)
        self._header.line = self._header.line or block.line
        self._findings.extend(self._unknown(block))

    def bill(self, block: Block) -> Sequence[Begin | BillRead]:
        """A document."""
        self._bills += 1
        findings: list[Finding] = []
        bill = bill_of(block, place=self._bills, findings=findings)
        self._check(bill, findings)
        if block.extras:
            findings.extend(self._unknown(block))
        read = _read(bill, tuple(findings))
        return (read,) if self._has_begun else (self._begin(), read)

    def end(self, findings: tuple[Finding, ...] = ()) -> Iterator[Begin | End]:
        """The end of the message. findings: on the file as a whole."""
        if not self._has_begun:
            yield self._begin()
        values = Values(self._header, "General_segment", GENERAL)
        voyage = voyage_of(values, self._kind)
        found = [*findings, *self._findings, *values.findings, *_doubts_of(voyage)]
        if not self._bills:
            found.append(Finding("manifest.no_bill", Severity.NOTE, self._kind))
        found.extend(self._tally.findings(voyage, places=places_of(self._header)))
        yield End(voyage, tuple(found))

    def _begin(self) -> Begin:
        """What cannot be read of the header is told at the end, with the whole of it."""
        self._has_begun = True
        voyage = voyage_of(Values(self._header, "General_segment", GENERAL), self._kind)
        return Begin(self._kind, "", voyage)

    def _check(self, bill: Bill, findings: list[Finding]) -> None:
        totals = of_bill(bill)
        if self._tally.add(_compared(bill), totals, boxes=[box.number for box in bill.containers]):
            place = f"Bol_segment[{bill.place}]/Bol_id/Bol_reference"
            findings.append(
                Finding("manifest.bill_repeated", Severity.NOTE, place, clip(bill.number), {}, bill.line)
            )
        for doubt in doubts_of_bill(bill, totals, is_voyage=True):
            findings.append(doubt.at(f"Bol_segment[{bill.place}]", bill.number, bill.line))
        if bill.master and self._kind == "Awbolds" and self._header.facts.get("master"):
            findings.extend(self._other_master(bill))
        for number, box in enumerate(bill.containers, start=1):
            if (found := doubt_of_container(box.number)) and box.number not in self._boxes_in_doubt:
                if len(self._boxes_in_doubt) >= MAX_TOLD:
                    return
                self._boxes_in_doubt.add(box.number)
                place = f"Bol_segment[{bill.place}]/ctn_segment[{number}]/Ctn_reference"
                findings.append(found.at(place, box.number, box.line))

    def _other_master(self, bill: Bill) -> Iterator[Finding]:
        master = self._header.code("master")
        if _key(master) != _key(bill.master):
            facts: dict[str, object] = {"first": clip(master), "second": clip(bill.master)}
            place = f"Bol_segment[{bill.place}]/Bol_id/{written_name(OF_BILL, 'master')}"
            yield Finding(
                "manifest.master_differs", Severity.HOLD, place, clip(bill.master), facts, bill.line
            )

    def _unknown(self, block: Block) -> Iterator[Finding]:
        """What no table names, told once for each name."""
        for path, value in block.extras.items():
            name = _INDEX.sub("", path)
            if name not in self._told and len(self._told) < MAX_TOLD:
                self._told.add(name)
                facts: dict[str, object] = {"element": clip(name.rpartition("/")[2], 40)}
                yield Finding("manifest.unknown_element", Severity.NOTE, path, clip(value), facts, block.line)


def _doubts_of(voyage: Voyage) -> Iterator[Finding]:
    """Key facts that the whole header does not tell, and the number of the ship."""
    for code, name in _ASKED.items():
        if not getattr(voyage, name):
            yield Finding(code, Severity.HOLD, PATHS[name], line=voyage.line)
    if voyage.scope is Scope.MASTER and not voyage.master:
        yield Finding("manifest.master_missing", Severity.HOLD, PATHS["master"], line=voyage.line)
    imo = voyage.transport.imo
    if imo and voyage.transport.mode in ("", "1") and (doubt := doubt_of_imo(imo)):
        yield doubt.at(PATHS["registration"], imo, voyage.line)


def _compared(bill: Bill) -> Bill:
    """The document with numbers as they are compared: a master is written with and without its dash."""
    if (bill.number + bill.master).isalnum():
        return bill
    return replace(bill, number=_key(bill.number), master=_key(bill.master))


def _key(number: str) -> str:
    return number if number.isalnum() else _BETWEEN.sub("", number).upper()

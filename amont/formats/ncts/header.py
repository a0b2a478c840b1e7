"""What an entry summary says outside its goods items: the voyage, and what the minimum set lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from amont.formats.manifest.records import Declared, Function, Party, Transport, Voyage
from amont.formats.ncts.goods import read_number
from amont.formats.ncts.parties import instant_of, party_of
from amont.formats.xml.tree import Node
from amont.kernel.findings import Finding, Severity, clip

MAX_PARTS = 5_000
IMO_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Kind:
    """One message. asked: paths of the minimum set -> gravity of their absence."""

    function: Function
    asked: tuple[tuple[str, Severity], ...]


_BOTH = (
    ("MesIdeMES19", Severity.NOTE),
    ("HEAHEA/TraModAtBorHEA76", Severity.HOLD),
    ("CUSOFFFENT730/RefNumCUSOFFFENT731", Severity.HOLD),
    ("CUSOFFFENT730/ExpDatOfArrFIRENT733", Severity.HOLD),
)
ENTRY = Kind(
    Function.ORIGINAL,
    (
        *_BOTH,
        ("HEAHEA/RefNumHEA4", Severity.HOLD),
        ("HEAHEA/TotNumOfIteHEA305", Severity.NOTE),
        ("HEAHEA/DecPlaHEA394", Severity.NOTE),
        ("HEAHEA/DecDatTimHEA114", Severity.NOTE),
        ("PERLODSUMDEC/TINPLD1", Severity.HOLD),
    ),
)
AMENDMENT = Kind(
    Function.CHANGE,
    (
        *_BOTH,
        ("HEAHEA/DocNumHEA5", Severity.HOLD),
        ("HEAHEA/DatTimAmeHEA113", Severity.NOTE),
        ("PERLODSUMDEC/TINPLD1", Severity.HOLD),
    ),
)
_WRITTEN = ("DecDatTimHEA114", "DatTimAmeHEA113")


class Header:
    """Its parts as they come, before and after the goods items."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._whole = Node("")
        self._head = Node("HEAHEA")
        self._findings: list[Finding] = []

    def add(self, node: Node) -> None:
        """A part."""
        if node.name == "HEAHEA" and not self._head.children:
            self._head = node
        if len(self._whole.children) < MAX_PARTS:
            self._whole.children.append(node)

    def text(self, name: str) -> str:
        """A value of HEAHEA."""
        return self._head.said(name)

    def party(self, name: str) -> Party:
        """A party of the whole message."""
        return party_of(self._whole.first(name))

    def voyage(self) -> Voyage:
        """All that is said so far. Doubts about it are told by `taken`."""
        self._findings = []
        said = self._whole.said
        arrives_at = self._instant("CUSOFFFENT730/ExpDatOfArrFIRENT733")
        stamps = (f"HEAHEA/{name}" for name in _WRITTEN if self.text(name))
        return Voyage(
            function=self._kind.function,
            reference=self.text("RefNumHEA4"),
            previous=self.text("DocNumHEA5"),
            office=said("CUSOFFFENT730", "RefNumCUSOFFFENT731"),
            voyage=self.text("ConRefNumHEA"),
            arrives_at=arrives_at,
            arrives_on=arrives_at.date() if arrives_at else None,
            written_at=next((self._instant(stamp) for stamp in stamps), None),
            departure=self.text("PlaLoaGOOITE334"),
            destination=self.text("PlaUnlGOOITE334"),
            transport=self._transport(),
            sender=self.party("PERLODSUMDEC"),
            declared=Declared(
                packages=read_number(self._head, "TotNumOfPacHEA306", "HEAHEA", self._findings),
                gross_kg=read_number(self._head, "TotGroMasHEA307", "HEAHEA", self._findings),
            ),
            extras=self._extras(),
            line=self._head.line,
        )

    def taken(self) -> tuple[Finding, ...]:
        """What could not be read of the last voyage."""
        return tuple(self._findings)

    def missing(self, *, items: int) -> Iterator[Finding]:
        """What the minimum set asks for and the message does not say; a number of items that is another."""
        for path, severity in self._kind.asked:
            if not self._whole.said(*path.split("/")):
                element = path.rpartition("/")[2]
                yield Finding(
                    "ens.element_missing", severity, path, "", {"element": element}, self._head.line
                )
        if not items and self._kind is ENTRY:
            yield Finding("manifest.no_bill", Severity.HOLD, "GOOITEGDS", line=self._head.line)
        declared = self.text("TotNumOfIteHEA305")
        path = "HEAHEA/TotNumOfIteHEA305"
        if declared and not (declared.isascii() and declared.isdigit()):
            yield Finding(
                "manifest.number_unreadable", Severity.NOTE, path, clip(declared), {}, self._head.line
            )
        elif declared and declared.lstrip("0") != str(items).lstrip("0"):
            facts: dict[str, object] = {"declared": clip(declared), "counted": items}
            yield Finding("ens.total_items", Severity.NOTE, path, clip(declared), facts, self._head.line)

    def _transport(self) -> Transport:
        means, mode = self.text("IdeOfMeaOfTraCroHEA85"), self.text("TraModAtBorHEA76").lstrip("0")
        is_number = len(means) == IMO_DIGITS and means.isascii() and means.isdigit()
        return Transport(
            mode=mode[:1] if mode.isascii() and mode.isdigit() else mode,
            name="" if is_number else means,
            imo=means if is_number else "",
            nationality=self.text("NatOfMeaOfTraCroHEA87").upper(),
            registration=means if is_number else "",
            carrier=self.party("TRACARENT601"),
            agent=self.party("TRAREP"),
        )

    def _instant(self, path: str) -> datetime | None:
        text = self._whole.said(*path.split("/"))
        found = instant_of(text)
        if text and found is None:
            doubt = Finding("manifest.day_unreadable", Severity.NOTE, path, clip(text), {}, self._head.line)
            self._findings.append(doubt)
        return found

    def _extras(self) -> dict[str, str]:
        """What has no field: itinerary, seals, later offices, who receives. Languages are dropped."""
        for part in ("TRACONCO1", "TRACONCE1", "NOTPAR670"):
            self.party(part)
        for name in ("ComRefNumHEA", "TraChaMetOfPayHEA1"):
            self.text(name)
        found: dict[str, str] = {}
        for child in self._whole.children:
            for path, leaf in child.unused():
                if not leaf.name.endswith("LNG"):
                    found[path] = f"{found[path]} {leaf.text}" if path in found else leaf.text
        return found

"""A goods item of an entry summary as a line of goods with its containers."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from amont.formats.manifest.numbers import container_number
from amont.formats.manifest.records import Container, Danger, Goods, Party
from amont.formats.ncts.parties import number_of, other_documents, party_of, transport_document
from amont.formats.xml.tree import Node
from amont.kernel.findings import Finding, Severity, clip


@dataclass(slots=True)
class Item:
    """One GOOITEGDS. document: code and reference of its transport document."""

    number: str
    document: tuple[str, str]
    unique: str
    goods: Goods
    containers: tuple[Container, ...]
    shipper: Party
    consignee: Party
    notify: Party
    loading: str
    unloading: str
    freight_terms: str
    line: int | None
    extras: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def reference(self) -> str:
        """The number under which its document is known."""
        return self.document[1] or self.unique


def item_of(node: Node, place: int) -> Item:
    """place: number of the item in the message, from 1."""
    path, findings = f"GOOITEGDS[{place}]", list[Finding]()
    number = node.said("IteNumGDS7")
    document = transport_document(node)
    un_number = node.said("UNDanGooCodGDI1")
    boxes = [container_number(box.said("ConNumNR21")) for box in node.all("CONNR2")]
    packages, kinds, marks = _packages(node, path, findings)
    goods = Goods(
        number=place,
        packages=packages,
        package_kind=kinds[0] if kinds else "",
        description=node.said("GooDesGDS23"),
        marks="\n".join(marks),
        gross_kg=read_number(node, "GroMasGDS46", path, findings),
        hs_code=node.said("COMCODGODITM", "ComNomCMD1"),
        danger=(Danger(un_number=un_number),) if un_number else (),
        containers=dict.fromkeys(filter(None, boxes)),
        line=node.line,
    )
    item = Item(
        number=number,
        document=document,
        unique=node.said("ComRefNumGIM1"),
        goods=goods,
        containers=tuple(Container(box, line=node.line) for box in dict.fromkeys(filter(None, boxes))),
        shipper=party_of(node.first("TRACONCO2")),
        consignee=party_of(node.first("TRACONCE2")),
        notify=party_of(node.first("PRTNOT640")),
        loading=node.said("PlaLoaGOOITE333"),
        unloading=node.said("PlaUnlGOOITE333"),
        freight_terms=node.said("MetOfPayGDI12"),
        line=node.line,
        findings=findings,
    )
    item.extras = _extras(node, place, kinds)
    return item


def _packages(node: Node, path: str, findings: list[Finding]) -> tuple[Decimal | None, list[str], list[str]]:
    """Number over all groups (None as soon as none says it), kinds and marks."""
    total: Decimal | None = None
    kinds, marks = [], []
    for group in node.all("PACGS2"):
        found = read_number(group, "NumOfPacGS24", f"{path}/PACGS2", findings)
        total = found if total is None else total + (found or 0)
        kinds.append(group.said("KinOfPacGS23").upper())
        marks.append(group.said("MarNumOfPacGSL21"))
    return total, list(dict.fromkeys(filter(None, kinds))), list(dict.fromkeys(filter(None, marks)))


def read_number(node: Node, name: str, path: str, findings: list[Finding]) -> Decimal | None:
    """The number of an element; what cannot be read is noticed."""
    text = node.said(name)
    found = number_of(text)
    if text and found is None:
        findings.append(
            Finding("manifest.number_unreadable", Severity.NOTE, f"{path}/{name}", clip(text), {}, node.line)
        )
    return found


def _extras(node: Node, place: int, kinds: list[str]) -> dict[str, str]:
    """What has no field: documents, further kinds of package, information, means of transport."""
    base = f"GOOITEGDS[{place}]"
    found = {f"{base}/{path}": text for path, text in other_documents(node)}
    if len(kinds) > 1:
        found[f"{base}/PACGS2/KinOfPacGS23"] = " ".join(kinds)
    for path, leaf in node.unused():
        if not leaf.name.endswith("LNG"):
            found.setdefault(f"{base}/{path.partition('/')[2]}", leaf.text)
    return found

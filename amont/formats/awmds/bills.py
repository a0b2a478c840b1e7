"""A Bol_segment as a transport document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from amont.formats.awmds.blocks import Block, block_of
from amont.formats.awmds.fields import (
    CONTAINER,
    GOODS,
    GOODS_LINE,
    HS,
    OF_BILL,
    OF_CONTAINER,
    OF_GOODS,
    OF_HS,
    by_tag,
)
from amont.formats.awmds.values import Values
from amont.formats.manifest.records import Bill, BillRead, Container, Danger, Filling, Goods, Nature
from amont.formats.xml.reading import Xml
from amont.kernel.findings import Finding, Severity

BILL_TAGS, CONTAINER_TAGS, GOODS_TAGS, HS_TAGS = map(by_tag, (OF_BILL, OF_CONTAINER, OF_GOODS, OF_HS))
BILL_PARTS = frozenset({CONTAINER, GOODS, HS, GOODS_LINE})
NATURES = {nature.value: nature for nature in Nature if nature.value}
FILLINGS: Mapping[str, Filling] = {
    **dict.fromkeys(("fcl", "full", "f", "1/1", "5"), Filling.FULL),
    **dict.fromkeys(("lcl", "cons", "8"), Filling.SHARED),
    **dict.fromkeys(("prt", "part", "7"), Filling.PART),
    **dict.fromkeys(("empty", "mty", "e", "0/0", "4"), Filling.EMPTY),
}
SEALS = ("seal", "seal1", "seal2", "seal3")


def bill_of(segment: Xml, *, place: int) -> BillRead:
    """place: number of the document in the message, from 1."""
    block = block_of(segment, BILL_TAGS, BILL_PARTS)
    values = Values(block, f"Bol_segment[{place}]")
    findings = values.findings
    containers = tuple(_container(one, values.path, findings) for one in block.parts.get(CONTAINER, ()))
    whole, goods = _goods(block, values.path, containers, findings)
    bill = Bill(
        number=block.code("number"),
        place=place,
        number_in_voyage=block.text("line"),
        nature=NATURES.get(block.code("nature"), Nature.UNKNOWN),
        nature_code=block.code("nature"),
        kind=block.code("kind").upper(),
        master=block.code("master"),
        unique_reference=block.code("unique"),
        is_consolidated=_yes_no(block.text("is_consolidated")),
        loading=block.code("loading").upper(),
        unloading=block.code("unloading").upper(),
        origin_port=block.code("origin_port").upper(),
        delivery=block.code("delivery").upper(),
        destination=block.code("destination").upper(),
        shipper=values.party("shipper"),
        consignee=values.party("consignee"),
        notify=values.party("notify"),
        carrier=values.party("carrier"),
        agent=values.party("agent"),
        packages=whole.number("packages"),
        package_kind=whole.block.code("package_kind").upper(),
        gross_kg=whole.number("gross_kg"),
        volume_m3=whole.number("volume_m3"),
        goods=goods,
        containers=containers,
        container_count=whole.count("container_count"),
        freight=values.amount("freight"),
        customs_value=values.amount("customs"),
        insurance=values.amount("insurance"),
        freight_terms=block.code("freight.terms"),
        location=block.code("location"),
        remarks=whole.block.text("remarks"),
        extras={**block.extras, **whole.block.extras},
        line=block.line,
    )
    findings.extend(whole.findings)
    if not bill.number:
        path = f"{values.path}/Bol_reference"
        findings.append(Finding("manifest.bill_unnumbered", Severity.HOLD, path, line=block.line))
    return BillRead(bill, (*findings, *values.unknown()))


def _yes_no(text: str) -> bool | None:
    return {"1": True, "0": False, "true": True, "false": False, "y": True, "n": False}.get(text.casefold())


def _container(element: Xml, path: str, findings: list[Finding]) -> Container:
    block = block_of(element, CONTAINER_TAGS)
    values = Values(block, f"{path}/ctn_segment", findings)
    danger = Danger(block.code("imo_class"), block.code("un_number"))
    return Container(
        number="".join(block.code("number").split()).upper(),
        kind=block.code("kind").upper(),
        filling=FILLINGS.get(block.text("filling").casefold(), Filling.UNKNOWN),
        packages=values.number("packages"),
        goods_kg=values.number("goods_kg"),
        gross_kg=values.number("gross_kg"),
        tare_kg=values.number("tare_kg"),
        seals=tuple(seal for name in SEALS if (seal := block.code(name))),
        danger=(danger,) if danger != Danger() else (),
        place=block.code("place"),
        line=block.line,
    )


def _goods(
    block: Block, path: str, containers: Sequence[Container], findings: list[Finding]
) -> tuple[Values, tuple[Goods, ...]]:
    """What is said of the whole, and each line of goods: one for each segment, detail or HS line."""
    parts = block.parts
    segments = [block_of(one, GOODS_TAGS, BILL_PARTS) for one in parts.get(GOODS, ())]
    whole = Values(segments[0] if segments else Block(), f"{path}/Goods_segment")
    if len(segments) > 1:
        whole = Values(Block(), whole.path)
    inner = [one for segment in segments for one in segment.parts.get(GOODS_LINE, ())]
    details = [block_of(one, GOODS_TAGS) for one in (*parts.get(GOODS_LINE, ()), *inner)]
    tariffs = [block_of(one, HS_TAGS) for one in parts.get(HS, ())]
    boxes: dict[str, Decimal | None] = {box.number: box.packages for box in containers if box.number}
    lines = [*(details or segments), *tariffs]
    return whole, tuple(_goods_lines(lines, path, boxes if len(lines) == 1 else {}, findings))


def _goods_lines(
    blocks: Iterable[Block], path: str, boxes: Mapping[str, Decimal | None], findings: list[Finding]
) -> Iterable[Goods]:
    for number, block in enumerate(blocks, start=1):
        values = Values(block, f"{path}/Goods[{number}]", findings)
        yield Goods(
            number=number,
            packages=values.number("packages"),
            package_kind=block.code("package_kind").upper(),
            description=block.text("description"),
            marks=block.text("marks"),
            gross_kg=values.number("gross_kg"),
            volume_m3=values.number("volume_m3"),
            hs_code="".join(block.code("hs_code").replace(".", "").split()),
            origin=block.code("origin").upper(),
            containers=boxes,
            line=block.line,
        )

"""A Bol_segment as a transport document."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from amont.formats.awmds.blocks import Block
from amont.formats.awmds.containers import container_of, seals_in
from amont.formats.awmds.fields import (
    CONTAINER,
    KEPT_OF_BILL,
    KEPT_OF_CONTAINER,
    KEPT_OF_GOODS,
    OF_BILL,
    OF_GOODS,
    PARTIES,
)
from amont.formats.awmds.goods import GoodsOf, tracking_note
from amont.formats.awmds.values import Values, names_of_party, party_of
from amont.formats.manifest.making import maker
from amont.formats.manifest.records import Bill, Container, Nature
from amont.kernel.findings import Finding

NATURES = {nature.value: nature for nature in Nature if nature.value}
YES_NO = {
    "1": True,
    "0": False,
    "true": True,
    "false": False,
    "y": True,
    "n": False,
    "yes": True,
    "no": False,
}
TRACKING_NOTE = "cargo_tracking_note"  # key of the extras
_NAMES = {party: names_of_party(party) for party in PARTIES}
_bill = maker(Bill)


def bill_of(block: Block, *, place: int, findings: list[Finding]) -> Bill:
    """place: number of the document in the message, from 1. findings: where doubts are added."""
    path = f"Bol_segment[{place}]"
    values = Values(block, path, OF_BILL, findings)
    facts, code = block.facts, block.code
    containers = tuple(
        container_of(one, f"{path}/ctn_segment[{number}]", findings)
        for number, one in enumerate(block.parts.get(CONTAINER, ()), start=1)
    )
    boxes = {box.number: box.packages for box in containers if box.number}
    goods = GoodsOf(block, path, boxes, findings)
    whole = Values(goods.whole, f"{path}/Goods_segment", OF_GOODS, findings)
    remarks = goods.whole.text("remarks")
    nature = code("nature")
    return _bill(
        number=code("number"),
        place=place,
        number_in_voyage=facts.get("line", ""),
        nature=NATURES.get(nature, Nature.UNKNOWN),
        nature_code=nature,
        kind=code("kind").upper(),
        master=code("master"),
        unique_reference=code("unique"),
        is_consolidated=YES_NO.get(facts.get("is_consolidated", "").casefold()),
        loading=code("loading").upper(),
        unloading=code("unloading").upper(),
        origin_port=code("origin_port").upper(),
        delivery=code("delivery").upper(),
        destination=code("destination").upper(),
        shipper=party_of(facts, _NAMES["shipper"]),
        consignee=party_of(facts, _NAMES["consignee"]),
        notify=party_of(facts, _NAMES["notify"]),
        carrier=party_of(facts, _NAMES["carrier"]),
        agent=party_of(facts, _NAMES["agent"]),
        package_kind=goods.whole.code("package_kind").upper(),
        goods=goods.lines,
        containers=_sealed(containers, goods.whole),
        container_count=whole.count("container_count"),
        vehicles=goods.vehicles,
        freight=values.amount("freight"),
        customs_value=values.amount("customs"),
        insurance=values.amount("insurance"),
        freight_terms=code("freight.terms"),
        location=code("location"),
        remarks="" if remarks == "0" else remarks,
        extras=_extras(block, goods),
        line=block.line,
        **_whole(whole, goods),
    )


def _whole(whole: Values, goods: GoodsOf) -> dict[str, Decimal | None]:
    """What is said of all goods. It is that of the only line, read once."""
    names = ("packages", "gross_kg", "volume_m3")
    if goods.whole_is_line:
        (line,) = goods.lines
        return {name: getattr(line, name) for name in names}
    return {name: whole.number(name) for name in names}


def _sealed(containers: tuple[Container, ...], whole: Block) -> tuple[Container, ...]:
    """Seals of the goods are those of the only box, when it names none."""
    if "seals" not in whole.facts or len(containers) != 1 or containers[0].seals:
        return containers
    from_goods = tuple(seals_in(whole.facts["seals"]))
    box = containers[0]
    fields = {name: getattr(box, name) for name in Container.__slots__}
    return (Container(**{**fields, "seals": from_goods}),)


def _extras(block: Block, goods: GoodsOf) -> Mapping[str, str]:
    """What has no field: elements of other names, facts without a place in the record, the tracking note."""
    found = dict(block.extras)
    if not block.facts.keys().isdisjoint(KEPT_OF_BILL):
        found.update(_kept(block, KEPT_OF_BILL))
    if not goods.whole.facts.keys().isdisjoint(KEPT_OF_GOODS):
        found.update(_kept(goods.whole, KEPT_OF_GOODS))
    for number, box in enumerate(block.parts.get(CONTAINER, ()), start=1):
        if not box.facts.keys().isdisjoint(KEPT_OF_CONTAINER):
            paths = {fact: path.format(number=number) for fact, path in KEPT_OF_CONTAINER.items()}
            found.update(_kept(box, paths))
    found.update(goods.extras)
    if len(goods.lines) == 1:
        line = goods.lines[0]
        note = tracking_note(line.description, line.marks, goods.whole.text("remarks"))
    else:
        words = (text for line in goods.lines for text in (line.description, line.marks))
        note = tracking_note(*words, goods.whole.text("remarks"))
    if note:
        found[TRACKING_NOTE] = note
    return found


def _kept(block: Block, paths: Mapping[str, str]) -> dict[str, str]:
    facts = block.facts
    return {path: facts[fact] for fact, path in paths.items() if fact in facts and facts[fact] != "0"}

"""A Bol_segment as a transport document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
from amont.formats.awmds.filling import NUMBER, code, fields_of, fill, text, upper
from amont.formats.awmds.goods import GoodsOf, tracking_note
from amont.formats.awmds.values import Values, names_of_party, party_of
from amont.formats.manifest.making import closed, drafts
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
_FIELDS = {
    "number": ("number", code),
    "line": ("number_in_voyage", text),
    "kind": ("kind", upper),
    "master": ("master", code),
    "unique": ("unique_reference", code),
    "freight.terms": ("freight_terms", code),
    **fields_of(
        loading=upper,
        unloading=upper,
        origin_port=upper,
        delivery=upper,
        destination=upper,
        location=code,
    ),
}
_NAMES = {fact: (party, names_of_party(party)) for party in PARTIES for fact in names_of_party(party)}
_AMOUNTS = {"freight.value": "freight", "customs.value": "customs_value", "insurance.value": "insurance"}
_bill = drafts(Bill)


def bill_of(block: Block, *, place: int, findings: list[Finding]) -> Bill:
    """place: number of the document in the message, from 1. findings: where doubts are added."""
    path = f"Bol_segment[{place}]"
    facts = block.facts
    draft = _bill("", place)
    draft.line = block.line
    fill(draft, block, _FIELDS, (path, OF_BILL), findings)
    if nature := block.code("nature"):
        draft.nature, draft.nature_code = NATURES.get(nature, Nature.UNKNOWN), nature
    if "is_consolidated" in facts:
        draft.is_consolidated = YES_NO.get(facts["is_consolidated"].casefold())
    for party, names in dict(_NAMES[fact] for fact in facts if fact in _NAMES).items():
        setattr(draft, party, party_of(facts, names))
    for fact, field in _AMOUNTS.items():
        if fact in facts:
            values = Values(block, path, OF_BILL, findings)
            setattr(draft, field, values.amount(fact.partition(".")[0]))
    _add_goods(draft, block, path, findings)
    return closed(draft, Bill)


def _add_goods(draft: Any, block: Block, path: str, findings: list[Finding]) -> None:
    """Containers, lines of goods, and what is said of all of them."""
    containers = tuple(
        container_of(one, f"{path}/ctn_segment[{number}]", findings)
        for number, one in enumerate(block.parts.get(CONTAINER, ()), start=1)
    )
    boxes = {box.number: box.packages for box in containers if box.number}
    goods = GoodsOf(block, path, boxes, findings)
    whole = goods.whole
    draft.goods, draft.vehicles = goods.lines, goods.vehicles
    draft.containers = _sealed(containers, whole) if "seals" in whole.facts else containers
    if "package_kind" in whole.facts:
        draft.package_kind = whole.code("package_kind").upper()
    if whole.text("remarks") != "0":
        draft.remarks = whole.text("remarks")
    place = f"{path}/Goods_segment", OF_GOODS
    if "container_count" in whole.facts:
        draft.container_count = Values(whole, *place, findings).count("container_count")
    if line := goods.alone:
        draft.packages, draft.gross_kg, draft.volume_m3 = line.packages, line.gross_kg, line.volume_m3
    else:
        fill(draft, whole, _OF_WHOLE, place, findings)
    draft.extras = _extras(block, goods)


_OF_WHOLE = fields_of(packages=NUMBER, gross_kg=NUMBER, volume_m3=NUMBER)


def _sealed(containers: tuple[Container, ...], whole: Block) -> tuple[Container, ...]:
    """Seals of the goods are those of the only box, when it names none."""
    if len(containers) != 1 or containers[0].seals:
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

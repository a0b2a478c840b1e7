"""A Bol_segment as a transport document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
from amont.formats.awmds.filling import NUMBER, Fields, code, fields_of, fill, telling, text, upper, words
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
_AMOUNTS = {"freight.value": "freight", "customs.value": "customs_value", "insurance.value": "insurance"}
_OF_WHOLE = fields_of(packages=NUMBER, package_kind=upper, gross_kg=NUMBER, volume_m3=NUMBER)
_bill = drafts(Bill)


def bill_of(block: Block, *, place: int, findings: list[Finding]) -> Bill:
    """place: number of the document in the message, from 1. findings: where doubts are added."""
    path = f"Bol_segment[{place}]"
    facts = block.facts
    draft = _bill("", place)
    draft.line = block.line
    fill(draft, block, _FIELDS, (path, OF_BILL), findings)
    for fact, field in _AMOUNTS.items():
        if fact in facts:
            values = Values(block, path, OF_BILL, findings)
            setattr(draft, field, values.amount(fact.partition(".")[0]))
    _add_goods(draft, block, path, findings)
    return closed(draft, Bill)


def _tell_nature(draft: Any, facts: Mapping[str, str]) -> None:
    if nature := code(facts["nature"]):
        draft.nature, draft.nature_code = NATURES.get(nature, Nature.UNKNOWN), nature


def _party(name: str) -> Callable[[Any, Mapping[str, str]], None]:
    """What tells a party, once for all its facts."""
    names = names_of_party(name)

    def tell(draft: Any, facts: Mapping[str, str]) -> None:
        if getattr(draft, name) is unsaid:
            setattr(draft, name, party_of(facts, names))

    unsaid = getattr(_bill("", 0), name)
    return tell


_FIELDS: Fields = {
    "number": ("number", code),
    "line": ("number_in_voyage", text),
    "kind": ("kind", upper),
    "master": ("master", code),
    "unique": ("unique_reference", code),
    "is_consolidated": ("is_consolidated", lambda said: YES_NO.get(said.casefold())),
    "freight.terms": ("freight_terms", code),
    **fields_of(
        loading=upper,
        unloading=upper,
        origin_port=upper,
        delivery=upper,
        destination=upper,
        location=code,
    ),
    **telling(("nature",), _tell_nature),
    **{
        fact: told
        for party in PARTIES
        for fact, told in telling(names_of_party(party), _party(party)).items()
    },
}


def _add_goods(draft: Any, block: Block, path: str, findings: list[Finding]) -> None:
    """Containers, lines of goods, and what is said of all of them."""
    boxes = block.parts.get(CONTAINER, ())
    containers = tuple(
        [container_of(box, f"{path}/ctn_segment[{number}]", findings) for number, box in enumerate(boxes, 1)]
    )
    goods = GoodsOf(block, path, {box.number: box.packages for box in containers if box.number}, findings)
    whole = goods.whole
    facts = whole.facts
    draft.goods, draft.vehicles = goods.lines, goods.vehicles
    draft.containers = _sealed(containers, whole) if "seals" in facts else containers
    place = f"{path}/Goods_segment", OF_GOODS
    if "container_count" in facts:
        draft.container_count = Values(whole, *place, findings).count("container_count")
    if goods.alone is None:
        fill(draft, whole, _OF_WHOLE, place, findings)
    else:
        draft.packages, draft.gross_kg, draft.volume_m3 = goods.alone
        draft.package_kind = upper(facts.get("package_kind", ""))
    if "remarks" in facts:
        draft.remarks = words(facts["remarks"])
    draft.extras = _extras(block, goods, draft.remarks)


def _sealed(containers: tuple[Container, ...], whole: Block) -> tuple[Container, ...]:
    """Seals of the goods are those of the only box, when it names none."""
    if len(containers) != 1 or containers[0].seals:
        return containers
    from_goods = tuple(seals_in(whole.facts["seals"]))
    box = containers[0]
    fields = {name: getattr(box, name) for name in Container.__slots__}
    return (Container(**{**fields, "seals": from_goods}),)


def _extras(block: Block, goods: GoodsOf, remarks: str) -> Mapping[str, str]:
    """What has no field: elements of other names, facts without a place in the record, the tracking note."""
    found = block.extras.copy()
    _keep(block, KEPT_OF_BILL, found)
    _keep(goods.whole, KEPT_OF_GOODS, found)
    for number, box in enumerate(block.parts.get(CONTAINER, ()), start=1):
        _keep(box, KEPT_OF_CONTAINER, found, number)
    found.update(goods.extras)
    texts = [text for line in goods.lines for text in (line.description, line.marks) if text]
    if note := tracking_note(*texts, remarks):
        found[TRACKING_NOTE] = note
    return found


def _keep(block: Block, paths: Mapping[str, str], found: dict[str, str], number: int = 0) -> None:
    facts = block.facts
    if not paths.keys().isdisjoint(facts):
        found |= {
            path.format(number=number): facts[fact]
            for fact, path in paths.items()
            if fact in facts and facts[fact] != "0"
        }

"""A ctn_segment as a container."""

from __future__ import annotations

import re
from collections.abc import Mapping

from amont.formats.awmds.blocks import Block
from amont.formats.awmds.fields import OF_CONTAINER
from amont.formats.awmds.filling import NUMBER, code, fields_of, fill, upper
from amont.formats.awmds.values import Values
from amont.formats.manifest.making import closed, drafts
from amont.formats.manifest.numbers import container_number
from amont.formats.manifest.records import Container, Danger, Filling
from amont.kernel.findings import Finding

FILLINGS: Mapping[str, Filling] = {
    **dict.fromkeys(("fcl", "full", "f", "1/1", "02", "5", "plein"), Filling.FULL),
    **dict.fromkeys(("lcl", "cons", "8", "groupage"), Filling.SHARED),
    **dict.fromkeys(("prt", "part", "7"), Filling.PART),
    **dict.fromkeys(("empty", "mty", "e", "0/0", "4", "vide"), Filling.EMPTY),
}
FILLING_WRITTEN = {Filling.FULL: "FCL", Filling.SHARED: "LCL", Filling.PART: "PRT", Filling.EMPTY: "EMPTY"}
SEALS = ("seal", "seal1", "seal2", "seal3")
_SEAL_SIGNS = re.compile(r"\s*[,;]\s*|\s+/\s+")
_FIELDS = fields_of(
    kind=upper,
    packages=NUMBER,
    goods_kg=NUMBER,
    gross_kg=NUMBER,
    tare_kg=NUMBER,
    place=code,
)
_container = drafts(Container)


def container_of(block: Block, path: str, findings: list[Finding]) -> Container:
    """path: of the element."""
    facts = block.facts
    draft = _container(container_number(block.code("number")))
    draft.line = block.line
    fill(draft, block, _FIELDS, (path, OF_CONTAINER), findings)
    if "filling" in facts:
        draft.filling = FILLINGS.get(facts["filling"].casefold(), Filling.UNKNOWN)
    if not facts.keys().isdisjoint(SEALS):
        draft.seals = _seals(facts)
    if "imo_class" in facts or "un_number" in facts:
        draft.danger = danger_of(block)
    if "celsius" in facts:
        draft.celsius = Values(block, path, OF_CONTAINER, findings).degrees("celsius")
    return closed(draft, Container)


def danger_of(block: Block) -> tuple[Danger, ...]:
    """Dangerous goods, none for placeholders."""
    danger = Danger(block.code("imo_class"), block.code("un_number"))
    return (danger,) if danger != Danger() else ()


def _seals(facts: Mapping[str, str]) -> tuple[str, ...]:
    found: list[str] = []
    for name in SEALS:
        if name in facts:
            found.extend(seals_in(facts[name]))
    return tuple(dict.fromkeys(found))


def seals_in(text: str) -> list[str]:
    """Seals of one element, which may list several."""
    return [seal for seal in _SEAL_SIGNS.split(text) if seal and seal != "0"]

"""A ctn_segment as a container."""

from __future__ import annotations

import re
from collections.abc import Mapping

from amont.formats.awmds.blocks import Block
from amont.formats.awmds.fields import OF_CONTAINER
from amont.formats.awmds.values import Values
from amont.formats.manifest.making import maker
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
_container = maker(Container)


def container_of(block: Block, path: str, findings: list[Finding]) -> Container:
    """path: of the element."""
    values = Values(block, path, OF_CONTAINER, findings)
    facts, code = block.facts, block.code
    filling = facts.get("filling", "")
    danger = () if "imo_class" not in facts and "un_number" not in facts else danger_of(block)
    return _container(
        number=container_number(code("number")),
        kind=code("kind").upper(),
        filling=FILLINGS.get(filling.casefold(), Filling.UNKNOWN) if filling else Filling.UNKNOWN,
        packages=values.number("packages"),
        goods_kg=values.number("goods_kg"),
        gross_kg=values.number("gross_kg"),
        tare_kg=values.number("tare_kg"),
        seals=_seals(facts),
        danger=danger,
        celsius=values.degrees("celsius"),
        place=code("place"),
        line=block.line,
    )


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

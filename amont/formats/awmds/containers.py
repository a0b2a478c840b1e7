"""A ctn_segment as a container."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from amont.formats.asycuda.values import number
from amont.formats.awmds.blocks import Block
from amont.formats.awmds.fields import OF_CONTAINER
from amont.formats.awmds.filling import NUMBER, code, fields_of, fill, telling, upper
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
_container = drafts(Container)


def container_of(block: Block, path: str, findings: list[Finding]) -> Container:
    """path: of the element."""
    draft = _container("")
    draft.line = block.line
    fill(draft, block, _FIELDS, (path, OF_CONTAINER), findings)
    return closed(draft, Container)


def tell_danger(draft: Any, facts: Mapping[str, str]) -> None:
    """Dangerous goods, none for placeholders."""
    danger = Danger(code(facts.get("imo_class", "")), code(facts.get("un_number", "")))
    if danger != Danger():
        draft.danger = (danger,)


def _tell_seals(draft: Any, facts: Mapping[str, str]) -> None:
    draft.seals = _seals(facts)


def _seals(facts: Mapping[str, str]) -> tuple[str, ...]:
    found: list[str] = []
    for name in SEALS:
        if name in facts:
            found.extend(seals_in(facts[name]))
    return tuple(dict.fromkeys(found))


def seals_in(text: str) -> list[str]:
    """Seals of one element, which may list several."""
    return [seal for seal in _SEAL_SIGNS.split(text) if seal and seal != "0"]


_FIELDS = {
    **fields_of(
        number=lambda said: container_number(code(said)),
        kind=upper,
        packages=NUMBER,
        goods_kg=NUMBER,
        gross_kg=NUMBER,
        tare_kg=NUMBER,
        filling=lambda said: FILLINGS.get(said.casefold(), Filling.UNKNOWN),
        celsius=lambda said: number(said.upper().rstrip("°C ")),
        place=code,
    ),
    **telling(SEALS, _tell_seals),
    **telling(("imo_class", "un_number"), tell_danger),
}

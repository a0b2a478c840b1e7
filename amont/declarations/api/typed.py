"""Boxes as a person types them -> rows to lodge; what cannot be read is told at its box."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from amont.declarations.api.shapes import DeclarationTold
from amont.declarations.models import KeptDraft
from amont.edge.api.bodies import read
from amont.kernel.items import BY_NAME, Kind

BLANKS = re.compile(r"\s")
FIGURE = re.compile(r"-?[0-9]+([.,][0-9]+)?")


def rows_of(draft: KeptDraft) -> list[dict[str, object]]:
    """One row for each item; a box that it leaves empty is as in the header. Unfit: pointers to the boxes."""
    items = [{"item": place, **read_boxes(row)} for place, row in enumerate(draft.items, start=1)]
    body = json.dumps({**read_boxes(draft.header), "items": items})
    declaration = read(body.encode(), DeclarationTold)
    whole = declaration.model_dump(exclude={"items"}, exclude_none=True)
    told: Any = declaration
    return [{**whole, **item.model_dump(exclude_none=True)} for item in told.items]


def read_boxes(boxes: Mapping[str, str]) -> dict[str, object]:
    """Empty ones left out, figures read; what is no figure stays a text, to be refused at its place."""
    return {name: _read(name, text.strip()) for name, text in boxes.items() if text.strip()}


def _read(name: str, text: str) -> object:
    kind = BY_NAME[name].kind
    bare = BLANKS.sub("", text)
    if kind not in (Kind.NUMBER, Kind.INTEGER) or not FIGURE.fullmatch(bare):
        return text
    return int(bare) if bare.lstrip("-").isdecimal() else float(bare.replace(",", "."))

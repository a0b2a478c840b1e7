"""Voyages and documents as an ASYCUDA World file or a flat sheet; reading it gives equal records.

What the elements of UNCTAD have no place for is not written: the reference of the message, calls, who sends.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from lxml import etree

from amont.formats.awmds.flat import columns_of
from amont.formats.awmds.leaves import Leaf, leaves_of_bill, leaves_of_voyage
from amont.formats.awmds.sheet_headings import HEADINGS_OF_BILL, HEADINGS_OF_MASTER, HEADINGS_OF_VOYAGE
from amont.formats.manifest.records import Bill, Scope, Voyage
from amont.formats.xml.reading import Xml
from amont.kernel.errors import AmontError
from amont.kernel.findings import clip

ROOT_OF = {Scope.VOYAGE: "Awmds", Scope.MASTER: "Awbolds", Scope.COLOADER: "Awmcds", Scope.DOCUMENT: "Awmds"}
_STEP = re.compile(r"([^\[\]]+)(?:\[([0-9]+)\])?")
_INDEX = re.compile(r"\[[0-9]+\]")


class Unwritable(AmontError):
    """A text with signs that XML forbids, or a place that is no name of an element. Facts: path, value."""

    code = "manifest.unwritable"


def write_awmds(voyage: Voyage, bills: Iterable[Bill]) -> Iterator[bytes]:
    """UTF-8, piece by piece, one for each document. Raises Unwritable."""
    root = ROOT_OF[voyage.scope]
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<{root}>\n'.encode()
    yield from _segments(leaves_of_voyage(voyage))
    for bill in bills:
        yield from _segments(leaves_of_bill(bill))
    yield f"</{root}>\n".encode()


def _segments(leaves: Iterable[Leaf]) -> Iterator[bytes]:
    """One element for each first step."""
    made: dict[str, Xml] = {}
    for path, text in leaves:
        try:
            _put(path, text, made)
        except ValueError:
            raise Unwritable(path=clip(path), value=clip(text)) from None
    for path, element in made.items():
        if "/" not in path:
            etree.indent(element, level=1)
            yield b"  " + etree.tostring(element, encoding="utf-8") + b"\n"


def _put(path: str, text: str, made: dict[str, Xml]) -> None:
    element = _element(path, made)
    if text:
        element.text = text


def _element(path: str, made: dict[str, Xml]) -> Xml:
    """The element of a path, made with those above it, and with those of its name before it."""
    path = path.removesuffix("[1]")
    if path in made:
        return made[path]
    above, _, step = path.rpartition("/")
    found = _STEP.fullmatch(step)
    if found is None:
        raise ValueError(path)
    name, number = found[1], int(found[2] or 1)
    if not above:
        made[path] = etree.Element(name)
        return made[path]
    parent = _element(_first_dropped(above), made)
    base = f"{_first_dropped(above)}/{name}"
    for before in range(1, number + 1):
        key = base if before == 1 else f"{base}[{before}]"
        if key not in made:
            made[key] = etree.SubElement(parent, name)
    return made[base if number == 1 else f"{base}[{number}]"]


def _first_dropped(path: str) -> str:
    return path.replace("[1]", "")


def write_flat(voyage: Voyage, bills: Iterable[Bill]) -> Iterator[bytes]:
    """CSV with the tags as headings; unknown elements have no column. Further containers and lines of goods
    have rows of their own."""
    root = ROOT_OF[voyage.scope]
    of_voyage = HEADINGS_OF_MASTER + HEADINGS_OF_VOYAGE if voyage.master else HEADINGS_OF_VOYAGE
    headings = [root, *of_voyage, *HEADINGS_OF_BILL]
    _, columns = columns_of(headings)
    width, at = len(headings), {column.path: column.at for column in reversed(columns)}
    yield _line(headings)
    waiting = _cells(leaves_of_voyage(voyage), at)
    for bill in bills:
        for number, cells in enumerate(_rows(leaves_of_bill(bill), at)):
            if number == 0:
                cells, waiting = {**cells, **waiting}, {}
            yield _line([cells.get(column, "") for column in range(width)])
    if waiting:
        yield _line([waiting.get(column, "") for column in range(width)])


def _cells(leaves: Iterable[Leaf], at: dict[str, int]) -> dict[int, str]:
    return next(_rows(leaves, at))


def _rows(leaves: Iterable[Leaf], at: dict[str, int]) -> Iterator[dict[int, str]]:
    """The first row has all that there is one of; the second container is on the second row, and so on."""
    rows: list[dict[int, str]] = [{}]
    for path, text in leaves:
        column = at.get(_column(path))
        if column is not None and text:
            number = max([int(found[1:-1]) for found in _INDEX.findall(path)], default=1)
            rows.extend({} for _ in range(number - len(rows)))
            rows[number - 1].setdefault(column, text)
    return iter(rows)


def _column(path: str) -> str:
    """Segment, part and name: as `flat` calls its columns."""
    steps = _INDEX.sub("", path).split("/")
    parts = [step for step in steps[1:-1] if step in _PARTS_OF_A_SHEET]
    segment = "General_segment" if steps[0] == "Master_bol" else steps[0]
    return "/".join([segment, *parts[-1:], steps[-1]])


_PARTS_OF_A_SHEET = frozenset(
    {"ctn_segment", "Goods_segment", "Goods_detail_segment", "HS_Compliance", "Vehicle_segment"}
)


def _line(cells: list[str]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(cells)
    return out.getvalue().encode()

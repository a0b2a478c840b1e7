"""The single administrative document: a first sheet with boxes 1 to 54, BIS sheets of three items each.

The boxes are those of the French form, in French, the language of the paper; the drawing is ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from amont.formats.asycuda import Declaration
from amont.formats.printed.boxes import HEADER, Sheet, fees, header_texts, item_block
from amont.formats.printed.paper import Paper, Place

PER_SHEET = 3
LEFT, WIDTH = 10.0, 190.0
_FIRST_ITEM, _BIS_TOP, _BIS_STEP = 136.0, 32.0, 84.0


@dataclass(frozen=True, slots=True)
class Stamped:
    """What customs put on it. registered: number, "" before. draft: words across a page until then."""

    reference: str
    office: str = ""
    registered: str = ""
    registered_on: date | None = None
    draft: str = "PROJET"


def print_sad(declaration: Declaration, stamped: Stamped) -> bytes:
    """A PDF with selectable text: one sheet, and one for each three items after the first."""
    paper = Paper(f"DAU {stamped.reference}")
    rest = [item for item in declaration.items if item.leaves]
    sheets = sheet_count(len(rest))
    _first(paper, declaration, stamped, sheets)
    for number, at in enumerate(range(1, len(rest), PER_SHEET), start=2):
        paper.turn()
        _bis(paper, declaration, stamped, Sheet(number, sheets))
        for place, item in enumerate(rest[at : at + PER_SHEET]):
            item_block(paper, item, top=_BIS_TOP + place * _BIS_STEP)
    return paper.whole()


def sheet_count(items: int) -> int:
    """How many sheets so many items need."""
    return 1 + max(0, -(-(items - 1) // PER_SHEET))


def _first(paper: Paper, declaration: Declaration, stamped: Stamped, sheets: int) -> None:
    _mark(paper, stamped)
    paper.heading(LEFT, 12, "DÉCLARATION EN DÉTAIL – DOCUMENT ADMINISTRATIF UNIQUE")
    texts = header_texts(declaration, Sheet(1, sheets))
    texts["A"] = _office(stamped)
    for key, title, place in HEADER:
        paper.box(Place(LEFT + place.x, place.y, place.width, place.height), title, texts.get(key, ""))
    items = [item for item in declaration.items if item.leaves]
    if items:
        item_block(paper, items[0], top=_FIRST_ITEM)
    fees(paper, declaration, top=_FIRST_ITEM + 84)


def _bis(paper: Paper, declaration: Declaration, stamped: Stamped, sheet: Sheet) -> None:
    _mark(paper, stamped)
    paper.heading(LEFT, 12, "DOCUMENT ADMINISTRATIF UNIQUE – FEUILLE BIS")
    texts = header_texts(declaration, sheet)
    paper.box(Place(LEFT, 15, 40, 14), "1 DÉCLARATION", texts["1"])
    paper.box(Place(LEFT + 40, 15, 25, 14), "3 FORMULAIRES", texts["3"])
    paper.box(Place(LEFT + 65, 15, 75, 14), "8 DESTINATAIRE", texts["8"])
    paper.box(Place(LEFT + 140, 15, 50, 14), "A BUREAU", _office(stamped))


def _mark(paper: Paper, stamped: Stamped) -> None:
    if not stamped.registered:
        paper.watermark(stamped.draft)


def _office(stamped: Stamped) -> str:
    day = f" du {stamped.registered_on:%d/%m/%Y}" if stamped.registered_on else ""
    lines = [stamped.office, stamped.reference]
    return "\n".join([*lines, f"N° {stamped.registered}{day}"] if stamped.registered else lines)

"""A sheet of paper with numbered boxes: millimetres from the upper left corner, text cut to its box."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

PLAIN, BOLD = "Helvetica", "Helvetica-Bold"  # fonts every reader has: nothing is shipped
TITLE, TEXT, LEADING = 4.6, 6.8, 7.6
_MARGIN = 1.0  # millimetres between the frame and the text
_GREY = Color(0.55, 0.55, 0.55, alpha=0.28)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a box stands, in millimetres from the upper left corner."""

    x: float
    y: float
    width: float
    height: float


def plain(text: str) -> str:
    """Signs that the fonts have; others become a question mark."""
    return text.encode("cp1252", "replace").decode("cp1252")


@dataclass(slots=True)
class Paper:
    """Pages being drawn. The same content always gives the same bytes."""

    title: str
    _buffer: io.BytesIO = field(default_factory=io.BytesIO)
    _canvas: Any = None

    def __post_init__(self) -> None:
        self._canvas = Canvas(self._buffer, pagesize=A4, invariant=1, pageCompression=1)
        self._canvas.setTitle(plain(self.title))
        self._canvas.setLineWidth(0.4)

    def box(self, place: Place, title: str, text: str = "", *, right: bool = False) -> None:
        """A frame with its number and name above, its text below; what does not fit ends with dots."""
        top = A4[1] - place.y * mm
        self._canvas.rect(place.x * mm, top - place.height * mm, place.width * mm, place.height * mm)
        inner = (place.width - 2 * _MARGIN) * mm
        self._write(title, place.x + _MARGIN, top - TITLE - 0.6, size=TITLE)
        room = int((place.height * mm - TITLE - 1.5) / LEADING)
        for at, line in enumerate(fitted(text, inner, max(room, 1))):
            below = top - TITLE - 1.2 - LEADING * (at + 1) + 1.2
            if right:
                self._canvas.setFont(PLAIN, TEXT)
                self._canvas.drawRightString((place.x + place.width - _MARGIN) * mm, below, line)
            else:
                self._write(line, place.x + _MARGIN, below, size=TEXT)

    def cell(self, place: Place, text: str, *, right: bool = False, font: str = PLAIN) -> None:
        """One line of text without a frame."""
        (line,) = fitted(text, place.width * mm, 1) or [""]
        below = A4[1] - place.y * mm - TEXT
        self._canvas.setFont(font, TEXT)
        if right:
            self._canvas.drawRightString((place.x + place.width) * mm, below, line)
        else:
            self._canvas.drawString(place.x * mm, below, line)

    def heading(self, x: float, y: float, text: str) -> None:
        self._canvas.setFont(BOLD, 10)
        self._canvas.drawString(x * mm, A4[1] - y * mm, plain(text))

    def watermark(self, text: str) -> None:
        """Large grey words across the page."""
        self._canvas.saveState()
        self._canvas.setFillColor(_GREY)
        self._canvas.setFont(BOLD, 110)
        self._canvas.translate(A4[0] / 2, A4[1] / 2)
        self._canvas.rotate(52)
        self._canvas.drawCentredString(0, -35, plain(text))
        self._canvas.restoreState()

    def turn(self) -> None:
        """The page is done."""
        self._canvas.showPage()
        self._canvas.setLineWidth(0.4)

    def whole(self) -> bytes:
        """The document."""
        self._canvas.save()
        return self._buffer.getvalue()

    def _write(self, text: str, x: float, below: float, *, size: float) -> None:
        self._canvas.setFont(PLAIN, size)
        self._canvas.drawString(x * mm, below, plain(text))


def fitted(text: str, width: float, lines: int) -> list[str]:
    """At most so many lines of this width, in points; dots say that there is more."""
    found: list[str] = []
    for line in simpleSplit(plain(text), PLAIN, TEXT, width):
        found += _cut(line, width)
    if len(found) > lines:
        found = [*found[: lines - 1], f"{found[lines - 1][:-1].rstrip()}…"]
    return found


def _cut(word: str, width: float) -> list[str]:
    """A word wider than its box, in pieces."""
    pieces = []
    while len(word) > 1 and _wide(word) > width:
        at = len(word)
        while at > 1 and _wide(word[:at]) > width:
            at -= 1
        pieces.append(word[:at])
        word = word[at:]
    return [*pieces, word]


def _wide(text: str) -> float:
    return float(stringWidth(text, PLAIN, TEXT))

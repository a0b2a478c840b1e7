"""The XML of a sheet looked at as text: how far its cells reach and which shared texts it shows.

A quick look takes files as every office program writes them. Whatever is written in another way gets a slow
look that misses nothing: prefixes, blanks around signs, single quotes, cells that do not tell their place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

_TO_BLANKS = bytes.maketrans(b"\t\r\n", b"   ")
_UNUSUAL = (b":c", b"='", b" =", b"= ")

_COLUMN = re.compile(rb' r="([A-Z]+)[0-9]')
_ROW = re.compile(rb' r="[A-Z]+([0-9]+)')

# The slow look. A cell that closes at once (`<c .../>`) is only a format; a `>` may stand inside quotes.
_PREFIX = rb"<(?:[^ <>/:]+:)?"
_INSIDE = rb"""((?:[^>"']|"[^"]*"|'[^']*')*+)>"""
_CELL = re.compile(_PREFIX + rb"c(?=[ >/])" + _INSIDE)
_ROW_TAG = re.compile(_PREFIX + rb"row(?=[ >/])" + _INSIDE)
_PLACE = re.compile(rb"""\br *= *["']([A-Za-z]{0,3})([0-9]+)["']""")
_IS_SHARED = re.compile(rb"""\bt *= *["']s["']""")

_TEXT = re.compile(_PREFIX + rb"si(?=[ >/])")
_SHOWN_NUMBER = re.compile(_PREFIX + rb"""v> *([0-9]{1,9})<""")


@dataclass(slots=True)
class Extent:
    """How far the cells of one file reach, and where its shared texts begin. Fed piece by piece."""

    is_strict: bool = False
    rows: int = 0
    columns: int = 0
    shown: int = 0
    size: int = 0
    texts_at: list[int] = field(default_factory=list)

    @property
    def area(self) -> int:
        return self.rows * self.columns

    @property
    def longest_text(self) -> int:
        """Length of the longest shared text, its tags included; 0 without any."""
        return int(np.diff([*self.texts_at, self.size]).max(initial=0)) if self.texts_at else 0

    def add(self, piece: bytes) -> None:
        text = piece.translate(_TO_BLANKS)
        self.texts_at += [self.size + found.start() for found in _TEXT.finditer(text)]
        self.size += len(piece)
        columns = _COLUMN.findall(text)
        is_usual = text.count(b"<c") - text.count(b"<col") == len(columns)
        if self.is_strict or not is_usual or any(sign in text for sign in _UNUSUAL):
            self._look_slowly(text)
        else:
            self._reach(columns, _ROW.findall(text))
            self.shown += text.count(b't="s"')

    def _look_slowly(self, text: bytes) -> None:
        cells = [inside for inside in _CELL.findall(text) if not inside.endswith(b"/")]
        places = [place for inside in cells for place in _PLACE.findall(inside)]
        self._reach([letters for letters, _ in places], [number for _, number in places])
        self.shown += sum(_IS_SHARED.search(inside) is not None for inside in cells)
        if len(cells) > len(places):  # cells without a place follow each other in their row
            rows = [place for inside in _ROW_TAG.findall(text) for place in _PLACE.findall(inside)]
            self._reach([], [number for _, number in rows])
            between = np.diff([0, *(found.start() for found in _ROW_TAG.finditer(text)), len(text)])
            self.columns = max(self.columns, _most_cells(text, between))

    def _reach(self, columns: list[bytes], rows: list[bytes]) -> None:
        self.columns = max([self.columns, *map(column_number, set(columns))])
        self.rows = max([self.rows, *map(int, set(rows))])


def column_number(letters: bytes) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _most_cells(text: bytes, lengths: NDArray[np.int64]) -> int:
    """Most cells in one of the stretches of these lengths."""
    starts = np.array([found.start() for found in _CELL.finditer(text)])
    counts = np.searchsorted(starts, np.cumsum(lengths))
    return int(np.diff(counts, prepend=0).max(initial=0))


def shown_texts(piece: bytes) -> tuple[NDArray[np.int64], int]:
    """Numbers of the shared texts that cells show, and how many cells show one without telling which."""
    text = piece.translate(_TO_BLANKS)
    numbers, untold = [], 0
    for found in _CELL.finditer(text):
        if _IS_SHARED.search(found.group(1)):
            told = _SHOWN_NUMBER.match(text, found.end())
            numbers += [int(told.group(1))] if told else []
            untold += told is None
    return np.array(numbers, dtype=np.int64), untold

"""Segments of any EDIFACT file, with their elements: for those who look at a file as it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import IO

from amont.formats.edifact.signs import uncollapsed
from amont.formats.edifact.tokens import CHUNK, Batch, Tokens


class Segment:
    """One segment. number: in the file, from 1; line, column: of its first sign, from 1.

    Elements are split when asked for: ``segment[3]`` is the third element, a tuple of its components.
    """

    def __init__(self, batch: Batch, index: int, *, number: int) -> None:
        self._batch, self._index = batch, index
        self.number = number
        self.tag = batch.raws[index].partition("+")[0].partition(":")[0]

    @cached_property
    def elements(self) -> tuple[tuple[str, ...], ...]:
        """Every element after the tag, each with its components, signs no longer released."""
        parts = self._batch.raws[self._index].split("+")[1:]
        return tuple(tuple(uncollapsed(part) for part in element.split(":")) for element in parts)

    def __getitem__(self, element: int) -> tuple[str, ...]:
        """The components of an element, from 1; ("",) where the segment is shorter."""
        return self.elements[element - 1] if 0 < element <= len(self.elements) else ("",)

    @property
    def line(self) -> int:
        """The line in the file, from 1."""
        return self._batch.place(self._index)[0]

    @property
    def column(self) -> int:
        """The column in the line, from 1."""
        return self._batch.place(self._index)[1]

    def __repr__(self) -> str:
        return f"Segment({self._batch.raws[self._index]!r}, line={self.line}, column={self.column})"


def segments(source: IO[bytes] | bytes, *, chunk: int = CHUNK) -> Iterator[Segment]:
    """Every segment of a file, service segments included, empty ones left out. Raises Unreadable.

    What stands after the last terminator is no segment: it may have been cut.
    """
    number = 0
    for batch in Tokens(source, chunk=chunk):
        for index, raw in enumerate(batch.raws):
            if raw:
                number += 1
                yield Segment(batch, index, number=number)

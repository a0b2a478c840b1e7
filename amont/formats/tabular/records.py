"""Blocks of separated text cut at the ends of records, quotes respected, and the line of each record."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from amont.formats.tabular.ledger import Ledger
from amont.formats.tabular.quotes import MAX_RECORD, NEWLINE, QUOTE, Offsets, Signs, keep_the_rule, mend
from amont.kernel.findings import Severity


@dataclass(frozen=True, slots=True)
class Records:
    """text: whole records whose quotes keep the rule. ends: after the newline of each. lines: first lines."""

    text: bytes
    ends: Offsets
    lines: Offsets

    @property
    def starts(self) -> Offsets:
        return np.concatenate(([0], self.ends[:-1])) if len(self.ends) else self.ends

    def record(self, number: int) -> bytes:
        return self.text[self.starts[number] : self.ends[number]]

    def after(self, count: int) -> Records:
        """Without the first `count` records."""
        if count == 0:
            return self
        cut = int(self.ends[count - 1])
        return Records(self.text[cut:], self.ends[count:] - cut, self.lines[count:])

    def widths(self, delimiter: str) -> Offsets:
        """Number of fields of each record."""
        signs = np.frombuffer(self.text, np.uint8)
        is_delimiter = signs == ord(delimiter)
        if b'"' in self.text:
            is_delimiter &= ~_inside_quotes(signs)
        before = np.searchsorted(np.flatnonzero(is_delimiter), self.ends)
        return np.diff(before, prepend=0) + 1


class RecordCutter:
    """Takes blocks of whole lines, gives whole records; what is unfinished waits for the next block.

    width: how many fields the header has, None when it was not found.
    """

    def __init__(self, *, delimiter: str, width: int | None, ledger: Ledger) -> None:
        self._delimiter, self._width, self._ledger = delimiter, width, ledger
        self._carry = b""
        self._line = 1

    def cut(self, block: bytes, *, is_last: bool) -> Records:
        data = self._carry + block
        records, rest = self._regular(data, is_last=is_last) or self._mended(data, is_last=is_last)
        self._carry = data[rest:]
        self._line += data.count(b"\n", 0, rest)
        return records

    def _regular(self, data: bytes, *, is_last: bool) -> tuple[Records, int] | None:
        """None when a quote breaks the rule, or a record is so long that a quote was surely left open."""
        found = _regular_ends(data, self._delimiter)
        if found is None:
            return None
        ends, first_lines = found
        rest = int(ends[-1]) if len(ends) else 0
        is_open = len(data) > rest and (is_last or len(data) - rest > MAX_RECORD)
        if is_open or (b'"' in data and np.diff(ends, prepend=0).max(initial=0) > MAX_RECORD):
            return None
        return Records(data[:rest] if rest < len(data) else data, ends, first_lines + self._line), rest

    def _mended(self, data: bytes, *, is_last: bool) -> tuple[Records, int]:
        mended = mend(data, delimiter=self._delimiter, width=self._width, is_last=is_last)
        if mended.doubtful:
            self._ledger.rows(
                "table.quote_doubt",
                Severity.NOTE,
                lines=[self._line + line for line, _ in mended.doubtful],
                values=[text.decode() for _, text in mended.doubtful],
            )
        found = _regular_ends(mended.text, self._delimiter)
        ends = found[0] if found else np.zeros(0, np.int64)
        return Records(mended.text, ends, mended.first_lines + self._line), mended.rest


def _regular_ends(data: bytes, delimiter: str) -> tuple[Offsets, Offsets] | None:
    """Ends of records and their first lines from 0; None when a quote is not where a quote may be."""
    signs = np.frombuffer(data, np.uint8)
    newlines = np.flatnonzero(signs == NEWLINE)
    if b'"' not in data:
        return newlines + 1, np.arange(len(newlines))
    quotes = np.flatnonzero(signs == QUOTE)
    is_opening = np.arange(len(quotes)) % 2 == 0
    if not keep_the_rule(signs, quotes, delimiter=delimiter, is_opening=is_opening).all():
        return None
    closing = np.flatnonzero(np.searchsorted(quotes, newlines) % 2 == 0)
    first_lines = np.concatenate(([0], closing[:-1] + 1)) if len(closing) else closing
    return newlines[closing] + 1, first_lines


def _inside_quotes(signs: Signs) -> NDArray[np.bool_]:
    parity = np.bitwise_xor.accumulate((signs == QUOTE).view(np.uint8))
    return parity.view(np.bool_)

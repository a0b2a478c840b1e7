"""A file as segments, in lots: text cut at the terminators that count, each segment with its line and column.

Every chunk is cut once and split by the interpreter's own functions: no loop over signs. A terminator before
what cannot be a segment (``STE D'IMPORT``) stands for itself: the text is put together again, and told.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from collections.abc import Iterator
from enum import IntEnum
from typing import IO

from amont.formats.edifact.encoding import Decoder
from amont.formats.edifact.errors import Empty, NotEdifact, SegmentTooLong
from amont.formats.edifact.signs import (
    GLUED,
    SERVICE_LENGTH,
    Signs,
    advice,
    escaped_length,
    last_terminator,
    line_width,
    usual_form,
    without_advice,
)
from amont.kernel.findings import clip

CHUNK = 1 << 15  # small enough for what comes of it to stay in the processor's cache
HEAD = 1 << 14  # of text, to tell signs and lines
MAX_SEGMENT = 1 << 16
MAX_PARTS = 2_000  # elements and components of one segment
BLANKS = " \t\r\n"
_BACKWARDS = 64  # terminators looked at for one that surely ends a segment
_TAG = r"(?:[A-Z][A-Z0-9]{2}(?:[+:']|[ \t\r\n]*')|UNA)"
MAX_BLANKS = 64  # between a terminator in a text and what goes on behind it
_IN_TEXT = re.compile(rf"'(?![A-Z][A-Z0-9]{{2}}[+:'])[ \t\r\n]{{0,{MAX_BLANKS}}}+(?!{_TAG})(?=[^' \t\r\n])")
_STARTS = re.compile(_TAG)
_ADVICE = re.compile(r"UNA[^A-Za-z0-9]")


class Lines(IntEnum):
    """What line ends are in a lot."""

    NONE = 0
    BLANK = 1
    TERMINATOR = 2


class Batch:
    """Segments that follow each other, in the usual signs; "" where terminators stand side by side.

    raws: without the blanks and line ends around them. glued: places of `raws` put together again. same_line:
    the line of all of them, 0 where they stand on several.
    """

    __slots__ = ("same_line", "_known", "_lines", "_starts", "_texts", "_width", "at", "glued", "raws")

    def __init__(self, texts: list[str], *, at: tuple[int, int], lines: Lines, width: int) -> None:
        """at: line and column of the first sign. width: of lines cut anywhere, 0 for none."""
        self.glued: list[int] = []
        self.raws = self._texts = texts
        self.at = at
        self._lines, self._width = lines, width
        self.same_line = 0 if lines or width else at[0]
        self._known = [0], [at[1]]  # segments whose column was asked for, and it
        self._starts: list[tuple[int, int]] = []

    def tidy(self) -> None:
        """Take away blanks and line ends around and inside segments."""
        self.raws = [
            text.replace("\r", "").replace("\n", " ") if "\n" in text else text
            for text in (text.strip(BLANKS) for text in self._texts)
        ]

    def line(self, index: int) -> int:
        """The line on which a segment begins, from 1."""
        return self.same_line or self.place(index)[0]

    def place(self, index: int) -> tuple[int, int]:
        """Line and column of the first sign of a segment, from 1. Quickest when asked in order."""
        line, column = self._on_many_lines(index) if self._lines else (self.at[0], self._on_one_line(index))
        text = self._texts[index]
        if text and text[0] in BLANKS:
            line, column = _after(text[: len(text) - len(text.lstrip(BLANKS))], line, column)
        if self._width:
            return 1 + (column - 1) // self._width, 1 + (column - 1) % self._width
        return line, column

    def _on_one_line(self, index: int) -> int:
        indexes, columns = self._known
        at = len(indexes) - 1
        if index < indexes[at]:
            at = bisect_right(indexes, index) - 1
        known, column = indexes[at], columns[at]
        if index > known:
            column += escaped_length("'".join(self._texts[known:index])) + 1
            if index > indexes[-1]:
                indexes.append(index)
                columns.append(column)
        return column

    def _on_many_lines(self, index: int) -> tuple[int, int]:
        if not self._starts:
            line, column = self.at
            for text in self._texts:
                self._starts.append((line, column))
                line, column = _after(text, line, column)
                line, column = (line + 1, 1) if self._lines is Lines.TERMINATOR else (line, column + 1)
        return self._starts[index]


def _after(text: str, line: int, column: int) -> tuple[int, int]:
    """The place behind a text."""
    if "\n" in text:
        return line + text.count("\n"), escaped_length(text) - text.rfind("\n")
    return line, column + escaped_length(text)


class Tokens:
    """The segments of a file. Read it once; memory does not grow with its length.

    signs, decoder: of what was read last. tail: what stands after the last terminator, with its line.
    is_short_advice: a service string was too short. Raises Unreadable.
    """

    def __init__(self, source: IO[bytes] | bytes, *, chunk: int = CHUNK) -> None:
        stream = io.BytesIO(source) if isinstance(source, bytes) else source
        head = stream.read(max(chunk, 64))
        self.decoder = Decoder(head)
        self.is_short_advice = False
        self.tail, self.tail_line = "", 1
        self._stream, self._chunk, self._bytes = stream, chunk, head
        self._line = self._column = 1
        self._is_final = False
        self._width = 0
        self._text = ""
        self.signs = self._begin()

    def _more(self) -> bool:
        """Take in the next chunk; False at the end of the file."""
        if self._is_final:
            return False
        chunk = self._bytes or self._stream.read(self._chunk)
        self._bytes = b""
        self._is_final = not chunk
        text = self.decoder.feed(chunk, final=self._is_final)
        self._text += text.replace("\r", "").replace("\n", "") if self._width else text
        return True

    def _begin(self) -> Signs:
        """Find the first segment, the signs, and whether lines are cut anywhere."""
        while len(self._text.lstrip()) < HEAD and self._more():
            pass
        head = self._text[: 2 * HEAD]
        bare = head.lstrip(BLANKS + "\ufeff")
        if not bare:
            raise Empty()
        found = advice(bare) if bare.startswith("UNA") else None
        signs = found.signs if found else without_advice(bare)
        if signs is None:
            raise NotEdifact(value=clip(bare[:200], 40))
        self._take(head[: len(head) - len(bare)])
        if found:
            self.is_short_advice = found.is_short
            self._take(bare[: found.length])
        self._width = line_width(bare, signs)
        if self._width:
            self._text = self._text.replace("\r", "").replace("\n", "")
            self._line, self._column = 1, 1 + (found.length if found else 0)
        return signs

    def _take(self, text: str) -> None:
        """Go past some text."""
        self._text = self._text[len(text) :]
        self._pass(text)

    def _pass(self, text: str) -> None:
        lines = text.count("\n")
        self._line += lines
        self._column = len(text) - text.rfind("\n") if lines else self._column + len(text)

    def __iter__(self) -> Iterator[Batch]:
        while True:
            cut, is_told = self._cut()
            if cut:
                yield self._batch(self._text[:cut])
                self._text = self._text[cut:]
            if is_told and self._new_signs():
                continue
            if len(self._text) > MAX_SEGMENT and self._text.isspace():
                self._take(self._text)
            if len(self._text) > MAX_SEGMENT:
                raise SegmentTooLong(limit=MAX_SEGMENT, line=self._line)
            if not self._more():
                break
        self.tail = usual_form(self._text.strip(BLANKS), self.signs)
        self.tail_line = self._line

    def _cut(self) -> tuple[int, bool]:
        """Up to where the text can be cut into segments, and whether new signs are told from there on."""
        text, signs = self._text, self.signs
        end, is_told = len(text), False
        for found in _ADVICE.finditer(text) if "UNA" in text else ():
            before = found.start() - 1
            while before >= 0 and text[before] in BLANKS and text[before] != signs.terminator:
                before -= 1
            if before < 0 or last_terminator(text, signs, before + 1) == before:
                end, is_told = found.start(), True
                break
        if is_told or self._is_final:
            return last_terminator(text, signs, end) + 1, is_told
        cut = end
        for _ in range(_BACKWARDS):
            cut = last_terminator(text, signs, cut)
            if cut < 0:
                return 0, False
            bare = text[cut + 1 : end].lstrip(BLANKS)
            after = usual_form(bare[:8], signs)
            is_far = end - cut - 1 - len(bare) > MAX_BLANKS
            if is_far or after[:1] == "'" or (len(after) >= 4 and _STARTS.match(after)):
                return cut + 1, False
        return 0, False

    def _new_signs(self) -> bool:
        """Signs told in the midst of a file, for the next interchange. False when more text is needed."""
        text = self._text.lstrip(BLANKS)
        if len(text) < SERVICE_LENGTH and not self._is_final:
            return False
        self._take(self._text[: len(self._text) - len(text)])
        found = advice(text[:HEAD])
        if found is None:
            self._take(text[:3])  # no advice after all: its letters are left out, the rest is read
        else:
            self.signs = found.signs
            self.is_short_advice |= found.is_short
            self._take(text[: found.length])
        return True

    def _batch(self, text: str) -> Batch:
        usual = usual_form(text, self.signs)
        texts = usual.split("'")
        texts.pop()
        lines = Lines.TERMINATOR if self.signs.terminator == "\n" else Lines("\n" in text)
        glued = _together(texts) if _IN_TEXT.search("'" + usual) else []
        batch = Batch(texts, at=(self._line, self._column), lines=lines, width=self._width)
        batch.glued = glued
        if lines or "\t" in text:
            batch.tidy()
        if len(max(batch.raws, key=len)) > MAX_PARTS:
            _check_lengths(batch)
        self._pass(text)
        return batch


def _check_lengths(batch: Batch) -> None:
    for index, raw in enumerate(batch.raws):
        if len(raw) > MAX_SEGMENT or raw.count("+") + raw.count(":") > MAX_PARTS:
            raise SegmentTooLong(limit=MAX_PARTS, line=batch.line(index))


def _together(texts: list[str]) -> list[int]:
    """Put what is no segment back to the one before; the places where that was done."""
    kept: list[str] = []
    parts: dict[int, list[str]] = {}
    for text in texts:
        bare = text.lstrip(BLANKS)
        is_segment = (
            not bare or not kept or _STARTS.match(bare[:8] + "'") or len(text) - len(bare) > MAX_BLANKS
        )
        if is_segment or kept[-1].lstrip(BLANKS)[:2] == "UN":
            kept.append(text)
        else:
            parts.setdefault(len(kept) - 1, [kept[-1]]).append(text)
    for index, pieces in parts.items():
        kept[index] = GLUED.join(pieces)
    texts[:] = kept
    return list(parts)

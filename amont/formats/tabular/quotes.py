"""Records of separated text whose quotes do not keep the rule: inch marks, open quotes, quotes in quotes.

The rule (RFC 4180): a quoted field opens right after a delimiter or a line's start, closes right before one,
and doubles the quotes it contains. A record that keeps it, or has stray quotes in unquoted fields only, is
read so, over several lines if it must. Any other is read from its first line alone, with a note.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Offsets = NDArray[np.int64]
Signs = NDArray[np.uint8]
MAX_RECORD = 131_072  # bytes of a record that goes over several lines
QUOTE, NEWLINE, RETURN = 34, 10, 13


@dataclass(frozen=True, slots=True)
class Mended:
    """text: whole records that keep the rule. first_lines: of each record, counted from 0.

    rest: where the unfinished record begins in what was given. doubtful: lines read alone, and their text.
    """

    text: bytes
    first_lines: Offsets
    rest: int
    doubtful: list[tuple[int, bytes]]


def keep_the_rule(
    signs: Signs, quotes: Offsets, *, delimiter: str, is_opening: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Whether each quote opens after, or closes before, a delimiter, a newline or a quote.

    The text ends with a newline.
    """
    before = signs[np.maximum(quotes - 1, 0)]
    after = signs[quotes + 1]
    is_return = (after == RETURN) & (signs[np.minimum(quotes + 2, len(signs) - 1)] == NEWLINE)
    opens = _is_border(before, delimiter) | (quotes == 0)
    kept: NDArray[np.bool_] = np.where(is_opening, opens, _is_border(after, delimiter) | is_return)
    return kept


def _is_border(signs: Signs, delimiter: str) -> NDArray[np.bool_]:
    border: NDArray[np.bool_] = (signs == ord(delimiter)) | (signs == NEWLINE) | (signs == QUOTE)
    return border


def mend(data: bytes, *, delimiter: str, width: int | None, is_last: bool) -> Mended:
    """Records of `data` (whole lines), rewritten where they must be; other lines are not looked at.

    width: the number of fields that a record should have, to choose between two readings.
    """
    signs = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(signs == NEWLINE)
    starts = np.concatenate(([0], ends + 1))
    pieces: list[bytes] = []
    lines: list[Offsets] = []
    doubtful: list[tuple[int, bytes]] = []
    following, rest = 0, len(data)
    for line in _odd_lines(signs, starts, delimiter):
        if line < following:
            continue
        pieces.append(data[starts[following] : starts[line]])
        lines.append(np.arange(following, line))
        begin, alone = int(starts[line]), data[starts[line] : ends[line]]
        found = _patterns(delimiter).record.match(data, begin, begin + MAX_RECORD)
        if not found and not is_last and len(data) - begin < MAX_RECORD:
            rest = begin
            break
        if found:
            fields = list(_fields(found.group().removesuffix(b"\r"), delimiter))
        else:
            doubtful.append((line, alone))
            fields = _guessed(alone.removesuffix(b"\r"), delimiter, width)
        pieces.append(delimiter.encode().join(fields) + b"\n")
        lines.append(np.array([line]))
        following = int(np.searchsorted(ends, found.end())) + 1 if found else line + 1
    else:
        pieces.append(data[starts[following] :])
        lines.append(np.arange(following, len(ends)))
    return Mended(b"".join(pieces), np.concatenate(lines), rest, doubtful)


def _odd_lines(signs: Signs, starts: Offsets, delimiter: str) -> list[int]:
    """Lines that are not whole records by themselves: an odd number of quotes, or one out of its place."""
    quotes = np.flatnonzero(signs == QUOTE)
    line_of = np.searchsorted(starts, quotes, side="right") - 1
    place = np.arange(len(quotes)) - np.searchsorted(quotes, starts)[line_of]
    kept = keep_the_rule(signs, quotes, delimiter=delimiter, is_opening=place % 2 == 0)
    counts = np.bincount(line_of, minlength=len(starts))
    odd: list[int] = np.union1d(line_of[~kept], np.flatnonzero(counts % 2)).tolist()
    return odd


@dataclass(frozen=True, slots=True)
class _Patterns:
    record: re.Pattern[bytes]
    field: re.Pattern[bytes]
    closing: re.Pattern[bytes]


@cache
def _patterns(delimiter: str) -> _Patterns:
    sign = re.escape(delimiter.encode())
    quoted = rb'"(?:[^"]|"")*+"'
    field = rb"(?:" + quoted + rb'|(?!")[^' + sign + rb"\n]*+)"
    return _Patterns(
        record=re.compile(field + rb"(?:" + sign + field + rb")*+(?=\r?\n)"),
        field=re.compile(rb"(?s:" + quoted + rb"(?=" + sign + rb"|\Z)|[^" + sign + rb"]*+)"),
        closing=re.compile(rb'"(?=' + sign + rb"|\Z)"),
    )


def _fields(record: bytes, delimiter: str) -> Iterator[bytes]:
    """Fields of a record that keeps the rule, or has stray quotes in unquoted fields, written by the rule."""
    at, pattern = 0, _patterns(delimiter).field
    while at <= len(record):
        found = pattern.match(record, at)
        field = found.group() if found else b""
        yield field if field[:1] == b'"' else _written(field)
        at += len(field) + 1


def _guessed(line: bytes, delimiter: str, width: int | None) -> list[bytes]:
    """Fields of a line that breaks the rule, written by it: the first reading of the right width, if any.

    A field that opens with a quote goes to the next quote before a delimiter (`"PIPE, 3/4" STEEL",`);
    or to the delimiter after the next quote (`"PARTS" "A",`); or quotes mean nothing.
    """
    sign = delimiter.encode()
    closing = [found.start() for found in _patterns(delimiter).closing.finditer(line)]
    quotes = [found.start() for found in re.finditer(b'"', line)]
    readings = (
        list(_quoted_fields(line, sign, closing)),
        list(_quoted_fields(line, sign, quotes)),
        line.split(sign),
    )
    chosen = next((fields for fields in readings if len(fields) == width), readings[0])
    return [_written(_without_quotes(field)) for field in chosen]


def _quoted_fields(line: bytes, sign: bytes, closing: list[int]) -> Iterator[bytes]:
    """Fields as they stand; a field that opens with a quote goes at least to the next place in `closing`."""
    at = 0
    while at <= len(line):
        least = at
        if line[at : at + 1] == b'"' and (following := bisect_right(closing, at)) < len(closing):
            least = closing[following]
        end = line.find(sign, least)
        end = len(line) if end < 0 else end
        yield line[at:end]
        at = end + 1


def _without_quotes(field: bytes) -> bytes:
    is_quoted = len(field) > 1 and field[:1] == field[-1:] == b'"'
    return field[1:-1].replace(b'""', b'"') if is_quoted else field


def _written(field: bytes) -> bytes:
    """As the rule asks."""
    has_signs = not re.fullmatch(rb'[^",;|\t\n\r]*', field)
    return b'"' + field.replace(b'"', b'""') + b'"' if has_signs else field

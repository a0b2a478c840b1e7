"""Bytes of a text file to blocks of whole lines in UTF-8, whatever they were written in.

Source: rule 3 of our format notes: mark, UTF-8, else Windows-1252, else code page 850; the choice is told.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import IO

from amont.formats.detect import TEXT_MARKS
from amont.formats.tabular.ledger import Ledger
from amont.formats.tabular.refusals import LineTooLong, NulInText
from amont.kernel.findings import Severity

MAX_LINE = 16 * 1024**2
REPLACED = "\ufffd"

_NOT_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")  # no sign at these places
# é â à ç ê ë è ï ô ù of code page 850 after a letter; in Windows-1252 these places are quotes and dashes.
_DOS_ACCENT = re.compile(rb"[A-Za-z][\x82\x83\x85\x87-\x8b\x93\x97]")
_WINDOWS_ACCENT = re.compile(rb"[\xc0-\xff]")


class TextSource:
    """Reads once, block by block; `encoding` is what was chosen so far."""

    def __init__(self, stream: IO[bytes], *, block_bytes: int, ledger: Ledger) -> None:
        self._stream, self._block_bytes, self._ledger = stream, block_bytes, ledger
        self.encoding = "utf-8"
        self._is_sure = False  # only ASCII so far
        self._line = 1

    def blocks(self) -> Iterator[bytes]:
        """UTF-8, each block ends with a newline. Raises NulInText, LineTooLong."""
        carry = b""
        for piece, is_last in with_last(self._pieces()):
            carry += piece
            if is_last and carry and not carry.endswith(b"\n"):
                carry += b"\n"
            cut = carry.rfind(b"\n") + 1
            if cut:
                yield self._block(carry[:cut])
                carry = carry[cut:]
            if len(carry) > MAX_LINE:
                raise LineTooLong(line=self._line, limit=MAX_LINE)

    def _pieces(self) -> Iterator[bytes]:
        """One byte for each ASCII sign: UTF-16 becomes UTF-8 here, lone carriage returns become newlines."""
        first = self._read()
        while first and len(first) < 4 and (more := self._read()):
            first += more
        mark, encoding = next((pair for pair in TEXT_MARKS if first.startswith(pair[0])), (b"", ""))
        if encoding.startswith("utf-16"):
            self.encoding, self._is_sure = encoding, True
        elif encoding:
            self._is_sure = True
        pieces = self._read_on(first[len(mark) :])
        if encoding.startswith("utf-16"):
            pieces = _transcoded(pieces, encoding)
        returns_only = None
        for piece in pieces:
            if returns_only is None:
                returns_only = b"\n" not in piece and b"\r" in piece[:-1]
            yield piece.replace(b"\r", b"\n") if returns_only else piece

    def _read(self) -> bytes:
        return self._stream.read(self._block_bytes)

    def _read_on(self, piece: bytes) -> Iterator[bytes]:
        while piece:
            yield piece
            piece = self._read()

    def _block(self, block: bytes) -> bytes:
        nul = block.find(b"\0")
        if nul >= 0:
            raise NulInText(line=self._line + block.count(b"\n", 0, nul))
        if not block.isascii():
            block = self._as_utf8(block)
        self._line += block.count(b"\n")
        return block

    def _as_utf8(self, block: bytes) -> bytes:
        if self.encoding.startswith("utf-16"):
            self._report_replaced(block.decode())
            return block
        if self.encoding == "utf-8" and _is_utf8(block):
            self._is_sure = True
            return block
        if self.encoding == "utf-8" and (self._is_sure or _mostly_utf8(block)):
            return self._mend(block)
        if self.encoding == "utf-8":
            self._choose(block)
        text = block.decode(self.encoding, "replace")
        self._report_replaced(text)
        return text.encode()

    def _choose(self, block: bytes) -> None:
        self.encoding = legacy_encoding(block)
        number = _first_odd_line(block)
        self._ledger.once("table.encoding", Severity.NOTE, self._line + number, encoding=self.encoding)

    def _mend(self, block: bytes) -> bytes:
        """Lines that are not UTF-8 in a file that is: read in the older encoding and reported."""
        lines = block.split(b"\n")
        wrong = [number for number, line in enumerate(lines) if not _is_utf8(line)]
        encoding = legacy_encoding(b"\n".join(lines[number] for number in wrong))
        for number in wrong:
            lines[number] = lines[number].decode(encoding, "replace").encode()
        self._ledger.rows(
            "table.wrong_bytes",
            Severity.NOTE,
            lines=[self._line + number for number in wrong],
            values=[lines[number].decode() for number in wrong],
            encoding=encoding,
        )
        return b"\n".join(lines)

    def _report_replaced(self, text: str) -> None:
        """Bytes that are no sign in the chosen encoding stand as U+FFFD."""
        if REPLACED in text:
            lines = [(number, line) for number, line in enumerate(text.split("\n")) if REPLACED in line]
            self._ledger.rows(
                "table.wrong_bytes",
                Severity.NOTE,
                lines=[self._line + number for number, _ in lines],
                values=[line for _, line in lines],
                encoding=self.encoding,
            )


def with_last(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each piece, and whether it is the last."""
    waiting = next(pieces, None)
    while waiting is not None:
        following = next(pieces, None)
        yield waiting, following is None
        waiting = following


def legacy_encoding(text: bytes) -> str:
    """`cp1252` or `cp850`, for text that is not UTF-8."""
    dos, windows = len(_DOS_ACCENT.findall(text)), len(_WINDOWS_ACCENT.findall(text))
    return "cp850" if _NOT_CP1252.search(text) or dos > windows else "cp1252"


def _transcoded(pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for piece in pieces:
        yield decoder.decode(piece).encode()
    yield decoder.decode(b"", True).encode()


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(block: bytes) -> bool:
    """More lines with accents are right than wrong: damaged UTF-8 rather than another encoding."""
    right = wrong = 0
    for line in block.split(b"\n"):
        if not line.isascii():
            is_right = _is_utf8(line)
            right, wrong = right + is_right, wrong + (not is_right)
    return right > wrong


def _first_odd_line(block: bytes) -> int:
    return next((number for number, line in enumerate(block.split(b"\n")) if not line.isascii()), 0)

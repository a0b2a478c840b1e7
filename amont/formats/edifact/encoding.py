"""Bytes to text, chunk by chunk: by mark, UTF-8, the syntax level of the interchange, cp1252, cp850.

The level (UNOA to UNOY) is a claim; the first encoding that reads what comes is used. Flat memory: where the
bytes stop being readable, the next encoding takes over. Source: ISO 9735-1, character repertoires.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from amont.formats.edifact.errors import Undecodable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEVEL = re.compile(r"UNB[^A-Z0-9]{1,2}(UNO[A-Z])")
_ENCODINGS = {
    "UNOA": "ascii",
    "UNOB": "ascii",
    "UNOC": "cp1252",  # ISO 8859-1, as it is written
    "UNOD": "iso8859-2",
    "UNOE": "iso8859-5",
    "UNOF": "iso8859-7",
    "UNOG": "iso8859-3",
    "UNOH": "iso8859-4",
    "UNOI": "iso8859-6",
    "UNOJ": "iso8859-8",
    "UNOK": "iso8859-9",
    "UNOW": "utf-8",
    "UNOY": "utf-8",
}
_LAST = ("cp1252", "cp850")
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 28), 30, 127])
_SEPARATORS = bytes([28, 29, 31])  # those of level B, where no UNA says otherwise
_OTHER_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1b\x1e\x7f-\x9f]")


class Decoder:
    """Turns a file, chunk by chunk, into text without mark; control signs become blanks.

    encoding: the one in use; level: the claim, "" without one. `is_foreign`: signs stood there that the level
    does not have, or that another encoding had to read. `had_controls`: control signs were blanked.
    """

    def __init__(self, head: bytes) -> None:
        """head: the first bytes of the file, also given to `feed`."""
        mark, marked = next(((m, name) for m, name in _MARKS if head.startswith(m)), (b"", ""))
        shown = head[len(mark) : len(mark) + 400].decode(marked or "latin-1", errors="replace")
        found = _LEVEL.search(shown)
        self.level = found[1] if found else ""
        self.has_controls_as_signs = bool(re.match(r"\s*UNB[\x1c-\x1f]", shown))
        self.is_foreign = self.had_controls = False
        self._skip = len(mark)
        self._claimed = _ENCODINGS.get(self.level, "utf-8")
        self._candidates = _candidates(marked, self._claimed)
        self._is_wide = marked not in ("", "utf-8")
        self._take_next()

    def _take_next(self) -> None:
        name = next(self._candidates, None)
        if name is None:
            raise Undecodable(declared=self.level)
        self.encoding = name
        self._decoder = codecs.getincrementaldecoder(name)(errors="strict")

    def feed(self, chunk: bytes, *, final: bool = False) -> str:
        """The chunk as text. final: nothing comes after; a sign cut in two is then unreadable."""
        chunk, self._skip = chunk[self._skip :], max(0, self._skip - len(chunk))
        is_plain = chunk.isascii() and not self._is_wide
        text = self._decode(chunk, final)
        if not is_plain and not text.isascii():
            self.is_foreign |= self.encoding != self._claimed
        return self._without_controls(chunk, text)

    def _decode(self, chunk: bytes, final: bool) -> str:
        """What the encoding in use reads, and from where it does not what the next ones do."""
        text = ""
        while True:
            kept = self._decoder.getstate()[0]
            try:
                return text + self._decoder.decode(chunk, final)
            except UnicodeDecodeError as error:
                whole = kept + chunk
                self._decoder.reset()
                text += self._decoder.decode(whole[: error.start])
                chunk = whole[error.start :]
                self._take_next()

    def _without_controls(self, chunk: bytes, text: str) -> str:
        unwanted = _CONTROLS if self.has_controls_as_signs else _CONTROLS + _SEPARATORS
        has_some = not text.isascii() and _OTHER_CONTROLS.search(text) is not None
        if not self._is_wide:
            has_some |= len(chunk.translate(None, unwanted)) < len(chunk)
        if not has_some:
            return text
        self.had_controls = True
        return text.translate(dict.fromkeys((*unwanted, *range(128, 160)), " "))


def _candidates(marked: str, claimed: str) -> Iterator[str]:
    """Encodings in the order of trial. Signs of two or four bytes are no other encoding's."""
    if marked not in ("", "utf-8"):
        return iter((marked,))
    own = () if claimed == "ascii" else (claimed,)
    return iter(dict.fromkeys(("utf-8", *own, *_LAST)))

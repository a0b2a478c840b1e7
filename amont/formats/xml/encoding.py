"""Bytes to UTF-8 whatever they claim: by mark, UTF-8, the claim, cp1252, cp850, the first that reads them.

One pass and flat memory: where a stream stops being readable, the next encoding takes over.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from amont.formats.xml.errors import NulBytes, Undecodable
from amont.kernel.findings import Finding, Severity

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = ((re.compile(rb"<\0[^\0]\0"), "utf-16-le"), (re.compile(rb"\0<\0[^\0]"), "utf-16-be"))
_CLAIM = re.compile(r"""^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]{1,40})["']""")
_TEXT_CODECS = re.compile(
    r"utf-8|ascii|iso8859-\d+|cp\d+|koi8-[ru]|gb\w+|big5\w*|shift_jis\w*|euc_\w+|mac-\w+"
)


class Transcoder:
    """Turns a file, chunk by chunk, into UTF-8 bytes without mark.

    Raises NulBytes, and Undecodable when no encoding reads what comes. `encoding`: the one in use.
    """

    def __init__(self, head: bytes) -> None:
        """head: the first bytes of the file, also given to `feed`."""
        mark, marked = _mark_of(head)
        shown = head[len(mark) : len(mark) + 400].decode(marked or "latin-1", errors="replace")
        claim = _CLAIM.match(shown)
        self.claimed = claim[1] if claim else ""
        self._expected = self.claimed or marked or "utf-8"
        self._skip = len(mark)
        self._plain = True
        self._read = 0
        self._candidates = _candidates(marked, self.claimed)
        self._take_next()

    def _take_next(self) -> None:
        name = next(self._candidates, None)
        if name is None:
            raise Undecodable(declared=self.claimed)
        self.encoding = name
        self._decoder = codecs.getincrementaldecoder(name)(errors="strict")

    def feed(self, chunk: bytes, *, final: bool = False) -> bytes:
        """The chunk as UTF-8. final: nothing comes after; a sign cut in two is then unreadable."""
        chunk, self._skip = chunk[self._skip :], max(0, self._skip - len(chunk))
        self._plain = self._plain and chunk.isascii()
        text = self._decode(chunk, final)
        if "\0" in text:
            raise NulBytes(offset=self._read + text.index("\0"))
        self._read += len(text)
        return text.encode("utf-8")

    def _decode(self, chunk: bytes, final: bool) -> str:
        while True:
            kept = self._decoder.getstate()[0]
            try:
                return self._decoder.decode(chunk, final)
            except UnicodeDecodeError:
                chunk = kept + chunk
                self._take_next()

    def findings(self) -> tuple[Finding, ...]:
        """A note when the encoding used is not the one claimed (UTF-8 when none is); none for plain ASCII."""
        if self._plain or _family(self._expected) == _family(self.encoding):
            return ()
        facts: dict[str, object] = {"declared": self._expected, "used": self.encoding}
        return (Finding("xml.encoding", Severity.NOTE, "?xml/@encoding", self._expected, facts, 1),)


def _mark_of(head: bytes) -> tuple[bytes, str]:
    """The byte-order mark and its encoding; without mark, UTF-16 shows by its zero bytes; else empty."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return mark, name
    return b"", next((name for sign, name in _UNMARKED if sign.match(head)), "")


def _candidates(marked: str, claimed: str) -> Iterator[str]:
    """Encodings in the order of trial. Signs of two or four bytes are no other encoding's."""
    if marked not in ("", "utf-8"):
        return iter((marked,))
    claim = _codec(claimed)
    own = (claim,) if _TEXT_CODECS.fullmatch(claim) else ()
    return iter(dict.fromkeys(("utf-8", *own, "cp1252", "cp850")))


def _codec(name: str) -> str:
    """One name for each encoding; the name itself when it is unknown."""
    try:
        return codecs.lookup(name).name
    except LookupError:
        return name


def _family(name: str) -> str:
    """utf-16, utf-16-le and utf-16-be are one claim."""
    return re.sub(r"[-_]?[lb]e$", "", _codec(name))

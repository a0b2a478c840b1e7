"""Segments being written: signs released, empty ends left out, texts cut so that they can be put together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from unicodedata import combining, normalize

from amont.formats.edifact.envelope import Interchange
from amont.formats.edifact.errors import Unwritable
from amont.kernel.findings import clip

Element = str | tuple[str, ...]
_RELEASES = {"?": "??", "'": "?'", "+": "?+", ":": "?:"}
_TABLE = str.maketrans(_RELEASES)
_ENCODINGS = {"UNOA": "ascii", "UNOB": "ascii", "UNOC": "latin-1", "UNOW": "utf-8", "UNOY": "utf-8"}
_VERSIONS = {"UNOA": "2", "UNOB": "2", "UNOC": "3", "UNOW": "4", "UNOY": "4"}
_TYPOGRAPHY = str.maketrans({"’": "'", "«": '"', "»": '"', "–": "-", "…": "...", "œ": "oe", "\u202f": " "})
_LINE = 70  # of free text
SERVICE = frozenset({"UNA", "UNB", "UNG", "UNH", "UNT", "UNE", "UNZ"})


class Sheet:
    """The segments of one interchange."""

    def __init__(self) -> None:
        self._segments: list[str] = []
        self._message = self._messages = 0
        self._number = ""

    def put(self, tag: str, *elements: Element) -> None:
        """One segment; elements that are empty at its end are left out."""
        written = [_element(element) for element in elements]
        while written and not written[-1]:
            written.pop()
        self._segments.append("+".join((tag, *written)))

    def put_as_is(self, segments: str) -> None:
        """Segments kept as a file had them. Raises Unwritable for those of an envelope."""
        for segment in _apart(segments):
            if segment[:3] in SERVICE:
                raise Unwritable(path=segment[:3], value=clip(segment))
            self._segments.append(segment)

    def begin(self, kind: str, version: str, number: str) -> None:
        """A message begins. version: ``D95B``."""
        self._message, self._number = len(self._segments), number
        self._messages += 1
        self.put("UNH", number, (kind, version[:1], version[1:], "UN"))

    def end(self) -> None:
        """The message ends."""
        self.put("UNT", str(len(self._segments) - self._message + 1), self._number)

    def whole(self, envelope: Interchange) -> bytes:
        """The interchange of its messages. Raises Unwritable for signs that its level does not have."""
        level = envelope.level or "UNOC"
        if level not in _ENCODINGS:
            raise Unwritable(path="UNB", value=level)
        at = envelope.written_at
        opening = Sheet()
        opening.put(
            "UNB",
            (level, _VERSIONS[level]),
            envelope.sender,
            envelope.recipient,
            (f"{at:%y%m%d}", f"{at:%H%M}") if at else "",
            envelope.reference,
            "",
            envelope.application,
            "",
            "",
            "",
            "1" if envelope.is_test else "",
        )
        opening._segments += self._segments
        opening.put("UNZ", str(self._messages), envelope.reference)
        text = "".join(f"{segment}'\n" for segment in opening._segments)
        try:
            return text.encode(_ENCODINGS[level])
        except UnicodeEncodeError as error:
            raise Unwritable(path=level, value=clip(text[error.start : error.end])) from error


def _element(element: Element) -> str:
    if isinstance(element, str):
        return released(element)
    parts = [released(part) for part in element]
    while parts and not parts[-1]:
        parts.pop()
    return ":".join(parts)


def fitted(text: str, level: str) -> str:
    """A text in the signs of a level: those it lacks lose their accent, the others become question marks."""
    encoding = _ENCODINGS.get(level or "UNOC", "latin-1")
    plain = text.translate(_TYPOGRAPHY)
    return "".join(sign if _has(sign, encoding) else _bare(sign, encoding) for sign in plain)


def _bare(sign: str, encoding: str) -> str:
    bare = "".join(part for part in normalize("NFKD", sign) if not combining(part))
    return bare if bare and _has(bare, encoding) else "?"


def _has(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def released(text: str) -> str:
    """A value with its service signs released, in one line."""
    return " ".join(text.split()).translate(_TABLE)


def _apart(segments: str) -> list[str]:
    """Segments that follow each other, parted where a terminator is not released."""
    found, current, is_released = [], "", False
    for sign in segments:
        if sign == "'" and not is_released:
            found.append(current)
            current = ""
            continue
        current += sign
        is_released = sign == "?" and not is_released
    return [segment for segment in (*found, current) if segment]


def number(value: Decimal | None) -> str:
    """A number without exponent; "" for None."""
    return "" if value is None else format(value, "f")


def moment(qualifier: str, value: date | datetime) -> tuple[str, str, str]:
    """The element of DTM: a day, or an hour to the minute or second."""
    if not isinstance(value, datetime):
        return qualifier, f"{value:%Y%m%d}", "102"
    if value.second:
        return qualifier, f"{value:%Y%m%d%H%M%S}", "204"
    return qualifier, f"{value:%Y%m%d%H%M}", "203"


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` signs, parted at blanks; a longer word stays whole."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def free_text(text: str) -> list[tuple[str, ...]]:
    """Free text as elements of five components. A full one goes on in the next; behind one that does not
    stands an empty one."""
    pieces: list[str] = []
    for word in text.split():
        if pieces and pieces[-1] and len(released(pieces[-1])) + 1 + len(released(word)) < _LINE:
            pieces[-1] += f" {word}"
        else:
            pieces += _cut(word)
            if len(released(pieces[-1])) >= _LINE:
                pieces.append("")
    if pieces and not pieces[-1]:
        pieces.pop()
    return [tuple(pieces[at : at + 5]) for at in range(0, len(pieces), 5)]


def _cut(word: str) -> list[str]:
    """A word in pieces of which all but the last are full, or one sign over."""
    pieces, piece, length = [], "", 0
    for sign in word:
        if length >= _LINE:
            pieces.append(piece)
            piece, length = "", 0
        piece += sign
        length += len(released(sign)) or 1
    return [*pieces, piece]


def segments_kept(extras: Mapping[str, str]) -> dict[str, str]:
    """What an EDIFACT message said beside all fields. What other forms said has no place in a message."""
    return {
        place: text
        for place, text in extras.items()
        if text and any(step.startswith(text[:3]) for step in place.split("/"))
    }

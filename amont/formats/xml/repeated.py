"""Segments that follow one another with the same tags and other texts, as machines write them.

XML asks of tags that they fit together, of each text that it holds no sign which means something. So a
segment with the tags of one that was well formed before is well formed too, and is cut at its tags instead of
parsed: several times faster than any parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from xml.sax.saxutils import unescape

from amont.formats.xml.names import local_name
from amont.formats.xml.reading import Xml

Piece = TypeVar("Piece")
Positions = Sequence[int | None]  # of the texts of a segment's elements, None for one that is closed at once
MOST_TAGS = 100_000  # learnt of one file
FORBIDDEN = "".join({chr(code) for code in range(32)} - {"\t", "\n", "\r"}) + "\ufffe\uffff"
_NAME = re.compile(r"/?[A-Za-z_][\w.-]*/?")
_OTHER_REFERENCE = re.compile("&(?!(?:amp|lt|gt|quot|apos);)")
_QUOTES = {"&quot;": '"', "&apos;": "'"}
# How a segment is read from what follows each of its tags, with the blanks around it; from the whole text
# that was cut, and the line where it begins.
Again = Callable[[Sequence[str], str, int], Iterable[Piece]]


@dataclass(frozen=True, slots=True)
class Repeated(Generic[Piece]):
    """The segment that a file has many of. tag: as it is written. learn: how those with the tags of this
    element are read; None when they are not read so."""

    tag: str
    learn: Callable[[Xml, Positions], Again[Piece] | None]


class Known(Generic[Piece]):
    """What was learnt of one file: tags -> how such a segment is read."""

    def __init__(self, repeated: Repeated[Piece]) -> None:
        self._repeated = repeated
        self._again: dict[str, Again[Piece]] = {}
        self._tags = 0

    def cut(self, segment: str, line: int) -> Sequence[Piece] | None:
        """What a segment gives; None for one that only a parser can read."""
        if "\r" in segment:
            segment = segment.replace("\r\n", "\n")
        marked = segment.replace(">", "<\n")
        pieces = marked.split("<")  # tags and texts, as long as both signs take turns
        again = self._again.get("<".join(pieces[1::2]))
        texts = pieces[2::2]
        ends = len(marked) - len(segment)
        if again is None or ends != len(texts) or "\r" in segment:
            return None
        if not (segment.isascii() or segment.rpartition("\n")[2].isascii()):
            return None  # parsers differ in how many columns other signs are: a fault may follow on this line
        if "&" in segment:
            if _OTHER_REFERENCE.search(segment):
                return None
            texts = [unescape(text, _QUOTES) if "&" in text else text for text in texts]
        return tuple(again(texts, segment, line))

    def learn(self, segment: str, element: Xml) -> bool:
        """Remember a segment that was parsed. False when its text is not all that the element is made of."""
        tags = segment.replace(">", "<").split("<")[1::2]
        starts = [tag.rstrip("/") for tag in tags if not tag.startswith("/")]
        if segment.count("<") != len(tags) or segment.count(">") != len(tags):
            return False
        if tags[0] != self._repeated.tag or not all(map(_NAME.fullmatch, tags)):
            return False
        if starts != [local_name(leaf.tag) for leaf in element.iter()]:
            return False
        self._remember(tags, element)
        return True

    def _remember(self, tags: Sequence[str], element: Xml) -> None:
        key = "<".join(tags)
        if key in self._again or self._tags + len(tags) > MOST_TAGS:
            return
        places = [None if tag.endswith("/") else at for at, tag in enumerate(tags) if not tag.startswith("/")]
        if (again := self._repeated.learn(element, places)) is not None:
            self._again[key] = again
            self._tags += len(tags)

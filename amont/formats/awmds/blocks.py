"""What a segment says: its texts by the fact they tell; what no table names is kept with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

from amont.formats.awmds.fields import (
    BILL,
    CONTAINER,
    GENERAL,
    GOODS,
    GOODS_LINE,
    GROUPS,
    HEADERS,
    HS,
    OF_BILL,
    OF_CONTAINER,
    OF_GOODS,
    OF_HS,
    OF_VEHICLE,
    PARTS,
    VEHICLE,
    by_tag,
)
from amont.formats.xml.names import fold

_NOTHING = ("n/a", "na", "nil", "none", "null")
EMPTY = frozenset({"", "-", ".", *_NOTHING, *map(str.upper, _NOTHING), *map(str.title, _NOTHING)})
MOST_UNESCAPED = 3  # text is found escaped twice over
MAX_EXTRAS = 1_000  # of one segment
GROUP = ""  # instead of a fact


class Table(dict[str, str]):
    """Tag as received -> fact, or `GROUP`: those met so far. own: the part whose facts they are."""

    def __init__(self, fields: Mapping[str, str], own: str = "") -> None:
        super().__init__()
        self.facts, self.own = by_tag(fields), own

    def learn(self, tag: str) -> str | None:
        """The same of a tag met for the first time; None for one that no table names."""
        folded = fold(tag)
        found = self.facts.get(folded)
        if found is None and (folded in GROUPS or folded in HEADERS or folded == BILL or folded in PARTS):
            found = GROUP
        if found is not None and len(self) < MAX_EXTRAS:
            self[tag] = found
        return found


TABLES = {
    BILL: Table(OF_BILL),
    CONTAINER: Table(OF_CONTAINER, CONTAINER),
    GOODS: Table(OF_GOODS, GOODS),
    GOODS_LINE: Table(OF_GOODS, GOODS_LINE),
    HS: Table(OF_HS, HS),
    VEHICLE: Table(OF_VEHICLE, VEHICLE),
}
GENERAL_TABLE = Table(GENERAL)


@dataclass(slots=True)
class Block:
    """facts: by name, the first that is filled. extras: path -> text of what no table names.

    parts: what the document has several of: name of the part -> its blocks; their extras are those of the
    document. line: where it begins.
    """

    facts: dict[str, str] = field(default_factory=dict)
    extras: dict[str, str] = field(default_factory=dict)
    parts: dict[str, list[Block]] = field(default_factory=dict)
    line: int | None = None

    def text(self, name: str) -> str:
        """What is said of a fact, "" for nothing and for the words that stand for nothing."""
        return self.facts.get(name, "")

    def code(self, name: str) -> str:
        """A code: blanks inside are one, a lone zero stands for nothing."""
        value = self.facts.get(name)
        if value is None or value == "0":
            return ""
        return value if value.isalnum() else " ".join(value.split())


def plain(text: str) -> str:
    """The text with escaped signs made plain however often, nothing for the words that stand for nothing."""
    for _ in range(MOST_UNESCAPED):
        unescaped = unescape(text)
        if unescaped == text:
            break
        text = unescaped
    text = text.replace("\0", "").strip()
    return "" if text in EMPTY else text

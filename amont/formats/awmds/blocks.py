"""An element as facts: its texts by the fact they tell; what no table names is kept with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import islice

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
    SPLIT,
    VEHICLE,
    by_tag,
)
from amont.formats.xml.names import fold, local_name
from amont.formats.xml.reading import Xml

_NOTHING = ("n/a", "na", "nil", "none", "null")
EMPTY = frozenset({"", "-", ".", *_NOTHING, *map(str.upper, _NOTHING), *map(str.title, _NOTHING)})
MOST_UNESCAPED = 3  # text is found escaped twice over
MAX_EXTRAS = 1_000  # of one segment
_GROUP = ""  # instead of a fact


class Table(dict[str, str]):
    """Tag as received -> fact, or `_GROUP`: those met so far. own: the part whose facts they are."""

    def __init__(self, fields: Mapping[str, str], own: str = "") -> None:
        super().__init__()
        self.facts, self.own = by_tag(fields), own

    def learn(self, tag: str) -> str | None:
        """The same of a tag met for the first time; None for one that no table names."""
        folded = fold(tag)
        found = self.facts.get(folded)
        if found is None and (folded in GROUPS or folded in HEADERS or folded == BILL or folded in PARTS):
            found = _GROUP
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
_GENERAL = Table(GENERAL)


class _Kept(Table):
    """Of a part that is kept as it stands: none of its tags says more."""

    def get(self, tag: str, default: object = None) -> str:
        """Nothing."""
        return _GROUP


_KEPT = _Kept({}, SPLIT)


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


def header_of(element: Xml) -> Block:
    """A General_segment or Master_bol."""
    return _read(element, _GENERAL)


def bill_block(element: Xml) -> Block:
    """A Bol_segment with its parts."""
    return _read(element, TABLES[BILL])


def other_block(element: Xml) -> Block:
    """A segment that no table names: all of it is kept."""
    block = Block(line=element.sourceline)
    _keep_all(element, block)
    return block


def _read(element: Xml, table: Table) -> Block:
    """Every leaf of the element into facts, in one pass. A part ends before `end`, which follows it."""
    whole = block = Block({}, {}, {}, element.sourceline)
    around: list[tuple[Block, Table, Xml]] = []
    facts, fact_of, end = block.facts, table.get, None
    for leaf in element.iter():
        while leaf is end:
            block, table, end = around.pop()
            facts, fact_of = block.facts, table.get
        fact = fact_of(leaf.tag)
        if fact is None:
            name = PARTS.get(fold(leaf.tag), table.own)
            if name != table.own:
                around.append((block, table, end))
                block, table = _part(leaf, name, block)
                facts, fact_of, end = block.facts, table.get, _following(leaf, element)
                continue
            fact = table.learn(leaf.tag)
            if fact is None and plain(leaf.text or ""):
                keep(leaf, block)
        if fact and fact not in facts:
            text = leaf.text
            if text is None or (text := text.strip()) in EMPTY:
                continue
            if "&" not in text or (text := plain(text)):
                facts[fact] = text
    return whole


def _following(part: Xml, whole: Xml) -> Xml | None:
    """The first element of the whole behind the part; None where it is the last."""
    while part is not whole:
        if (following := part.getnext()) is not None:
            return following
        part = part.getparent()
    return None


def _part(element: Xml, name: str, block: Block) -> tuple[Block, Table]:
    """A part of the document begins."""
    part = Block({}, block.extras, {}, element.sourceline)
    if name == SPLIT:
        _keep_all(element, block)
        return part, _KEPT
    block.parts.setdefault(name, []).append(part)
    return part, TABLES[name]


def _keep_all(element: Xml, block: Block) -> None:
    for leaf in element.iter():
        if not len(leaf) and plain(leaf.text or ""):
            keep(leaf, block)


def keep(leaf: Xml, block: Block) -> None:
    """A leaf that no table names, under its place from the segment on."""
    if len(block.extras) >= MAX_EXTRAS:
        return
    steps = [_step(above) for above in (leaf, *leaf.iterancestors())][:-1]
    path = "/".join(reversed(steps))
    block.extras.setdefault(path, plain(leaf.text or ""))


def _step(element: Xml) -> str:
    """The name of an element; the second of its kind and those after have their number."""
    name = local_name(element.tag)
    if fold(name) == BILL or fold(name) in HEADERS:
        return name
    before = islice(element.itersiblings(element.tag, preceding=True), MAX_EXTRAS)
    number = 1 + sum(1 for _ in before)
    return f"{name}[{number}]" if number > 1 or fold(name) in PARTS and fold(name) != GOODS else name


def plain(text: str) -> str:
    """The text with escaped signs made plain however often, nothing for the words that stand for nothing."""
    for _ in range(MOST_UNESCAPED):
        unescaped = unescape(text)
        if unescaped == text:
            break
        text = unescaped
    text = text.replace("\0", "").strip()
    return "" if text in EMPTY else text

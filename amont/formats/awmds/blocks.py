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
LONGEST_EMPTY = max(map(len, EMPTY))
MOST_UNESCAPED = 3  # text is found escaped twice over
MAX_EXTRAS = 1_000  # of one segment
_GROUP, _PART, _UNKNOWN = "", "<", "?"  # instead of a fact


class Table(dict[str, str]):
    """Tag as received -> fact, or what else it is."""

    def __init__(self, fields: Mapping[str, str], own: str = "") -> None:
        super().__init__()
        self.facts = by_tag(fields)
        self._own = own

    def __missing__(self, tag: str) -> str:
        folded = fold(tag)
        if folded in self.facts:
            found = self.facts[folded]
        elif PARTS.get(folded, "") == self._own and self._own:
            found = _GROUP
        elif folded in PARTS:
            found = _PART
        else:
            found = _GROUP if folded in GROUPS or folded in HEADERS or folded == BILL else _UNKNOWN
        if len(self) < MAX_EXTRAS:
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
    block = Block(line=element.sourceline)
    _fill(element, _GENERAL, block)
    return block


def bill_block(element: Xml) -> Block:
    """A Bol_segment with its parts."""
    block = Block(line=element.sourceline)
    table = TABLES[BILL]
    for child in element:
        tag = child.tag
        if table[tag] == _PART:
            _part(child, block)
        else:
            _fill(child, table, block)
    return block


def other_block(element: Xml) -> Block:
    """A segment that no table names: all of it is kept."""
    block = Block(line=element.sourceline)
    _keep_all(element, block)
    return block


def _part(element: Xml, block: Block) -> None:
    name = PARTS[fold(element.tag)]
    if name == SPLIT:
        _keep_all(element, block)
        return
    part = Block(extras=block.extras, line=element.sourceline)
    _fill(element, TABLES[name], part)
    block.parts.setdefault(name, []).append(part)


def _fill(element: Xml, table: Table, block: Block) -> None:
    """Every leaf of the element into facts, in one pass; parts inside make a second, slower one."""
    facts = block.facts
    known = len(facts)
    unknown: list[Xml] = []
    for leaf in element.iter():
        fact = table[leaf.tag]
        if not fact:
            continue
        text = leaf.text
        if fact == _PART:
            for name in list(facts)[known:]:
                del facts[name]
            _fill_nested(element, table, block)
            return
        if text is None:
            continue
        text = text.strip()
        if len(text) <= LONGEST_EMPTY and text in EMPTY:
            continue
        if "&" in text and not (text := plain(text)):
            continue
        if fact == _UNKNOWN:
            unknown.append(leaf)
        elif fact not in facts:
            facts[fact] = text
    for leaf in unknown:
        keep(leaf, block)


def _fill_nested(element: Xml, table: Table, block: Block) -> None:
    for child in element:
        if table[child.tag] == _PART:
            _part(child, block)
        elif len(child):
            _fill_nested(child, table, block)
        else:
            _fill(child, table, block)


def _keep_all(element: Xml, block: Block) -> None:
    for leaf in element.iter():
        if not len(leaf) and (text := plain(leaf.text or "")) and text not in EMPTY:
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

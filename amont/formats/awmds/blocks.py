"""An element as facts: the texts of a block by the fact they tell, what is unknown kept with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

from amont.formats.awmds.fields import GROUPS
from amont.formats.xml.names import fold, local_name
from amont.formats.xml.reading import Xml

EMPTY = frozenset({"", "n/a", "na", "nil", "none", "null", "-", "."})
MOST_UNESCAPED = 3  # text is found escaped twice over


@dataclass(slots=True)
class Block:
    """facts: by name, the first that is filled. extras: path -> text of what no table names."""

    facts: dict[str, str] = field(default_factory=dict)
    extras: dict[str, str] = field(default_factory=dict)
    parts: dict[str, list[Xml]] = field(default_factory=dict)
    line: int | None = None

    def text(self, name: str) -> str:
        """What is said of a fact, "" for nothing and for the words that stand for nothing."""
        return self.facts.get(name, "")

    def code(self, name: str) -> str:
        """A code: blanks inside are one, a lone zero stands for nothing."""
        value = " ".join(self.text(name).split())
        return "" if value == "0" else value


def block_of(element: Xml, tags: Mapping[str, str], parts: frozenset[str] = frozenset()) -> Block:
    """tags: folded tag -> fact. parts: folded tags of elements with tables of their own: kept as they are."""
    block = Block(line=element.sourceline)
    _collect(element, tags, parts, block, local_name(element.tag))
    return block


def _collect(element: Xml, tags: Mapping[str, str], parts: frozenset[str], block: Block, path: str) -> None:
    for child in element:
        tag = fold(child.tag)
        if tag in parts:
            block.parts.setdefault(tag, []).append(child)
        elif len(child) and tag in GROUPS:
            _collect(child, tags, parts, block, f"{path}/{local_name(child.tag)}")
        elif (fact := tags.get(tag)) is not None and not len(child):
            if (text := text_of(child)) and fact not in block.facts:
                block.facts[fact] = text
        elif tag not in GROUPS:
            _keep(child, block, f"{path}/{local_name(child.tag)}")


def _keep(element: Xml, block: Block, path: str) -> None:
    for inner in element.iter():
        if not len(inner) and (text := text_of(inner)):
            block.extras.setdefault(path if inner is element else f"{path}/{local_name(inner.tag)}", text)


def text_of(element: Xml) -> str:
    """The text of an element: escaped signs made plain however often, the words for nothing dropped."""
    text = (element.text or "").strip()
    if "&" in text:
        for _ in range(MOST_UNESCAPED):
            plain = unescape(text)
            if plain == text:
                break
            text = plain
        text = text.replace("\0", "").strip()
    return "" if text.casefold() in EMPTY else text

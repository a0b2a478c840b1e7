"""Where the facts of a segment stand, and the segment as facts. Those with the same tags share a layout."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count, islice

from amont.formats.awmds.blocks import EMPTY, GENERAL_TABLE, GROUP, MAX_EXTRAS, TABLES, Block, Table, plain
from amont.formats.awmds.fields import BILL, GOODS, HEADERS, PARTS, SPLIT
from amont.formats.xml.names import fold, local_name
from amont.formats.xml.reading import Xml
from amont.formats.xml.repeated import Positions


@dataclass(slots=True)
class Part:
    """A part of a segment. owner: number of the part around it; start: its tag; line: where it began in the
    segment that was laid out; facts: each with the number of its text."""

    name: str
    owner: int
    start: str
    line: int | None
    facts: list[tuple[str, int]] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """parts: the segment itself, then those in it, in the order of the file. extras: path of what no table
    names -> numbers of the texts, the first that is filled counts."""

    parts: list[Part]
    extras: dict[str, list[int]] = field(default_factory=dict)

    def block(self, texts: Sequence[str], lines: Iterable[int | None]) -> Block:
        """The facts of a segment. lines: where its parts begin."""
        extras: dict[str, str] = {}
        blocks: list[Block] = []
        for part, line in zip(self.parts, lines, strict=True):
            facts: dict[str, str] = {}
            for fact, at in part.facts:
                if fact in facts or (text := texts[at].strip()) in EMPTY:
                    continue
                if "&" not in text or (text := plain(text)):
                    facts[fact] = text
            block = Block(facts, extras, {}, line)
            if blocks and part.name != SPLIT:
                blocks[part.owner].parts.setdefault(part.name, []).append(block)
            blocks.append(block)
        for path, places in self.extras.items():
            for at in places:
                if path not in extras and (text := plain(texts[at])):
                    extras[path] = text
        return blocks[0]

    def lines(self, source: str, line: int) -> list[int]:
        """Where each part begins in the text of a segment. line: where the text begins."""
        found, at = [], 0
        for part in self.parts:
            begin = source.index(part.start, at)
            line += source.count("\n", at, begin)
            at = begin
            found.append(line)
        return found

    def keep(self, leaf: Xml, at: int) -> None:
        """A leaf that no table names, under its place from the segment on."""
        if len(self.extras) < MAX_EXTRAS:
            self.extras.setdefault(_place(leaf), []).append(at)


def header_of(element: Xml) -> Block:
    """A General_segment or Master_bol."""
    return _block(element, GENERAL_TABLE)


def bill_block(element: Xml) -> Block:
    """A Bol_segment with its parts."""
    return _block(element, TABLES[BILL])


def other_block(element: Xml) -> Block:
    """A segment that no table names: all of it is kept."""
    layout = Layout([Part("", 0, "", element.sourceline)])
    texts = [leaf.text or "" for leaf in element.iter()]
    for at, leaf in enumerate(element.iter()):
        if not len(leaf) and plain(texts[at]):
            layout.keep(leaf, at)
    return layout.block(texts, [element.sourceline])


def _block(element: Xml, table: Table) -> Block:
    layout = _laid_out(element, table, count(), is_kept=lambda leaf: bool(plain(leaf.text or "")))
    texts = [leaf.text or "" for leaf in element.iter()]
    return layout.block(texts, [part.line for part in layout.parts])


def bill_layout(element: Xml, positions: Positions) -> Layout | None:
    """The layout of all Bol_segments with these tags. positions: of their texts. None when there is none that
    serves them all."""
    layout = _laid_out(element, TABLES[BILL], positions, is_kept=lambda leaf: True)
    is_simple = len(layout.extras) < MAX_EXTRAS and all(part.name != SPLIT for part in layout.parts)
    return layout if is_simple else None


def _laid_out(
    element: Xml, table: Table, positions: Iterable[int | None], *, is_kept: Callable[[Xml], bool]
) -> Layout:
    """One pass over the elements. is_kept: of what no table names."""
    layout = Layout([Part("", 0, f"<{local_name(element.tag)}>", element.sourceline)])
    inside = _Inside(table, 0, None)
    around: list[_Inside] = []
    for leaf, at in zip(element.iter(), positions, strict=False):
        while leaf is inside.end:
            inside = around.pop()
        fact = inside.table.get(leaf.tag)
        if fact is None:
            if name := inside.part_of(leaf):
                around.append(inside)
                inside = _Inside(TABLES.get(name, _SPLIT), len(layout.parts), _following(leaf, element))
                start = f"<{local_name(leaf.tag)}>"
                layout.parts.append(Part(name, around[-1].number, start, leaf.sourceline))
            fact = inside.fact_of(leaf)
            if fact is None and at is not None and is_kept(leaf):
                layout.keep(leaf, at)
        if fact and at is not None:
            layout.parts[inside.number].facts.append((fact, at))
    return layout


_SPLIT = Table({}, SPLIT)  # a part that is kept as it stands


@dataclass(frozen=True, slots=True)
class _Inside:
    """The part at hand. end: the element that follows it."""

    table: Table
    number: int
    end: Xml | None

    def part_of(self, leaf: Xml) -> str:
        """The part that begins with an element, "" for none."""
        name = PARTS.get(fold(leaf.tag), "")
        return "" if self.table is _SPLIT or name == self.table.own else name

    def fact_of(self, leaf: Xml) -> str | None:
        """What an element met for the first time tells, `GROUP` for nothing; None for what is kept."""
        if self.table is _SPLIT:
            return GROUP if len(leaf) else None
        return self.table.learn(leaf.tag)


def _following(part: Xml, whole: Xml) -> Xml | None:
    """The first element of the whole behind the part; None where it is the last."""
    while part is not whole:
        if (following := part.getnext()) is not None:
            return following
        part = part.getparent()
    return None


def _place(leaf: Xml) -> str:
    """From the segment on."""
    steps = [_step(above) for above in (leaf, *leaf.iterancestors())][:-1]
    return "/".join(reversed(steps))


def _step(element: Xml) -> str:
    """The name of an element; the second of its kind and those after have their number."""
    name = local_name(element.tag)
    if fold(name) == BILL or fold(name) in HEADERS:
        return name
    before = islice(element.itersiblings(element.tag, preceding=True), MAX_EXTRAS)
    number = 1 + sum(1 for _ in before)
    return f"{name}[{number}]" if number > 1 or fold(name) in PARTS and fold(name) != GOODS else name

"""Follows the elements of a file: where a declaration begins and ends, which elements are its blocks.

Each block becomes leaves as soon as it ends and is then forgotten: memory does not grow with the items.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from amont.formats.asycuda.errors import NotADeclaration
from amont.formats.asycuda.flatten import attributes_of, leaves_of, step_to, words_of
from amont.formats.asycuda.leaves import Leaf
from amont.formats.asycuda.structure import ITEM, ROOT, Element
from amont.formats.xml.errors import TooLarge
from amont.formats.xml.names import fold, local_name
from amont.formats.xml.reading import Xml, check_start
from amont.kernel.findings import clip

MAX_HELD = 250_000  # elements of one block; an item has about 250
MAX_HEADER = 500_000  # values outside the items


@dataclass(frozen=True, slots=True)
class RawItem:
    """An item. number: its place from 1, empty ones counted. header: what stood before the first item."""

    number: int
    leaves: tuple[Leaf, ...]
    line: int | None
    header: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class RawEnd:
    """The end of a declaration. items_at: values of the header before the first item; None: all of them."""

    header: tuple[Leaf, ...]
    items_at: int | None


class Reader:
    """Takes start and end events in order. `level`, the depth at which blocks stand, sinks inside a wrapper.

    Wrappers: Items around Item, Containers around Container, SAD inside ASYCUDA or inside any other root.
    """

    def __init__(self) -> None:
        self.depth = 0
        self.root = ""
        self.found = 0
        self._held = 0
        self._begin(at=0)

    def _begin(self, *, at: int) -> None:
        """A declaration begins with the element at this depth; 0: none is open."""
        self._begun = at
        self._level = at + 1
        self._wrappers: list[int] = []
        self._block: Element | None = None
        self._is_first_child = False
        self._has_sad = False
        self._items = 0
        self._items_at: int | None = None
        self._header: list[Leaf] = []
        self._before_items: tuple[Leaf, ...] = ()
        self._counts: dict[str, int] = {}
        self._stray: list[str] = []

    def take(self, events: Iterable[tuple[str, Xml]]) -> Iterator[RawItem | RawEnd]:
        """Raises Entities, TooDeep, TooLarge. Most events are inside a block: only their depth matters."""
        piece: RawItem | RawEnd | None
        for event, element in events:
            if event == "start":
                self._go_down(element)
                is_inside = self._begun and self.depth > self._level and not self._is_first_child
                piece = None if is_inside else self._start(element)
            else:
                is_inside = self._begun and self.depth > self._level
                piece = None if is_inside else self._end(element)
                self.depth -= 1
            if piece is not None:
                yield piece

    def refusal(self) -> NotADeclaration | None:
        """A file of another kind."""
        return None if self.found else NotADeclaration(root=clip(self.root, 40))

    def _go_down(self, element: Xml) -> None:
        self.depth += 1
        self._held += 1
        check_start(element, depth=self.depth)
        if self._held > MAX_HELD:
            raise TooLarge(limit=MAX_HELD)

    def _start(self, element: Xml) -> RawEnd | None:
        if self.depth == 1:
            self.root = local_name(element.tag)
        if self._begun and self.depth == self._level:
            return self._start_block(element)
        if not self._begun:
            self._start_outside(element)
        elif self._is_first_child:
            self._start_first_child(element)
        return None

    def _start_outside(self, element: Xml) -> None:
        tag = fold(element.tag)
        if tag == "asycuda" or (tag == "sad" and self.depth == 1):
            self._begin(at=self.depth)
            self._keep_attributes(element)
        elif tag == "sad":  # beside its Items, under a root of another name
            self._begin(at=self.depth - 1)
            self._start_block(element)

    def _start_block(self, element: Xml) -> RawEnd | None:
        tag = fold(element.tag)
        end = None
        if tag == "sad":
            if self._has_sad:
                end = self._finish([])
                self._begin(at=self.depth - 1)
            self._has_sad = True
            self._wrap(element)
        elif tag == "asycuda" and not (self._header or self._items):
            self._begin(at=self.depth)
            self._keep_attributes(element)
        else:
            self._block = ROOT.child(element.tag)
            self._is_first_child = True
        return end

    def _start_first_child(self, element: Xml) -> None:
        """A block whose first child means the same as itself is a wrapper, and the child is the block."""
        self._is_first_child = self._block is not None and ROOT.child(element.tag) is self._block
        if self._is_first_child:
            self._wrap(element.getparent())

    def _wrap(self, element: Xml) -> None:
        self._wrappers.append(self._level)
        self._level += 1
        self._is_first_child = False
        self._keep_attributes(element)

    def _keep_attributes(self, element: Xml) -> None:
        known = {leaf.path for leaf in self._header}
        self._keep(leaf for leaf in attributes_of(element, path="") if leaf.path not in known)

    def _keep(self, leaves: Iterable[Leaf]) -> None:
        self._header.extend(leaves)
        if len(self._header) > MAX_HEADER:
            raise TooLarge(limit=MAX_HEADER)

    def _end(self, element: Xml) -> RawItem | RawEnd | None:
        piece: RawItem | RawEnd | None = None
        if self._begun and self.depth == self._begun:
            piece = self._finish(words_of(element))
        elif self._begun and self.depth == self._level:
            piece = self._end_block(element)
        elif self._wrappers:
            self._level = self._wrappers.pop()
        self._forget(element)
        return piece

    def _end_block(self, element: Xml) -> RawItem | None:
        self._is_first_child = False
        known = ROOT.child(element.tag)
        if known is not ITEM:
            path = step_to(element, known=known, counts=self._counts)
            self._keep(leaves_of(element, known=known, path=path))
            return None
        self._items += 1
        if self._items == 1:
            self._items_at = len(self._header)
            self._before_items = tuple(self._header)
        leaves = tuple(leaves_of(element, known=ITEM, path=""))
        return RawItem(self._items, leaves, element.sourceline, self._before_items)

    def _finish(self, words: list[str]) -> RawEnd:
        stray = "\n".join([*self._stray, *words])
        self._keep([Leaf("", stray)] if stray else [])
        at = self._items_at if self._items_at != len(self._header) else None
        end = RawEnd(tuple(self._header), at)
        self.found += 1
        self._begin(at=0)
        return end

    def _forget(self, element: Xml) -> None:
        """Free an element that is done with and its elder brothers; their tails are the declaration's."""
        element.clear(keep_tail=True)
        parent = element.getparent()
        while parent is not None and (elder := element.getprevious()) is not None:
            if self._begun and elder.tail and elder.tail.strip():
                self._stray.append(elder.tail.strip())
            del parent[0]
        self._held = self.depth

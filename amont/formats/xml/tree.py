"""An element as a tree of local names and plain texts, for messages of many names and few repetitions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from amont.formats.xml.errors import TooDeep
from amont.formats.xml.names import local_name
from amont.formats.xml.reading import MAX_DEPTH, Xml


@dataclass(slots=True)
class Node:
    """An element. used: whether its text was asked for; what never was is unknown to the reader."""

    name: str
    text: str = ""
    line: int | None = None
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    used: bool = False

    def all(self, *names: str) -> Iterator[Node]:
        """The elements at a path of local names below this one."""
        if not names:
            yield self
            return
        for child in self.children:
            if child.name == names[0]:
                yield from child.all(*names[1:])

    def first(self, *names: str) -> Node | None:
        """The first element at a path."""
        return next(self.all(*names), None)

    def said(self, *names: str) -> str:
        """The first filled text at a path, "" when there is none."""
        found = ""
        for node in self.all(*names):
            node.used = True
            found = found or node.text
        return found

    def texts(self, name: str) -> list[str]:
        """The filled texts of all leaves of a name, however deep."""
        own = [self.text] if self.name == name and self.text else []
        return own + [text for child in self.children for text in child.texts(name)]

    def size(self) -> int:
        """How many elements, this one included."""
        return 1 + sum(child.size() for child in self.children)

    def unused(self, path: str = "") -> Iterator[tuple[str, Node]]:
        """Leaves that nobody asked for, with their path."""
        here = f"{path}/{self.name}" if path else self.name
        if not self.children and self.text and not self.used:
            yield here, self
        for child in self.children:
            yield from child.unused(here)


def node_of(element: Xml, depth: int = 1) -> Node:
    """The tree of an element. Raises TooDeep."""
    if depth > MAX_DEPTH:
        raise TooDeep(limit=MAX_DEPTH)
    node = Node(local_name(element.tag), " ".join((element.text or "").split()), element.sourceline)
    node.attributes = {local_name(name): value for name, value in element.attrib.items()}
    node.children = [node_of(child, depth + 1) for child in element]
    return node

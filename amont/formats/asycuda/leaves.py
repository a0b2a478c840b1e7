"""What stands in a declaration: each value at its canonical path, in the order of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from amont.formats.asycuda.values import Habits, day, number


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value. path: from the declaration or from its item, `Taxation/Taxation_line[2]/Duty_tax_code`;
    an attribute is `@id`, stray text between elements has the path of the element around it."""

    path: str
    value: str
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Leaves:
    """Values in order, asked by path. Equal when paths and values are equal: lines and habits do not count.

    Elements that may repeat carry an index from 1, even a single one; the others from the second on.
    """

    all: tuple[Leaf, ...] = ()
    habits: Habits = field(default=Habits(), compare=False)
    _at: dict[str, Leaf] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_at", {leaf.path: leaf for leaf in reversed(self.all)})

    def __len__(self) -> int:
        return len(self.all)

    def __iter__(self) -> Iterator[Leaf]:
        return iter(self.all)

    def first(self, *paths: str) -> Leaf | None:
        """The leaf at the first of these paths that holds one."""
        for path in paths:
            if path in self._at:
                return self._at[path]
        return None

    def text(self, *paths: str) -> str:
        """The value with its lines, their indents taken off; empty when absent."""
        leaf = self.first(*paths)
        if leaf is None or "\n" not in leaf.value:
            return leaf.value if leaf else ""
        return "\n".join(line.strip() for line in leaf.value.splitlines())

    def code(self, *paths: str) -> str:
        """The value without its blanks and line breaks; empty when absent."""
        return "".join(self.text(*paths).split())

    def number(self, *paths: str) -> Decimal | None:
        return number(self.text(*paths), habits=self.habits)

    def day(self, *paths: str) -> date | None:
        return day(self.text(*paths), habits=self.habits)

    def blocks(self, name: str) -> tuple[str, ...]:
        """The paths of the repeated blocks that hold something: `Container[1]`, `Container[3]`."""
        pattern = re.compile(re.escape(name) + r"\[\d+\]")
        found = (pattern.match(leaf.path) for leaf in self.all)
        return tuple(dict.fromkeys(match[0] for match in found if match))

    def line(self, path: str) -> int | None:
        """The line of a value, where the file had lines."""
        leaf = self._at.get(path)
        return leaf.line if leaf else None

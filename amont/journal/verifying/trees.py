"""What is carried along the log: the edges of two trees, and the faults."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from amont.journal.tree import Frontier
from amont.journal.verifying.answers import Fault

KEPT = 100  # faults of each sort; the others are counted


@dataclass
class Faults:
    """The first ones, and how many there are."""

    kept: list[Fault] = field(default_factory=list)
    found: int = 0

    def add(self, fault: Fault) -> int | None:
        """Its place among those kept; None when it is only counted."""
        self.found += 1
        if self.found > KEPT:
            return None
        self.kept.append(fault)
        return self.found - 1

    def rename(self, places: list[int], *, code: str) -> None:
        """Says of faults already found what they are."""
        for place in places:
            self.kept[place] = replace(self.kept[place], code=code)


class Trees:
    """The tree over the stored leaves, and beside it that over the rows for as long as they differ."""

    def __init__(self) -> None:
        self.of_leaves = Frontier()
        self.of_rows: Frontier | None = None
        self.has_hole = False  # neither leaf nor row at some place: nothing fits from there on

    def copy(self) -> Trees:
        """Others, that grow apart."""
        other = Trees()
        other.of_leaves, other.has_hole = self.of_leaves.copy(), self.has_hole
        other.of_rows = self.of_rows and self.of_rows.copy()
        return other

    def grow(self, leaf: bytes | None, computed: bytes | None) -> None:
        """One place more; where one of the two hashes is missing, the other stands for both."""
        leaf, computed = leaf or computed, computed or leaf
        if leaf is None or computed is None:
            self.has_hole = True
            return
        if self.of_rows is None and leaf != computed:
            self.of_rows = self.of_leaves.copy()
        self.of_leaves.append(leaf)
        if self.of_rows is not None:
            self.of_rows.append(computed)

    def fit(self, root: bytes, *, size: int) -> tuple[bool, str]:
        """Whether one of them has the root; if they differed, what is wrong in the other, dropped then."""
        if self.has_hole or size != self.of_leaves.size:
            return False, ""
        if root == self.of_leaves.root():
            wrong = "journal.row_changed" if self.of_rows is not None else ""
        elif self.of_rows is not None and root == self.of_rows.root():
            self.of_leaves, wrong = self.of_rows, "journal.leaf_changed"
        else:
            return False, ""
        self.of_rows = None
        return True, wrong

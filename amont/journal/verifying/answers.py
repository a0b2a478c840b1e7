"""What the verification is given of each place and head, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from amont.journal.checkpoints import Checkpoint
from amont.journal.leaves import Row


@dataclass(frozen=True, slots=True)
class Stored:
    """One place of the log as the database gives it.

    number: of the row, to find it again. row: None when it is gone. leaf: the hash at this place of the tree,
    None when it is gone. beside: the hash kept with the row itself, None where there is none.
    """

    index: int
    number: int | None
    row: Row | None
    leaf: bytes | None
    beside: bytes | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """A signed head as the database gives it."""

    size: int
    root: bytes
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was written. index: place in the log. facts: holes of the sentence."""

    code: str
    index: int
    facts: Mapping[str, object]
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether the log still begins with the tree of one exported checkpoint.

    suspects: first and last place that can have been rewritten, or that are missing; None when it fits.
    """

    checkpoint: Checkpoint
    fits: bool
    suspects: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found.

    size: leaves read; root: of the tree they make, where each leaf shown to be wrong is put right.
    row_faults: in the order of the log, the first hundred of `row_faults_found`; likewise `tree_faults`.
    sealed: leaves under the last head that fits; those after it are not protected yet.
    """

    size: int
    root: bytes
    row_faults: tuple[Fault, ...]
    row_faults_found: int
    tree_faults: tuple[Fault, ...]
    tree_faults_found: int
    heads: int
    heads_fitting: int
    sealed: int
    exported: tuple[Fit, ...]

    @property
    def is_sound(self) -> bool:
        """Nothing differs."""
        return not (self.row_faults_found or self.tree_faults_found)

    @property
    def first_bad(self) -> Fault | None:
        """The first row or leaf that differs; None when none can be named."""
        return self.row_faults[0] if self.row_faults else None

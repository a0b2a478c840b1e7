"""Once through the log, from the first leaf to the last."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from amont.journal.checkpoints import Checkpoint, Opened, VerifierKey, opened
from amont.journal.leaves import Row, leaf_of
from amont.journal.tree import HASH_BYTES, Frontier
from amont.journal.verifying.answers import Fault, Fit, Head, Stored, Verification
from amont.journal.verifying.trees import KEPT, Faults, Trees
from amont.kernel.errors import AmontError


class ListDiffers(AmontError):
    """The list of leaves is not the one under the checkpoint: what it would name proves nothing."""

    code = "journal.list_differs"


class ListUnproven(AmontError):
    """A list of leaves without a checkpoint exported with it: anyone could have written it."""

    code = "journal.list_unproven"


def verify(
    rows: Iterable[Stored],
    *,
    heads: Iterable[Head] = (),
    head_keys: Collection[VerifierKey] = (),
    exported: Iterable[Opened] = (),
    known: Iterable[bytes] | None = None,
) -> Verification:
    """Goes once through the log.

    rows, heads: by index and by size, from one snapshot of the database, else a new head seems too large.
    head_keys: the log's own; without them the signatures of heads are not looked at.
    known: leaf hashes exported together with the largest of the checkpoints, in order.
    Refused: a list that is not the one under the checkpoint.
    """
    kept = sorted((one.checkpoint for one in exported), key=lambda checkpoint: checkpoint.size)
    if known is not None and not kept:
        raise ListUnproven
    walk = _Walk(
        heads=iter(heads),
        head_keys=head_keys,
        exported=deque(kept),
        known=iter(()) if known is None else proven(known, under=kept[-1]),
    )
    walk.meet()
    for stored in rows:
        if walk.place(stored):
            walk.take(stored)
            walk.meet()
    return walk.close()


def proven(leaf_hashes: Iterable[bytes], *, under: Checkpoint) -> Iterator[bytes]:
    """The leaves under a checkpoint, one by one; refused at the end when they are not those."""
    frontier = Frontier()
    for leaf in islice(leaf_hashes, under.size):
        frontier.append(leaf)
        yield leaf
    if (frontier.size, frontier.root()) != (under.size, under.root):
        raise ListDiffers(size=under.size, found=frontier.size)


class _Walk:
    """The way through the log: what was met, and what is still to meet."""

    def __init__(
        self,
        *,
        heads: Iterator[Head],
        head_keys: Collection[VerifierKey],
        exported: deque[Checkpoint],
        known: Iterator[bytes],
    ) -> None:
        self.heads, self.head_keys, self.exported, self.known = heads, head_keys, exported, known
        self.head = next(heads, None)
        self.trees, self.raw = Trees(), Trees()  # raw: heads, which may be forged too, decide nothing in it
        self.row_faults, self.tree_faults = Faults(), Faults()
        self.next = 0  # place
        self.since_head: list[int] = []  # faults of which the next root that fits says what changed
        self.since_export: list[int] = []
        self.met: list[tuple[Checkpoint, bool]] = []
        self.heads_met = self.heads_fitting = self.sealed = 0
        self.fitting = 0  # size of the last root that fits
        self.unfit: list[Fault] = []  # heads since then

    def place(self, stored: Stored) -> bool:
        """Whether the place is the next one; a gap is named and stepped over."""
        if stored.index < self.next:
            self._blame("journal.out_of_order", stored)
            return False
        if stored.index > self.next:
            facts = {"first": self.next, "last": stored.index - 1}
            self.row_faults.add(Fault("journal.gap", self.next, facts))
            self.trees.has_hole = self.raw.has_hole = True
            deque(islice(self.known, stored.index - self.next), maxlen=0)
        self.next = stored.index + 1
        return True

    def take(self, stored: Stored) -> None:
        """The row and the leaf of one place."""
        leaf = stored.leaf if stored.leaf is not None and len(stored.leaf) == HASH_BYTES else None
        computed = _computed(stored.row)
        code = _wrong(stored, leaf, computed, known=next(self.known, None))
        if code:
            self._blame(code, stored)
        self.trees.grow(leaf, computed)
        if self.exported:
            self.raw.grow(leaf, computed)

    def meet(self) -> None:
        """The checkpoints and heads of the size reached."""
        while self.exported and self.exported[0].size <= self.next:
            checkpoint = self.exported.popleft()
            self.met.append((checkpoint, self._meet_export(checkpoint)))
        while self.head is not None and self.head.size <= self.next:
            self._meet_head(self.head)
            self.head = self._next_head(self.head)

    def close(self) -> Verification:
        """What lies beyond the last leaf, and the answer."""
        deque(self.known, maxlen=0)  # refused if it is not the list under the checkpoint
        claimed = max((checkpoint.size for checkpoint in self.exported), default=0)
        self.met += [(checkpoint, False) for checkpoint in self.exported]
        while self.head is not None:
            if self._is_signed(self.head):
                claimed = max(claimed, self.head.size)
            self.head = self._next_head(self.head)
        if claimed > self.next:
            facts = {"size": self.next, "claimed": claimed}
            self.tree_faults.add(Fault("journal.tail_missing", self.next, facts))
        if self.unfit:
            self.tree_faults.add(self.unfit[0])
        exported = tuple(self._judged())
        return Verification(
            size=self.next,
            root=self.trees.of_leaves.root(),
            row_faults=tuple(self.row_faults.kept),
            row_faults_found=self.row_faults.found,
            tree_faults=tuple(self.tree_faults.kept),
            tree_faults_found=self.tree_faults.found,
            heads=self.heads_met,
            heads_fitting=self.heads_fitting,
            sealed=self.sealed,
            exported=exported,
        )

    def _next_head(self, head: Head) -> Head | None:
        following = next(self.heads, None)
        if following is not None and following.size < head.size:
            raise ValueError("heads come by size")
        return following

    def _meet_export(self, checkpoint: Checkpoint) -> bool:
        """Whether it fits. What heads had decided before stands only if the tree they led to fits too."""
        fits, wrong = self.raw.fit(checkpoint.root, size=checkpoint.size)
        places = self.since_export
        if fits:
            self.trees = self.raw.copy()
        else:
            fits, wrong = self.trees.fit(checkpoint.root, size=checkpoint.size)
            if fits:
                self.raw, places = self.trees.copy(), self.since_head
            else:
                wrong = "journal.row_or_leaf_changed"
        if wrong:
            self.row_faults.rename(places, code=wrong)
        if fits:
            self.since_export = []
            self._fitted(checkpoint.size)
        return fits

    def _meet_head(self, head: Head) -> None:
        if not self._is_signed(head):
            return
        fits, wrong = self.trees.fit(head.root, size=head.size)
        if wrong:
            self.row_faults.rename(self.since_head, code=wrong)
        if fits:
            self.heads_fitting += 1
            self.sealed = head.size
            self._fitted(head.size)
        elif len(self.unfit) < KEPT:
            facts = {"size": head.size, "first": self.fitting, "last": head.size - 1}
            self.unfit.append(Fault("journal.head_differs", self.fitting, facts))

    def _fitted(self, size: int) -> None:
        """The tree is right here: heads that differed before are wrong by themselves."""
        for fault in self.unfit:
            self.tree_faults.add(Fault("journal.head_changed", fault.index, fault.facts))
        self.fitting, self.unfit, self.since_head = size, [], []

    def _is_signed(self, head: Head) -> bool:
        self.heads_met += 1
        if not self.head_keys or _says(head, self.head_keys):
            return True
        self.tree_faults.add(Fault("journal.head_unsigned", head.size, {"size": head.size}))
        return False

    def _blame(self, code: str, stored: Stored) -> None:
        number = "—" if stored.number is None else stored.number
        facts = {"index": stored.index, "number": number}
        place = self.row_faults.add(Fault(code, stored.index, facts, stored.number))
        if code == "journal.row_or_leaf_changed" and place is not None:
            self.since_head.append(place)
            self.since_export.append(place)

    def _judged(self) -> Iterator[Fit]:
        """Each exported checkpoint. Where one differs and a larger one fits, two histories were signed."""
        largest = max((checkpoint.size for checkpoint, fits in self.met if fits), default=-1)
        first = 0
        for checkpoint, fits in self.met:
            if fits:
                first = checkpoint.size
                yield Fit(checkpoint, fits)
                continue
            first_suspect = self.next if checkpoint.size > self.next else first
            last = max(first_suspect, checkpoint.size - 1)
            facts = {"size": checkpoint.size, "first": first, "last": last}
            if checkpoint.size <= largest:
                self.tree_faults.add(Fault("journal.exports_disagree", first, facts))
            elif checkpoint.size <= self.next:
                self.tree_faults.add(Fault("journal.export_differs", first, facts))
            yield Fit(checkpoint, fits, (first_suspect, last))


def _computed(row: Row | None) -> bytes | None:
    """The leaf of the row as it stands; None when it is gone, or is nothing that could have been written."""
    try:
        return None if row is None else leaf_of(row)
    except AmontError:
        return None


def _wrong(stored: Stored, leaf: bytes | None, computed: bytes | None, *, known: bytes | None) -> str:
    """What differs at one place; empty when nothing does."""
    if stored.row is None:
        return "journal.row_missing"
    if computed is None:
        return "journal.row_changed"
    if known not in (None, computed):
        return "journal.row_rewritten" if leaf == computed else "journal.row_changed"
    if leaf is None:
        return "journal.leaf_missing"
    if leaf != computed:
        return "journal.row_or_leaf_changed" if known is None else "journal.leaf_changed"
    return "" if stored.beside in (None, leaf) else "journal.leaf_changed"


def _says(head: Head, keys: Collection[VerifierKey]) -> bool:
    """Whether its note is signed and says the same size and root."""
    try:
        checkpoint = opened(head.note, keys=keys).checkpoint
    except AmontError:
        return False
    return (checkpoint.size, checkpoint.root) == (head.size, head.root)

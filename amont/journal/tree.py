"""Merkle tree of the journal: roots and proofs over leaf hashes, as RFC 9162 section 2.1 writes them.

Nothing here reads a row. The hash of a leaf comes from `leaves`; a node is SHA-256(0x01 || left || right).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from amont.kernel.errors import AmontError

HASH_BYTES = 32
SIZE_BYTES = 8
EMPTY_ROOT = hashlib.sha256(b"").digest()


class FrontierUnreadable(AmontError):
    """The kept edge of the tree is cut or is not one: build it again from the leaves."""

    code = "journal.frontier_unreadable"


class LeafUnreadable(AmontError):
    """A leaf hash of the wrong length: nothing that this log wrote."""

    code = "journal.leaf_unreadable"


class NoSuchLeaf(AmontError):
    """The log has not grown that far: no proof can be given."""

    code = "journal.no_such_leaf"
    status = 404


def leaf_hash(data: bytes) -> bytes:
    """SHA-256(0x00 || data): the leading byte keeps a leaf from ever passing for a node."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a tree: one hash per bit of its size, so that it grows without its leaves.

    size: leaves taken in so far. A tree of a million leaves is 20 hashes here.
    """

    __slots__ = ("_edge", "size")

    def __init__(self) -> None:
        self.size = 0
        self._edge: list[bytes] = []  # roots of the full subtrees, the largest first

    def append(self, leaf: bytes) -> None:
        """Takes in the hash of the next leaf."""
        self.append_many((leaf,))

    def append_many(self, leaves: Iterable[bytes]) -> None:
        """Takes in leaf hashes in the order of the log; on a bad one, those before it are taken in."""
        edge, size, sha256 = self._edge, self.size, hashlib.sha256
        for leaf in leaves:
            if len(leaf) != HASH_BYTES:
                raise LeafUnreadable(index=size, bytes=len(leaf), expected=HASH_BYTES)
            while size & 1:  # two full subtrees of one height become one
                leaf = sha256(b"\x01" + edge.pop() + leaf).digest()
                size >>= 1
            edge.append(leaf)
            size = self.size = self.size + 1

    def root(self) -> bytes:
        """Root of the tree at its size."""
        if not self._edge:
            return EMPTY_ROOT
        root = self._edge[-1]
        for left in reversed(self._edge[:-1]):
            root = node_hash(left, root)
        return root

    def copy(self) -> Frontier:
        """Another one, that grows apart."""
        other = Frontier()
        other.size, other._edge = self.size, list(self._edge)
        return other

    def to_bytes(self) -> bytes:
        """The size in 8 bytes, then the hashes of the edge, the largest subtree first."""
        return self.size.to_bytes(SIZE_BYTES, "big") + b"".join(self._edge)

    @classmethod
    def from_bytes(cls, kept: bytes) -> Frontier:
        """What `to_bytes` wrote; its root is right only if the hashes are: compare with the last head."""
        size = int.from_bytes(kept[:SIZE_BYTES], "big")
        if len(kept) != SIZE_BYTES + HASH_BYTES * size.bit_count():
            raise FrontierUnreadable(bytes=len(kept))
        frontier = cls()
        frontier.size = size
        frontier._edge = [
            kept[place : place + HASH_BYTES] for place in range(SIZE_BYTES, len(kept), HASH_BYTES)
        ]
        return frontier


def root_of(leaf_hashes: Iterable[bytes]) -> bytes:
    """Root over all the leaves: what a frontier that took them in gives."""
    frontier = Frontier()
    frontier.append_many(leaf_hashes)
    return frontier.root()


def inclusion_proof(leaf_hashes: Sequence[bytes], index: int) -> list[bytes]:
    """Hashes beside the way from the leaf up to the root of the whole sequence (RFC 9162, 2.1.3.1)."""
    if not 0 <= index < len(leaf_hashes):
        raise NoSuchLeaf(index=index, size=len(leaf_hashes))
    proof = []
    level = list(leaf_hashes)
    while len(level) > 1:
        beside = index ^ 1
        if beside < len(level):
            proof.append(level[beside])
        level = _level_above(level)
        index >>= 1
    return proof


def consistency_proof(leaf_hashes: Sequence[bytes], first: int, second: int) -> list[bytes]:
    """Hashes that show the tree of `second` leaves to begin with the tree of `first` (RFC 9162, 2.1.4.1).

    Empty when `first` is 0 or `second`: there is nothing to show.
    """
    if not 0 <= first <= second <= len(leaf_hashes):
        raise NoSuchLeaf(index=max(first, second), size=len(leaf_hashes))
    if first in (0, second):
        return []
    proof = []
    start, stop, is_known = 0, second, True  # leaves in view; whether the older tree's root covers them
    while first != stop:
        middle = start + _largest_power_below(stop - start)
        if first <= middle:
            proof.append(root_of(leaf_hashes[middle:stop]))
            stop = middle
        else:
            proof.append(root_of(leaf_hashes[start:middle]))
            start, is_known = middle, False
    if not is_known:
        proof.append(root_of(leaf_hashes[start:stop]))
    return proof[::-1]


def verify_inclusion(*, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof leads from the leaf's hash to the root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size or not _are_hashes([leaf, *proof]):
        return False
    place, last, reached = index, size - 1, leaf
    for beside in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            reached = node_hash(beside, reached)
            place, last = _climb(place, last)
        else:
            reached = node_hash(reached, beside)
        place, last = place >> 1, last >> 1
    return last == 0 and reached == root


def verify_consistency(
    *, first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the proof shows the first tree to be the beginning of the second (RFC 9162, 2.1.4.2).

    The RFC leaves out the empty tree and equal sizes: they need no proof, only the right roots.
    """
    if not 0 <= first <= second:
        return False
    if first in (0, second):
        known = EMPTY_ROOT if first == 0 else second_root
        return not proof and first_root == known
    hashes = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    if not proof or not _are_hashes(hashes):
        return False
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    return _roots_reached(hashes, place=place, last=last) == (first_root, second_root)


def _roots_reached(hashes: Sequence[bytes], *, place: int, last: int) -> tuple[bytes, bytes] | None:
    """Roots of the older and of the newer tree that a consistency proof leads to; None: it leads nowhere."""
    older = newer = hashes[0]
    for beside in hashes[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            older, newer = node_hash(beside, older), node_hash(beside, newer)
            place, last = _climb(place, last)
        else:
            newer = node_hash(newer, beside)
        place, last = place >> 1, last >> 1
    return (older, newer) if last == 0 else None


def _climb(place: int, last: int) -> tuple[int, int]:
    """A last node without neighbour rises as it is, until it is a right child or the root."""
    while not place & 1 and place:
        place, last = place >> 1, last >> 1
    return place, last


def _level_above(level: Sequence[bytes]) -> list[bytes]:
    above = [node_hash(level[place], level[place + 1]) for place in range(0, len(level) - 1, 2)]
    return above + [level[-1]] if len(level) & 1 else above


def _largest_power_below(number: int) -> int:
    """Largest power of two smaller than the number: where RFC 9162 parts a tree."""
    return 1 << (number - 1).bit_length() - 1


def _are_hashes(values: Iterable[bytes]) -> bool:
    return all(len(value) == HASH_BYTES for value in values)

"""The tree of RFC 9162: known answers of the certificate logs, and what must hold of any log."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amont.journal.tree import (
    EMPTY_ROOT,
    Frontier,
    FrontierUnreadable,
    LeafUnreadable,
    leaf_hash,
    node_hash,
    root_of,
)

# The eight leaves and nine roots with which the implementations of RFC 6962 test themselves.
DATA = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
]  # fmt: skip
LEAVES = [leaf_hash(bytes.fromhex(data)) for data in DATA]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

SIZES = st.integers(0, 70)


def leaves_of(size: int) -> list[bytes]:
    return [leaf_hash(b"row %d" % place) for place in range(size)]


def root_by_definition(leaves: list[bytes]) -> bytes:
    """RFC 9162 2.1.1, word for word: the tree is parted at the largest power of two below its size."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    power = 1
    while power * 2 < len(leaves):
        power *= 2
    left, right = root_by_definition(leaves[:power]), root_by_definition(leaves[power:])
    return sha256(b"\x01" + left + right).digest()


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_of_the_reference_trees(size):
    assert root_of(LEAVES[:size]).hex() == ROOTS[size]


def test_the_tree_of_no_leaf_has_the_hash_of_nothing_as_root():
    assert Frontier().root() == EMPTY_ROOT == sha256(b"").digest()


def test_a_leaf_and_a_node_of_the_same_bytes_have_different_hashes():
    left, right = LEAVES[:2]

    assert leaf_hash(left + right) != node_hash(left, right)
    assert leaf_hash(b"\x01" + left + right) != node_hash(left, right)


@given(SIZES)
def test_the_root_is_the_one_of_the_definition(size):
    leaves = leaves_of(size)

    assert root_of(leaves) == root_by_definition(leaves)


@given(SIZES, st.lists(st.integers(0, 70), max_size=4))
def test_a_log_that_stops_and_goes_on_has_the_root_of_one_written_at_once(size, cuts):
    leaves = leaves_of(size)
    places = [0, *sorted(min(cut, size) for cut in cuts), size]

    frontier = Frontier()
    for start, stop in zip(places, places[1:], strict=False):
        frontier = Frontier.from_bytes(frontier.to_bytes())
        frontier.append_many(leaves[start:stop])

    assert frontier.size == size
    assert frontier.root() == root_by_definition(leaves)


def test_leaves_taken_one_by_one_make_the_same_edge():
    at_once, one_by_one = Frontier(), Frontier()

    at_once.append_many(LEAVES)
    for leaf in LEAVES:
        one_by_one.append(leaf)

    assert one_by_one.to_bytes() == at_once.to_bytes()


def test_a_copy_of_the_edge_grows_apart():
    frontier = Frontier()
    frontier.append_many(LEAVES[:5])

    other = frontier.copy()
    other.append_many(LEAVES[5:])

    assert (frontier.size, frontier.root().hex()) == (5, ROOTS[5])
    assert (other.size, other.root().hex()) == (8, ROOTS[8])


def test_the_edge_of_a_thousand_leaves_is_kept_in_six_hashes():
    frontier = Frontier()
    frontier.append_many(leaves_of(1000))

    kept = frontier.to_bytes()

    assert len(kept) == 8 + 6 * 32
    assert kept[:8] == (1000).to_bytes(8, "big")


@pytest.mark.parametrize(
    "kept",
    [
        b"", b"\0" * 7, b"\0" * 9, b"\0" * 7 + b"\1", b"\0" * 7 + b"\1" + b"x" * 31,
        b"\0" * 7 + b"\1" + b"x" * 33, b"\0" * 7 + b"\3" + b"x" * 32, b"\xff" * 40,
    ],
)  # fmt: skip
def test_an_edge_that_was_cut_is_refused(kept):
    with pytest.raises(FrontierUnreadable):
        Frontier.from_bytes(kept)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_leaf_hash_of_another_length_is_refused_and_the_tree_stays_as_it_was(length):
    frontier = Frontier()
    frontier.append_many(LEAVES[:3])

    with pytest.raises(LeafUnreadable) as refusal:
        frontier.append(b"x" * length)

    assert refusal.value.facts == {"index": 3, "bytes": length, "expected": 32}
    assert frontier.root().hex() == ROOTS[3]

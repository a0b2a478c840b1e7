"""Proofs convince whoever holds a root only, and nobody can make one for a log that was rewritten."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amont.journal.tree import (
    EMPTY_ROOT,
    NoSuchLeaf,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from tests.journal.test_tree import LEAVES, ROOTS, leaves_of

# Proofs over the same eight leaves, from the tests of the certificate logs.
N01 = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
N23 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
N45 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
N67 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
N03 = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"
N47 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
L0 = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
L1 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
L4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
INCLUSION = [
    (0, 1, []),
    (0, 8, [L1, N23, N47]),
    (5, 8, [L4, N67, N03]),
    (2, 3, [N01]),
    (1, 5, [L0, N23, L4]),
]
CONSISTENCY = [
    (1, 1, []),
    (1, 8, [L1, N23, N47]),
    (6, 8, [N45, N67, N03]),
    (2, 5, [N23, L4]),
]


@st.composite
def places(draw):
    """A size and a place in it."""
    size = draw(st.integers(1, 70))
    return size, draw(st.integers(0, size - 1))


@st.composite
def two_sizes(draw):
    """Two sizes of one log, the second larger."""
    first = draw(st.integers(1, 50))
    return first, first + draw(st.integers(1, 30))


def flipped(value: bytes, bit: int) -> bytes:
    """The same bytes but for one bit."""
    place = bit % (8 * len(value))
    changed = bytearray(value)
    changed[place // 8] ^= 1 << place % 8
    return bytes(changed)


@pytest.mark.parametrize(("index", "size", "proof"), INCLUSION)
def test_the_proofs_of_inclusion_are_those_of_the_reference_trees(index, size, proof):
    assert [beside.hex() for beside in inclusion_proof(LEAVES[:size], index)] == proof


@pytest.mark.parametrize(("first", "second", "proof"), CONSISTENCY)
def test_the_proofs_of_consistency_are_those_of_the_reference_trees(first, second, proof):
    assert [beside.hex() for beside in consistency_proof(LEAVES, first, second)] == proof


@pytest.mark.parametrize("size", range(1, 9))
def test_each_leaf_of_the_reference_trees_is_shown_to_be_in_its_root(size):
    root = bytes.fromhex(ROOTS[size])

    assert all(
        verify_inclusion(
            leaf=LEAVES[index], index=index, size=size, proof=inclusion_proof(LEAVES[:size], index), root=root
        )
        for index in range(size)
    )


@given(places(), st.integers(0, 10_000))
def test_a_proof_of_inclusion_convinces_and_one_bit_changed_does_not(place, bit):
    size, index = place
    leaves = leaves_of(size)
    leaf, root, proof = leaves[index], root_of(leaves), inclusion_proof(leaves, index)
    told = {"index": index, "size": size}

    assert verify_inclusion(leaf=leaf, proof=proof, root=root, **told)
    assert not verify_inclusion(leaf=flipped(leaf, bit), proof=proof, root=root, **told)
    assert not verify_inclusion(leaf=leaf, proof=proof, root=flipped(root, bit), **told)
    for number, beside in enumerate(proof):
        changed = [*proof[:number], flipped(beside, bit), *proof[number + 1 :]]
        assert not verify_inclusion(leaf=leaf, proof=changed, root=root, **told)


@given(places(), places())
def test_a_proof_of_inclusion_is_good_for_one_place_only(place, other):
    size, index = place
    leaves = leaves_of(size)
    elsewhere = other[1] % size
    proof = inclusion_proof(leaves, index)

    convinces = verify_inclusion(
        leaf=leaves[index], index=elsewhere, size=size, proof=proof, root=root_of(leaves)
    )

    assert convinces == (elsewhere == index)


@given(places())
def test_a_proof_of_inclusion_with_a_hash_more_or_less_is_not_believed(place):
    size, index = place
    leaves = leaves_of(size)
    root, proof = root_of(leaves), inclusion_proof(leaves, index)
    told = {"leaf": leaves[index], "index": index, "size": size, "root": root}

    assert not verify_inclusion(proof=[*proof, root], **told)
    assert not verify_inclusion(proof=[root, *proof], **told)
    assert not proof or not verify_inclusion(proof=proof[:-1], **told)


@given(two_sizes(), st.integers(0, 10_000))
def test_a_proof_of_consistency_convinces_and_one_bit_changed_does_not(sizes, bit):
    first, second = sizes
    leaves = leaves_of(second)
    before, after = root_of(leaves[:first]), root_of(leaves)
    proof = consistency_proof(leaves, first, second)
    told = {"first": first, "second": second}

    assert verify_consistency(first_root=before, second_root=after, proof=proof, **told)
    assert not verify_consistency(first_root=flipped(before, bit), second_root=after, proof=proof, **told)
    assert not verify_consistency(first_root=before, second_root=flipped(after, bit), proof=proof, **told)
    for number, beside in enumerate(proof):
        changed = [*proof[:number], flipped(beside, bit), *proof[number + 1 :]]
        assert not verify_consistency(first_root=before, second_root=after, proof=changed, **told)


@given(two_sizes(), st.integers(0, 10_000))
def test_a_rewritten_log_has_no_proof_that_it_begins_with_the_tree_a_neighbour_saw(sizes, place):
    first, second = sizes
    leaves = leaves_of(second)
    seen = root_of(leaves[:first])

    rewritten = list(leaves)
    rewritten[place % first] = leaf_hash(b"another row")

    for source in (rewritten, leaves, rewritten[:first] + leaves[first:]):
        assert not verify_consistency(
            first=first,
            second=second,
            first_root=seen,
            second_root=root_of(rewritten),
            proof=consistency_proof(source, first, second),
        )


@given(two_sizes())
def test_a_shortened_log_is_not_the_one_a_neighbour_saw(sizes):
    first, second = sizes
    leaves = leaves_of(second)
    before, after = root_of(leaves[:first]), root_of(leaves)
    proof = consistency_proof(leaves, first, second)

    assert not verify_consistency(
        first=second, second=first, first_root=after, second_root=before, proof=proof
    )


def test_the_empty_tree_begins_every_log_and_a_log_begins_with_itself():
    root = root_of(LEAVES)

    assert consistency_proof(LEAVES, 0, 8) == consistency_proof(LEAVES, 8, 8) == []
    assert verify_consistency(first=0, second=8, first_root=EMPTY_ROOT, second_root=root, proof=[])
    assert verify_consistency(first=8, second=8, first_root=root, second_root=root, proof=[])
    assert not verify_consistency(first=0, second=8, first_root=root, second_root=root, proof=[])
    assert not verify_consistency(first=8, second=8, first_root=EMPTY_ROOT, second_root=root, proof=[])
    assert not verify_consistency(first=8, second=8, first_root=root, second_root=root, proof=[root])


@pytest.mark.parametrize(
    ("index", "size", "proof"),
    [
        (-1, 8, []),
        (8, 8, []),
        (0, 0, []),
        (0, -1, []),
        (0, 8, [b""]),
        (0, 8, [b"x" * 31] * 3),
        (2**80, 8, []),
    ],
)
def test_a_proof_of_inclusion_made_to_harm_is_only_not_believed(index, size, proof):
    assert not verify_inclusion(leaf=LEAVES[0], index=index, size=size, proof=proof, root=root_of(LEAVES))


@pytest.mark.parametrize(
    ("first", "second", "proof"),
    [
        (-1, 8, []),
        (9, 8, []),
        (3, 8, []),
        (4, 8, []),
        (4, 8, [b""]),
        (3, 8, [b"x" * 32] * 500),
        (3, 2**80, []),
    ],
)
def test_a_proof_of_consistency_made_to_harm_is_only_not_believed(first, second, proof):
    assert not verify_consistency(
        first=first, second=second, first_root=LEAVES[0], second_root=root_of(LEAVES), proof=proof
    )


@pytest.mark.parametrize("index", [-1, 8])
def test_no_proof_is_given_of_a_leaf_that_is_not_there(index):
    with pytest.raises(NoSuchLeaf) as refusal:
        inclusion_proof(LEAVES, index)

    assert (refusal.value.facts, refusal.value.status) == ({"index": index, "size": 8}, 404)


@pytest.mark.parametrize(("first", "second"), [(-1, 3), (4, 3), (3, 9)])
def test_no_proof_is_given_between_sizes_that_never_were(first, second):
    with pytest.raises(NoSuchLeaf):
        consistency_proof(LEAVES, first, second)


def test_a_proof_of_inclusion_of_another_length_than_the_size_asks_is_not_believed():
    leaf, other, root = LEAVES[0], LEAVES[1], root_of(LEAVES)

    assert not verify_inclusion(leaf=leaf, index=1, size=1, proof=[], root=leaf)
    assert not verify_inclusion(leaf=root, index=0, size=8, proof=[], root=root)
    assert not verify_inclusion(
        leaf=leaf[:-1], index=0, size=2, proof=[leaf[-1:] + other], root=node_hash(leaf, other)
    )
    assert not verify_inclusion(leaf=leaf, index=0, size=1, proof=[other], root=node_hash(other, leaf))


def test_a_proof_of_consistency_of_another_length_than_the_sizes_ask_is_not_believed():
    leaf, other, third = LEAVES[:3]
    both = node_hash(leaf, other)

    assert not verify_consistency(first=1, second=8, first_root=leaf, second_root=both, proof=[other])
    assert not verify_consistency(
        first=1,
        second=2,
        first_root=node_hash(third, leaf),
        second_root=node_hash(third, both),
        proof=[other, third],
    )

"""Whatever is changed, and wherever heads and checkpoints stand, it shows."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.journal.log import log_of

SIZE = 24
PLACES = st.integers(0, SIZE - 1)
SIZES = st.lists(st.integers(0, SIZE), max_size=5, unique=True).map(sorted)


@settings(max_examples=40)
@given(st.sets(PLACES, min_size=1, max_size=4), SIZES, SIZES)
def test_rows_changed_alone_are_all_named(places, heads, sizes):
    log = log_of(SIZE, heads=heads)
    exported = [log.exported(size) for size in sizes]

    for place in places:
        log.change_row(place)
    found = log.verified(exported=exported)

    assert [fault.index for fault in found.row_faults] == sorted(places)
    assert all(fit.fits for fit in found.exported)
    last = max([0, *heads, *sizes])
    assert all((fault.code == "journal.row_changed") == (fault.index < last) for fault in found.row_faults)


@settings(max_examples=40)
@given(st.sets(PLACES, min_size=1, max_size=4), SIZES, SIZES)
def test_leaves_changed_alone_are_all_named(places, heads, sizes):
    log = log_of(SIZE, heads=heads)
    exported = [log.exported(size) for size in sizes]

    for place in places:
        log.change_leaf(place)
    found = log.verified(exported=exported)

    assert [fault.index for fault in found.row_faults] == sorted(places)
    assert all(fit.fits for fit in found.exported)
    last = max([0, *heads, *sizes])
    assert all((fault.code == "journal.leaf_changed") == (fault.index < last) for fault in found.row_faults)


@settings(max_examples=40)
@given(PLACES, SIZES, SIZES)
def test_a_row_rewritten_with_everything_differs_from_each_checkpoint_exported_after_it(place, heads, sizes):
    log = log_of(SIZE, heads=heads)
    exported = [log.exported(size) for size in sizes]

    log.rewrite(place)
    log.sign_heads_again(heads)
    found = log.verified(exported=exported)

    assert [fit.fits for fit in found.exported] == [size <= place for size in sizes]
    assert found.is_sound == all(size <= place for size in sizes)
    assert all(fit.fits or fit.suspects[0] <= place <= fit.suspects[1] for fit in found.exported)


@settings(max_examples=40)
@given(PLACES, SIZES)
def test_a_row_rewritten_with_its_leaf_is_among_those_of_the_first_head_that_differs(place, heads):
    log = log_of(SIZE, heads=heads)

    log.rewrite(place)
    found = log.verified()

    assert found.is_sound == all(size <= place for size in heads)
    assert all(fault.facts["first"] <= place <= fault.facts["last"] for fault in found.tree_faults)


@settings(max_examples=40)
@given(PLACES, st.integers(1, SIZE))
def test_a_row_rewritten_with_everything_is_named_by_the_list_exported_before(place, size):
    log = log_of(SIZE)
    exported, known = log.exported(size), log.known()

    log.rewrite(place)
    found = log.verified(exported=[exported], known=known)

    expected = [("journal.row_rewritten", place)] if place < size else []
    assert [(fault.code, fault.index) for fault in found.row_faults] == expected

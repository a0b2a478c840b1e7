"""What a superuser can do to rows and leaves, and what the verification says of it."""

import tracemalloc
from dataclasses import replace

import pytest

from amont.journal.leaves import leaf_of
from amont.journal.tree import EMPTY_ROOT, root_of
from amont.journal.verifying.answers import Head, Stored
from amont.journal.verifying.walk import verify
from tests.journal.log import exported, log_of, named, trees
from tests.journal.rows import JournalRow


def test_an_untouched_journal_is_sound_and_says_how_far_it_is_sealed():
    log = log_of(23, heads=[0, 1, 8, 16, 16, 20])

    found = log.verified(exported=[log.exported(0), log.exported(11), log.exported(23)], known=log.known())

    assert found.is_sound
    assert found.first_bad is None
    assert (found.size, found.root) == (23, root_of(log.known()))
    assert (found.heads, found.heads_fitting, found.sealed) == (6, 6, 20)
    assert [(fit.checkpoint.size, fit.fits, fit.suspects) for fit in found.exported] == [
        (0, True, None),
        (11, True, None),
        (23, True, None),
    ]


def test_an_empty_journal_is_sound():
    found = verify([], heads=[Head(0, EMPTY_ROOT)])

    assert found.is_sound
    assert (found.size, found.root, found.heads_fitting, found.sealed) == (0, EMPTY_ROOT, 1, 0)


def test_a_row_changed_by_a_superuser_is_named_and_the_heads_say_it_was_the_row():
    log = log_of(20, heads=[8, 16])
    exported = log.exported(16)

    log.change_row(5)
    found = log.verified(exported=[exported])

    assert named(found) == [("journal.row_changed", 5)]
    assert (found.first_bad.number, found.first_bad.facts) == (1005, {"index": 5, "number": 1005})
    assert trees(found) == []
    assert found.exported[0].fits
    assert not found.is_sound


def test_a_leaf_changed_alone_is_named_and_the_heads_say_it_was_the_leaf():
    log = log_of(20, heads=[8, 16])

    log.change_leaf(5)
    found = log.verified()

    assert named(found) == [("journal.leaf_changed", 5)]
    assert found.heads_fitting == 2
    assert found.root == log_of(20).exported(20).checkpoint.root


def test_a_row_changed_after_the_last_head_is_named_without_saying_which_of_the_two_it_was():
    log = log_of(20, heads=[8, 16])

    log.change_row(18)

    assert named(log.verified()) == [("journal.row_or_leaf_changed", 18)]


def test_each_stretch_between_heads_is_judged_by_itself():
    log = log_of(40, heads=[10, 20, 30])

    log.change_leaf(4)
    log.change_row(13)
    log.change_row(15)
    log.change_leaf(27)
    found = log.verified(exported=[log_of(40).exported(40)])

    assert named(found) == [
        ("journal.leaf_changed", 4),
        ("journal.row_changed", 13),
        ("journal.row_changed", 15),
        ("journal.leaf_changed", 27),
    ]
    assert found.exported[0].fits


def test_a_row_and_another_leaf_changed_in_one_stretch_are_both_named():
    log = log_of(20, heads=[16])
    exported = log.exported(20)

    log.change_row(3)
    log.change_leaf(9)
    found = log.verified(exported=[exported])

    assert named(found) == [("journal.row_or_leaf_changed", 3), ("journal.row_or_leaf_changed", 9)]
    assert not found.exported[0].fits


def test_a_row_put_back_together_by_another_program_counts_as_changed():
    log = log_of(20, heads=[16])

    log.rows[5] = replace(log.rows[5], facts={"lane": "red", "rate": 0.5})
    log.rows[6] = replace(log.rows[6], kind="note")

    assert named(log.verified()) == [("journal.row_changed", 5), ("journal.row_changed", 6)]


def test_a_row_that_was_deleted_is_named_by_the_leaf_it_left():
    log = log_of(20, heads=[16])
    exported = log.exported(16)

    log.rows[5] = None
    found = log.verified(exported=[exported])

    assert named(found) == [("journal.row_missing", 5)]
    assert found.exported[0].fits


def test_a_leaf_that_was_deleted_or_cut_is_named_by_its_row():
    log = log_of(20, heads=[16])
    exported = log.exported(16)

    log.leaves[5] = None
    log.leaves[6] = b"cut"
    found = log.verified(exported=[exported])

    assert named(found) == [("journal.leaf_missing", 5), ("journal.leaf_missing", 6)]
    assert found.exported[0].fits


def test_the_hash_kept_beside_the_row_counts_too():
    log = log_of(20, heads=[16])

    log.beside[5] = b"\0" * 32

    assert named(log.verified()) == [("journal.leaf_changed", 5)]


def test_rows_deleted_with_their_leaves_leave_a_gap_and_nothing_fits_from_there_on():
    log = log_of(20, heads=[4, 8, 16])
    exported, known = log.exported(16), log.known()

    for place in (5, 6, 7, 11):
        del log.rows[place], log.leaves[place]
    found = log.verified(exported=[exported], known=known)

    assert [(fault.code, fault.facts) for fault in found.row_faults] == [
        ("journal.gap", {"first": 5, "last": 7}),
        ("journal.gap", {"first": 11, "last": 11}),
    ]
    assert trees(found) == [
        ("journal.head_differs", {"size": 8, "first": 4, "last": 7}),
        ("journal.export_differs", {"size": 16, "first": 0, "last": 15}),
    ]
    assert found.sealed == 4


def test_a_tree_over_what_is_left_around_a_gap_is_not_taken_for_the_log():
    log = log_of(12)
    for place in (5, 6, 7):
        del log.rows[place], log.leaves[place]
    closed_up = root_of([log.leaves[place] for place in (0, 1, 2, 3, 4, 8)])

    found = verify(log.stored(), heads=[Head(6, closed_up)], exported=[exported(6, closed_up)])

    assert found.heads_fitting == 0
    assert not found.exported[0].fits


def test_a_head_of_less_than_nothing_fits_nothing():
    assert verify(log_of(3).stored(), heads=[Head(-1, EMPTY_ROOT)]).heads_fitting == 0


def test_heads_that_do_not_come_by_size_are_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="heads come by size"):
        verify(log_of(3).stored(), heads=[Head(2, EMPTY_ROOT), Head(1, EMPTY_ROOT)])


def test_a_place_that_is_all_of_the_log_away_does_not_hold_up_the_verification():
    log = log_of(3)
    log.rows[2**63 - 1] = log.rows[2]

    found = log.verified(exported=[log.exported(3)], known=log.known())

    assert [fault.code for fault in found.row_faults] == ["journal.gap", "journal.leaf_missing"]
    assert found.exported[0].fits


def test_a_place_given_twice_is_named_and_taken_once():
    log = log_of(10, heads=[10])
    places = list(log.stored())

    found = verify(
        [places[0], *places[:5], places[2], *places[5:], replace(places[0], index=-1)], heads=log.heads
    )

    assert named(found) == [
        ("journal.out_of_order", 0),
        ("journal.out_of_order", 2),
        ("journal.out_of_order", -1),
    ]
    assert found.heads_fitting == 1


def test_the_first_hundred_faults_are_kept_and_the_others_counted():
    log = log_of(300, heads=[300])

    for place in range(50, 250):
        log.change_row(place)
    found = log.verified()

    assert found.row_faults_found == 200
    assert named(found) == [("journal.row_changed", place) for place in range(50, 150)]


def test_memory_does_not_grow_with_the_log():
    def rows():
        for place in range(6000):
            row = JournalRow(subject=f"declarations.declaration:{place}")
            yield Stored(place, place, row, leaf_of(row))

    tracemalloc.start()
    found = verify(rows())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert found.size == 6000
    assert peak < 60_000  # the hashes alone would take 400 kB

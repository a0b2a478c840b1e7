"""A history rewritten as a whole: what heads, exported checkpoints and exported leaves say of it."""

import pytest

from amont.journal.checkpoints import Checkpoint, sign
from amont.journal.tree import EMPTY_ROOT, leaf_hash
from amont.journal.verifying.answers import Head
from amont.journal.verifying.walk import ListDiffers, ListUnproven
from tests.journal.log import KEY, ORIGIN, log_of, named, trees


def test_a_row_rewritten_with_its_leaf_is_found_among_those_of_one_head():
    log = log_of(40, heads=[10, 20, 30])

    log.rewrite(13)
    found = log.verified()

    assert named(found) == []
    assert trees(found) == [("journal.head_differs", {"size": 20, "first": 10, "last": 19})]
    assert (found.heads, found.heads_fitting, found.sealed) == (3, 1, 10)


def test_a_row_rewritten_with_its_leaf_and_all_heads_differs_from_what_was_exported():
    log = log_of(40, heads=[10, 20, 30])
    exported = [log.exported(12), log.exported(25), log.exported(31)]

    log.rewrite(13)
    log.sign_heads_again([10, 20, 30])
    found = log.verified(exported=exported)

    assert named(found) == []
    assert found.first_bad is None
    assert found.heads_fitting == 3
    assert trees(found) == [
        ("journal.export_differs", {"size": 25, "first": 12, "last": 24}),
        ("journal.export_differs", {"size": 31, "first": 12, "last": 30}),
    ]
    assert [(fit.fits, fit.suspects) for fit in found.exported] == [
        (True, None),
        (False, (12, 24)),
        (False, (12, 30)),
    ]


def test_a_rewritten_row_is_named_by_the_list_of_leaves_exported_before():
    log = log_of(40, heads=[10, 20, 30])
    exported, known = log.exported(31), log.known()[:31]

    log.rewrite(13)
    log.rewrite(35)
    log.change_row(20)
    log.change_leaf(22)
    log.sign_heads_again([10, 20, 30])
    found = log.verified(exported=[exported], known=known)

    assert named(found) == [
        ("journal.row_rewritten", 13),
        ("journal.row_changed", 20),
        ("journal.leaf_changed", 22),
    ]
    assert not found.exported[0].fits


def test_heads_signed_again_cannot_pass_a_changed_row_for_a_changed_leaf():
    log = log_of(20)
    exported = log.exported(16)

    log.change_row(5)
    log.forge_heads_over_rows([8, 12])

    assert named(log.verified()) == [("journal.leaf_changed", 5)]
    assert named(log.verified(exported=[exported])) == [("journal.row_changed", 5)]


def test_nor_can_they_after_a_checkpoint_that_bore_out_earlier_heads():
    whole = log_of(40)
    log = log_of(40, heads=[10, 20])

    log.change_leaf(4)
    log.change_row(25)
    log.forge_heads_over_rows([28])
    log.change_row(13)
    found = log.verified(exported=[whole.exported(20), whole.exported(30)])

    assert named(found) == [
        ("journal.leaf_changed", 4),
        ("journal.row_changed", 13),
        ("journal.row_changed", 25),
    ]
    assert all(fit.fits for fit in found.exported)


def test_what_heads_say_is_not_believed_once_the_exported_checkpoint_differs():
    log = log_of(20, heads=[8])
    exported = log.exported(16)

    log.change_row(5)
    log.rewrite(12)
    found = log.verified(exported=[exported])

    assert named(found) == [("journal.row_or_leaf_changed", 5)]
    assert trees(found) == [("journal.export_differs", {"size": 16, "first": 0, "last": 15})]


def test_a_log_cut_at_its_end_is_shorter_than_its_heads_and_checkpoints_say():
    log = log_of(20, heads=[8, 16, 20])
    exported, known = log.exported(18), log.known()[:18]

    for place in range(15, 20):
        del log.rows[place], log.leaves[place]
    found = log.verified(exported=[exported], known=known)

    assert trees(found) == [("journal.tail_missing", {"size": 15, "claimed": 20})]
    assert (found.heads, found.heads_fitting, found.sealed) == (3, 1, 8)
    assert [(fit.fits, fit.suspects) for fit in found.exported] == [(False, (15, 17))]


def test_a_head_whose_root_was_changed_is_told_from_a_changed_log():
    log = log_of(20, heads=[8, 12, 16])

    log.heads[1] = Head(12, EMPTY_ROOT, sign(Checkpoint(ORIGIN, 12, EMPTY_ROOT), key=KEY))
    found = log.verified()

    assert trees(found) == [("journal.head_changed", {"size": 12, "first": 8, "last": 11})]
    assert (found.heads_fitting, found.sealed) == (2, 16)


@pytest.mark.parametrize("note", ["", "nothing", "other size"])
def test_a_head_that_the_log_did_not_sign_is_named_and_decides_nothing(note):
    log = log_of(20, heads=[8])
    log.rewrite(5)
    root = log.exported(16).checkpoint.root
    signed = sign(Checkpoint(ORIGIN, 8, root), key=KEY) if note == "other size" else note

    log.heads.append(Head(16, root, signed))
    found = log.verified()

    assert trees(found) == [
        ("journal.head_unsigned", {"size": 16}),
        ("journal.head_differs", {"size": 8, "first": 0, "last": 7}),
    ]
    assert (found.heads_fitting, found.sealed) == (0, 0)


def test_two_checkpoints_signed_for_two_histories_are_shown_to_disagree():
    log, other = log_of(20), log_of(20)
    other.rewrite(3)

    found = log.verified(exported=[log.exported(16), other.exported(12)])

    assert trees(found) == [("journal.exports_disagree", {"size": 12, "first": 0, "last": 11})]


def test_what_a_checkpoint_has_decided_stands_and_the_rest_is_judged_from_there():
    whole = log_of(40)
    log = log_of(40, heads=[16])

    log.change_row(5)
    log.change_leaf(12)
    log.change_row(20)
    found = log.verified(exported=[whole.exported(8), whole.exported(24)])

    assert named(found) == [
        ("journal.row_changed", 5),
        ("journal.leaf_changed", 12),
        ("journal.row_changed", 20),
    ]
    assert found.heads_fitting == 1
    assert found.is_sound is False
    assert all(fit.fits for fit in found.exported)


def test_what_heads_have_decided_stands_once_a_checkpoint_bears_them_out():
    whole = log_of(40)
    log = log_of(40, heads=[10, 20])

    log.change_leaf(4)
    log.change_row(13)
    log.change_leaf(25)
    found = log.verified(exported=[whole.exported(20), whole.exported(30)])

    assert named(found) == [
        ("journal.leaf_changed", 4),
        ("journal.row_changed", 13),
        ("journal.leaf_changed", 25),
    ]
    assert all(fit.fits for fit in found.exported)


def test_a_list_of_leaves_that_is_not_the_one_under_the_checkpoint_names_nobody():
    log = log_of(20)
    wrong = [*log.known()[:5], leaf_hash(b""), *log.known()[6:]]

    for known in (wrong, log.known()[:15], []):
        for size in (16, 20):
            with pytest.raises(ListDiffers):
                log.verified(exported=[log.exported(size)], known=known)


def test_a_list_of_leaves_without_a_checkpoint_names_nobody():
    with pytest.raises(ListUnproven):
        log_of(3).verified(known=[])

"""Each kind of value of a proof is changed by hand in its text, where hypothesis picks, and must be named."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amont.engine.selectivity.proof_text import from_text, to_text
from amont.engine.selectivity.verify import verify
from amont.kernel.findings import Severity
from tests.engine.selectivity import making
from tests.engine.selectivity.altering import (
    CAUSES,
    COLUMNS,
    DAY,
    DRAWS,
    LANES,
    SIZE,
    TEXT,
    cell,
    changed,
    codes,
    named,
    other,
    rows_of_the_day,
)


def test_a_day_left_alone_has_nothing_to_say():
    assert verify(DAY.proof) == ()
    assert verify(DAY.proof, secret=making.SECRET, items=DAY.items) == ()
    assert verify(from_text(TEXT), items=DAY.items) == ()


def test_the_order_of_rows_in_the_text_does_not_hide_nor_make_differences():
    text = changed(lambda raw: raw["rows"].reverse())

    assert codes(text) == {"proof.rows_changed"}


def test_a_sealed_proof_shows_no_secret_and_can_still_be_checked_but_for_the_draws():
    text = to_text(DAY.proof.sealed())

    findings = verify(from_text(text))

    assert making.SECRET.hex() not in text
    assert [(finding.code, finding.severity) for finding in findings] == [
        ("proof.secret_not_revealed", Severity.NOTE)
    ]
    assert verify(from_text(text), secret=making.SECRET) == ()


@given(rows_of_the_day, st.sampled_from(DRAWS), st.floats(0, 0.999).map(lambda by: by / 2 + 0.001))
@settings(max_examples=60, deadline=None)
def test_an_altered_draw_is_named(row, draw, shift):
    text = changed(lambda raw: cell(raw, row, draw, lambda value: (value + shift) % 1))

    (finding,) = named(text, code="proof.draw_changed")

    assert (finding.line, finding.facts["column"]) == (row + 1, draw)
    assert codes(text) == {"proof.draw_changed", "proof.rows_changed"}


@given(rows_of_the_day, st.sampled_from(["lane", "declaration_lane", "cause"]))
@settings(max_examples=60, deadline=None)
def test_an_altered_lane_or_cause_is_named_and_nothing_else(row, column):
    text = changed(lambda raw: cell(raw, row, column, other(CAUSES if column == "cause" else LANES)))

    (finding,) = named(text, code=f"proof.{column}_changed")

    assert (finding.line, finding.path) == (row + 1, f"line {row + 1}, {column}")
    assert codes(text) == {f"proof.{column}_changed", "proof.rows_changed"}
    assert finding.facts["reference"] == DAY.items["reference"][row]


@given(rows_of_the_day)
@settings(max_examples=30, deadline=None)
def test_a_missing_row_is_named(row):
    text = changed(lambda raw: raw["rows"].pop(row))

    (finding,) = named(text, code="proof.line_missing")

    assert finding.facts == {"first": row + 1, "last": row + 1}


@given(st.integers(1, 80))
@settings(max_examples=30, deadline=None)
def test_a_missing_sequence_number_is_named(sequence):
    def act(raw):
        raw["rows"] = [row for row in raw["rows"] if row[COLUMNS.index("sequence")] != sequence]

    (finding,) = named(changed(act), code="proof.sequence_missing")

    assert finding.facts == {"first": sequence, "last": sequence}


@given(rows_of_the_day)
@settings(max_examples=30, deadline=None)
def test_a_doubled_row_is_named(row):
    text = changed(lambda raw: raw["rows"].append(list(raw["rows"][row])))

    (finding,) = named(text, code="proof.line_doubled")

    assert finding.facts == {"number": row + 1}


@given(rows_of_the_day, st.integers(1, 80))
@settings(max_examples=30, deadline=None)
def test_a_doubled_sequence_number_is_named(row, sequence):
    taken = DAY.declarations.sequences[DAY.declarations.index[row]]
    sequence = sequence % 80 + 1 if sequence == taken else sequence
    text = changed(lambda raw: cell(raw, row, "sequence", lambda _: sequence))

    doubled = named(text, code="proof.sequence_doubled")

    assert [finding.facts for finding in doubled] == [{"number": sequence}]
    assert {finding.line for finding in named(text, code="proof.draw_changed")} == {row + 1}


@pytest.mark.parametrize(("column", "value"), [("reference", "C 0x"), ("content", "00" * 32)])
@given(row=rows_of_the_day)
@settings(max_examples=20, deadline=None)
def test_a_declaration_that_is_no_longer_the_one_that_drew_is_named(column, value, row):
    text = changed(lambda raw: cell(raw, row, column, lambda _: value))

    draws = named(text, code="proof.draw_changed")

    assert [(finding.line, finding.facts["column"]) for finding in draws] == [
        (row + 1, draw) for draw in DRAWS
    ]


@given(rows_of_the_day, st.sampled_from(["hits", "selected"]))
@settings(max_examples=40, deadline=None)
def test_an_altered_hit_is_named(row, column):
    text = changed(lambda raw: cell(raw, row, column, lambda ids: "" if ids else "watched"))

    found = verify(from_text(text), items=DAY.items)

    expected = "proof.hits_changed" if column == "hits" else "proof.selection_changed"
    assert [finding.line for finding in found if finding.code == expected] == [row + 1]


def test_a_hit_of_no_criterion_is_named():
    text = changed(lambda raw: cell(raw, 3, "hits", lambda ids: f"{ids} ghost".strip()))

    (finding,) = named(text, code="proof.unknown_criterion")

    assert (finding.line, finding.facts) == (4, {"criterion": "ghost"})


NUMBERS = ["probability", "expected_duty", "critical", "uncertainty", "price_gap"]
FACTS = ["office", "item", "earlier_lane", "is_new_operator", "held", "blocked"]


@given(rows_of_the_day, st.sampled_from([*NUMBERS, *FACTS]))
@settings(max_examples=60, deadline=None)
def test_a_score_or_a_fact_altered_is_named_by_the_digest_of_the_rows(row, column):
    changes = {
        "office": other(["PORT", "ROAD"]),
        "item": lambda value: value + 1,
        "earlier_lane": other(LANES),
        **dict.fromkeys(["is_new_operator", "held", "blocked"], lambda value: not value),
    }
    text = changed(lambda raw: cell(raw, row, column, changes.get(column, lambda value: (value or 0) + 0.25)))

    assert "proof.rows_changed" in codes(text)


@given(st.sampled_from([0, 5, 31, 32]))
@settings(deadline=None)
def test_a_wrong_secret_is_named_and_the_draws_are_then_not_judged(place):
    wrong = bytearray(making.SECRET)
    wrong[place] ^= 1

    assert codes(TEXT, secret=bytes(wrong)) == {"proof.wrong_secret"}
    assert codes(changed(lambda raw: raw.update(secret=bytes(wrong).hex()))) == {"proof.wrong_secret"}
    assert codes(changed(lambda raw: raw.update(secret="00"))) == {"proof.wrong_secret"}


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("commitment", sha256(b"another").hexdigest(), "proof.wrong_secret"),
        ("plan_digest", "00" * 32, "proof.plan_changed"),
        ("rows_digest", "00" * 32, "proof.rows_changed"),
        ("declarations", 81, "proof.sequence_missing"),
        ("declarations", 79, "proof.sequence_out_of_count"),
        ("items", SIZE + 2**40, "proof.line_missing"),
        ("items", SIZE - 1, "proof.line_out_of_count"),
    ],
)
def test_an_altered_heading_is_named(key, value, code):
    text = changed(lambda raw: raw.update({key: value}))

    assert codes(text) == {code}


def test_items_of_another_day_are_told_apart():
    elsewhere = DAY.items.with_columns(customs_value=DAY.items["customs_value"] + 1)

    assert len(named(TEXT, code="proof.content_changed", items=elsewhere)) == SIZE
    assert codes(TEXT, items=DAY.items.head(3)) == {"proof.other_file"}

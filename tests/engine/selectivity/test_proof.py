"""Each kind of value of a proof is changed by hand in its text, where hypothesis picks, and must be named."""

import json
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amont.engine.selectivity.plan import canonical
from amont.engine.selectivity.proof_text import from_text, to_text
from amont.engine.selectivity.verify import verify
from amont.kernel.findings import Severity
from tests.engine.selectivity import making
from tests.engine.selectivity.day import screened

DAY = screened(80, seed=4)
TEXT = to_text(DAY.proof)
COLUMNS = json.loads(TEXT)["columns"]
SIZE = len(DAY.candidates)
LANES = ["green", "blue", "yellow", "red"]
DRAWS = ["random", "exploration", "operator", "spare"]
CAUSES = ["block", "earlier", "criterion", "score.duty", "random", "none"]
LIMITS = [
    "critical",
    "duty",
    "offence",
    "documents",
    "audit",
    "exploration",
    "random",
    "new_operator",
    "past",
]

rows_of_the_day = st.integers(0, SIZE - 1)


def changed(act) -> str:
    raw = json.loads(TEXT)
    act(raw)
    return canonical(raw)


def cell(raw, row, column, change):
    place = COLUMNS.index(column)
    raw["rows"][row][place] = change(raw["rows"][row][place])


def named(text, *, code, **options):
    """The findings of this code."""
    return [finding for finding in verify(from_text(text), **options) if finding.code == code]


def codes(text, **options):
    return {finding.code for finding in verify(from_text(text), **options)}


def other(choices):
    return lambda value: next(choice for choice in choices if choice != value)


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


@given(st.integers(0, len(DAY.plan.thresholds.rows) - 1), st.sampled_from(LIMITS))
@settings(max_examples=60, deadline=None)
def test_an_altered_threshold_is_named(office, limit):
    def act(raw):
        row = raw["plan"]["thresholds"]["offices"][office]
        row[limit] = 1 if row[limit] is None else row[limit] + 1

    text = changed(act)

    (finding,) = named(text, code="proof.threshold_changed")
    assert finding.facts["threshold"] == limit
    assert finding.facts["office"] == DAY.plan.thresholds.rows[office].office
    assert codes(text) == {"proof.threshold_changed", "proof.plan_changed"}


def test_an_office_left_out_or_added_to_the_thresholds_is_named():
    def leave_out(raw):
        del raw["plan"]["thresholds"]["offices"][0]

    def add(raw):
        offices = raw["plan"]["thresholds"]["offices"]
        offices.append(offices[0] | {"office": "MOON"})

    assert [
        finding.facts["office"] for finding in named(changed(leave_out), code="proof.threshold_changed")
    ] == ["AIR"]
    assert [finding.facts["office"] for finding in named(changed(add), code="proof.threshold_changed")] == [
        "MOON"
    ]


@given(
    st.integers(0, 599),
    st.sampled_from(["probability", "expected_duty", "critical", "uncertainty", "taken", "office"]),
)
@settings(max_examples=40, deadline=None)
def test_an_altered_past_is_named(row, column):
    def act(raw):
        values = raw["plan"]["past"][column]
        words = {"taken": LANES, "office": ["PORT", "ROAD", None]}
        values[row] = other(words[column])(values[row]) if column in words else values[row] + 0.5

    assert "proof.plan_changed" in codes(changed(act))


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (["day"], "2026-03-03"),
        (["shares", "", "inspect"], 0.2),
        (["shares", "AIR", "new_operator"], 0.9),
        (["thresholds", "version"], "2026-03/2"),
        (["thresholds", "made_on"], "2026-02-26"),
        (["criteria", 0, "share"], 0.5),
        (["criteria", 0, "lane"], "blue"),
        (["criteria", 1, "owner"], "Nobody"),
        (["criteria", 2, "version"], "2"),
        (["criteria", 2, "condition", "value"], "I8"),
    ],
)
def test_an_altered_plan_is_named(where, value):
    def act(raw):
        part = raw["plan"]
        for step in where[:-1]:
            part = part[step]
        part[where[-1]] = value

    assert "proof.plan_changed" in codes(changed(act), items=DAY.items)


def test_what_was_not_in_force_on_the_day_is_named():
    def early(raw):
        raw["plan"]["thresholds"]["valid_from"] = "2026-03-03"

    def ended(raw):
        raw["plan"]["criteria"][1]["to"] = "2026-03-01"

    thresholds, criteria = (
        named(changed(early), code="proof.not_in_force"),
        named(changed(ended), code="proof.not_in_force"),
    )

    assert [(finding.path, finding.facts["day"]) for finding in thresholds] == [
        ("thresholds", date(2026, 3, 2))
    ]
    assert [finding.path for finding in criteria] == ["criteria/cheap-food"]


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

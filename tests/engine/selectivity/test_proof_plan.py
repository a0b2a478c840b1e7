"""Each part of the plan of a day is changed by hand in the text of its proof, and must be named."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.selectivity.altering import DAY, LANES, changed, codes, named, other

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

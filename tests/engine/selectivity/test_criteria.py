from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amont.engine.selectivity.conditions import DEPTH_LIMIT, condition_from, raw_of
from amont.engine.selectivity.criteria import criterion_from, raw_criterion, refuse_overlaps
from amont.kernel.errors import AmontError
from amont.kernel.lanes import Lane
from tests.engine.selectivity import making


def test_a_criterion_is_read_as_its_pack_writes_it():
    raw = making.raw_criterion(ground="R 12", share=0.25, source="note 4", evidence="B")

    read = criterion_from(raw)

    assert (read.id, read.version, read.owner) == ("used-vehicles", "1", "Risk unit")
    assert (read.valid_from, read.valid_to) == (date(2026, 1, 1), date(2026, 12, 31))
    assert (read.lane, read.share) == (Lane.YELLOW, 0.25)
    assert read.title == {"fr": "Véhicules usagés", "en": "Used vehicles", "pt": "Veículos usados"}
    assert (read.ground, read.source, read.evidence) == ("R 12", "note 4", "B")


def test_a_criterion_is_in_force_on_its_first_and_its_last_day():
    read = making.criterion()

    in_force = [read.is_in_force(date(2025, 12, 31)), read.is_in_force(date(2026, 1, 1))]
    in_force += [read.is_in_force(date(2026, 12, 31)), read.is_in_force(date(2027, 1, 1))]

    assert in_force == [False, True, True, False]


def test_a_criterion_without_end_stays_in_force():
    read = making.criterion(to=None)

    assert read.is_in_force(date(2099, 1, 1))


@given(making.a_condition())
@settings(max_examples=150, deadline=None)
def test_a_criterion_written_out_is_read_as_the_same_criterion(condition):
    read = making.criterion(condition)

    again = criterion_from(raw_criterion(read))

    assert again == read


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"owner": ...}, "criterion.missing_key"),
        ({"condition": None, "id": None}, "criterion.missing_key"),
        ({"owners": "x"}, "criterion.unknown_key"),
        ({"id": "a|b"}, "criterion.wrong_value"),
        ({"id": "a b"}, "criterion.wrong_value"),
        ({"id": 7}, "criterion.wrong_value"),
        ({"version": True}, "criterion.wrong_value"),
        ({"version": 1.5}, "criterion.wrong_value"),
        ({"title": "Véhicules"}, "criterion.wrong_value"),
        ({"title": {"fr": "a", "en": "a"}}, "criterion.wrong_value"),
        ({"title": {"fr": "a", "en": "a", "pt": " "}}, "criterion.wrong_value"),
        ({"owner": "\ud800"}, "criterion.wrong_value"),
        ({"lane": "green"}, "criterion.wrong_value"),
        ({"lane": 3}, "criterion.wrong_value"),
        ({"share": 0}, "criterion.wrong_value"),
        ({"share": 1.1}, "criterion.wrong_value"),
        ({"share": float("nan")}, "criterion.wrong_value"),
        ({"share": True}, "criterion.wrong_value"),
        ({"share": 16**5000}, "criterion.wrong_value"),
        ({"from": "yesterday"}, "criterion.wrong_value"),
        ({"from": "20260101"}, "criterion.wrong_value"),
        ({"to": "2025-01-01"}, "criterion.days_reversed"),
    ],
)
def test_a_criterion_that_cannot_be_meant_is_refused_with_its_code(changes, code):
    raw = making.raw_criterion() | changes
    raw = {key: value for key, value in raw.items() if value is not ...}

    with pytest.raises(AmontError) as refusal:
        criterion_from(raw)

    assert refusal.value.code == code


def field(name, operator, *value, **other):
    return {"field": name, "operator": operator, **({"value": value[0]} if value else {}), **other}


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("hs4 = 8703", "criterion.condition_shape"),
        ({}, "criterion.condition_shape"),
        ({"all": [], "any": []}, "criterion.condition_shape"),
        ({"all": "hs4"}, "criterion.condition_shape"),
        ({"any": []}, "criterion.empty_group"),
        ({"field": "hs4"}, "criterion.condition_shape"),
        (field("hs4", "eq"), "criterion.condition_shape"),
        (field("hs4", "eq", "8703", other="hs6"), "criterion.condition_shape"),
        (field("hs4", "is_empty", "8703"), "criterion.condition_shape"),
        (field("colour", "eq", "red"), "criterion.unknown_field"),
        (field(["hs4"], "eq", "red"), "criterion.unknown_field"),
        (field("offence", "eq", 1), "criterion.outcome_field"),
        (field("net_kg", "lt", other="duty_recovered"), "criterion.outcome_field"),
        (field("net_kg", "lt", other=3), "criterion.unknown_field"),
        (field("hs4", "matches", "87"), "criterion.unknown_operator"),
        (field("hs4", None, "87"), "criterion.unknown_operator"),
        (field("hs4", "lt", "87"), "criterion.wrong_operator"),
        (field("hs4", "between", ["01", "24"]), "criterion.wrong_operator"),
        (field("net_kg", "starts_with", "1"), "criterion.wrong_operator"),
        (field("hs4", "in", other="hs6"), "criterion.wrong_operator"),
        (field("hs4", "eq", 8703), "criterion.condition_value"),
        (field("hs4", "in", [8703]), "criterion.condition_value"),
        (field("hs4", "in", []), "criterion.condition_value"),
        (field("hs4", "in", "8703"), "criterion.condition_value"),
        (field("hs4", "eq", ["8703"]), "criterion.condition_value"),
        (field("hs4", "eq", ""), "criterion.condition_value"),
        (field("origin", "eq", False), "criterion.condition_value"),
        (field("origin", "eq", "\ud800"), "criterion.condition_value"),
        (field("net_kg", "lt", "10"), "criterion.condition_value"),
        (field("net_kg", "lt", float("nan")), "criterion.condition_value"),
        (field("net_kg", "lt", float("inf")), "criterion.condition_value"),
        (field("net_kg", "lt", 16**5000), "criterion.condition_value"),
        (field("net_kg", "eq", True), "criterion.condition_value"),
        (field("net_kg", "between", [2, 1]), "criterion.condition_value"),
        (field("net_kg", "between", [1]), "criterion.condition_value"),
        (field("declared_on", "ge", 2026), "criterion.condition_value"),
        (field("declared_on", "ge", "2026-02-30"), "criterion.condition_value"),
        (field("hs4", "differs_from", "8703"), "criterion.condition_value"),
        (field("net_kg", "lt", other="origin"), "criterion.kinds_differ"),
    ],
)
def test_a_condition_that_says_nothing_is_refused_with_its_code(condition, code):
    raw = making.raw_criterion() | {"condition": condition}

    with pytest.raises(AmontError) as refusal:
        criterion_from(raw)

    assert (refusal.value.code, refusal.value.facts["criterion"]) == (code, "used-vehicles")


def test_a_refused_condition_names_its_place():
    good = field("hs4", "eq", "8703")

    with pytest.raises(AmontError) as refusal:
        condition_from({"all": [good, {"none": [good, field("hs4", "eq", 1)]}]}, criterion="c")

    assert refusal.value.facts["path"] == "condition/all[2]/none[2]"


def test_a_condition_nested_without_end_is_refused():
    condition = field("hs4", "eq", "8703")
    for _ in range(100_000):
        condition = {"all": [condition]}

    with pytest.raises(AmontError) as refusal:
        criterion_from(making.raw_criterion(condition))

    assert refusal.value.code == "criterion.too_deep"


def test_the_deepest_readable_condition_is_accepted():
    condition = field("hs4", "eq", "8703")
    for _ in range(DEPTH_LIMIT - 1):
        condition = {"all": [condition]}

    read = condition_from(condition, criterion="c")

    assert raw_of(read) == condition


def test_two_versions_of_a_criterion_may_follow_each_other():
    refuse_overlaps(
        [
            making.criterion(version=2, **{"from": "2026-07-01", "to": None}),
            making.criterion(version=1, to="2026-06-30"),
        ]
    )


def test_two_versions_of_a_criterion_on_one_day_are_refused():
    with pytest.raises(AmontError) as refusal:
        refuse_overlaps(
            [
                making.criterion(version=2, **{"from": "2026-06-30", "to": None}),
                making.criterion(version=1, to="2026-06-30"),
            ]
        )

    assert refusal.value.code == "criterion.overlap"
    assert refusal.value.facts == {"criterion": "used-vehicles", "version": "1", "other": "2"}


scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.dates()
    | st.binary(max_size=3)
)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3) | st.integers(), inner, max_size=3)
    ),
    max_leaves=8,
)
KEYS = [*making.raw_criterion(), "ground", "source", "evidence"]


@given(st.sampled_from(KEYS), anything)
@settings(max_examples=300, deadline=None)
def test_a_strange_value_in_a_criterion_is_refused_with_a_code_or_read_never_a_crash(key, value):
    try:
        read = criterion_from(making.raw_criterion() | {key: value})
    except AmontError as refusal:
        assert refusal.code.startswith("criterion.")
        return
    assert criterion_from(raw_criterion(read)) == read


@given(st.sampled_from(["field", "operator", "value", "other"]), anything, making.a_comparison())
@settings(max_examples=300, deadline=None)
def test_a_strange_value_in_a_condition_is_refused_with_a_code_or_read_never_a_crash(key, value, comparison):
    try:
        read = condition_from(comparison | {key: value}, criterion="c")
    except AmontError as refusal:
        assert refusal.code.startswith("criterion.")
        return
    assert condition_from(raw_of(read), criterion="c") == read


@pytest.mark.parametrize("raw", [None, "used-vehicles", 3, []])
def test_what_is_not_a_criterion_at_all_is_refused(raw):
    with pytest.raises(AmontError) as refusal:
        criterion_from(raw)

    assert refusal.value.code == "criterion.wrong_value"

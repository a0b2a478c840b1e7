"""The leaf of a row: the same from the source and from the table, another for any other row."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amont.journal.leaves import (
    FactKind,
    FactTooDeep,
    FactTooLarge,
    RowShape,
    TextNotKept,
    canonical,
    leaf_of,
)
from amont.kernel.errors import AmontError
from tests.journal.rows import MORNING, JournalRow

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
FACTS = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
GROUPS = st.dictionaries(TEXTS, FACTS, max_size=5)


class Act(StrEnum):
    ROUTE = "act"


def test_the_canonical_form_is_sorted_json_without_blanks_and_without_the_number_of_the_row():
    row = JournalRow(facts={"version": 2, "lane": "red", "motif": "été", "held": False, "until": None})

    assert canonical(row).decode() == (
        '{"at":1795420800000005,"by":"system:worker",'
        '"facts":{"held":false,"lane":"red","motif":"été","until":null,"version":2},'
        '"kind":"event","name":"DeclarationRouted","office":"SNDKR",'
        '"salt":"000102030405060708090a0b0c0d0e0f","subject":"declarations.declaration:123"}'
    )


def test_the_leaf_is_the_hash_of_a_zero_byte_and_the_canonical_form():
    row = JournalRow()

    assert leaf_of(row) == sha256(b"\0" + canonical(row)).digest()


@given(GROUPS)
def test_facts_back_from_the_table_make_the_same_leaf(facts):
    back = json.loads(json.dumps(facts))

    assert leaf_of(JournalRow(facts=back)) == leaf_of(JournalRow(facts=facts))


@given(GROUPS, GROUPS)
def test_other_facts_make_another_leaf(facts, others):
    same = json.dumps(facts, sort_keys=True) == json.dumps(others, sort_keys=True)

    assert (leaf_of(JournalRow(facts=facts)) == leaf_of(JournalRow(facts=others))) == same


@pytest.mark.parametrize(
    "change",
    [
        {"at": MORNING + timedelta(microseconds=1)},
        {"kind": "act"},
        {"name": "DeclarationLodged"},
        {"subject": "declarations.declaration:124"},
        {"office": "SNKLK"},
        {"by": "person:12"},
        {"facts": {"lane": "green", "version": 2}},
        {"facts": {"lane": "red", "version": "2"}},
        {"facts": {"lane": "red", "version": True}},
        {"facts": {"lane": "red", "version": 2, "held": None}},
        {"facts": {}},
        {"salt": bytes(16)},
        {"subject": "declarations.declaration:12", "office": "3SNDKR"},
    ],
)
def test_any_column_that_changes_makes_another_leaf(change):
    assert leaf_of(replace(JournalRow(), **change)) != leaf_of(JournalRow())


def test_one_instant_in_two_zones_makes_one_leaf():
    elsewhere = MORNING.astimezone(timezone(timedelta(hours=5, minutes=30)))

    assert leaf_of(JournalRow(at=elsewhere)) == leaf_of(JournalRow())


def test_instants_before_the_epoch_and_far_ahead_keep_their_microseconds():
    before = datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    ahead = datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)

    assert b'{"at":-1,' in canonical(JournalRow(at=before))
    assert b'{"at":253402300799999999,' in canonical(JournalRow(at=ahead))


def test_codes_of_an_enumeration_and_fixed_lists_make_the_leaf_of_what_the_table_keeps():
    coded = JournalRow(kind=Act.ROUTE, facts={"acts": (Act.ROUTE, "release")})
    kept = JournalRow(kind="act", facts={"acts": ["act", "release"]})

    assert leaf_of(coded) == leaf_of(kept)


def test_a_salt_read_as_a_view_of_memory_makes_the_same_leaf():
    assert leaf_of(JournalRow(salt=memoryview(bytes(range(16))))) == leaf_of(JournalRow())


@pytest.mark.parametrize(
    ("facts", "path", "kind"),
    [
        ({"rate": 0.1}, "rate", "float"),
        ({"rate": float("nan")}, "rate", "float"),
        ({"value": Decimal("12.5")}, "value", "Decimal"),
        ({"on": MORNING}, "on", "datetime"),
        ({"on": MORNING.date()}, "on", "date"),
        ({"raw": b"bytes"}, "raw", "bytes"),
        ({"codes": {"a"}}, "codes", "set"),
        ({"lines": [1, {"kg": 2.0}]}, "lines / 1 / kg", "float"),
        ({7: "seven"}, "?", "int"),
        ({"lines": {None: 1}}, "lines / ?", "NoneType"),
    ],
)
def test_a_fact_that_the_table_would_not_give_back_equal_is_refused_with_its_place(facts, path, kind):
    with pytest.raises(FactKind) as refusal:
        leaf_of(JournalRow(facts=facts))

    assert refusal.value.code == "journal.fact_kind"
    assert refusal.value.facts == {"path": path, "kind": kind}


@pytest.mark.parametrize(
    "number", [2**53, -(2**53), 10**30, 10**5000], ids=["above", "below", "far", "unwritable"]
)
def test_a_number_that_other_readers_would_round_is_refused(number):
    with pytest.raises(FactTooLarge) as refusal:
        leaf_of(JournalRow(facts={"amount": number}))

    assert refusal.value.facts == {"path": "amount", "limit": 2**53 - 1}


@pytest.mark.parametrize("number", [2**53 - 1, -(2**53) + 1, 0])
def test_the_largest_numbers_that_all_readers_keep_are_taken(number):
    assert f'"amount":{number}'.encode() in canonical(JournalRow(facts={"amount": number}))


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"facts": {"note": "a\0b"}}, "note"),
        ({"facts": {"note": ["ok", "\ud800"]}}, "note / 1"),
        ({"facts": {"note": {"a\0": 1}}}, "note"),
        ({"subject": "declarations\0"}, "subject"),
        ({"by": "\udfff"}, "by"),
    ],
)
def test_a_text_that_the_table_cannot_keep_is_refused(change, path):
    with pytest.raises(TextNotKept) as refusal:
        leaf_of(replace(JournalRow(), **change))

    assert refusal.value.facts == {"path": path}


def test_signs_that_look_like_an_escape_or_end_a_line_are_kept():
    odd = '\\u0000 " \u2028 \x7f \x1f 🚢'

    written = json.loads(canonical(JournalRow(facts={"note": odd})))

    assert written["facts"] == {"note": odd}


def test_facts_within_facts_without_end_are_refused():
    endless: list[object] = []
    endless.append(endless)

    with pytest.raises(FactTooDeep) as refusal:
        leaf_of(JournalRow(facts={"a": endless}))

    assert refusal.value.facts["limit"] == 16


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"kind": "note"}, "kind"),
        ({"kind": None}, "kind"),
        ({"at": MORNING.replace(tzinfo=None)}, "at"),
        ({"at": None}, "at"),
        ({"salt": b"short"}, "salt"),
        ({"salt": bytes(17)}, "salt"),
        ({"salt": 16}, "salt"),
        ({"facts": []}, "facts"),
        ({"facts": "text"}, "facts"),
        ({"facts": None}, "facts"),
        ({"office": None}, "office"),
        ({"name": 7}, "name"),
    ],
)
def test_a_column_that_is_not_what_it_should_be_is_refused(change, column):
    with pytest.raises(RowShape) as refusal:
        leaf_of(replace(JournalRow(), **change))

    assert refusal.value.facts["column"] == column


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.recursive(st.floats() | st.binary() | FACTS, lambda inner: st.dictionaries(TEXTS, inner)))
def test_whatever_is_given_as_facts_is_hashed_or_refused_with_a_code(facts):
    try:
        leaf = leaf_of(JournalRow(facts=facts))
    except AmontError as refusal:
        assert refusal.code.startswith("journal.")
    else:
        assert len(leaf) == 32

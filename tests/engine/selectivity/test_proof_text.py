"""A proof as text: the same proof, the same text; a text made to harm is refused or found, never a crash."""

import json
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amont.engine.selectivity.plan import canonical
from amont.engine.selectivity.proof_text import from_text, to_text
from amont.engine.selectivity.verify import verify
from amont.kernel.errors import AmontError
from tests.engine.selectivity.altering import DAY, TEXT
from tests.engine.selectivity.day import screened


def test_a_proof_goes_to_text_and_back_unchanged():
    assert to_text(from_text(TEXT)) == TEXT


def test_the_digest_of_the_rows_is_that_of_their_part_of_the_text():
    rows = canonical(json.loads(TEXT)["rows"])

    assert f'"rows":{rows},' in TEXT
    assert DAY.proof.rows_digest == sha256(rows.encode()).hexdigest()


def test_an_empty_day_has_a_proof():
    day = screened(1)
    nobody = to_text(day.proof)
    raw = json.loads(nobody)
    raw |= {"rows": [], "declarations": 0, "items": 0, "rows_digest": sha256(b"[]").hexdigest()}

    assert verify(from_text(canonical(raw))) == ()


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "nothing", "[" * 100_000, "\ud800", '{"a":NaN}', '{"a":1e999}', "1" * 5000,
        TEXT.replace('"items":', '"items":1,"items":', 1), TEXT[:-1], "null", "[]", '"text"',
    ],
)  # fmt: skip
def test_a_text_that_is_no_proof_is_refused_with_its_code(text):
    with pytest.raises(AmontError) as refusal:
        from_text(text)

    assert refusal.value.code in ("proof.unreadable", "proof.shape")


HOSTILE = [None, True, -1, 1.5, 10**400, 2**60, "", "x", "\ud800", [], {}, [[]], {"a": 1}, [1, 2], 1e308]


def places(raw, path=()):
    """Every place of the document, the first three of each list."""
    yield path
    if isinstance(raw, dict):
        for key, value in raw.items():
            yield from places(value, (*path, key))
    elif isinstance(raw, list):
        for key, value in enumerate(raw[:3]):
            yield from places(value, (*path, key))


PLACES = [path for path in places(json.loads(TEXT)) if path]


@given(st.sampled_from(PLACES), st.sampled_from(HOSTILE))
@settings(max_examples=400, deadline=None)
def test_a_strange_value_anywhere_is_refused_with_a_code_or_found_never_a_crash(path, value):
    def act(raw):
        for step in path[:-1]:
            raw = raw[step]
        raw[path[-1]] = value

    text = json.dumps(raw_changed(act))

    try:
        proof = from_text(text)
    except AmontError as refusal:
        assert refusal.code.split(".")[0] in ("proof", "criterion", "shares")
        return
    verify(proof, items=DAY.items)


def raw_changed(act):
    raw = json.loads(TEXT)
    act(raw)
    return raw


@given(st.sampled_from(PLACES))
@settings(max_examples=100, deadline=None)
def test_a_place_left_empty_is_refused_with_a_code_or_found(path):
    def act(raw):
        for step in path[:-1]:
            raw = raw[step]
        del raw[path[-1]]

    text = json.dumps(raw_changed(act))

    try:
        proof = from_text(text)
    except AmontError as refusal:
        assert refusal.code.split(".")[0] in ("proof", "criterion")
        return
    assert verify(proof) != () or to_text(proof) == TEXT  # a share left out of a criterion is a share of 1

import hmac

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amont.engine.selectivity.chance import commitment, criterion_draws, draw, draws, draws_of, thinned
from amont.engine.selectivity.content import declarations_of
from amont.engine.selectivity.hits import hits
from amont.engine.selectivity.refusals import SecretTooShort
from tests.engine.selectivity import making
from tests.engine.selectivity.making import SECRET

CONTENT = "ab" * 32


def test_a_draw_is_the_published_formula():
    digest = hmac.new(SECRET, f"7|SN 2026 C 12|{CONTENT}".encode(), "sha256").digest()

    drawn = draw(SECRET, sequence=7, reference="SN 2026 C 12", content=CONTENT)

    parts = [int.from_bytes(digest[at : at + 8], "big") // 2**11 / 2**53 for at in (0, 8, 16, 24)]
    assert [drawn.random, drawn.exploration, drawn.operator, drawn.spare] == parts


@given(
    st.binary(min_size=16, max_size=100),
    st.lists(
        st.tuples(st.integers(1, 10**9), st.text(max_size=20), st.text("0123456789abcdef", max_size=64)),
        max_size=5,
    ),
)
@settings(max_examples=150, deadline=None)
def test_draws_are_the_same_alone_and_in_bulk(secret, told):
    sequences, references, contents = zip(*told, strict=True) if told else ((), (), ())

    bulk = draws(secret, sequences=sequences, references=references, contents=contents)

    alone = [draw(secret, sequence=one, reference=two, content=three) for one, two, three in told]
    assert bulk.random.tolist() == [one.random for one in alone]
    assert bulk.exploration.tolist() == [one.exploration for one in alone]
    assert bulk.operator.tolist() == [one.operator for one in alone]
    assert bulk.spare.tolist() == [one.spare for one in alone]


def test_draws_are_uniform_and_independent_of_each_other():
    size = 40_000
    texts = ["C"] * size

    bulk = draws(SECRET, sequences=range(size), references=texts, contents=texts)
    own = criterion_draws(SECRET, criterion="c1", sequences=range(size), references=texts, contents=texts)
    other = criterion_draws(SECRET, criterion="c2", sequences=range(size), references=texts, contents=texts)

    columns = np.vstack([bulk.random, bulk.exploration, bulk.operator, bulk.spare, own, other])
    counts = [np.histogram(column, bins=20, range=(0, 1))[0] for column in columns]
    chi_square = [float(((count - size / 20) ** 2 / (size / 20)).sum()) for count in counts]
    assert max(chi_square) < 43.8  # one in a thousand, 19 degrees of freedom
    correlation = np.corrcoef(columns) - np.eye(len(columns))
    assert np.abs(correlation).max() < 4 / np.sqrt(size)
    assert (columns.min() >= 0) and (columns.max() < 1)


@pytest.mark.parametrize("changed", [{"sequence": 8}, {"reference": "C 2"}, {"content": "ac" * 32}])
def test_a_declaration_changed_in_anything_draws_another_number(changed):
    told = {"sequence": 7, "reference": "C 1", "content": CONTENT}

    assert draw(SECRET, **told).random != draw(SECRET, **(told | changed)).random


def test_the_commitment_binds_the_secret():
    assert len(commitment(SECRET)) == 64
    assert commitment(SECRET) != commitment(SECRET + b"!")


def test_a_secret_that_could_be_guessed_is_refused():
    for act in (commitment, lambda short: draw(short, sequence=1, reference="A", content=CONTENT)):
        with pytest.raises(SecretTooShort) as refusal:
            act(b"2026-03-02")

        assert refusal.value.facts == {"found": 10, "least": 16}


def test_a_share_keeps_that_part_of_the_declarations_and_all_or_none_of_their_items():
    items = making.a_day(6_000, seed=5)
    everything = {"none": [{"field": "origin", "operator": "is_empty"}]}
    criteria = [making.criterion(everything, id="third", share=0.3), making.criterion(everything, id="all")]
    declarations = declarations_of(items)

    kept = thinned(hits(criteria, items, on=making.DAY), secret=SECRET, declarations=declarations)

    chosen = np.unique(declarations.index[kept.rows[0]])
    assert abs(len(chosen) / 6_000 - 0.3) < 0.018  # three standard deviations
    assert kept.rows[0].tolist() == np.flatnonzero(np.isin(declarations.index, chosen)).tolist()
    assert len(kept.rows[1]) == items.height


def test_a_larger_share_keeps_all_that_a_smaller_one_kept():
    items = making.a_day(300, seed=6)
    declarations = declarations_of(items)
    condition = {"field": "origin", "operator": "eq", "value": "CN"}

    kept = []
    for share in (0.1, 0.5, 0.9):
        met = hits([making.criterion(condition, share=share)], items, on=making.DAY)
        kept.append(set(thinned(met, secret=SECRET, declarations=declarations).rows[0].tolist()))

    assert kept[0] < kept[1] < kept[2]


def test_draws_of_a_file_follow_its_declarations():
    told = declarations_of(making.a_day(20, seed=7))

    bulk = draws_of(told, secret=SECRET)

    last = draw(SECRET, sequence=20, reference="C 19", content=told.contents[19])
    assert (len(bulk), bulk.random[19]) == (20, last.random)

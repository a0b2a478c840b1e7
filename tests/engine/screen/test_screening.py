from datetime import timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amont.engine.screen.background import remember
from amont.engine.screen.bundle import ModelChanged, NotAModel, from_bytes, to_bytes
from amont.engine.screen.policy import Hold, Policy
from amont.engine.screen.prices import gaps
from amont.engine.screen.screening import screen
from amont.engine.screen.told import reasons, selected
from amont.engine.selectivity.thresholds import ANY_OFFICE, Shares
from amont.kernel.items import OUTCOMES
from amont.kernel.lanes import Cause, Lane
from tests.engine.trade import FIRST, RECORD, trade

SECRET = b"a secret of thirty-two bytes, so"
DAY = FIRST + timedelta(100)
NOBODY_BY_CHANCE = Policy(shares={ANY_OFFICE: Shares(random=0.0, explore=0.0)}, new_below=0)


def silent(name: str, done: float) -> None:
    """Progress nobody looks at."""


@pytest.fixture(scope="module")
def model() -> bytes:
    history = trade(items=3_000, seed=4).filter(pl.col("declared_on") < DAY)
    return to_bytes(remember(history, repeated=RECORD, policy=Policy(), seed=1, progress=silent))


@pytest.fixture
def today() -> pl.DataFrame:
    return trade(items=3_000, seed=4).filter(pl.col("declared_on") >= DAY)


def decide(items, model=None, policy=NOBODY_BY_CHANCE, **given):
    background = from_bytes(model) if model else None
    given_all = {"secret": SECRET, "on": DAY, "earlier_lanes": {}, "held": None, "progress": silent} | given
    return screen(items, background=background, policy=policy, **given_all)


def lanes(screened) -> list[int]:
    return screened.decision.lane.tolist()


def test_results_in_the_file_that_is_screened_are_never_read(model, today):
    without = today.drop(OUTCOMES, strict=False)
    shuffled = today.with_columns(today["offence"].shuffle(seed=1), today["critical"].reverse())

    scores = [decide(items, model).scores.probability for items in (today, without, shuffled)]

    np.testing.assert_array_equal(scores[0], scores[1])
    np.testing.assert_array_equal(scores[0], scores[2])


def test_a_day_in_bulk_and_its_declarations_one_by_one_get_the_same_scores_and_lanes(model, today):
    background = from_bytes(model)
    whole = decide(today[:40], model, Policy())
    single = []
    for place in range(40):
        one = screen(
            today[place], background=background, policy=Policy(), secret=SECRET, on=DAY, first=place + 1,
            earlier_lanes={}, held=None, progress=silent,
        )  # fmt: skip
        single.append((one.scores.probability[0], one.decision.lane[0], one.decision.cause[0]))

    assert single == list(
        zip(whole.scores.probability, whole.decision.lane, whole.decision.cause, strict=True)
    )


def test_the_inspected_share_keeps_to_the_capacity_of_the_office(model, today):
    screened = decide(today, model)

    share = (screened.decision.declaration_lane == Lane.RED).mean()

    assert share == pytest.approx(0.10, abs=0.04)


def test_every_selected_item_has_one_to_five_reasons(model, today):
    screened = decide(today, model, Policy())

    told = reasons(screened, from_bytes(model), places=selected(screened))

    assert {len(one) for one in told} <= {1, 2, 3, 4, 5}


def test_a_model_file_gives_the_scores_of_the_memory_it_was_made_from(model):
    assert to_bytes(from_bytes(model)) == model


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_model_file_with_one_changed_bit_is_refused_or_says_the_same(model, where, bit):
    place = int(where * len(model))
    changed = model[:place] + bytes([model[place] ^ (1 << bit)]) + model[place + 1 :]

    try:
        read = from_bytes(changed)
    except (ModelChanged, NotAModel):
        return

    assert to_bytes(read) == model


@pytest.mark.parametrize("data", [b"", b"PK", b"\0" * 100, b"reference,item\nA,1\n"])
def test_what_is_no_model_is_refused_with_its_code(data):
    with pytest.raises(NotAModel) as refused:
        from_bytes(data)

    assert refused.value.code == "model.not_a_model"


def test_without_history_no_score_is_made_and_low_prices_of_the_file_ask_for_documents():
    items = trade(items=40, seed=2).with_columns(
        hs_code=pl.lit("640110"), net_kg=pl.lit(10.0), customs_value=pl.Series([100.0] * 39 + [40.0])
    )

    screened = decide(items)

    assert screened.scores is None
    assert lanes(screened) == [Lane.GREEN] * 39 + [Lane.YELLOW]
    assert screened.decision.causes()[-1] == Cause.PRICE


def test_nine_prices_make_no_median():
    items = pl.DataFrame(
        {"hs_code": ["640110"] * 9, "net_kg": [1.0] * 9, "customs_value": [10.0] * 8 + [1.0]}
    )

    assert np.isnan(gaps(items)).all()


def test_a_price_is_held_against_the_same_goods_and_the_same_unit():
    items = pl.DataFrame(
        {
            "hs_code": ["640110"] * 20,
            "net_kg": [1.0] * 20,
            "quantity": [2.0] * 10 + [None] * 10,
            "unit": ["NPR"] * 10 + [""] * 10,
            "customs_value": [10.0] * 9 + [5.0] + [100.0] * 9 + [300.0],
        }
    )

    found = gaps(items)

    assert (found[9], found[19], found[0]) == (-0.5, 2.0, 0.0)


def test_an_amendment_never_lightens_the_lane():
    first = trade(items=1, seed=1).with_columns(
        reference=pl.lit("R"), version=pl.lit(1), importer=pl.lit("HELD")
    )
    amended = first.with_columns(version=pl.lit(2), importer=pl.lit("OTHER"))
    policy = Policy(
        shares=NOBODY_BY_CHANCE.shares, new_below=0, holds=(Hold("importer", "HELD", "alert 12"),)
    )

    screened = decide(pl.concat([first, amended]), policy=policy)

    assert lanes(screened) == [Lane.RED, Lane.RED]
    assert screened.decision.causes() == [Cause.BLOCK, Cause.EARLIER]


def test_a_declaration_lodged_again_keeps_the_lane_of_the_one_it_replaces():
    again = trade(items=1, seed=1).with_columns(reference=pl.lit("NEW"), replaces=pl.lit("OLD"))

    screened = decide(again, earlier_lanes={"OLD": Lane.YELLOW})

    assert lanes(screened) == [Lane.YELLOW]
    assert screened.decision.causes() == [Cause.EARLIER]


def test_declarations_that_replace_each_other_in_a_circle_are_screened_all_the_same():
    circle = trade(items=2, seed=1).with_columns(
        reference=pl.Series(["A", "B"]), replaces=pl.Series(["B", "A"]), importer=pl.Series(["HELD", "I"])
    )
    policy = Policy(
        shares=NOBODY_BY_CHANCE.shares, new_below=0, holds=(Hold("importer", "HELD", "alert 12"),)
    )

    assert lanes(decide(circle, policy=policy)) == [Lane.RED, Lane.RED]


def test_a_declaration_takes_the_strictest_lane_of_its_items():
    items = trade(items=3, seed=1).with_columns(
        reference=pl.lit("R"), item=pl.Series([1, 2, 3]), importer=pl.Series(["I", "HELD", "I"])
    )
    policy = Policy(
        shares=NOBODY_BY_CHANCE.shares, new_below=0, holds=(Hold("importer", "HELD", "alert 12"),)
    )

    screened = decide(items, policy=policy)

    assert lanes(screened) == [Lane.GREEN, Lane.RED, Lane.GREEN]
    assert screened.decision.declaration_lane.tolist() == [Lane.RED] * 3


def test_an_item_with_a_key_fact_that_could_not_be_read_goes_to_documents():
    items = trade(items=2, seed=1)

    screened = decide(items, held=np.array([False, True]))

    assert lanes(screened) == [Lane.GREEN, Lane.YELLOW]
    assert screened.decision.causes()[1] == Cause.BLOCK


def test_a_file_without_any_row_is_screened_to_nothing(model):
    nothing = trade(items=5, seed=1).drop(OUTCOMES, strict=False)[:0]

    assert lanes(decide(nothing, model)) == []


def test_a_file_with_a_reference_alone_is_screened():
    screened = decide(pl.DataFrame({"reference": ["A", "B"]}), policy=Policy())

    assert len(lanes(screened)) == 2
    assert screened.declarations.sequences == (1, 2)

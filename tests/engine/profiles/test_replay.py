import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amont.engine.profiles.encode import Outcomes, encode, outcomes
from amont.engine.profiles.profiles import Profiles
from amont.engine.profiles.state import arrays_of, profiles_of
from tests.engine.trade import FIRST, RECORD, RULES, trade


def column(look, profiles: Profiles, name: str) -> np.ndarray:
    return look.values[:, [feature.name for feature in profiles.features].index(name)]


def one(day: int, **columns: object) -> pl.DataFrame:
    base = {
        "declared_on": pl.Series([FIRST]).dt.offset_by(f"{day}d"),
        "importer": ["I"],
        "hs_code": ["640110"],
    }
    base |= {"origin": ["CN"], "net_kg": [10.0], "customs_value": [100.0]}
    return pl.DataFrame(base | {name: [value] for name, value in columns.items()})


def found(offence: int, *, day: int) -> Outcomes:
    recorded = encode(one(day), repeated=RECORD).day
    return Outcomes(np.array([offence]), np.array([0]), recorded + 1)


def bulk(items: pl.DataFrame):
    profiles = Profiles(rules=RULES)
    encoded = encode(items, repeated=RECORD)
    return profiles, profiles.advance(encoded, results=encoded, found=outcomes(items))


def one_by_one(items: pl.DataFrame):
    profiles, looks = Profiles(rules=RULES), []
    for place in range(items.height):
        row = items[place]
        encoded = encode(row, repeated=RECORD)
        looks.append(profiles.advance(encoded, results=encoded, found=outcomes(row)))
    return profiles, np.concatenate([look.values for look in looks])


def test_a_history_read_in_bulk_and_one_result_at_a_time_gives_the_same_numbers():
    items = trade(items=400, seed=3)

    _, look = bulk(items)
    _, single = one_by_one(items)

    np.testing.assert_array_equal(look.values, single)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), cut=st.integers(1, 119))
def test_a_history_may_be_cut_anywhere(seed: int, cut: int):
    items = trade(items=120, seed=seed, days=20, inspected=0.6)

    _, whole = bulk(items)
    profiles, parts = Profiles(rules=RULES), []
    for part in (items[:cut], items[cut:]):
        encoded = encode(part, repeated=RECORD)
        parts.append(profiles.advance(encoded, results=encoded, found=outcomes(part)).values)

    np.testing.assert_array_equal(whole.values, np.concatenate(parts))


def test_the_order_of_rows_in_a_file_does_not_matter():
    items = trade(items=300, seed=5)
    shuffled = items.with_row_index("place").sample(fraction=1, shuffle=True, seed=1).sort("declared_on")

    _, look = bulk(items)
    _, other = bulk(shuffled.drop("place"))

    rates = [
        i for i, f in enumerate(Profiles(rules=RULES).features) if f.name.endswith((".rate", ".results"))
    ]
    back = np.argsort(shuffled["place"].to_numpy())
    np.testing.assert_array_equal(look.values[:, rates], other.values[back][:, rates])


def test_a_result_counts_from_the_day_after_it_was_recorded():
    profiles = Profiles(rules=RULES)
    profiles.advance(
        encode(one(0), repeated=RECORD), results=encode(one(0), repeated=RECORD), found=found(1, day=3)
    )

    same_day = profiles.advance(encode(one(3, net_kg=11.0), repeated=RECORD))
    next_day = profiles.advance(encode(one(4, net_kg=12.0), repeated=RECORD))

    assert column(same_day, profiles, "importer.results")[0] == 0
    assert column(next_day, profiles, "importer.results")[0] == 1
    assert column(next_day, profiles, "importer.recency")[0] == 0


def test_the_shrunken_rate_is_drawn_to_the_base_rate_of_the_day_by_eight_results():
    profiles = Profiles(rules=RULES)
    profiles.advance(
        encode(one(0), repeated=RECORD), results=encode(one(0), repeated=RECORD), found=found(1, day=0)
    )

    look = profiles.advance(encode(one(1, net_kg=11.0), repeated=RECORD))

    base = (1 + 2) / (1 + 20)
    assert look.base[0] == pytest.approx(base)
    assert column(look, profiles, "importer.rate")[0] == pytest.approx((1 + 8 * base) / (1 + 8), rel=1e-6)


def test_a_repeated_record_votes_once_but_its_own_history_counts_every_result():
    profiles = Profiles(rules=RULES)
    for day in (0, 2, 4):
        same = encode(one(day), repeated=RECORD)
        profiles.advance(same, results=same, found=found(1, day=day))

    look = profiles.advance(encode(one(6), repeated=RECORD))

    assert column(look, profiles, "importer.results")[0] == 1
    assert column(look, profiles, "record0.results")[0] == 3
    assert look.repeated[0]


def test_declarations_of_one_day_do_not_see_each_other():
    profiles = Profiles(rules=RULES)

    first = profiles.advance(encode(one(0), repeated=RECORD))
    second = profiles.advance(encode(one(0), repeated=RECORD))
    tomorrow = profiles.advance(encode(one(1), repeated=RECORD))

    assert [look.importer_seen[0] for look in (first, second, tomorrow)] == [0, 0, 2]


def test_the_usual_price_is_that_of_the_goods_before_the_day():
    profiles = Profiles(rules=RULES)
    for day in range(5):
        profiles.advance(encode(one(day, customs_value=100.0), repeated=RECORD))

    look = profiles.advance(encode(one(5, customs_value=50.0), repeated=RECORD))

    assert look.usual_per_kg[0] == pytest.approx(10.0)
    assert column(look, profiles, "value_per_kg.gap")[0] == pytest.approx(np.log(0.5), rel=1e-5)


def test_an_item_that_was_not_inspected_teaches_nothing():
    items = trade(items=50, seed=1).with_columns(inspected=pl.lit(0))

    profiles, _ = bulk(items)

    assert profiles.totals.sum() == 0


def test_the_state_kept_in_a_file_goes_on_as_if_it_had_never_stopped():
    items = trade(items=200, seed=9)
    profiles, _ = bulk(items[:150])
    rest = encode(items[150:], repeated=RECORD)

    restored = profiles_of(arrays_of(profiles), rules=RULES)

    np.testing.assert_array_equal(restored.advance(rest).values, profiles.advance(rest).values)

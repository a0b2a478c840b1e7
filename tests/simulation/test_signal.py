"""Does the simulated country hide what it says it hides, and show what it says it shows."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from amont.simulation import Plan, World, simulate, split

PLAN = Plan(items=60_000, years=2, seed=3)
DEALS = 199


@pytest.fixture(scope="module")
def ordinary() -> World:
    return simulate(PLAN)


@pytest.fixture(scope="module")
def nameless() -> World:
    return simulate(replace(PLAN, operator_signal=False))


def chance_of_more_spread(world: World, column: str) -> float:
    """Exact permutation test: how often names dealt afresh in each month spread offences as unevenly.

    The unit is the declaration, since its items share a name; small when the names carry something.
    """
    heads = (
        world.items.with_columns(world.truth["is_offence"], month=pl.col("declared_on").dt.strftime("%Y%m"))
        .group_by("reference", maintain_order=True)
        .agg(pl.col(column).first(), pl.col("month").first(), pl.len(), pl.col("is_offence").sum())
    )
    names = heads[column].rank("dense").to_numpy().astype(np.int64)
    month = heads["month"].rank("dense").to_numpy()
    items, found = heads["len"].to_numpy() * 1.0, heads["is_offence"].to_numpy() * 1.0
    excess = found - items * (found.sum() / items.sum())
    rng = np.random.default_rng(0)

    def spread(dealt: np.ndarray) -> float:
        size = np.bincount(dealt, items)
        gap = np.bincount(dealt, excess)
        return float((gap[size > 0] ** 2 / size[size > 0]).sum())

    by_month = np.argsort(month, kind="stable")
    seen, more = spread(names), 0
    for _ in range(DEALS):
        dealt = np.empty_like(names)
        dealt[by_month] = names[np.lexsort((rng.random(len(names)), month))]
        more += spread(dealt) >= seen
    return (1 + more) / (1 + DEALS)


def area(score: np.ndarray, offence: np.ndarray) -> float:
    """Chance that an offence is ranked above a compliant item, ties counted half."""
    rank = pl.Series(score).rank("average").to_numpy()
    ones = int(offence.sum())
    return float((rank[offence == 1].sum() - ones * (ones + 1) / 2) / (ones * (len(offence) - ones)))


def past_rate(world: World, *, keys: list[str]) -> float:
    """Area under the curve of the past rate of `keys` on the last 90 days."""
    cut = split(world, last_days=90)
    known = cut.history.filter(pl.col("offence").is_not_null())
    base = known["offence"].mean()
    rates = known.group_by(keys).agg(rate=(pl.col("offence").sum() + 10 * base) / (pl.len() + 10))
    joined = cut.declarations.join(rates, on=keys, how="left", maintain_order="left")
    return area(joined["rate"].fill_null(base).to_numpy(), cut.truth["is_offence"].to_numpy())


@pytest.mark.parametrize("column", ["importer", "declarant", "seller"])
def test_offences_spread_unevenly_between_operators(ordinary, column):
    assert chance_of_more_spread(ordinary, column) == 1 / (1 + DEALS)


@pytest.mark.parametrize("column", ["importer", "declarant", "seller", "carrier"])
def test_without_operator_signal_offences_spread_between_names_by_chance_alone(nameless, column):
    assert chance_of_more_spread(nameless, column) > 0.01


def test_without_operator_signal_offences_are_no_more_uneven_than_their_probabilities(nameless):
    both = nameless.truth.with_columns(nameless.items["importer"])
    importers = both.group_by("importer").agg(
        found=pl.col("is_offence").sum(),
        expected=pl.col("probability").sum(),
        spread=(pl.col("probability") * (1 - pl.col("probability"))).sum(),
    )

    over = ((importers["found"] - importers["expected"]) ** 2).sum() / importers["spread"].sum()

    assert 0.85 < over < 1.15


def test_without_operator_signal_no_name_is_tied_to_goods_prices_or_routes(nameless):
    """The share of a name's items from its commonest origin is what dealing the names afresh would give."""
    heads = nameless.items.unique("reference", maintain_order=True)
    shuffled = heads.with_columns(pl.col("importer").shuffle(seed=1))

    def tie(rows: pl.DataFrame) -> float:
        counts = rows.group_by("importer", "origin").len()
        return float(counts.group_by("importer").agg(pl.col("len").max())["len"].sum() / rows.height)

    assert tie(heads) == pytest.approx(tie(shuffled), abs=0.02)


def test_past_rates_of_importers_and_goods_carry_signal(ordinary):
    assert past_rate(ordinary, keys=["importer"]) > 0.58
    assert past_rate(ordinary, keys=["hs_code", "origin"]) > 0.58


def test_without_operator_signal_past_rates_of_importers_carry_nothing(nameless):
    assert past_rate(nameless, keys=["importer"]) == pytest.approx(0.5, abs=0.03)
    assert past_rate(nameless, keys=["hs_code", "origin"]) > 0.58


@pytest.mark.parametrize("signal", [True, False])
def test_the_oracle_is_good_and_not_perfect(ordinary, nameless, signal):
    truth = split(ordinary if signal else nameless, last_days=90).truth
    probability, offence = truth["probability"].to_numpy(), truth["is_offence"].to_numpy()

    top = offence[np.argsort(-probability)[: len(offence) // 10]]

    assert 0.84 < area(probability, offence) < 0.93
    assert 0.40 < top.mean() < 0.62


def test_drift_changes_the_second_half_only(ordinary):
    drifted = simulate(replace(PLAN, drift=0.6))
    before = pl.col("declared_on") < pl.date(2024, 1, 1)

    assert drifted.items.filter(before).equals(ordinary.items.filter(before))
    assert not drifted.items.filter(~before).equals(ordinary.items.filter(~before))


def goods_that_last(world: World) -> float:
    """Share of second-year items whose importer already traded the heading in the first year."""
    late = pl.col("declared_on") >= pl.date(2024, 1, 1)
    old = world.items.filter(~late).select("importer", "hs_code").unique()
    new = world.items.filter(late).join(old.select("importer").unique(), on="importer", how="semi")
    return new.join(old, on=["importer", "hs_code"], how="semi").height / new.height


def test_drift_moves_importers_to_other_goods(ordinary):
    drifted = simulate(replace(PLAN, drift=0.6))

    assert goods_that_last(ordinary) > 0.9
    assert goods_that_last(drifted) < 0.6


def test_adaptive_fraudsters_are_controlled_less_in_the_second_year(ordinary):
    adaptive = simulate(replace(PLAN, adaptive=True))

    def controlled(world: World) -> float:
        bad = world.operators.filter(pl.col("honesty").is_in(["opportunist", "professional"]))
        late = world.items.with_columns(world.truth["is_offence"]).filter(
            pl.col("declared_on") >= pl.date(2024, 1, 1), is_offence=1
        )
        return float(late.join(bad, on="importer", how="semi")["inspected"].mean())

    assert controlled(adaptive) < 0.85 * controlled(ordinary)


def test_who_is_less_honest_offends_more(ordinary):
    rates = dict(
        ordinary.items.select("importer")
        .with_columns(ordinary.truth["is_offence"])
        .join(ordinary.operators, on="importer")
        .group_by("honesty")
        .agg(pl.col("is_offence").mean())
        .iter_rows()
    )

    assert rates["honest"] < rates["careless"] < rates["opportunist"] < rates["professional"]


def test_without_operator_signal_all_importers_have_the_same_propensity(nameless):
    assert nameless.operators["propensity"].n_unique() == 1
    assert nameless.operators["honesty"].unique().to_list() == ["ordinary"]

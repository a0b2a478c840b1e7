import hashlib
from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest

from amont.kernel.items import BY_NAME, OUTCOMES
from amont.simulation import Plan, World, simulate
from amont.simulation.country import country

SMALL = Plan(items=30_000, years=2, seed=5)


@pytest.fixture(scope="module")
def world() -> World:
    return simulate(SMALL)


@pytest.fixture(scope="module")
def both(world) -> pl.DataFrame:
    """Items beside their truth."""
    truth = world.truth.select(pl.exclude("reference", "item").name.prefix("true."))
    return pl.concat([world.items, truth], how="horizontal")


def digest(world: World) -> str:
    text = "".join(table.write_csv() for table in (world.items, world.truth, world.operators))
    return hashlib.sha256(text.encode()).hexdigest()


def test_the_same_plan_gives_the_same_bytes():
    plan = replace(SMALL, items=4_000)

    first, second = digest(simulate(plan)), digest(simulate(plan))

    assert first == second


@pytest.mark.parametrize(
    "change", [{"seed": 6}, {"drift": 0.5}, {"adaptive": True}, {"operator_signal": False}, {"years": 1}]
)
def test_any_change_of_the_plan_gives_another_world(change):
    plan = replace(SMALL, items=4_000)

    assert digest(simulate(plan)) != digest(simulate(replace(plan, **change)))


def test_the_world_has_as_many_items_as_asked(world):
    assert world.items.height == world.truth.height == SMALL.items


def test_every_column_is_canonical(world):
    assert set(world.items.columns) <= set(BY_NAME)
    assert set(OUTCOMES) <= set(world.items.columns)


def test_truth_follows_the_items_row_by_row(world):
    keys = ["reference", "item"]

    assert world.truth.select(keys).equals(world.items.select(keys))
    assert world.items.select(keys).n_unique() == SMALL.items


def test_items_are_sorted_by_day_reference_and_item(world):
    keys = ["declared_on", "reference", "item"]

    assert world.items.select(keys).equals(world.items.select(keys).sort(keys))


def test_days_stay_inside_the_period(world):
    assert world.items["declared_on"].min() >= date(2023, 1, 1)
    assert world.items["declared_on"].max() <= date(2024, 12, 31)


def test_the_head_of_a_declaration_is_the_same_on_all_its_items(world):
    who = ["importer", "declarant", "seller", "carrier", "office", "procedure", "payment_mode", "currency"]
    way = [
        "declared_on",
        "departure",
        "loading_place",
        "transport_mode",
        "container",
        "inspected",
        "resulted_on",
    ]

    distinct = world.items.group_by("reference").agg(pl.col(who + way).n_unique())

    assert distinct.select(pl.exclude("reference").max()).row(0) == (1,) * 15


def test_items_of_a_declaration_are_numbered_from_one(world):
    numbers = world.items.group_by("reference").agg(pl.col("item").max(), pl.len())

    assert (numbers["item"] == numbers["len"]).all()
    assert 2.0 < numbers["len"].mean() < 2.4
    assert numbers["len"].max() > 15


def test_references_name_office_and_year(world):
    said = pl.format("{}{}C", pl.col("declared_on").dt.year(), "office")

    assert world.items.select(pl.col("reference").str.starts_with(said)).to_series().all()
    assert world.items["reference"].str.contains(r"^202[34]DM0[1-8]C[1-9][0-9]{4}$").all()


def test_outcomes_are_known_only_where_inspected(world):
    inspected = world.items.filter(inspected=1)
    left = world.items.filter(inspected=0)
    results = ["offence", "critical", "duty_recovered", "resulted_on"]

    assert inspected.height + left.height == SMALL.items
    assert inspected.select(pl.col(results).null_count()).row(0) == (0, 0, 0, 0)
    assert left.select(pl.col(results).null_count()).row(0) == (left.height,) * 4


def test_about_one_item_in_seven_was_inspected(world):
    assert 0.11 < world.truth["was_inspected"].mean() < 0.15
    assert world.truth["was_inspected"].equals(world.items["inspected"].alias("was_inspected"))


def test_results_are_recorded_after_the_declaration(both):
    lag = both.filter(inspected=1).select((pl.col("resulted_on") - pl.col("declared_on")).dt.total_days())

    assert lag.min().item() >= 1
    assert lag.max().item() <= 61


def test_a_control_never_accuses_the_innocent_and_misses_some(both):
    inspected = both.filter(inspected=1)
    guilty = inspected.filter(pl.col("true.is_offence") == 1)

    assert inspected.filter(pl.col("true.is_offence") == 0)["offence"].sum() == 0
    assert 0.6 < guilty["offence"].mean() < 0.85


def test_what_is_found_is_what_was_true(both):
    found, missed = both.filter(offence=1), both.filter(offence=0)

    assert found["duty_recovered"].equals(found["true.duty_evaded"].alias("duty_recovered"))
    assert found["critical"].equals(found["true.critical"].alias("critical"))
    assert missed.select("duty_recovered", "critical").sum().row(0) == (0, 0)


def test_duties_are_value_times_rate_rounded_half_up(both):
    def duty(value: str, rate: str) -> pl.Expr:
        return (2 * pl.col(value).cast(pl.Int64) * pl.col(rate).cast(pl.Int64) + 100) // 200

    sums = both.select(
        said=duty("customs_value", "duty_rate_pct") == pl.col("duties"),
        due=duty("true.true_value", "true.true_rate_pct") == pl.col("true.duty_due"),
        evaded=pl.col("true.duty_due") - pl.col("duties") == pl.col("true.duty_evaded"),
    )

    assert sums.select(pl.all().all()).row(0) == (True, True, True)
    assert both["true.duty_evaded"].min() == 0


def test_who_is_compliant_evades_nothing(both):
    compliant = both.filter(pl.col("true.kind") == "none")

    assert compliant["true.duty_evaded"].sum() == 0
    assert (compliant["true.true_value"] == compliant["customs_value"]).all()
    assert (compliant["true.true_hs_code"] == compliant["hs_code"]).all()
    assert (compliant["true.true_origin"] == compliant["origin"]).all()


def test_rates_are_those_of_the_bands(both):
    assert set(both["duty_rate_pct"].unique()) == {0, 5, 10, 20, 35}
    assert set(both["true.true_rate_pct"].unique()) == {0, 5, 10, 20, 35}
    assert (both["true.true_rate_pct"] >= both["duty_rate_pct"]).all()


def test_a_preference_frees_from_duty_and_only_for_the_community(both):
    asked = both.filter(pl.col("preference").is_not_null())

    assert asked["duty_rate_pct"].max() == 0
    assert set(asked["origin"].unique()) <= {"CI", "NG", "GH", "SN", "TG", "BJ"}
    assert set(both.filter(pl.col("true.kind") == "wrong_origin")["preference"].unique()) == {"ECOWAS"}


def test_each_kind_of_offence_leaves_its_own_gap(both):
    kinds = {kind[0]: rows for kind, rows in both.group_by("true.kind")}
    ratio = {kind: rows["customs_value"] / rows["true.true_value"] for kind, rows in kinds.items()}

    assert ratio["undervaluation"].is_between(0.299, 0.851).all()
    assert ratio["quantity"].is_between(0.499, 0.901).all()
    assert ratio["honest_error"].is_between(0.89, 0.991).all()
    assert (kinds["wrong_origin"]["true.true_origin"] != kinds["wrong_origin"]["origin"]).all()
    steeper = kinds["misclassification"]
    assert (steeper["true.true_rate_pct"] > steeper["duty_rate_pct"]).all()
    assert (steeper["true.true_hs_code"] != steeper["hs_code"]).all()
    assert set(kinds["prohibited"]["true.critical"].unique()) == {2}


def test_offences_are_as_frequent_as_in_a_real_port(world):
    truth = world.truth

    assert 0.06 < truth["is_offence"].mean() < 0.09
    assert 0.003 < (truth["critical"] == 2).mean() < 0.006
    assert truth["kind"].n_unique() == 7


def test_the_probability_is_true_at_every_level(world):
    bounds = np.array([0.02, 0.05, 0.1, 0.2, 0.4, 0.7, 0.95])
    level = pl.Series("level", np.searchsorted(bounds, world.truth["probability"].to_numpy()))

    levels = world.truth.group_by(level).agg(
        found=pl.col("is_offence").sum(),
        expected=pl.col("probability").alias("p").sum(),
        spread=(pl.col("probability") * (1 - pl.col("probability"))).sum().sqrt(),
    )
    gap = (levels["found"] - levels["expected"]) / levels["spread"]

    assert levels.height == 8
    assert gap.abs().max() < 3.5


def test_masses_and_values_are_possible(world):
    items = world.items

    assert (items["gross_kg"] >= items["net_kg"]).all()
    assert (
        items.select(pl.col("net_kg", "packages", "quantity", "item_price", "customs_value").min() > 0).row(0)
        == (True,) * 5
    )


def test_an_importer_declares_only_while_its_company_is_open(world):
    seen = world.items.join(world.operators, on="importer", how="left")

    assert seen["born"].null_count() == 0
    assert (seen["declared_on"] >= seen["born"]).all()
    assert (
        seen.filter(pl.col("closed").is_not_null())
        .select((pl.col("declared_on") <= pl.col("closed")).all())
        .item()
    )


def test_some_who_were_caught_come_back_under_a_new_name_with_the_same_manager(world):
    again = world.operators.filter(pl.col("manager").is_duplicated()).sort("manager", "born")

    pairs = again.group_by("manager", maintain_order=True).agg(
        "closed", "born", "honesty", "name", "importer"
    )

    assert pairs.height >= 5
    for row in pairs.iter_rows(named=True):
        assert row["closed"][0] < row["born"][1]
        assert len(set(row["honesty"])) == 1
        assert len(set(row["name"])) == len(set(row["importer"])) == len(row["name"])


def test_the_country_has_tables_that_hold_together():
    demo = country("demo")

    assert len(demo.goods.hs_code) == len(set(demo.goods.hs_code)) == 273
    assert all(len(code) == 6 and code.isdigit() for code in demo.goods.hs_code)
    assert set(demo.goods.band.tolist()) == {0, 5, 10, 20, 35}
    assert demo.offices.code == [f"DM0{number}" for number in range(1, 9)]
    assert np.allclose(demo.families.origins.sum(axis=1), 1.0)

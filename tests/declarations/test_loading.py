"""Loading the past: records in bulk, exact to the last digit, once."""

import random
import struct
from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from amont.declarations.actions.drafts import ReferenceTooLong
from amont.declarations.actions.loading import PastTwice, load_past
from amont.declarations.models import Declaration, Item, Version
from amont.engine.selectivity.content import declarations_of
from amont.formats.items import DECLARED
from amont.kernel.agents import WORKER, Forbidden, Role
from amont.screening.facts import history
from tests.declarations.handing_in import a_broker, lodged
from tests.making import NOW, TODAY, a_table, an_agent

pytestmark = pytest.mark.django_db
AWKWARD = [
    0.1, 1 / 3, 1e-7, 5e-324, 2.5e-310, 1e15, 1e16, 1e22, 1.7976931348623157e308, 123456789.123456789, -0.5,
    0.0, 2**53 - 1.0, 4.35, 1e21 + 2**20,
]  # fmt: skip


def awkward_figures(count: int) -> list[float]:
    """Figures of every size, those of the list first, the rest from random bits."""
    luck = random.Random(11)
    found = list(AWKWARD)
    while len(found) < count:
        [figure] = struct.unpack("<d", luck.randbytes(8))
        if figure == figure and abs(figure) != float("inf"):
            found.append(figure)
    return found


def awkward_table(count: int = 400) -> pl.DataFrame:
    texts = ['a "quoted" word', "deux\nlignes", ",;|\t", "\\N", "", "é𝄞", " blancs ", "NULL", "'=1+1"]
    rows = [
        {"reference": f"P{number // 2}", "item": number % 2 + 1, "description": texts[number % len(texts)],
         "net_kg": figure, "customs_value": -figure, "duty_rate_pct": figure / 3, "duties": None}
        for number, figure in enumerate(awkward_figures(count))
    ]  # fmt: skip
    return a_table(*rows)


def declared(table: pl.DataFrame) -> pl.DataFrame:
    return history.declared(table, outcomes=False)


def same(left: pl.DataFrame, right: pl.DataFrame) -> None:
    """The same values under the same names, wherever the columns stand; an empty text is no value."""
    assert set(left.columns) == set(right.columns)
    named = [pl.when(pl.col(pl.String) != "").then(pl.col(pl.String))]
    assert left.with_columns(named).equals(right.select(left.columns).with_columns(named))


def test_the_past_comes_back_exact_to_the_last_digit() -> None:
    table = awkward_table()

    load_past(table, by=WORKER, now=NOW)

    same(declared(history.learned(screenings=0, until=TODAY)), table.drop("duties"))


def test_what_is_lodged_comes_back_exact_to_the_last_digit() -> None:
    table = awkward_table()
    lodged(*table.to_dicts())

    versions = list(Version.objects.values_list("pk", flat=True))

    same(declared(history.of_versions(versions)), table.drop("duties"))


@pytest.mark.parametrize("how", ["loaded", "lodged"])
def test_the_fingerprint_of_what_comes_back_is_the_one_that_was_kept(how: str) -> None:
    table = awkward_table(60)
    if how == "loaded":
        load_past(table, by=WORKER, now=NOW)
    else:
        lodged(*table.to_dicts())

    found = declared(history.of_versions(list(Version.objects.values_list("pk", flat=True))))

    kept = Version.objects.order_by("pk").values_list("content", flat=True)
    assert list(declarations_of(found).contents) == list(kept)


def test_loading_and_lodging_write_the_same_rows() -> None:
    table = awkward_table(80)
    names = [name for name in DECLARED if name not in ("reference", "version", "replaces")]
    load_past(table, by=WORKER, now=NOW)
    lodged(*table.with_columns(reference="L" + pl.col("reference")).to_dicts())

    items = Item.objects.order_by("pk")
    past, fresh = (
        list(items.filter(version__declaration__reference__startswith=first).values_list(*names))
        for first in ("P", "L")
    )

    assert past == fresh


def test_a_past_declaration_is_a_record_that_waits_for_nothing() -> None:
    keys = load_past(a_table({"reference": "P1"}, {"reference": "P1"}), by=WORKER, now=NOW)

    row = Declaration.objects.get()
    assert (row.state, row.lane, row.item_count, row.broker) == ("past", None, 2, "BR001")
    assert (row.customs_value, row.duties) == (Decimal(4_000_000), Decimal(1_760_000))
    assert keys.to_list() == list(Item.objects.order_by("pk").values_list("pk", flat=True))
    assert not Version.objects.filter(waiting=True).exists()


def test_sums_of_the_past_have_no_dust() -> None:
    load_past(a_table({"customs_value": 0.1}, {"customs_value": 0.2}), by=WORKER, now=NOW)

    assert Declaration.objects.get().customs_value == Decimal("0.3")


def test_a_figure_that_is_none_is_nothing_in_the_past_too() -> None:
    load_past(a_table({"customs_value": float("nan"), "net_kg": float("inf")}), by=WORKER, now=NOW)

    assert Item.objects.values_list("customs_value", "net_kg").get() == (None, None)
    assert Declaration.objects.get().customs_value is None


def test_the_same_past_twice_is_refused_whole() -> None:
    load_past(a_table({"reference": "P1"}, {"reference": "P2"}), by=WORKER, now=NOW)

    with pytest.raises(PastTwice) as refusal:
        load_past(a_table({"reference": "P3"}, {"reference": "P2"}), by=WORKER, now=NOW)

    assert refusal.value.facts == {"count": 1, "first": "P2"}
    assert Declaration.objects.count() == 2


def test_versions_of_the_past_stay_together_and_the_highest_is_current() -> None:
    table = a_table(
        {"reference": "P1", "version": 2, "net_kg": 2.0, "declared_on": date(2026, 1, 2)},
        {"reference": "P2", "version": 1},
        {"reference": "P1", "version": 1, "net_kg": 1.0, "declared_on": date(2026, 1, 1)},
    )

    load_past(table, by=WORKER, now=NOW)

    row = Declaration.objects.get(reference="P1")
    assert (row.version, row.declared_on) == (2, date(2026, 1, 2))
    assert list(row.versions.order_by("number").values_list("number", "items__net_kg")) == [(1, 1), (2, 2)]
    assert Declaration.objects.count() == 2


def test_a_past_reference_longer_than_any_is_refused() -> None:
    with pytest.raises(ReferenceTooLong):
        load_past(a_table({"reference": "P" * 61}), by=WORKER, now=NOW)


def test_nobody_but_the_node_loads_the_past() -> None:
    for agent in (a_broker(), an_agent(Role.CHIEF), an_agent(Role.ADMINISTRATOR)):
        with pytest.raises(Forbidden):
            load_past(a_table({}), by=agent, now=NOW)


def test_what_is_lodged_after_a_load_has_keys_of_its_own() -> None:
    load_past(a_table({"reference": "P1"}, {"reference": "P2"}), by=WORKER, now=NOW)

    [only] = lodged({"reference": "C1"})

    assert only.is_new
    assert Item.objects.count() == 3

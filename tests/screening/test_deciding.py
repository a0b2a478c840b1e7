"""Lanes of the node: the same as `amont screen` gives, decided once, never lightened by themselves."""

import io
import json
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from django.db import transaction
from typer.testing import CliRunner

from amont.cli.main import app
from amont.cli.node.setting_up import set_up
from amont.declarations.actions.loading import load_past
from amont.declarations.actions.receiving import read_receipt, receive
from amont.declarations.models import Declaration, Version
from amont.holds.actions import place
from amont.holds.models import HoldRow
from amont.kernel.agents import WORKER
from amont.kernel.lanes import Lane
from amont.screening.actions.again import decide_again, note_holds
from amont.screening.actions.deciding import Screener, screen_waiting
from amont.screening.actions.drawing import commit_draw
from amont.screening.actions.labelling import Result, load_labels, note_results
from amont.screening.actions.learning import learn, promote
from amont.screening.facts import history
from amont.screening.models import DrawDay, ScreenedItem, Screening
from amont.simulation import Plan, Split, simulate, split
from tests.making import NOW, TODAY, a_declaration, an_administration

pytestmark = pytest.mark.django_db(transaction=False)
SECRET = "ab" * 32
DECIDED = ("lane", "cause", "probability", "expected_duty", "critical", "declaration_lane", "sequence")


@pytest.fixture(scope="module")
def trade() -> Split:
    """Eighteen months of a small country; the last ten days are to be screened."""
    return split(simulate(Plan("demo", 2, 9_000, 11, date(2024, 11, 24))), last_days=10)


def screened(*, screener: Screener | None = None, day: date = TODAY) -> int:
    done = 0
    while found := screen_waiting(screener or Screener(), by=WORKER, now=NOW, today=day):
        done += found
    return done


def handed_in(table: pl.DataFrame, name: str = "declarations.csv") -> None:
    buffer = io.BytesIO()
    table.write_csv(buffer)
    receipt = receive(buffer.getvalue(), name=name, by=WORKER, mapping="amont", now=NOW)
    read_receipt(receipt.pk, by=WORKER, sender=WORKER, now=NOW)


def with_past(trade: Split) -> None:
    set_up("demo", mapping="amont", now=NOW, today=TODAY - timedelta(days=3))
    commit_draw(TODAY, by=WORKER, now=NOW, secret=bytes.fromhex(SECRET))
    keys = load_past(trade.history, by=WORKER, now=NOW)
    load_labels(trade.history, keys, by=WORKER)
    model = learn(by=WORKER, now=NOW, today=TODAY, progress=lambda _stage, _done: None)
    promote(model.pk, by=WORKER, now=NOW)


def of_the_node() -> pl.DataFrame:
    rows = ScreenedItem.objects.select_related("screening", "item").order_by("item_id")
    return pl.DataFrame(
        [
            {
                "reference": row.screening.reference,
                "item": row.item.item,
                "lane": Lane(row.lane).code,
                "cause": row.cause,
                "probability": row.probability,
                "expected_duty": row.expected_duty,
                "critical": row.critical,
                "declaration_lane": Lane(row.screening.lane).code,
                "sequence": row.screening.sequence,
                "reasons": json.dumps(row.reasons, sort_keys=True),
            }
            for row in rows
        ]
    ).sort("reference", "item")


def of_the_command(trade: Split, folder: Path) -> pl.DataFrame:
    trade.history.write_csv(folder / "history.csv")
    trade.declarations.write_csv(folder / "declarations.csv")
    (folder / "secret").write_text(SECRET)
    command = ["screen", str(folder / "declarations.csv"), "--history", str(folder / "history.csv")]
    command += ["--country", "demo", "--secret", str(folder / "secret"), "--day", TODAY.isoformat()]
    told = CliRunner().invoke(app, [*command, "--out", str(folder / "lanes.parquet")])
    assert told.exit_code == 0, told.output
    table = pl.read_parquet(folder / "lanes.parquet").sort("reference", "item")
    facts = [json.dumps(json.loads(text), sort_keys=True) if text else "[]" for text in table["reason_facts"]]
    return table.with_columns(pl.Series("reasons", facts))


def test_the_same_history_and_file_give_the_same_scores_lanes_and_reasons_as_the_command(
    trade: Split, tmp_path: Path
) -> None:
    with_past(trade)
    handed_in(trade.declarations)

    done = screened()

    ours, theirs = of_the_node(), of_the_command(trade, tmp_path)
    assert done == trade.declarations["reference"].n_unique()
    assert ours.height == trade.declarations.height
    for column in ("reference", "item", *DECIDED, "reasons"):
        assert ours[column].to_list() == theirs[column].to_list(), column


def test_a_worker_that_starts_again_decides_as_the_one_that_never_stopped(trade: Split) -> None:
    with_past(trade)
    days = trade.declarations["declared_on"].unique().sort()
    first = trade.declarations.filter(pl.col("declared_on") <= days[4])
    second = trade.declarations.filter(pl.col("declared_on") > days[4])
    handed_in(first, "first.csv")
    steady = Screener()
    screened(screener=steady)
    handed_in(second, "second.csv")
    restarted = history_scores(second, Screener())

    kept = history_scores(second, steady)

    assert restarted == kept


class Undone(Exception):
    """What was tried is not kept."""


def history_scores(table: pl.DataFrame, screener: Screener) -> list[float | None]:
    """Scores that a screener would give, written nowhere."""
    scores: list[float | None] = []
    try:
        with transaction.atomic():
            screened(screener=screener)
            rows = ScreenedItem.objects.filter(screening__reference__in=table["reference"].to_list())
            scores += rows.order_by("item_id").values_list("probability", flat=True)
            raise Undone
    except Undone:
        pass
    return scores


def test_a_declaration_is_screened_once_however_often_one_asks() -> None:
    an_administration()
    declaration = a_declaration({}, {"item": 2})

    assert screened() == 1
    assert screened() == 0

    assert Screening.objects.filter(version__declaration=declaration).count() == 1
    assert DrawDay.objects.get(day=TODAY).declarations == 1


def test_numbers_of_the_day_follow_each_other_without_hole() -> None:
    for number in range(4):
        a_declaration({"reference": f"C{number}"})
        screened()

    numbers = list(Screening.objects.order_by("pk").values_list("sequence", flat=True))

    assert numbers == [1, 2, 3, 4]


def test_an_amendment_is_never_treated_more_lightly_than_the_version_before() -> None:
    declaration = a_declaration({"customs_value": None})
    Version.objects.update(held=True)
    screened()
    strict = Declaration.objects.get(pk=declaration.pk).lane

    a_declaration({"version": 2, "customs_value": 9_000_000.0})
    screened()

    amended = Declaration.objects.get(pk=declaration.pk)
    assert (amended.version, amended.state) == (2, "routed")
    assert amended.lane is not None
    assert strict is not None
    assert amended.lane >= strict


def lanes_and_causes() -> list[tuple[object, ...]]:
    """Of every item and of its declaration, scores too."""
    rows = ScreenedItem.objects.order_by("item_id")
    own = ("item_id", "lane", "cause", "blocked", "probability", "reasons__0__code")
    return list(rows.values_list(*own, "screening__lane", "screening__cause", "screening__reason"))


def stop_goods_of(origin: str) -> None:
    ground = "Embargo"
    place("origin", value=origin, ground=ground, until_on=None, by=WORKER, now=NOW, today=TODAY)


def test_a_hold_placed_afterwards_gives_the_lanes_that_it_gives_when_it_was_there_first(trade: Split) -> None:
    with_past(trade)
    handed_in(trade.declarations)
    held_first: list[tuple[object, ...]] = []
    try:
        with transaction.atomic():
            stop_goods_of("CN")
            screened()
            held_first += lanes_and_causes()
            raise Undone
    except Undone:
        pass
    screened()
    before = lanes_and_causes()
    stop_goods_of("CN")
    note_holds(list(HoldRow.objects.values_list("pk", flat=True)), by=WORKER, now=NOW)

    while decide_again(by=WORKER, now=NOW, today=TODAY):
        pass

    assert lanes_and_causes() == held_first
    assert before != held_first
    changed = [old[0] for old, new in zip(before, held_first, strict=True) if old[1] != new[1]]
    assert all(new[1] == 3 for new in held_first if new[0] in changed)


def test_results_are_seen_by_the_profiles_from_the_next_day_only(trade: Split) -> None:
    with_past(trade)
    handed_in(trade.declarations)
    screener = Screener()
    screened(screener=screener)
    item = ScreenedItem.objects.order_by("item_id").first()
    assert item is not None
    note_results([Result(item.item_id, True, 1, 0, None)], by=WORKER, on=TODAY)

    same_day = history.labelled(after=TODAY - timedelta(days=2), until=TODAY - timedelta(days=1))
    next_day = history.labelled(after=TODAY - timedelta(days=1), until=TODAY)

    assert (same_day.height, next_day.height) == (0, 1)
    assert next_day["offence"].to_list() == [1]

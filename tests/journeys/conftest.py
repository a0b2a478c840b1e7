"""A node with a small past and a model, made once and copied for each story; and declarations to hand in."""

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from amont.cli.node import stages
from amont.cli.node.database.embedded import start_embedded
from amont.cli.node.home import Home
from amont.kernel.items import OUTCOMES
from amont.simulation import Plan, simulate
from tests.cli.node.conftest import FAST, copied, folder, open_folder
from tests.journeys.live import LiveNode, amont, ran

__all__ = ["folder"]
PAST_ITEMS, TO_HAND_IN = 6_000, 5_000


@dataclass(frozen=True)
class Trade:
    """Past items with results, and declarations that follow."""

    history: pl.DataFrame
    declarations: pl.DataFrame


def csv_of(table: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    table.write_csv(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="session")
def trade() -> Trade:
    items = simulate(Plan("demo", 2, 18_000, 11, date(2024, 11, 24))).items
    rest = items[PAST_ITEMS:].drop(OUTCOMES).join(items[:PAST_ITEMS], on="reference", how="anti")
    wanted = rest["reference"].unique(maintain_order=True)[:TO_HAND_IN]
    return Trade(items[:PAST_ITEMS], rest.filter(pl.col("reference").is_in(wanted.implode())))


@pytest.fixture(scope="session")
def settled(trade: Trade) -> Iterator[Home]:
    """A node with its tables, reference data, past, model and people, stopped."""
    with open_folder() as made:
        home = Home(made / "node")
        database = start_embedded(home, settings=FAST)
        given = stages.environment_of(home, database, stages.Listening(0))
        owner = {**given, "AMONT_DATABASE_URL": database.owner_dsn}
        for step in stages.STEPS:
            if not step.of_demo:
                ran(step.command, owner)
        ran((sys.executable, "-m", "tests.journeys.people"), given)
        past = made / "history.csv"
        past.write_bytes(csv_of(trade.history))
        amont("load", str(past), "--home", str(home.root))
        database.stop()
        yield home


@pytest.fixture
def live(settled: Home, folder: Path) -> Iterator[LiveNode]:
    """A node of one's own, not started yet."""
    node = LiveNode(copied(settled, folder))
    yield node
    node.hang_up()
    if node.process and node.process.poll() is None:
        node.process.kill()
        node.process.communicate()

"""`amont simulate`: a country whose truth is known, to try and to teach."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from amont.cli import options
from amont.cli.answers import print_json
from amont.cli.language import say
from amont.cli.stages import Stages
from amont.cli.writing import whole, write_bytes
from amont.simulation import Plan, split
from amont.simulation import simulate as make


def simulate(
    out: Annotated[Path, typer.Option("--out", help=say("option.folder"), metavar="DIR")],
    country: Annotated[str, typer.Option("--country", help=say("option.world"))] = "demo",
    years: Annotated[int, typer.Option("--years", help=say("option.years"))] = 3,
    items: Annotated[int, typer.Option("--items", help=say("option.items"))] = 200_000,
    seed: Annotated[int, typer.Option("--seed", help=say("option.world_seed"))] = 7,
    last_days: Annotated[int, typer.Option("--last-days", help=say("option.last_days"))] = 90,
    first_day: Annotated[
        datetime,
        typer.Option("--first-day", formats=["%Y-%m-%d"], help=say("option.first_day"), metavar="DAY"),
    ] = datetime(2023, 1, 1),  # noqa: DTZ001  a day, not an instant
    drift: Annotated[float, typer.Option("--drift", help=say("option.drift"))] = 0.0,
    adaptive: Annotated[bool, typer.Option("--adaptive", help=say("option.adaptive"))] = False,
    operator_signal: Annotated[
        bool, typer.Option("--operator-signal/--no-operator-signal", help=say("option.operator_signal"))
    ] = True,
    as_json: options.AsJson = False,
) -> None:
    """See the help of the command."""
    plan = Plan(
        country,
        years,
        items,
        seed,
        first_day.date(),
        drift,
        adaptive=adaptive,
        operator_signal=operator_signal,
    )
    with Stages() as stages:
        stages("simulate")
        world = make(plan)
        parts = split(world, last_days=last_days)
        stages("write")
        tables = {
            "history.csv": parts.history,
            "declarations.csv": parts.declarations,
            "truth.csv": parts.truth,
            "operators.csv": world.operators,
        }
        for name, table in tables.items():
            whole(out / name, table.write_csv)
        card = {**asdict(plan), "last_days": last_days, "rows": {n: t.height for n, t in tables.items()}}
        write_bytes(json.dumps(card, default=str, indent=1).encode(), out / "plan.json")
    if as_json:
        print_json(card)
        return
    for name, table in tables.items():
        print(say("wrote_rows", name=str(out / name), rows=table.height))

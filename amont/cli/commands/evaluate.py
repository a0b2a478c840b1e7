"""`amont evaluate`: scores beside what was found, with the oracle, chance and simple rankings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from amont.cli import options
from amont.cli.evaluating import Asked, Line, lines, pairs, past_rates, read_labels, read_scores, with_labels
from amont.cli.language import say
from amont.cli.reading import read_files
from amont.cli.settings import mapping_of
from amont.cli.stages import Stages

COLUMNS = ("auc", "average_precision", "calibration_error")


def evaluate(
    scores: Annotated[Path, typer.Argument(help=say("option.scores_in"), metavar="SCORES")],
    labels: Annotated[Path, typer.Argument(help=say("option.labels"), metavar="LABELS")],
    label: Annotated[str, typer.Option("--label", help=say("option.label"), metavar="COLUMN")],
    critical: Annotated[str, typer.Option("--critical", help=say("option.critical"), metavar="COLUMN")] = "",
    duty: Annotated[str, typer.Option("--duty", help=say("option.duty"), metavar="COLUMN")] = "",
    value: Annotated[str, typer.Option("--value", help=say("option.value"), metavar="COLUMN")] = "",
    score: Annotated[str, typer.Option("--score", help=say("option.score"), metavar="COLUMN")] = "",
    key: Annotated[str, typer.Option("--id", help=say("option.id"), metavar="COLUMN")] = "",
    history: options.History = None,
    mapping: options.MappingName = "amont",
    seed: Annotated[int, typer.Option("--seed", help=say("option.seed"), min=0)] = 11,
    as_json: options.AsJson = False,
) -> None:
    """See the help of the command."""
    with Stages() as stages:
        stages("read")
        table = pairs(read_scores(scores, score), read_labels(labels), key=key)
        if history:
            theirs = mapping_of(mapping)
            past = read_files(history, theirs, outcomes=True, progress=stages)
            now = read_files([labels], theirs, outcomes=False, progress=stages)
            table = past_rates(table, past.items, now.items)
        joined, table = table.height, with_labels(table, label)
        stages("evaluate")
        asked = Asked(label=label, critical=critical, duty=duty, value=value)
        found = lines(table, asked, seed=seed)
    if as_json:
        print(
            json.dumps(
                {
                    "rows": table.height,
                    "without_label": joined - table.height,
                    "rankings": [_plain(line) for line in found],
                },
                indent=1,
            )
        )
    else:
        _show(found, rows=table.height)
        if joined > table.height:
            print(say("evaluate.unlabelled", count=joined - table.height))


def _plain(line: Line) -> dict[str, object]:
    figures = {one.name: {"value": one.value, "low": one.low, "high": one.high} for one in line.figures}
    return {"name": line.name, "hits": line.hits, "figures": figures}


def _show(found: list[Line], *, rows: int) -> None:
    console = Console(highlight=False)
    for line in found:
        table = Table(
            title=say("evaluate.title", name=say(f"ranking.{line.name}"), rows=rows, hits=line.hits)
        )
        table.add_column(say("column.figure"))
        for name in ("value", "low", "high"):
            table.add_column(say(f"column.{name}"), justify="right")
        for one in line.figures:
            table.add_row(
                say(f"figure.{one.name}"), *(f"{number:.4f}" for number in (one.value, one.low, one.high))
            )
        console.print(table)

"""`amont evaluate`: scores beside what was found, with the oracle, chance and simple rankings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from amont.cli import options
from amont.cli.answers import print_json
from amont.cli.evaluating import Asked, Line, lines, pairs, past_rates, read_scores, with_labels
from amont.cli.language import WORDS, say
from amont.cli.reading import read_files
from amont.cli.settings import mapping_of
from amont.cli.stages import Stages
from amont.cli.tables import read_table
from amont.engine.indicators.ranking import Figure
from amont.site.formats import number

WIDE = 110  # signs of a terminal that holds an interval on one line


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
        table = pairs(read_scores(scores, score), read_table(labels), key=key)
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
        print_json(
            {
                "rows": table.height,
                "without_label": joined - table.height,
                "rankings": [_plain(line) for line in found],
            }
        )
    else:
        _show(found, rows=table.height)
        if joined > table.height:
            print(say("evaluate.unlabelled", count=joined - table.height))


def _plain(line: Line) -> dict[str, object]:
    figures = {one.name: {"value": one.value, "low": one.low, "high": one.high} for one in line.figures}
    return {"name": line.name, "hits": line.hits, "figures": figures}


def _show(found: list[Line], *, rows: int) -> None:
    """One table for each thing to find: a line for each figure, a column for each ranking."""
    console = Console(highlight=False)
    sign = "–" if console.width >= WIDE else "–\n"
    for hits in dict.fromkeys(line.hits for line in found):
        beside = [line for line in found if line.hits == hits]
        table = Table(title=say("evaluate.title", rows=rows, hits=hits))
        table.add_column(say("column.figure"))
        for line in beside:
            table.add_column(say(f"ranking.{line.name}"), justify="right")
        told = [{one.name: one for one in line.figures} for line in beside]
        for name in dict.fromkeys(name for figures in told for name in figures):
            table.add_row(
                say(f"figure.{name}"),
                *(_cell(figures.get(name), sign=sign) for figures in told),
                end_section=True,
            )
        console.print(table)


def _cell(one: Figure | None, *, sign: str) -> str:
    """The value over its 95 % interval."""
    if one is None:
        return "–"
    value, low, high = (
        number(figure, WORDS.language, decimals=3) for figure in (one.value, one.low, one.high)
    )
    return f"{value}\n[dim]{low}{sign}{high}[/dim]"

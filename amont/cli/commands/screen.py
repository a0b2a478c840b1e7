"""`amont screen`: declarations in, lanes with their reasons out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from amont.cli import options, showing
from amont.cli.commands.learn import background_of
from amont.cli.language import WORDS, say
from amont.cli.reading import read_files
from amont.cli.reporting import report_of
from amont.cli.secrets import secret_of
from amont.cli.settings import file_bytes, holds_of, mapping_of, pack_of, policy_of, with_shares
from amont.cli.stages import Stages
from amont.cli.writing import scores_table, selection, write_bytes, write_table
from amont.engine.screen.background import Background
from amont.engine.screen.policy import Policy
from amont.engine.screen.screening import Screened
from amont.engine.screen.screening import screen as decide
from amont.engine.screen.told import reasons, selected
from amont.engine.selectivity.plan import Plan
from amont.engine.selectivity.proof import proof_of
from amont.engine.selectivity.proof_text import to_text
from amont.kernel.lanes import Lane
from amont.kernel.reasons import Reason
from amont.site.report import render

LANES = {lane.code: lane for lane in Lane}


@dataclass(frozen=True)
class Outputs:
    """Files to write; None: not asked for."""

    out: Path | None
    scores: Path | None
    report: Path | None
    proof: Path | None


def screen(
    files: options.Files,
    history: options.History = None,
    mapping: options.MappingName = "amont",
    model: Annotated[Path | None, typer.Option("--model", help=say("option.model"), metavar="MODEL")] = None,
    country: options.Country = "",
    inspect: options.Inspect = None,
    random: options.Random = None,
    explore: options.Explore = None,
    seed: options.Seed = None,
    secret: Annotated[
        Path | None, typer.Option("--secret", help=say("option.secret"), metavar="FILE")
    ] = None,
    day: Annotated[
        datetime | None, typer.Option("--day", formats=["%Y-%m-%d"], help=say("option.day"), metavar="DAY")
    ] = None,
    earlier: Annotated[
        list[Path] | None, typer.Option("--earlier", help=say("option.earlier"), metavar="FILE")
    ] = None,
    holds: Annotated[Path | None, typer.Option("--holds", help=say("option.holds"), metavar="FILE")] = None,
    out: Annotated[Path | None, typer.Option("--out", help=say("option.out"), metavar="FILE")] = None,
    scores: Annotated[
        Path | None, typer.Option("--scores", help=say("option.scores"), metavar="FILE")
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--report", help=say("option.report"), metavar="FILE")
    ] = None,
    proof: Annotated[Path | None, typer.Option("--proof", help=say("option.proof"), metavar="FILE")] = None,
    as_json: options.AsJson = False,
) -> None:
    """See the help of the command."""
    with Stages() as stages:
        theirs = mapping_of(mapping)
        pack = pack_of(country) if country else None
        read = read_files(files, theirs, outcomes=False, progress=stages)
        on = day.date() if day else last_day(read.items)
        policy = with_shares(policy_of(pack, on=on), inspect=inspect, random=random, explore=explore)
        if holds:
            policy = Policy(policy.shares, policy.criteria, policy.new_below, holds_of(holds))
        past = read_files(history, theirs, outcomes=True, progress=stages) if history else None
        background = background_of(past, model, theirs, policy, seed=seed or 0, stages=stages)
        day_secret = secret_of(secret, seed)
        screened = decide(
            read.items,
            background=background,
            policy=policy,
            secret=day_secret,
            on=on,
            earlier_lanes=earlier_lanes(earlier or []),
            held=read.held,
            progress=stages,
        )
        stages("reasons")
        places = selected(screened)
        told = reasons(screened, background, places=places)
        stages("write")
        _write(
            Outputs(out, scores, None, proof), screened, background, policy, day_secret, places.tolist(), told
        )
    made = report_of(
        screened,
        background,
        read,
        past,
        policy,
        secret=day_secret,
        seed=seed,
        places=places,
        reasons=told,
        seconds=stages.seconds,
        currency=pack.currency if pack else theirs.currency,
        names={office.code: office.name for office in pack.offices} if pack else {},
    )
    if report:
        write_bytes(render(made, language=WORDS.language).encode(), report)
    if as_json:
        print(json.dumps(showing.plain(made, screened, background, read, past), ensure_ascii=False, indent=1))
    else:
        showing.summary(made, Outputs(out, scores, report, proof))


def last_day(items: pl.DataFrame) -> date:
    """The last day declared in the file, today where it tells none."""
    found = items["declared_on"].max() if "declared_on" in items.columns else None
    return found if isinstance(found, date) else datetime.now().astimezone().date()


def earlier_lanes(files: list[Path]) -> dict[str, Lane]:
    """Strictest lane by reference of selections written before (`--out` of another day)."""
    found: dict[str, Lane] = {}
    for path in files:
        table = (
            pl.read_parquet(path)
            if path.suffix.lower() == ".parquet"
            else pl.read_csv(file_bytes(path), infer_schema=False)
        )
        for reference, code in table.select("reference", "declaration_lane").iter_rows():
            if code in LANES:
                found[reference] = max(found.get(reference, Lane.GREEN), LANES[code])
    return found


def _write(
    outputs: Outputs,
    screened: Screened,
    background: Background | None,
    policy: Policy,
    day_secret: bytes,
    places: list[int],
    told: list[tuple[Reason, ...]],
) -> None:
    if outputs.out:
        table = selection(screened, background, places=places, reasons=told, language=WORDS.language)
        write_table(table, outputs.out)
    if outputs.scores:
        write_bytes(scores_table(screened).write_csv().encode(), outputs.scores)
    if outputs.proof:
        plan = Plan(screened.on, policy.shares, screened.thresholds, screened.past, screened.met.criteria)
        items = screened.items
        made = proof_of(
            plan,
            secret=day_secret,
            item_numbers=items["item"] if "item" in items.columns else None,
            declarations=screened.declarations,
            candidates=screened.candidates,
            met=screened.met,
            draws=screened.draws,
            decision=screened.decision,
        )
        write_bytes(to_text(made).encode(), outputs.proof)

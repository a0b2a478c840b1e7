"""`amont screen`: declarations in, lanes with their reasons out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import polars as pl

from amont.cli import options, showing
from amont.cli.answers import print_json
from amont.cli.commands.learn import background_of
from amont.cli.language import WORDS
from amont.cli.reading import Readings, read_files
from amont.cli.reporting import report_of
from amont.cli.secrets import secret_of
from amont.cli.settings import holds_of, mapping_of, pack_of, policy_of, with_shares
from amont.cli.stages import Stages
from amont.cli.tables import read_table, require
from amont.cli.writing import scores_table, selection, write_bytes, write_private, write_table
from amont.engine.profiles.hashing import I64
from amont.engine.screen.background import Background
from amont.engine.screen.policy import Policy
from amont.engine.screen.screening import Screened
from amont.engine.screen.screening import screen as decide
from amont.engine.screen.told import reasons, selected
from amont.engine.selectivity.plan import Plan
from amont.engine.selectivity.proof import Proof, proof_of
from amont.engine.selectivity.proof_text import to_text
from amont.kernel.lanes import Lane
from amont.kernel.reasons import Reason
from amont.site.report import render
from amont.site.report.data import ScreeningReport

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
    model: options.Model = None,
    country: options.Country = "",
    inspect: options.Inspect = None,
    random: options.Random = None,
    explore: options.Explore = None,
    seed: options.Seed = None,
    secret: options.Secret = None,
    day: options.Day = None,
    earlier: options.Earlier = None,
    holds: options.Holds = None,
    out: options.Out = None,
    scores: options.Scores = None,
    report: options.Report = None,
    proof: options.Proof = None,
    as_json: options.AsJson = False,
) -> None:
    """See the help of the command."""
    limits = {"inspect": inspect, "random": random, "explore": explore}
    asked = Asked(files, history, mapping, model, country, limits, seed, secret, day, earlier, holds)
    outputs = Outputs(out, scores, report, proof)
    with Stages() as stages:
        told = _told(asked, stages)
        stages("write")
        _write(outputs, told)
    made = told.report(stages.seconds)
    if report:
        write_bytes(render(made, language=WORDS.language).encode(), report)
    if as_json:
        print_json(showing.plain(made, told.screened, told.background, told.read, told.past))
    else:
        showing.summary(made, [path for path in (out, scores, report, proof) if path])


@dataclass(frozen=True)
class Asked:
    """What was written on the command line."""

    files: list[Path]
    history: list[Path] | None
    mapping: str
    model: Path | None
    country: str
    limits: dict[str, float | None]
    seed: int | None
    secret: Path | None
    day: datetime | None
    earlier: list[Path] | None
    holds: Path | None


@dataclass(frozen=True)
class Told:
    """Everything that was read, known and decided. bound_before: the secret was bound before the day."""

    screened: Screened
    background: Background | None
    read: Readings
    past: Readings | None
    policy: Policy
    secret: bytes
    bound_before: bool
    seed: int | None
    places: I64
    reasons: list[tuple[Reason, ...]]
    currency: str
    offices: dict[str, str]

    def report(self, seconds: Mapping[str, float]) -> ScreeningReport:
        return report_of(
            self.screened,
            self.background,
            self.read,
            self.past,
            self.policy,
            secret=self.secret,
            seed=self.seed,
            places=self.places,
            reasons=self.reasons,
            seconds=seconds,
            currency=self.currency,
            names=self.offices,
        )


def _told(asked: Asked, stages: Stages) -> Told:
    """Read, learn, decide, and say why."""
    theirs = mapping_of(asked.mapping)
    pack = pack_of(asked.country) if asked.country else None
    read = read_files(asked.files, theirs, outcomes=False, progress=stages)
    on = asked.day.date() if asked.day else last_day(read.items)
    policy = with_shares(policy_of(pack, on=on), **asked.limits)
    if asked.holds:
        policy = replace(policy, holds=holds_of(asked.holds))
    past = read_files(asked.history, theirs, outcomes=True, progress=stages) if asked.history else None
    background = background_of(past, asked.model, theirs, policy, seed=asked.seed or 0, stages=stages)
    secret = secret_of(asked.secret, asked.seed)
    screened = decide(
        read.items,
        background=background,
        policy=policy,
        secret=secret,
        on=on,
        earlier_lanes=earlier_lanes(asked.earlier or []),
        held=read.held,
        progress=stages,
    )
    stages("reasons")
    places = selected(screened)
    why = reasons(screened, background, places=places)
    currency = pack.currency if pack else theirs.currency
    offices = {office.code: office.name for office in pack.offices} if pack else {}
    bound = asked.secret is not None
    return Told(
        screened, background, read, past, policy, secret, bound, asked.seed, places, why, currency, offices
    )


def last_day(items: pl.DataFrame) -> date:
    """The last day declared in the file, today where it tells none."""
    found = items["declared_on"].max() if "declared_on" in items.columns else None
    return found if isinstance(found, date) else datetime.now().astimezone().date()


def earlier_lanes(files: list[Path]) -> dict[str, Lane]:
    """Strictest lane by reference of selections written before (`--out` of another day)."""
    found: dict[str, Lane] = {}
    for path in files:
        table = read_table(path)
        require(table, "reference", "declaration_lane", file=path.name)
        for reference, code in table.select("reference", "declaration_lane").iter_rows():
            if code in LANES:
                found[reference] = max(found.get(reference, Lane.GREEN), LANES[code])
    return found


def _write(outputs: Outputs, told: Told) -> None:
    if outputs.out:
        table = selection(
            told.screened,
            told.background,
            places=told.places.tolist(),
            reasons=told.reasons,
            language=WORDS.language,
        )
        write_table(table, outputs.out)
    if outputs.scores:
        write_bytes(scores_table(told.screened).write_csv().encode(), outputs.scores)
    if outputs.proof:
        write_private(to_text(_proof(told)).encode(), outputs.proof)


def _proof(told: Told) -> Proof:
    """All that is needed to do the day again; the secret of a real day stays out until it is revealed."""
    screened = told.screened
    plan = Plan(screened.on, told.policy.shares, screened.thresholds, screened.past, screened.met.criteria)
    made = proof_of(
        plan,
        secret=told.secret,
        item_numbers=screened.items["item"] if "item" in screened.items.columns else None,
        declarations=screened.declarations,
        candidates=screened.candidates,
        met=screened.met,
        draws=screened.draws,
        decision=screened.decision,
    )
    return made.sealed() if told.bound_before else made

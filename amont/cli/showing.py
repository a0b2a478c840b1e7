"""What the command shows of a screening: a short summary for people, everything for a machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from amont.cli.language import WORDS, say
from amont.cli.reading import Readings
from amont.engine.screen.background import Background
from amont.engine.screen.card import Card
from amont.engine.screen.screening import Screened
from amont.kernel.lanes import Lane
from amont.site.formats import number, percent
from amont.site.report.data import ScreeningReport

FIRST = 12
ORDER = (Lane.RED, Lane.YELLOW, Lane.BLUE, Lane.GREEN)


def summary(report: ScreeningReport, written: Sequence[Path]) -> None:
    """Counts per lane and cause, the first items to control, what was written."""
    console = Console(highlight=False)
    rows, refused = sum(f.rows for f in report.files), sum(f.refused for f in report.files)
    console.print(say("screen.read", rows=rows, refused=refused, held=sum(f.held for f in report.files)))
    if report.model is None:
        console.print(say("screen.no_score"))
    table = Table(title=say("screen.title"))
    for code in ("lane", "cause", "items"):
        table.add_column(say(f"column.{code}"), justify="right" if code == "items" else "left")
    for lane in report.causes:
        table.add_row(WORDS.lane(lane.lane), WORDS.cause(lane.cause), str(lane.items))
    console.print(table)
    if report.selected:
        first = Table(title=say("screen.first"))
        for code in ("reference", "item", "lane", "probability", "reason"):
            first.add_column(say(f"column.{code}"))
        for item in report.selected[:FIRST]:
            chance = "–" if item.probability is None else percent(item.probability, WORDS.language)
            reason = WORDS.reason(item.reasons[0]) if item.reasons else ""
            first.add_row(
                _plain(item.reference), str(item.item), WORDS.lane(item.lane), chance, _plain(reason)
            )
        console.print(first)
    for path in written:
        console.print(say("wrote", name=str(path)), markup=False, soft_wrap=True)


def card(found: Card) -> None:
    """The model's card in short."""
    console = Console(highlight=False)
    console.print(
        say(
            "card.text",
            inspected=found.inspected,
            rows=found.rows,
            first=found.first_day,
            last=found.last_day,
            offences=found.offences,
            since=found.held_out_from,
            held_out=found.held_out,
        )
    )
    table = Table(title=say("card.title", version=found.version))
    table.add_column(say("column.figure"))
    for code in ("value", "low", "high"):
        table.add_column(say(f"column.{code}"), justify="right")
    for one in found.figures:
        table.add_row(
            say(f"figure.{one.name}"),
            *(number(value, WORDS.language, decimals=3) for value in (one.value, one.low, one.high)),
        )
    console.print(table)


def plain(
    report: ScreeningReport,
    screened: Screened,
    background: Background | None,
    read: Readings,
    past: Readings | None,
) -> dict[str, object]:
    """Counts per lane and cause, rows read and refused, findings, model metrics, seconds per stage."""
    decision = screened.decision
    first = np.unique(screened.declarations.index, return_index=True)[1]
    causes = Counter(
        (Lane(int(lane)).code, cause.value)
        for lane, cause in zip(decision.lane, decision.causes(), strict=True)
    )
    return {
        "day": screened.on.isoformat(),
        "items": _by_lane(decision.lane),
        "declarations": _by_lane(decision.declaration_lane[first]),
        "causes": [{"lane": lane, "cause": cause, "items": n} for (lane, cause), n in sorted(causes.items())],
        "rows_read": sum(one.rows for one in read.files),
        "rows_refused": sum(one.refused for one in read.files),
        "rows_held": sum(one.held for one in read.files),
        "files": [asdict(one) for one in read.files],
        "history": [asdict(one) for one in past.files] if past else [],
        "findings": _findings(read),
        "findings_history": _findings(past) if past else [],
        "model": background.card.plain() if background else None,
        "no_score": None if background else report.no_score.code if report.no_score else None,
        "thresholds": screened.thresholds.version,
        "commitment": report.proof.commitment,
        "seconds": {stage.name: stage.seconds for stage in report.stages},
    }


def _by_lane(lanes: np.ndarray[tuple[int], np.dtype[np.int8]]) -> dict[str, int]:
    return {lane.code: int((lanes == lane).sum()) for lane in ORDER}


def _findings(read: Readings) -> list[dict[str, object]]:
    counted = [
        {"code": code, "severity": severity.name.lower(), "count": count}
        for (code, severity), count in sorted(read.counts.items())
    ]
    detailed: dict[str, list[dict[str, object]]] = {}
    for one in read.findings:
        detailed.setdefault(one.finding.code, []).append(
            {
                "file": one.file,
                "line": one.finding.line,
                "path": one.finding.path,
                "value": one.finding.value,
                "sentence": WORDS.finding(one.finding),
            }
        )
    return [{**entry, "first": detailed.get(str(entry["code"]), [])[:20]} for entry in counted]


def _plain(text: str) -> str:
    return text.replace("[", r"\[")

"""Bills that were looked at, as they were known when they were decided: what weights are learned from.

Each bill stands with what its first decision on its present content kept: names that resembled, the heading
of its words, holds and lists. Histories are counted as of its own day. What was decided after its result was
known teaches nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.db.models import F, QuerySet
from django.utils.timezone import localdate

from amont.cargo.models import Bill
from amont.cargo.queries.waiting import live_bills
from amont.engine.targeting.past import boxes_with_past, with_past
from amont.kernel.lanes import Cause
from amont.screening.facts import bills as facts
from amont.screening.facts.standing_bills import past_on
from amont.screening.facts.told_bills import vague_of
from amont.screening.models import BillDecision, BillLabel

MOST_LESSONS = 50_000  # bills with a result that weights are learned from: the newest
UNANSWERED, DIFFERS = "targeting.referral_unanswered", "targeting.agent_differs"
LISTED, RESEMBLED, HELD = "targeting.listed", "targeting.offender_resembled", "hold.placed"


@dataclass(frozen=True)
class Lessons:
    """bills: all of some voyages, with `offence` and `resulted_on` where they teach. boxes: theirs."""

    bills: pl.DataFrame
    boxes: pl.DataFrame


def lessons_until(day: date) -> Lessons:
    """Bills whose result was recorded before a day, with those of their voyages."""
    labels = BillLabel.objects.filter(inspected=1, resulted_on__lt=day, bill__cancelled_in__isnull=True)
    taught = labels.order_by("-bill").values_list("bill__manifest", flat=True)[:MOST_LESSONS]
    bills = live_bills(sorted(set(taught)))
    decisions = _first_decisions(bills)
    known_at = {key: one.decided_at for key, one in decisions.items()}
    table = facts.bills_table(bills, known_at=known_at)
    told = facts.with_told(table, _told(table, decisions))
    found = _taught(facts.with_results(told, bills, day=day), decisions)
    past = past_on(day)
    boxes = facts.boxes_table(bills)
    return Lessons(with_past(found, past=past), boxes_with_past(boxes, bills=found, past=past))


def _first_decisions(bills: QuerySet[Bill]) -> dict[int, BillDecision]:
    """The first decision of each bill on its present content. One query."""
    rows = BillDecision.objects.filter(bill__in=bills.order_by().values("pk"), content=F("bill__digest"))
    return {row.bill_id: row for row in rows.order_by("-number")}


def _taught(table: pl.DataFrame, decisions: Mapping[int, BillDecision]) -> pl.DataFrame:
    """Without the results that were known before the decision, or of bills that never had one."""
    teaches = [
        on is not None and _is_before(decisions.get(int(key)), on)
        for key, on in table.select("key", "resulted_on").iter_rows()
    ]
    kept = pl.Series("teaches", teaches, dtype=pl.Boolean())
    return table.with_columns(
        pl.when(kept).then(pl.col(name)).alias(name) for name in ("offence", "resulted_on")
    )


def _is_before(decision: BillDecision | None, resulted_on: date) -> bool:
    """Was it decided before that day, or as the first thing of all?"""
    if decision is None:
        return False
    return decision.number == 1 or localdate(decision.decided_at) < resulted_on


def _told(table: pl.DataFrame, decisions: Mapping[int, BillDecision]) -> dict[str, Sequence[Any]]:
    """What others said of each bill then; unknown where it was never decided."""
    rows = [decisions.get(int(key)) for key in table["key"].to_list()]
    return {
        "heading": [one.heading or None if one else None for one in rows],
        "heading_probability": [one.heading_probability if one else None for one in rows],
        "vague": [vague_of(text) for text in table["description"].to_list()],
        "consignee_match": [one.match or None if one else None for one in rows],
        "consignee_match_certainty": [one.match_certainty if one else None for one in rows],
        "offender_match": [next(_said(one, RESEMBLED, "case"), None) for one in rows],
        "offender_match_certainty": [next(_said(one, RESEMBLED, "certainty"), 0.0) for one in rows],
        "listed": [_listed(one) for one in rows],
        "unanswered": [_one(one, UNANSWERED, "count") for one in rows],
        "agent_counted": [_one(one, DIFFERS, "counted") for one in rows],
        "agent_differed": [_one(one, DIFFERS, "differed") for one in rows],
        "holds": [list(_said(one, HELD, "ground")) for one in rows],
    }


def _listed(one: BillDecision | None) -> list[str]:
    """Grounds of the names met; a bill stopped by no hold met one, whatever that weighed."""
    entries = [str(entry) for found in _said(one, LISTED, "entries") for entry in found]
    if not entries and one is not None and one.cause == Cause.BLOCK and not any(_said(one, HELD, "ground")):
        return [LISTED]
    return entries


def _one(decision: BillDecision | None, code: str, fact: str) -> int:
    """A count that was a reason then; 0 where it was none."""
    return int(next(_said(decision, code, fact), 0))


def _said(one: BillDecision | None, code: str, fact: str) -> Iterator[Any]:
    """A fact of each reason with this code."""
    reasons = one.reasons if one else []
    return (reason["facts"][fact] for reason in reasons if reason["code"] == code)

"""Closing: the officer signs; every item has its result, and what was found becomes what one learns from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from amont.controls.actions.rows import locked
from amont.controls.events import ControlClosed
from amont.controls.facts import digest_of, label_of
from amont.controls.models import Control, ItemResult, Means, Outcome
from amont.controls.permissions import GRANTS
from amont.controls.states import TRANSITIONS, ControlState
from amont.declarations.actions.routing import close as close_declaration
from amont.declarations.models import Item
from amont.journal.actions import announce
from amont.kernel.agents import Agent, require
from amont.kernel.errors import AmontError
from amont.kernel.states import step
from amont.screening.actions.labelling import note_results
from amont.screening.models import Label

MOST_MINUTES = 14 * 24 * 60
LONGEST = {"conclusion": 1_000, "case_reference": 60, "others": 200}


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What ends a control. others: officers who helped. case_reference: that of the litigation file."""

    minutes: int
    means: str
    conclusion: str = ""
    case_reference: str = ""
    others: str = ""


class ConclusionRefused(AmontError):
    """The end of the form does not hold. field: the answer to look at again."""

    code = "control.conclusion_refused"
    field = ""


class MinutesMissing(ConclusionRefused):
    """The time spent is said, in minutes. Facts: most."""

    code = "control.minutes_missing"
    field = "minutes"


class MeansMissing(ConclusionRefused):
    """One says how one looked."""

    code = "control.means_missing"
    field = "means"


class ConclusionMissing(ConclusionRefused):
    """When nothing was inspected one says why."""

    code = "control.conclusion_missing"
    field = "conclusion"


class ItemsLeft(AmontError):
    """Items without a result noted by the officer who signs. Facts: n, first."""

    code = "control.items_left"
    status = 409


@transaction.atomic
def close(control: int, *, by: Agent, conclusion: Conclusion, now: datetime, today: date) -> Control:
    """Sign: results count from tomorrow. ItemsLeft, ConclusionRefused. A second call changes nothing."""
    row, declaration = locked(control)
    require(GRANTS, by, "close", row)
    if row.state == ControlState.CLOSED:
        return row
    step(row, "close", table=TRANSITIONS)
    results = _results(row, by=by)
    for refusal in refusals(conclusion, results):
        raise refusal
    row.closed_at, row.minutes, row.means = now, conclusion.minutes, conclusion.means
    for name, longest in LONGEST.items():
        setattr(row, name, getattr(conclusion, name).replace("\0", "").strip()[:longest])
    row.digest = digest_of(row, results=results, photos=row.photos.defer("data"))
    row.save(update_fields=["state", "closed_at", "minutes", "means", *LONGEST, "digest"])
    _teach(results, by=by, on=today)
    close_declaration(declaration.pk, by=by)
    event = ControlClosed(row.pk, declaration.pk, row.version.number, row.digest)
    announce(event, by=by.name, subject=row.subject, office=row.office)
    return row


def _teach(results: Sequence[ItemResult], *, by: Agent, on: date) -> None:
    """Labels of items nobody had looked at: what another system found first stays, nothing counts twice."""
    looked_at = Label.objects.filter(pk__in=[one.item_id for one in results]).exclude(inspected=0)
    known = set(looked_at.values_list("pk", flat=True))
    note_results([label_of(one) for one in results if one.item_id not in known], by=by, on=on)


def _results(row: Control, *, by: Agent) -> list[ItemResult]:
    """One result for each item, all of the officer who signs. ItemsLeft."""
    noted = {one.item_id: one for one in row.results.all() if one.outcome and one.by == by.name}
    items = Item.objects.filter(version=row.version_id).order_by("pk").values_list("pk", "item")
    left = [number for key, number in items if key not in noted]
    if left:
        raise ItemsLeft(n=len(left), first=left[0] or "")
    return list(noted.values())


def refusals(conclusion: Conclusion, results: Sequence[ItemResult]) -> list[ConclusionRefused]:
    """Everything that does not hold at the end of the form."""
    found: list[ConclusionRefused] = []
    if not 0 < conclusion.minutes <= MOST_MINUTES:
        found.append(MinutesMissing(most=MOST_MINUTES))
    if conclusion.means not in Means.values:
        found.append(MeansMissing())
    nothing = all(one.outcome == Outcome.NOT_INSPECTED for one in results)
    if nothing and not conclusion.conclusion.strip():
        found.append(ConclusionMissing())
    return found

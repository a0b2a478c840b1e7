"""Deciding the lanes of bills before they arrive: voyage by voyage, again at each change, never lighter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256

import polars as pl
from django.db import transaction
from django.db.models import Max

from amont.cargo.actions.routing import ask_again, note_bill_lanes
from amont.cargo.models import Manifest
from amont.cargo.queries.waiting import bills_naming, live_bills, next_voyage
from amont.declarations.models import Item
from amont.edge.copying import insert
from amont.engine.screen.told import plain
from amont.engine.selectivity.chance import draws
from amont.engine.targeting.past import boxes_with_past, with_past
from amont.engine.targeting.target import Targeted, target
from amont.engine.wording.file import to_bytes
from amont.engine.wording.learning import TooFewWords, learn
from amont.holds.models import OF_BILLS, HoldRow
from amont.kernel.agents import Agent, require
from amont.kernel.lanes import Lane
from amont.screening.actions.deciding import is_mine
from amont.screening.actions.drawing import commit_draw
from amont.screening.facts import bills as facts
from amont.screening.facts.standing_bills import Known, known_on, told_of
from amont.screening.models import BillDecision, DrawDay, WordingRow
from amont.screening.permissions import GRANTS

MOST_WORDS = 200_000  # declared items that words are learned from: the newest
WORDS_AGE = timedelta(days=7)
PLACES = 6


@dataclass
class Targeter:
    """What one process keeps of a day; it is made from the rows again on the next.

    stopped: voyages that stopped it, which come after all others.
    """

    known: Known | None = None
    stopped: set[int] = field(default_factory=set)

    def next(self) -> Manifest | None:
        """The voyage that has waited longest; those that stopped it once more when no other waits."""
        found = next_voyage(besides=self.stopped)
        if found is None and self.stopped:
            self.stopped.clear()
            found = next_voyage()
        return found

    def on(self, day: date) -> Known:
        """What stands on this day."""
        if self.known is None or self.known.day != day:
            self.known = known_on(day)
        return self.known


def target_waiting(targeter: Targeter, *, by: Agent, now: datetime, today: date) -> int:
    """Decide all bills of the voyage that has waited longest. Gives how many; 0: nothing waits.

    What cannot be decided, by a fault of ours, keeps no other voyage back.
    """
    require(GRANTS, by, "target")
    if targeter.next() is None:
        return 0
    known = targeter.on(today)
    with transaction.atomic():
        voyage = targeter.next() if is_mine() else None
        if voyage is None:
            return 0
        targeter.stopped.add(voyage.pk)
        done = _target(voyage, known, by=by, now=now)
    targeter.stopped.discard(voyage.pk)
    return done


def _target(voyage: Manifest, known: Known, *, by: Agent, now: datetime) -> int:
    bills = live_bills([voyage.pk])
    table, boxes = facts.bills_table(bills), facts.boxes_table(bills)
    waiting = set(bills.filter(waiting=True).values_list("pk", flat=True))
    day = DrawDay.objects.select_for_update().get(day=commit_draw(known.day, by=by, now=now).day)
    sequences = list(range(day.bills + 1, day.bills + 1 + table.height))
    told = told_of(table, boxes, known) | {"draw": _draws(table, day, sequences)}
    asked = with_past(facts.with_told(table, told), past=known.past)
    limits = known.plan.limits_of(voyage.office)
    found = target(
        asked,
        boxes_with_past(boxes, bills=asked, past=known.past),
        weights=known.plan.weights,
        limits=limits,
    )
    places = [place for place, key in enumerate(table["key"].to_list()) if int(key) in waiting]
    _write(found, asked, places, day=day, sequences=sequences, now=now)
    day.bills += table.height
    day.save(update_fields=["bills"])
    lanes = found.lanes()
    note_bill_lanes({int(table["key"][place]): lanes[place] for place in places}, by=by)
    return len(places)


def _write(
    found: Targeted,
    asked: pl.DataFrame,
    places: Sequence[int],
    *,
    day: DrawDay,
    sequences: Sequence[int],
    now: datetime,
) -> None:
    keys = [int(asked["key"][place]) for place in places]
    before = BillDecision.objects.filter(bill__in=keys).order_by().values("bill").annotate(n=Max("number"))
    numbers = {one["bill"]: one["n"] for one in before}
    BillDecision.objects.filter(bill__in=keys, is_last=True).update(is_last=False)
    lanes, causes, reasons = found.lanes(), found.causes(), found.reasons(places)
    columns = asked.select(
        "digest", "draw", "earlier_lane", "heading", "heading_probability", "consignee_match",
        "consignee_match_certainty",
    ).rows(named=True)  # fmt: skip
    insert(
        [
            BillDecision(
                bill_id=key,
                number=numbers.get(key, 0) + 1,
                decided_at=now,
                day=day,
                sequence=sequences[place],
                content=columns[place]["digest"],
                draw=columns[place]["draw"],
                lane=int(lanes[place]),
                earlier_lane=columns[place]["earlier_lane"],
                cause=causes[place].value,
                score=round(float(found.scores.value[place]), PLACES),
                reasons=[plain(one) for one in why],
                reason=why[0].code if why else "",
                weights=found.weights.version,
                limits=found.limits.version,
                heading=columns[place]["heading"] or "",
                heading_probability=columns[place]["heading_probability"],
                match=columns[place]["consignee_match"] or "",
                match_certainty=columns[place]["consignee_match_certainty"],
            )
            for key, place, why in zip(keys, places, reasons, strict=True)
        ]
    )


def _draws(table: pl.DataFrame, day: DrawDay, sequences: Sequence[int]) -> list[float]:
    """The chance of each bill, by its number in the day, its key and its content."""
    references = [f"bill:{key}" for key in table["key"].to_list()]
    drawn = draws(
        bytes(day.secret), sequences=sequences, references=references, contents=table["digest"].to_list()
    )
    return [float(one) for one in drawn.random]


@transaction.atomic
def note_holds_on_bills(holds: Sequence[int], *, by: Agent) -> None:
    """A hold was placed: the bills that it names are decided again. A second call changes nothing."""
    require(GRANTS, by, "target")
    for hold in HoldRow.objects.filter(pk__in=holds, field__in=OF_BILLS):
        lighter = bills_naming(hold.field, hold.value).filter(lane__lt=int(Lane.RED))
        ask_again(lighter.values_list("pk", flat=True), by=by)


@transaction.atomic
def learn_words(*, by: Agent, now: datetime, today: date, seed: int = 0) -> int:
    """Learn what words of goods mean from declared items, once a week; 0 when it is not time or too few."""
    require(GRANTS, by, "learn_words")
    last = WordingRow.objects.order_by("-pk").first()
    if last is not None and last.made_at > now - WORDS_AGE:
        return 0
    items = Item.objects.exclude(description="").exclude(hs_code="").filter(declared_on__isnull=False)
    rows = list(items.order_by("-pk").values_list("declared_on", "description", "hs_code")[:MOST_WORDS])
    names = {"declared_on": pl.Date(), "description": pl.String(), "hs_code": pl.String()}
    try:
        model, card = learn(pl.DataFrame(rows, schema=names, orient="row"), seed=seed)
    except TooFewWords:
        return 0
    body = to_bytes(model, card)
    digest = sha256(body).hexdigest()
    WordingRow.objects.create(
        made_at=now, until_on=today, card=_plain(card.plain()), body=body, digest=digest, by=by.name
    )
    return 1


def _plain(card: Mapping[str, object]) -> dict[str, object]:
    return {
        name: value if isinstance(value, int | float | str | bool | list | dict) else str(value)
        for name, value in card.items()
    }

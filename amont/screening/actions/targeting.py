"""Deciding the lanes of bills before they arrive: voyage by voyage, again at each change, never lighter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from hashlib import sha256

import polars as pl
from django.db import transaction
from django.db.models import Max

from amont.cargo.actions.routing import Lanes, ask_again, note_bill_lanes
from amont.cargo.models import Manifest
from amont.cargo.queries.waiting import bills_naming, next_voyage
from amont.declarations.models import Item
from amont.edge.copying import insert
from amont.engine.screen.told import plain
from amont.engine.selectivity.chance import draws
from amont.engine.targeting.target import Targeted, target
from amont.engine.wording.file import to_bytes
from amont.engine.wording.learning import TooFewWords, learn
from amont.holds.models import OF_BILLS, HoldRow
from amont.holds.queries import in_force
from amont.kernel.agents import Agent, require
from amont.kernel.lanes import Lane
from amont.screening.actions.deciding import is_mine
from amont.screening.actions.drawing import commit_draw
from amont.screening.facts.standing_bills import Known, known_on
from amont.screening.facts.voyages import SLICE, Slice, Voyage, slice_of, voyage_of
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


def target_waiting(targeter: Targeter, *, by: Agent, now: datetime, today: date, size: int = SLICE) -> int:
    """Decide all bills of the voyage that has waited longest. Gives how many; 0: nothing waits.

    What cannot be decided, by a fault of ours, keeps no other voyage back. size: bills held at once; it
    changes no answer.
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
        done = _target(voyage, known, size=size, by=by, now=now)
    targeter.stopped.discard(voyage.pk)
    return done


def _target(manifest: Manifest, known: Known, *, size: int, by: Agent, now: datetime) -> int:
    """Decide the bills of a voyage that wait, slice by slice, in the one transaction of the caller.

    Whoever looks meanwhile reads what stood before, of all bills of the voyage: those that wait still wait,
    as every page says. Lanes and reasons are seen together, for the whole voyage; stopped half-way, nothing
    was written, and the voyage is decided again from its beginning. A bill that changes meanwhile, or that
    a hold names meanwhile, keeps waiting.
    """
    voyage = voyage_of(manifest.pk, known, size=size)
    day = DrawDay.objects.select_for_update().get(day=commit_draw(known.day, by=by, now=now).day)
    done = []
    for first in voyage.waiting:
        piece = slice_of(voyage, first, known)
        piece = replace(piece, bills=piece.bills.with_columns(draw=_draws(piece, day)))
        found = target(
            piece.bills,
            piece.boxes,
            weights=known.plan.weights,
            limits=known.plan.limits_of(manifest.office),
            within=voyage.within,
        )
        _write(found, piece, day=day, now=now)
        done.append(_lanes(found, piece))
    day.bills += voyage.bills.height
    day.save(update_fields=["bills"])
    note_bill_lanes(manifest.pk, done, by=by)
    ask_for_new_holds(voyage, known, by=by)
    return sum(len(part.bills) for part in done)


def _write(found: Targeted, piece: Slice, *, day: DrawDay, now: datetime) -> None:
    asked, places = piece.bills, piece.places
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
                sequence=_sequence(piece, day) + place,
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


def _lanes(found: Targeted, piece: Slice) -> Lanes:
    told = piece.bills[list(piece.places)]
    lanes = found.decision.lane[list(piece.places)]
    return Lanes(told["key"].cast(pl.Int64).to_list(), lanes.tolist(), (told["amendments"] + 1).to_list())


def ask_for_new_holds(voyage: Voyage, known: Known, *, by: Agent) -> None:
    """Bills that a hold names which was placed since the voyage was read: decided once more.

    Holds that are placed later yet ask for themselves, after this transaction: its bills are locked by now.
    """
    for column, value, _ in set(in_force(known.day, fields=OF_BILLS)) - set(voyage.watch.holds):
        ask_again(bills_naming(column, value).values_list("pk", flat=True), by=by)


def _sequence(piece: Slice, day: DrawDay) -> int:
    """Number in the day of the first bill of a slice."""
    return day.bills + 1 + piece.first


def _draws(piece: Slice, day: DrawDay) -> pl.Series:
    """The chance of each bill, by its number in the day, its key and its content."""
    first, table = _sequence(piece, day), piece.bills
    drawn = draws(
        bytes(day.secret),
        sequences=range(first, first + table.height),
        references=[f"bill:{key}" for key in table["key"].to_list()],
        contents=table["digest"].to_list(),
    )
    return pl.Series(drawn.random)


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

"""Deciding the lanes of bills before they arrive: voyage by voyage, again at each change, never lighter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

import polars as pl
from django.db import transaction
from django.db.models import Max, QuerySet

from amont.cargo.actions.routing import ask_again, note_bill_lanes
from amont.cargo.models import Bill, Manifest
from amont.cargo.queries.waiting import bills_naming, live_bills, next_voyage
from amont.declarations.models import Item
from amont.edge.copying import insert
from amont.engine.crosscheck.register import Register, register_of
from amont.engine.screen.told import plain
from amont.engine.selectivity.chance import draws
from amont.engine.targeting.past import Past, boxes_with_past, past_of, with_past
from amont.engine.targeting.target import Targeted, target
from amont.engine.wording.file import from_bytes, to_bytes
from amont.engine.wording.learning import TooFewWords, learn
from amont.engine.wording.model import Wording
from amont.engine.wording.said import said_of
from amont.holds.models import OF_BILLS, HeldField, HoldRow
from amont.holds.queries import in_force
from amont.kernel.agents import Agent, require
from amont.kernel.lanes import Lane
from amont.parties.models import Operator
from amont.screening.actions.deciding import is_mine
from amont.screening.actions.drawing import commit_draw
from amont.screening.facts import bills as facts
from amont.screening.models import BillDecision, DrawDay, ProfileMonth, WordingRow
from amont.screening.permissions import GRANTS

SURE_ENOUGH = 0.7  # of a resemblance, below which nothing is said
Resembling = tuple[str | None, float | None]  # key of a register, how sure
MOST_PAST = 1_000_000  # bills of the past that are looked at: the newest
MOST_WORDS = 200_000  # declared items that words are learned from: the newest
OFFENDERS_SINCE = timedelta(days=5 * 365)
WORDS_AGE = timedelta(days=7)
PLACES = 6


@dataclass(frozen=True)
class Known:
    """What stands for one day: the past, registers of names, the words of goods."""

    day: date
    past: Past
    operators: Register
    offenders: Register
    wording: Wording | None


@dataclass
class Targeter:
    """What one process keeps of a day; it is made from the rows again on the next."""

    known: Known | None = None

    def on(self, day: date) -> Known:
        """What stands on this day."""
        if self.known is None or self.known.day != day:
            self.known = known_on(day)
        return self.known


def target_waiting(targeter: Targeter, *, by: Agent, now: datetime, today: date) -> int:
    """Decide all bills of the voyage that has waited longest. Gives how many; 0: nothing waits."""
    require(GRANTS, by, "target")
    if next_voyage() is None:
        return 0
    known = targeter.on(today)
    with transaction.atomic():
        voyage = next_voyage() if is_mine() else None
        return _target(voyage, known, by=by, now=now) if voyage is not None else 0


def _target(voyage: Manifest, known: Known, *, by: Agent, now: datetime) -> int:
    bills = live_bills([voyage.pk])
    table, boxes = facts.bills_table(bills), facts.boxes_table(bills)
    waiting = set(bills.filter(waiting=True).values_list("pk", flat=True))
    day = DrawDay.objects.select_for_update().get(day=commit_draw(known.day, by=by, now=now).day)
    sequences = list(range(day.bills + 1, day.bills + 1 + table.height))
    told = told_of(table, boxes, known) | {"draw": _draws(table, day, sequences)}
    asked = with_past(facts.with_told(table, told), past=known.past)
    found = target(asked, boxes_with_past(boxes, bills=asked, past=known.past))
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


def told_of(table: pl.DataFrame, boxes: pl.DataFrame, known: Known) -> dict[str, Sequence[Any]]:
    """What others say of these bills: names that resemble, words of goods, holds, their lanes before."""
    descriptions = table["description"].to_list()
    operators = _coded(known.operators, table, _best(known.operators, table["consignee"].to_list()))
    offenders = _coded(known.offenders, table, _worst(known.offenders, table))
    headings = _headings(known.wording, descriptions)
    watched = in_force(known.day, fields=OF_BILLS)
    return {
        "heading": [heading for heading, _ in headings],
        "heading_probability": [probability for _, probability in headings],
        "vague": [_vague(text) for text in descriptions],
        "consignee_match": [key for key, _ in operators],
        "consignee_match_certainty": [certainty for _, certainty in operators],
        "offender_match": [key for key, _ in offenders],
        "offender_match_certainty": [certainty or 0.0 for _, certainty in offenders],
        "listed": _listed(table, watched, known),
        "holds": _held(table, boxes, watched),
        "earlier_lane": table["lane"].to_list(),
    }


def _vague(description: str) -> list[str]:
    said = said_of(description)
    return list(said.hides_behind) or ([description[:40]] if said.is_vague and description else [])


def _headings(wording: Wording | None, descriptions: Sequence[str]) -> list[tuple[str | None, float | None]]:
    if wording is None:
        return [(None, None)] * len(descriptions)
    proposed = wording.propose(descriptions, most=1)
    return [(one[0].heading, one[0].probability) if one else (None, None) for one in proposed]


def _best(register: Register, names: Sequence[str]) -> list[Resembling]:
    """For each name the most certain of a register; nothing where the register or the name is empty."""
    if not register.forms:
        return [(None, None)] * len(names)
    found = register.match([name or "" for name in names], least=SURE_ENOUGH)
    return [(one[0].key, one[0].certainty) if one else (None, None) for one in found]


def _coded(register: Register, table: pl.DataFrame, resembling: Sequence[Resembling]) -> list[Resembling]:
    """A code that the register has is certain; a name that only resembles counts where there is none."""
    codes = {key for holders in register.holders for key, _ in holders}
    return [
        (code, 1.0) if code in codes else found
        for code, found in zip(table["consignee_code"].to_list(), resembling, strict=True)
    ]


def _worst(register: Register, table: pl.DataFrame) -> list[Resembling]:
    """The most certain resemblance among the parties of each bill; a consignee with a code is known by it."""
    uncoded = table.with_columns(
        pl.when(pl.col("consignee_code").is_null()).then(pl.col(name)).alias(name)
        for name in ("consignee", "notify")
    )
    each = [_best(register, uncoded[name].to_list()) for name in ("consignee", "shipper", "notify")]
    return [max(row, key=lambda one: one[1] or 0.0) for row in zip(*each, strict=True)]


def _listed(table: pl.DataFrame, watched: Sequence[tuple[str, str, str]], known: Known) -> list[list[str]]:
    """Watched names that a party of each bill resembles, by the ground of the hold.

    How rare a word is, is told by the register of operators: a watch list is too short for it.
    """
    names = [(value, ground) for field, value, ground in watched if field == HeldField.NAME]
    if not names:
        return [[] for _ in range(table.height)]
    rarity = known.operators.rarity if known.operators.forms else None
    register = register_of([value for value, _ in names], [ground for _, ground in names], rarity=rarity)
    found: list[set[str]] = [set() for _ in range(table.height)]
    for column in ("consignee", "shipper", "notify"):
        for place, (ground, _) in enumerate(_best(register, table[column].to_list())):
            found[place] |= {ground} if ground else set()
    return [sorted(one) for one in found]


def _held(
    table: pl.DataFrame, boxes: pl.DataFrame, watched: Sequence[tuple[str, str, str]]
) -> list[list[str]]:
    """Grounds of the holds that name a bill, one of its boxes or of its parties."""
    keys = {int(key): place for place, key in enumerate(table["key"].to_list())}
    found: list[list[str]] = [[] for _ in range(table.height)]
    for field, value, ground in watched:
        if field == HeldField.NAME:
            continue
        for key in bills_naming(field, value).filter(pk__in=list(keys)).values_list("pk", flat=True):
            found[keys[key]].append(ground)
    return found


def known_on(day: date) -> Known:
    """The past, the registers and the words that stand on a day, from the rows."""
    newest = facts.known_until(day).order_by("-pk").values_list("pk", flat=True)
    first = newest[MOST_PAST - 1 : MOST_PAST].first() or 0
    bills = facts.known_until(day).filter(pk__gte=first)
    row = WordingRow.objects.order_by("-pk").first()
    return Known(
        day,
        past_of(facts.bills_table(bills), facts.boxes_table(bills)),
        _register(Operator.objects.exclude(name="")),
        _register(_offenders(day)),
        from_bytes(bytes(row.body))[0] if row else None,
    )


def _register(operators: QuerySet[Operator]) -> Register:
    rows = list(operators.order_by("code").values_list("name", "code"))
    return register_of([name for name, _ in rows], [code for _, code in rows])


def _offenders(day: date) -> QuerySet[Operator]:
    """Importers on whose goods a control found an offence within the last years."""
    since = day - OFFENDERS_SINCE
    found = ProfileMonth.objects.filter(kind="importer", offences__gt=0, month__gte=since)
    return Operator.objects.exclude(name="").filter(code__in=found.order_by().values("code"))


@transaction.atomic
def note_holds_on_bills(holds: Sequence[int], *, by: Agent) -> None:
    """A hold was placed: the bills that it names are decided again. A second call changes nothing."""
    require(GRANTS, by, "target")
    for hold in HoldRow.objects.filter(pk__in=holds, field__in=OF_BILLS):
        rows = Bill.objects.live() if hold.field == HeldField.NAME else bills_naming(hold.field, hold.value)
        ask_again(rows.filter(lane__lt=int(Lane.RED)).values_list("pk", flat=True), by=by)


@transaction.atomic
def learn_words(*, by: Agent, now: datetime, today: date, seed: int = 0) -> int:
    """Learn what words of goods mean from declared items, once a week; 0 when it is not time or too few."""
    require(GRANTS, by, "learn_words")
    last = WordingRow.objects.order_by("-pk").first()
    if last is not None and last.made_at > now - WORDS_AGE:
        return 0
    items = Item.objects.exclude(description="").exclude(hs_code="").filter(declared_on__isnull=False)
    rows = list(items.order_by("-pk").values_list("declared_on", "description", "hs_code")[:MOST_WORDS])
    names = ["declared_on", "description", "hs_code"]
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

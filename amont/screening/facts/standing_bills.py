"""What stands for the bills of a day: their past, names and words; and what these say of a voyage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl
from django.db.models import Count, QuerySet, Sum

from amont.cargo.queries.waiting import bills_naming
from amont.engine.crosscheck.register import Register, register_of
from amont.engine.targeting.past import Past, past_of
from amont.engine.wording.file import from_bytes
from amont.engine.wording.model import Wording
from amont.engine.wording.said import said_of
from amont.holds.models import OF_BILLS, HeldField
from amont.holds.queries import in_force
from amont.parties.models import Operator
from amont.screening.facts import bills as facts
from amont.screening.facts.plans import Plan, plan_on
from amont.screening.models import BillLabel, Label, LabelSource, ProfileMonth, WordingRow

SURE_ENOUGH = 0.7  # of a resemblance, below which nothing is said
MOST_PAST = 1_000_000  # bills of the past that are looked at: the newest
OFFENDERS_SINCE = timedelta(days=2 * 365)
OFFENCES = 3  # found by controls within that time, before a name is looked for; evidence D
Resembling = tuple[str | None, float | None]  # key of a register, how sure


@dataclass(frozen=True)
class Known:
    """What stands for one day: the past, registers of names, the words of goods, weights and limits."""

    day: date
    past: Past
    operators: Register
    offenders: Register
    wording: Wording | None
    plan: Plan


def known_on(day: date) -> Known:
    """The past, the registers, the words and the plan that stand on a day, from the rows."""
    row = WordingRow.objects.order_by("-pk").first()
    return Known(
        day,
        past_on(day),
        _register(Operator.objects.exclude(name="")),
        _register(_offenders(day)),
        from_bytes(bytes(row.body))[0] if row else None,
        plan_on(day),
    )


def past_on(day: date) -> Past:
    """What was announced and found before a day: the newest bills."""
    newest = facts.known_until(day).order_by("-pk").values_list("pk", flat=True)
    first = newest[MOST_PAST - 1 : MOST_PAST].first() or 0
    bills = facts.known_until(day).filter(pk__gte=first)
    return past_of(facts.with_results(facts.bills_table(bills), bills, day=day), facts.boxes_table(bills))


def _register(operators: QuerySet[Operator]) -> Register:
    rows = list(operators.order_by("code").values_list("name", "code"))
    return register_of([name for name, _ in rows], [code for _, code in rows])


def _offenders(day: date) -> QuerySet[Operator]:
    """Operators on whose goods several offences were found within two years, as known on a day."""
    since = day - OFFENDERS_SINCE
    found = Counter[str]()
    for counts in (_of_items(day, since), _of_running_month(day), _of_bills(day, since)):
        found.update(dict(counts))
    named = [code for code, offences in found.items() if offences >= OFFENCES]
    return Operator.objects.exclude(name="").filter(code__in=named)


def _of_items(day: date, since: date) -> Iterable[tuple[str, int]]:
    """Offences found by controls in the whole months before this one; a month holds what counts in it."""
    months = ProfileMonth.objects.filter(kind="importer", month__gte=since, month__lt=day.replace(day=1))
    found = months.filter(offences__gt=0).order_by().values("code").annotate(found=Sum("offences"))
    return found.values_list("code", "found")


def _of_running_month(day: date) -> Iterable[tuple[str, int]]:
    """Those that count since the first of this month: found until the day before this one."""
    last_of_month_before = day.replace(day=1) - timedelta(days=1)
    labels = Label.objects.filter(offence=1, resulted_on__gte=last_of_month_before, resulted_on__lt=day)
    found = labels.exclude(item__importer="").order_by().values("item__importer").annotate(found=Count("pk"))
    return found.values_list("item__importer", "found")


def _of_bills(day: date, since: date) -> Iterable[tuple[str, int]]:
    """Bills on which something else than a control of items found an offence, before this day."""
    labels = BillLabel.objects.filter(offence=1, resulted_on__gte=since, resulted_on__lt=day)
    labels = labels.exclude(source=LabelSource.DECLARATION).exclude(bill__consignee_code="")
    found = labels.order_by().values("bill__consignee_code").annotate(found=Count("bill", distinct=True))
    return found.values_list("bill__consignee_code", "found")


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
        "vague": [vague_of(text) for text in descriptions],
        "consignee_match": [key for key, _ in operators],
        "consignee_match_certainty": [certainty for _, certainty in operators],
        "offender_match": [key for key, _ in offenders],
        "offender_match_certainty": [certainty or 0.0 for _, certainty in offenders],
        "listed": _listed(table, watched, known),
        "holds": _held(table, boxes, watched),
        "earlier_lane": table["lane"].to_list(),
    }


def vague_of(description: str) -> list[str]:
    """Words of a description that are too vague."""
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

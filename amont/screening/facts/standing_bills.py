"""What stands for the bills of a day: their past, the registers of names, the words of goods, the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet, Sum

from amont.cargo.queries.punctuality import Share, counted_before
from amont.engine.crosscheck.register import Register, register_of
from amont.engine.targeting.past import Past, past_of
from amont.engine.wording.file import from_bytes
from amont.engine.wording.model import Wording
from amont.parties.models import Operator
from amont.screening.facts import bills as facts
from amont.screening.facts.plans import Plan, plan_on
from amont.screening.models import BillLabel, Label, LabelSource, ProfileMonth, WordingRow

MOST_PAST = 1_000_000  # bills of the past that are looked at: the newest
OFFENDERS_SINCE = timedelta(days=2 * 365)
OFFENCES = 3  # found by controls within that time, before a name is looked for; evidence D


@dataclass(frozen=True)
class Known:
    """What stands for one day: the past, registers of names, the words of goods, weights and limits.

    codes: of the operators. counted: what take-overs found of bills, by who announced them.
    """

    day: date
    past: Past
    operators: Register
    codes: frozenset[str]
    counted: Mapping[str, Share]
    offenders: Register
    wording: Wording | None
    plan: Plan


def known_on(day: date) -> Known:
    """The past, the registers, the words and the plan that stand on a day, from the rows."""
    row = WordingRow.objects.order_by("-pk").first()
    operators = _register(Operator.objects.exclude(name=""))
    return Known(
        day,
        past_on(day),
        operators,
        codes_of(operators),
        counted_before(day),
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


def codes_of(register: Register) -> frozenset[str]:
    """Keys of all its names."""
    return frozenset(key for holders in register.holders for key, _ in holders)


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

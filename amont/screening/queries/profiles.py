"""What history says of an operator, of goods, of an origin, as of a day: months counted beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, Sum

from amont.declarations.models import Item
from amont.engine.indicators.calibration import wilson
from amont.kernel.agents import Agent, require
from amont.screening.models import Label, ProfileMonth
from amont.screening.permissions import GRANTS

Profile = tuple[str, str]  # kind, code
KINDS = ("importer", "declarant", "seller", "office", "origin", "hs4", "hs6", "hs6*origin", "importer*hs4")
MONTHS = 24
INSPECTED = Q(offence__isnull=False) & (Q(inspected=1) | Q(inspected__isnull=True))  # of a label
LONGEST = 80  # signs of a code, as the months keep it


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a profile. inspected, offences: results that count by then."""

    month: date
    items: int = 0
    inspected: int = 0
    offences: int = 0
    critical: int = 0
    recovered: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class History:
    """The months of one profile, oldest first, none left out."""

    kind: str
    code: str
    months: tuple[Month, ...]

    def total(self) -> Month:
        """The months together."""
        return Month(
            self.months[0].month,
            sum(one.items for one in self.months),
            sum(one.inspected for one in self.months),
            sum(one.offences for one in self.months),
            sum(one.critical for one in self.months),
            sum((one.recovered for one in self.months), Decimal(0)),
        )


@dataclass(frozen=True, slots=True)
class Rate:
    """Offences among inspected items. value: None without any. low, high: 95 % interval (Wilson 1927)."""

    found: int
    count: int
    value: float | None
    low: float
    high: float


def rate_of(month: Month) -> Rate:
    """How often an inspection found an offence."""
    low, high = wilson(month.offences, month.inspected)
    value = month.offences / month.inspected if month.inspected else None
    return Rate(month.offences, month.inspected, value, low, high)


def profiles_of(item: Item) -> dict[str, str]:
    """Codes of the profiles an item belongs to, by kind; those it says nothing of are left out."""
    hs4, hs6 = item.hs_code[:4], item.hs_code[:6]
    known = {
        "importer": item.importer,
        "declarant": item.declarant,
        "seller": item.seller,
        "office": item.office,
        "origin": item.origin,
        "hs4": hs4,
        "hs6": hs6,
        "hs6*origin": f"{hs6}*{item.origin}" if hs6 and item.origin else "",
        "importer*hs4": f"{item.importer}*{hs4}" if item.importer and hs4 else "",
    }
    return {kind: code[:LONGEST] for kind, code in known.items() if code}


def first_month(today: date) -> date:
    """The first of the months that are shown."""
    months = today.year * 12 + today.month - MONTHS
    return date(months // 12, months % 12 + 1, 1)


def histories(profiles: Sequence[Profile], *, by: Agent, today: date) -> dict[Profile, History]:
    """Two years of each profile, up to today; a result recorded today counts from tomorrow. Two queries."""
    require(GRANTS, by, "read_profiles")
    since = first_month(today)
    asked = Q(pk__in=[])
    for kind, code in profiles:
        asked |= Q(kind=kind, code=code)
    rows = ProfileMonth.objects.filter(asked, month__gte=since, month__lte=today)
    found: dict[Profile, dict[date, Month]] = {profile: {} for profile in profiles}
    for row in rows:
        figures = (row.items, row.inspected, row.offences, row.critical, row.recovered or Decimal(0))
        found[row.kind, row.code][row.month] = Month(row.month, *figures)
    _without(found, _counting_later(profiles, today))
    months = _months(since, today)
    return {
        profile: History(*profile, tuple(known.get(month, Month(month)) for month in months))
        for profile, known in found.items()
    }


def overall(*, by: Agent, today: date) -> Rate:
    """Offences among all inspected items of the administration over the same two years. One query."""
    require(GRANTS, by, "read_profiles")
    rows = ProfileMonth.objects.filter(kind="office", month__gte=first_month(today), month__lte=today)
    sums = rows.aggregate(inspected=Sum("inspected"), offences=Sum("offences"))
    return rate_of(Month(today, 0, sums["inspected"] or 0, sums["offences"] or 0))


def _months(since: date, today: date) -> list[date]:
    first = since.year * 12 + since.month - 1
    last = today.year * 12 + today.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(first, last + 1)]


def _counting_later(profiles: Sequence[Profile], today: date) -> Iterable[tuple[dict[str, str], Label]]:
    """Results recorded today or later, on items of these profiles: months hold them already."""
    labels = Label.objects.filter(INSPECTED, resulted_on__gte=today)
    for label in labels.filter(_of_any(profiles)).select_related("item"):
        yield profiles_of(label.item), label


def _of_any(profiles: Sequence[Profile]) -> Q:
    asked = Q(pk__in=[])
    for kind, code in profiles:
        asked |= Q(**{f"item__{name}": value for name, value in items_with(kind, code).items()})
    return asked


def items_with(kind: str, code: str) -> dict[str, str]:
    """What an item of a profile fulfils, as conditions on its columns."""
    head, _, tail = code.partition("*")
    goods = "hs_code__startswith"
    return {
        "hs4": {goods: code},
        "hs6": {goods: code},
        "hs6*origin": {goods: head, "origin": tail},
        "importer*hs4": {"importer": head, goods: tail},
    }.get(kind, {kind: code})


def _without(found: dict[Profile, dict[date, Month]], later: Iterable[tuple[dict[str, str], Label]]) -> None:
    """Take the results of today out of the months they were counted in."""
    for codes, label in later:
        month = ((label.resulted_on or date.min) + timedelta(days=1)).replace(day=1)
        for profile in codes.items():
            known = found.get(profile, {}).get(month)
            if known is not None:
                found[profile][month] = replace(
                    known,
                    inspected=known.inspected - 1,
                    offences=known.offences - int(label.offence == 1),
                    critical=known.critical - int(label.critical == 2),
                    recovered=known.recovered - (label.duty_recovered or Decimal(0)),
                )

"""Questions on the journal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.contrib.auth import get_user_model
from django.db.models import F, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import make_aware

from amont.edge.paging import Order
from amont.journal.models import Entry, Head, Leaf, Pending, Pulse

ORDER = (Order("id", descending=True),)
MOST_PEOPLE = 50
WINDOW = 50_000  # rows committed late lie among the last ones


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for. by: part of a person's name, or a whole agent (``key:3``). Empty: everything."""

    subject: str = ""
    by: str = ""
    name: str = ""
    kind: str = ""
    office: str = ""
    from_on: date | None = None
    to_on: date | None = None

    def told(self) -> list[str]:
        """The filters in force, as the journal keeps them."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return [f"{name}={value}" for name, value in values.items() if value]


def entries(asked: Asked) -> QuerySet[Entry]:
    """Rows that answer."""
    found = Entry.objects.all()
    exact = {name: getattr(asked, name) for name in ("subject", "name", "kind", "office")}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if asked.by:
        found = found.filter(by__in=_agents_like(asked.by))
    if asked.from_on:
        found = found.filter(at__gte=make_aware(datetime.combine(asked.from_on, time.min)))
    if asked.to_on:
        found = found.filter(at__lt=make_aware(datetime.combine(asked.to_on + timedelta(days=1), time.min)))
    return found


def placed(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """Each row with its place in the tree and the first signed head over it; None for both before that."""
    over = Head.objects.filter(size__gt=OuterRef("place__index")).order_by("size").values("size")[:1]
    return rows.annotate(index=F("place__index"), head=Subquery(over)).defer("salt")


def names_of(agents: Iterable[str]) -> dict[str, str]:
    """Names of persons by agent name. One query; accounts are asked of Django, their room lies downstream."""
    parted = (name.partition(":") for name in agents)
    keys = {int(key) for kind, _, key in parted if kind == "person" and key.isdigit()}
    found = get_user_model()._default_manager.filter(pk__in=keys).values_list("pk", "name")
    return {f"person:{key}": name for key, name in found}


def last_head() -> Head | None:
    """The last signed tree head."""
    return Head.objects.order_by("-size").first()


def unplaced() -> int:
    """Rows that have no place in the tree yet."""
    last = Leaf.objects.aggregate(last=Max("entry_id"))["last"] or 0
    return Entry.objects.filter(pk__gt=last - WINDOW, place__isnull=True).count()


def last_named(name: str) -> Entry | None:
    """The last row of a name."""
    return Entry.objects.filter(name=name).order_by("-id").first()


def last_pulse() -> datetime | None:
    """The last sign of life of any worker."""
    return Pulse.objects.aggregate(last=Max("at"))["last"]


def undelivered() -> int:
    """Events that wait for an answer."""
    return Pending.objects.count()


def oldest_undelivered() -> datetime | None:
    """When the event that waits longest happened."""
    return Pending.objects.aggregate(first=Min("entry__at"))["first"]


def failing(most: int) -> list[Pending]:
    """Events whose answers failed, those tried most often first."""
    return list(Pending.objects.filter(tries__gt=0).select_related("entry").order_by("-tries", "pk")[:most])


def _agents_like(text: str) -> list[str]:
    if ":" in text:
        return [text]
    named = Q(name__icontains=text) | Q(username__icontains=text)
    found = get_user_model()._default_manager.filter(named).order_by("pk").values_list("pk", flat=True)
    return [f"person:{key}" for key in found[:MOST_PEOPLE]]

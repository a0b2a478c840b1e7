"""What the security officer looks at: each question small, and over a bounded time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import Count, Max, Q, QuerySet, Sum

from amont.exchange.queries import dead_calls
from amont.journal.models import Entry, Pending
from amont.journal.queries import failing, last_head, oldest_undelivered, undelivered, unplaced
from amont.kernel.agents import Agent, Role
from amont.parties.models import ApiKey, Person
from amont.parties.queries import names_of
from amont.parties.queries.people import DORMANT, dormant, without_factor
from amont.security.models import Attempt, KeyRefusals

READS = (Path(__file__).parent / "sql" / "busiest_reads.sql").read_text()
DAY = timedelta(hours=24)
WEEK = timedelta(days=7)
SPAN = timedelta(minutes=10)
MANY_READS = 60  # files in ten minutes: nobody reads that fast
SOON = timedelta(days=30)
MANY_TRIES = 20  # failed sign-ins of one name or one address in a day
MOST = 50
TOP = 15  # names and addresses on the page; the lists behind have all
HEAD_LATE = timedelta(minutes=5)
EVENT_LATE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Tries:
    """Failed sign-ins of a name or from an address. what: reasons, those met most often first."""

    key: str
    n: int
    others: int
    last: datetime
    what: tuple[str, ...]

    @property
    def are_many(self) -> bool:
        """Somebody is guessing."""
        return self.n >= MANY_TRIES


@dataclass(frozen=True, slots=True)
class Reader:
    """Who read many sensitive files in ten minutes."""

    by: str
    name: str
    most: int
    reads: int
    last: datetime


@dataclass(frozen=True, slots=True)
class Log:
    """State of the log. size: of the last signed head; waits: rows after it."""

    size: int
    signed_at: datetime | None
    waits: int
    is_late: bool


@dataclass(frozen=True, slots=True)
class Events:
    """State of the answers to events."""

    n: int
    oldest: datetime | None
    is_late: bool


def tries_by_name(now: datetime) -> list[Tries]:
    """Failed sign-ins of the last day by the name typed; `others`: from how many addresses."""
    return _tries(now, key="name", other="address")


def tries_by_address(now: datetime) -> list[Tries]:
    """The same by address; `others`: with how many names."""
    return _tries(now, key="address", other="name")


def _tries(now: datetime, *, key: str, other: str) -> list[Tries]:
    recent = Attempt.objects.filter(at__gte=now - DAY)
    told = recent.values(key).annotate(n=Count("id"), others=Count(other, distinct=True), last=Max("at"))
    rows = list(told.order_by("-n", key)[:TOP])
    reasons = recent.filter(**{f"{key}__in": [row[key] for row in rows if row[key] is not None]})
    what: dict[str, list[str]] = {}
    for found in reasons.values(key, "what").annotate(n=Count("id")).order_by("-n", "what"):
        what.setdefault(str(found[key]), []).append(found["what"])
    return [
        Tries(str(row[key] or ""), row["n"], row["others"], row["last"], tuple(what.get(str(row[key]), ())))
        for row in rows
    ]


def keys_by_address(now: datetime) -> list[Tries]:
    """Keys refused during the last day by address; `others`: how many keys of ours were tried there."""
    return _refused_keys(now, key="address", other="prefix")


def keys_by_name(now: datetime) -> list[Tries]:
    """The same by the public name of the key, "" for those that are not ours; `others`: addresses."""
    return _refused_keys(now, key="prefix", other="address")


def _refused_keys(now: datetime, *, key: str, other: str) -> list[Tries]:
    recent = KeyRefusals.objects.filter(hour__gt=now - DAY)
    counts = {
        "total": Sum("n"),
        "others": Count(other, distinct=True, filter=~Q(**{other: ""})),
        "last": Max("last_at"),
        "whys": ArrayAgg("why", distinct=True, order_by="why"),
    }
    rows = recent.values(key).annotate(**counts).order_by("-total", key)[:TOP]
    return [Tries(row[key], row["total"], row["others"], row["last"], tuple(row["whys"])) for row in rows]


def names_of_keys(prefixes: Iterable[str]) -> dict[str, str]:
    """Labels of keys by their public names. One query."""
    return dict(ApiKey.objects.filter(prefix__in=set(prefixes)).values_list("prefix", "label"))


def attempts(*, name: str = "", address: str = "") -> QuerySet[Attempt]:
    """Sign-ins that were refused, all or those of a name or an address; of what is no address: none."""
    rows = Attempt.objects.all()
    if name:
        rows = rows.filter(name=name)
    if not address:
        return rows
    try:
        return rows.filter(address=str(ip_address(address)))
    except ValueError:
        return rows.none()


def refusals(*, prefix: str = "", address: str = "") -> QuerySet[KeyRefusals]:
    """Keys that were refused, hour by hour: all or those of a key or of an address."""
    rows = KeyRefusals.objects.all()
    if prefix:
        rows = rows.filter(prefix=prefix)
    return rows.filter(address=address) if address else rows


def unanswered() -> QuerySet[Pending]:
    """Events that wait for their answers, with the last fault of each."""
    return Pending.objects.select_related("entry")


def busiest_readers(now: datetime) -> list[Reader]:
    """Who read many files within ten minutes during the last day: a file may be searched for, or copied."""
    parameters: dict[str, Any] = {"since": now - DAY, "span": SPAN, "limit": MANY_READS}
    with connection.cursor() as cursor:
        cursor.execute(READS, parameters)
        rows = cursor.fetchall()
    names = names_of([by for by, *_ in rows])
    return [Reader(by, names.get(by, by), most, int(reads), last) for by, most, reads, last in rows]


def log_state(now: datetime) -> Log:
    """How far the tree is behind the rows."""
    head, waits = last_head(), unplaced()
    is_late = bool(waits) and (head is None or now - head.signed_at > HEAD_LATE)
    return Log(head.size if head else 0, head.signed_at if head else None, waits, is_late)


def events_state(now: datetime) -> Events:
    """Events that nobody answered yet."""
    oldest = oldest_undelivered()
    return Events(undelivered(), oldest, oldest is not None and now - oldest > EVENT_LATE)


def keys_ending(now: datetime) -> list[ApiKey]:
    """Keys in use that end within thirty days, and that no other key replaces."""
    used = ApiKey.objects.filter(revoked_at__isnull=True, replaced_by__isnull=True)
    soon = used.filter(expires_at__gt=now, expires_at__lte=now + SOON)
    return list(soon.select_related("operator", "office").order_by("expires_at")[:MOST])


def keys_waiting(now: datetime) -> int:
    """Keys of officers that a second administrator has not approved."""
    waiting = ApiKey.objects.filter(~Q(role=Role.BROKER.value), approved_by="", revoked_at__isnull=True)
    return waiting.filter(expires_at__gt=now).count()


def links_made(now: datetime) -> list[Entry]:
    """Links for a password and second factors taken away in the last week: ways to take an account over."""
    names = ("parties.make_link", "parties.clear_factors")
    return list(Entry.objects.filter(name__in=names, at__gte=now - WEEK).order_by("-id")[:MOST])


def unprotected(on: date) -> list[Person]:
    """Accounts in use that a password alone opens."""
    return list(without_factor(on)[:MOST])


def asleep(on: date, *, now: datetime) -> list[Person]:
    """Accounts in use that nobody used for sixty days."""
    return list(dormant(on, now=now)[:MOST])


def alerts(agent: Agent, *, now: datetime) -> int:
    """How many things ask for a look now: for the menu. Eight queries."""
    if not agent.has(Role.SECURITY):
        return 0
    guessed = sum(one.are_many for one in (*tries_by_address(now), *keys_by_address(now)))
    states = events_state(now).is_late + log_state(now).is_late + bool(dead_calls())
    return len(busiest_readers(now)) + guessed + states


__all__ = [
    "DORMANT",
    "alerts",
    "asleep",
    "attempts",
    "busiest_readers",
    "dead_calls",
    "events_state",
    "failing",
    "keys_by_address",
    "keys_by_name",
    "keys_ending",
    "keys_waiting",
    "links_made",
    "log_state",
    "names_of_keys",
    "refusals",
    "tries_by_address",
    "tries_by_name",
    "unanswered",
    "unprotected",
]

"""What is kept of those who were turned away, and for how long. Never a password, never a key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hmac import compare_digest
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from amont.exchange.actions.forgetting import forget_calls
from amont.journal.actions import record
from amont.kernel.agents import Agent, require
from amont.parties.models import ApiKey
from amont.parties.queries.keys import KEY_MARK, digest_of, is_key_over, is_key_waiting
from amont.security.models import Attempt, KeyRefusals
from amont.security.permissions import GRANTS

COUNT = (Path(__file__).parent / "sql" / "count_refusal.sql").read_text()
LONGEST_NAME, LONGEST_DETAIL = 80, 200
NETWORK = 64  # bits of an address of IPv6 that say whose it is
ATTEMPTS_KEPT = timedelta(days=180)  # sign-ins and keys that were refused
CALLS_KEPT = timedelta(days=30)  # calls to other systems that were answered
AT_ONCE = 10_000


class What(StrEnum):
    """Why somebody was turned away."""

    PASSWORD = "password"  # noqa: S105  the word, not one: unknown name, or another password
    CLOSED = "closed"  # right password of a closed account
    NO_POSTING = "no_posting"  # all steps done, and no posting in force: a retired or moved officer's account
    SLOWED = "slowed"  # too many of them from this address
    CODE = "code"  # wrong code of the second factor, or wrong device
    LINK = "link"  # link for a password, used or too old


@dataclass(frozen=True, slots=True)
class Turned:
    """One who was turned away. name: as typed; address: of the machine, "" when not known."""

    what: What
    name: str = ""
    address: str = ""
    detail: str = ""


def note_attempt(turned: Turned, *, by: Agent, now: datetime) -> Attempt:
    """One row, with the name as it was typed: one that holds signs the table cannot keep loses them."""
    require(GRANTS, by, "note_attempt")
    return Attempt.objects.create(
        at=now,
        what=turned.what.value,
        name=_kept(turned.name)[:LONGEST_NAME],
        address=_address(turned.address),
        detail=_kept(turned.detail)[:LONGEST_DETAIL],
    )


def note_refused(act: str, *, path: str, status: int, of: Agent, by: Agent) -> None:
    """Somebody who is known asked for an act and did not get it. act: "" where the door has no name."""
    require(GRANTS, by, "note_attempt")
    where, subject = path[:LONGEST_DETAIL], f"site:{path[:LONGEST_NAME]}"
    record("security.refused", by=of.name, subject=subject, act=act, path=where, status=status)


class WhyRefused(StrEnum):
    """Why a key does not work."""

    UNKNOWN = "unknown"  # its public name is none of ours
    SECRET = "secret"  # noqa: S105  the word, not one: the name is ours, the rest is not
    OVER = "over"  # revoked, expired, or its operator trades no more
    WAITING = "waiting"  # of officers, and a second administrator has not approved it


def note_refused_key(text: str, *, address: str, by: Agent, now: datetime) -> None:
    """Counted by hour and address, and by the key's public name where it is one that we gave.

    Of one that is not ours nothing is kept, so that nobody fills the table by inventing names.
    """
    require(GRANTS, by, "note_attempt")
    mark, _, rest = text.partition("_")
    prefix = rest.partition("_")[0] if mark == KEY_MARK else ""
    row = ApiKey.objects.filter(prefix=prefix).first() if prefix.isalnum() else None
    facts: dict[str, Any] = {
        "hour": now.replace(minute=0, second=0, microsecond=0),
        "address": network_of(address),
        "prefix": row.prefix if row else "",
        "why": _why(row, text, now).value,
        "at": now,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('synchronous_commit', 'off', true)")  # a flood waits for no disk
        cursor.execute(COUNT, facts)


def _why(row: ApiKey | None, text: str, now: datetime) -> WhyRefused:
    if row is None:
        return WhyRefused.UNKNOWN
    if not compare_digest(digest_of(text), row.digest):
        return WhyRefused.SECRET
    return WhyRefused.WAITING if is_key_waiting(row) and not is_key_over(row, now=now) else WhyRefused.OVER


def network_of(text: str) -> str:
    """An address; one machine has as many of IPv6 as it likes, so only their network is told."""
    found = _address(text)
    return str(ip_network(f"{found}/{NETWORK}", strict=False)) if found and ":" in found else found or ""


@transaction.atomic
def forget_old(*, by: Agent, now: datetime) -> int:
    """Remove what was kept long enough, the oldest first and so many at once; the journal says how many.

    Gives how many: who calls goes on until there is nothing more.
    """
    require(GRANTS, by, "forget")
    limit = now - ATTEMPTS_KEPT
    told: dict[str, Any] = {
        "attempts": _forget(Attempt.objects.filter(at__lt=limit).order_by("at")),
        "key_refusals": _forget(KeyRefusals.objects.filter(hour__lt=limit).order_by("hour")),
        "calls": forget_calls(before=now - CALLS_KEPT, most=AT_ONCE, by=by),
    }
    if any(told.values()):
        kept: dict[str, Any] = {"attempts_days": ATTEMPTS_KEPT.days, "calls_days": CALLS_KEPT.days}
        record("security.forget", by=by.name, **told, **kept)
    return sum(told.values())


def _forget(rows: QuerySet[Any]) -> int:
    keys = list(rows.values_list("pk", flat=True)[:AT_ONCE])
    return int(rows.model._default_manager.filter(pk__in=keys).delete()[0]) if keys else 0


def _kept(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\x00", "")


def _address(text: str) -> str | None:
    try:
        return str(ip_address(text))
    except ValueError:
        return None

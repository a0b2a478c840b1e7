"""Which key works now, and for whom."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from django.db import connection

from amont.kernel.agents import NOBODY, Agent, Posting, Role
from amont.parties.models import ApiKey

KEY_MARK = "amont"
NO_DIGEST = "0" * 64
KEY = (Path(__file__).resolve().parents[1] / "sql" / "key.sql").read_text()
GREATEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class KeyFound:
    """A key that works now: who it is, and how many requests a minute it may make."""

    agent: Agent
    per_minute: int


class KeyRow(NamedTuple):
    """What `key.sql` gives, in its order: every request of a machine asks it, so no models are made of it."""

    pk: int
    digest: str
    role: str
    label: str
    acts: list[str]
    per_minute: int
    approved_by: str
    expires_at: datetime
    revoked_at: datetime | None
    office: str | None
    operator: str | None
    operator_until: date | None


def key_of(text: str, *, now: datetime) -> KeyFound | None:
    """The key of this text, if it works now; a wrong text takes as long as a right one. One query."""
    mark, _, rest = text.partition("_")
    prefix, _, _ = rest.partition("_")
    row = _row(prefix=prefix) if mark == KEY_MARK and prefix.isalnum() else None
    is_right = hmac.compare_digest(digest_of(text), row.digest if row else NO_DIGEST)
    agent = _agent(row, now=now) if row and is_right else NOBODY
    return KeyFound(agent, row.per_minute) if row and agent.is_known else None


def agent_of_key(text: str, now: datetime) -> Agent:
    """Who sends this key, with the only acts it may do; NOBODY when it does not work. One query."""
    found = key_of(text, now=now)
    return found.agent if found else NOBODY


def agent_numbered(key: int, *, now: datetime) -> Agent:
    """Who a key is, by its number in the journal; NOBODY when it does not work. One query."""
    row = _row(number=key) if key <= GREATEST_ID else None
    return _agent(row, now=now) if row else NOBODY


def _row(*, prefix: str | None = None, number: int | None = None) -> KeyRow | None:
    with connection.cursor() as cursor:
        cursor.execute(KEY, {"prefix": prefix, "id": number})
        found = cursor.fetchone()
    return KeyRow(*found) if found else None


def _agent(row: KeyRow, *, now: datetime) -> Agent:
    if is_key_over(row, now=now) or is_key_waiting(row):
        return NOBODY
    if row.operator_until and row.operator_until < now.date():
        return NOBODY
    posting = Posting(Role(row.role), row.office or "", row.operator or "")
    return Agent(f"key:{row.pk}", row.label, (posting,), frozenset(row.acts))


def digest_of(text: str) -> str:
    """What is kept of a key. Its secret has 256 bits of chance: one round is enough."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_key_over(row: ApiKey | KeyRow, *, now: datetime) -> bool:
    """Revoked or expired."""
    return row.revoked_at is not None or row.expires_at <= now


def is_key_waiting(row: ApiKey | KeyRow) -> bool:
    """Of officers, and not approved by a second administrator yet."""
    return row.role != Role.BROKER and not row.approved_by

"""Which key works now, and for whom."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime

from amont.kernel.agents import NOBODY, Agent, Posting, Role
from amont.parties.models import ApiKey

KEY_MARK = "amont"
NO_DIGEST = "0" * 64


@dataclass(frozen=True, slots=True)
class KeyFound:
    """A key that works now: who it is, and how many requests a minute it may make."""

    agent: Agent
    per_minute: int


def key_of(text: str, *, now: datetime) -> KeyFound | None:
    """The key of this text, if it works now; a wrong text takes as long as a right one. One query."""
    mark, _, rest = text.partition("_")
    prefix, _, _ = rest.partition("_")
    rows = ApiKey.objects.select_related("operator", "office")
    row = rows.filter(prefix=prefix).first() if mark == KEY_MARK and prefix.isalnum() else None
    is_right = hmac.compare_digest(digest_of(text), row.digest if row else NO_DIGEST)
    agent = agent_of_row(row, now=now) if row and is_right else NOBODY
    return KeyFound(agent, row.per_minute) if row and agent.is_known else None


def agent_of_key(text: str, now: datetime) -> Agent:
    """Who sends this key, with the only acts it may do; NOBODY when it does not work. One query."""
    found = key_of(text, now=now)
    return found.agent if found else NOBODY


def digest_of(text: str) -> str:
    """What is kept of a key. Its secret has 256 bits of chance: one round is enough."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_key_over(row: ApiKey, *, now: datetime) -> bool:
    """Revoked or expired."""
    return row.revoked_at is not None or row.expires_at <= now


def is_key_waiting(row: ApiKey) -> bool:
    """Of officers, and not approved by a second administrator yet."""
    return row.role != Role.BROKER and not row.approved_by


def agent_of_row(row: ApiKey, *, now: datetime) -> Agent:
    if is_key_over(row, now=now) or is_key_waiting(row):
        return NOBODY
    if row.operator and row.operator.until_on and row.operator.until_on < now.date():
        return NOBODY
    office, operator = row.office.code if row.office else "", row.operator.code if row.operator else ""
    posting = Posting(Role(row.role), office, operator)
    return Agent(row.agent_name, row.label, (posting,), frozenset(row.acts))

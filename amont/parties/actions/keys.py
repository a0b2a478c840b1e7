"""Keys of machines: made and shown once, approved, rotated, revoked. Only their digest is kept."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from amont.journal.actions import record
from amont.kernel.agents import OF_FIRMS, Agent, Role, is_whole, require
from amont.kernel.errors import AmontError
from amont.parties.models import ApiKey, Operator
from amont.parties.permissions import GRANTS, KEY_ACTS
from amont.parties.queries.keys import KEY_MARK, digest_of, is_key_over
from amont.reference.models import Office

LONGEST = timedelta(days=366)
OVERLAP = timedelta(hours=24)
MOST_PER_MINUTE = 60_000


class KeyRole(AmontError):
    """No key bears this role, or it lacks the operator or office it acts for. Facts: role."""

    code = "key.role"


class KeyWithoutActs(AmontError):
    """A key does some acts, all of them open to its role. Facts: acts."""

    code = "key.acts"


class KeyLife(AmontError):
    """A key lives from now on and a year at most. Facts: expires_at."""

    code = "key.life"


class KeyPace(AmontError):
    """The number of requests a minute is not one a key may have. Facts: per_minute, most."""

    code = "key.pace"


class KeyOver(AmontError):
    """The key is revoked, expired or replaced. Facts: label."""

    code = "key.over"
    status = 409


class KeySecondPerson(AmontError):
    """Who made a key does not approve it. Facts: label."""

    code = "key.second_person"
    status = 403


class KeyApproved(AmontError):
    """The key needs no approval, or has it. Facts: label."""

    code = "key.approved"
    status = 409


@dataclass(frozen=True, slots=True)
class KeyAsked:
    """What a key is for. operator: code, of a broker's key; office: code, "" for all, of an officers' key."""

    label: str
    role: Role
    operator: str
    office: str
    acts: Collection[str]
    per_minute: int
    expires_at: datetime


@transaction.atomic
def make_key(asked: KeyAsked, *, by: Agent, now: datetime) -> tuple[ApiKey, str]:
    """The key, and its text that nobody sees again. A key of officers waits for a second administrator.

    KeyRole, KeyWithoutActs, KeyLife, KeyPace.
    """
    require(GRANTS, by, "make_key")
    _makes_sense(asked, now)
    row = ApiKey(
        operator=Operator.objects.get(code=asked.operator) if asked.operator else None,
        office=Office.objects.get(code=asked.office) if asked.office else None,
        role=asked.role.value,
        label=asked.label[:80],
        acts=sorted(asked.acts),
        per_minute=asked.per_minute,
        made_by=by.name,
        made_at=now,
        expires_at=asked.expires_at,
    )
    text = _drawn(row)
    record("parties.make_key", by=by.name, subject=subject_of(row.pk), role=row.role, acts=row.acts)
    return row, text


@transaction.atomic
def approve_key(key: int, *, by: Agent, now: datetime) -> ApiKey:
    """The key of officers works from now on. KeySecondPerson, KeyApproved, KeyOver."""
    row = _locked(key)
    require(GRANTS, by, "approve_key", row)
    if row.role in OF_FIRMS or row.approved_by:
        raise KeyApproved(label=row.label)
    if row.made_by == by.name:
        raise KeySecondPerson(label=row.label)
    if is_key_over(row, now=now):
        raise KeyOver(label=row.label)
    row.approved_by = by.name
    row.save(update_fields=["approved_by"])
    record("parties.approve_key", by=by.name, subject=subject_of(key))
    return row


@transaction.atomic
def rotate_key(key: int, *, by: Agent, now: datetime) -> tuple[ApiKey, str]:
    """A new key for the same acts and as long a life; the one before works for 24 hours more. KeyOver."""
    old = _locked(key)
    require(GRANTS, by, "rotate_key", old)
    if is_key_over(old, now=now) or old.replaced_by_id:
        raise KeyOver(label=old.label)
    life = old.expires_at - old.made_at
    agreed = [name for name in (old.approved_by, old.made_by) if name != by.name]
    new = ApiKey(
        operator=old.operator,
        office=old.office,
        role=old.role,
        label=old.label,
        acts=old.acts,
        per_minute=old.per_minute,
        made_by=by.name,
        approved_by=agreed[0] if old.approved_by else "",
        made_at=now,
        expires_at=now + life,
    )
    text = _drawn(new)
    old.replaced_by, old.expires_at = new, min(old.expires_at, now + OVERLAP)
    old.save(update_fields=["replaced_by", "expires_at"])
    record("parties.rotate_key", by=by.name, subject=subject_of(old.pk), key=new.pk)
    return new, text


@transaction.atomic
def revoke_key(key: int, *, by: Agent, now: datetime) -> ApiKey:
    """The key works no more, at once. KeyOver."""
    row = _locked(key)
    require(GRANTS, by, "revoke_key", row)
    if is_key_over(row, now=now):
        raise KeyOver(label=row.label)
    row.revoked_at = now
    row.save(update_fields=["revoked_at"])
    record("parties.revoke_key", by=by.name, subject=subject_of(key))
    return row


def subject_of(key: int) -> str:
    """How the journal names a key."""
    return f"parties.key:{key}"


def _makes_sense(asked: KeyAsked, now: datetime) -> None:
    is_fit = is_whole(asked.role, has_operator=bool(asked.operator), has_office=bool(asked.office))
    if asked.role not in KEY_ACTS or not is_fit:
        raise KeyRole(role=asked.role.value)
    if not asked.acts or not set(asked.acts) <= set(KEY_ACTS[asked.role]):
        raise KeyWithoutActs(acts=sorted(asked.acts))
    if not now < asked.expires_at <= now + LONGEST:
        raise KeyLife(expires_at=asked.expires_at)
    if not 1 <= asked.per_minute <= MOST_PER_MINUTE:
        raise KeyPace(per_minute=asked.per_minute, most=MOST_PER_MINUTE)


def _drawn(row: ApiKey) -> str:
    """The text of a key: its mark, its public name, its secret. The row keeps the name and the digest."""
    row.prefix = secrets.token_hex(5)
    text = f"{KEY_MARK}_{row.prefix}_{secrets.token_urlsafe(32)}"
    row.digest = digest_of(text)
    row.save(force_insert=True)
    return text


def _locked(key: int) -> ApiKey:
    return ApiKey.objects.select_for_update(of=("self",)).select_related("operator", "office").get(pk=key)

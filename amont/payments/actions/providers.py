"""Providers of payments: made by one administrator, approved by another, ended."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from amont.edge.addresses import target_of
from amont.journal.actions import record
from amont.kernel.agents import Agent, NotFound, require
from amont.kernel.errors import AmontError
from amont.kernel.states import step
from amont.payments.models import Provider, ProviderKind
from amont.payments.permissions import GRANTS
from amont.payments.states import PROVIDERS

CODE = re.compile(r"[a-z][a-z0-9-]{1,19}")
SHORTEST_SECRET, LONGEST_SECRET, LONGEST_LABEL = 24, 200, 80


class ProviderCodeUnfit(AmontError):
    """A code is in addresses and in the ledger: small letters, figures, hyphens; each once. Facts: given."""

    code = "provider.code_unfit"


class SecretWeak(AmontError):
    """A short secret is found by trying. Facts: fewest."""

    code = "provider.secret_weak"


class ProviderSecondPerson(AmontError):
    """Who made a provider does not approve it. Facts: label."""

    code = "provider.second_person"
    status = 403


@dataclass(frozen=True, slots=True)
class ProviderAsked:
    """What is known of a provider. secret: the one it gave."""

    code: str
    label: str
    kind: str
    url: str
    secret: str


@transaction.atomic
def make_provider(asked: ProviderAsked, *, by: Agent, now: datetime) -> Provider:
    """It waits for a second administrator. ProviderCodeUnfit, UrlUnfit, UrlPrivate, SecretWeak."""
    require(GRANTS, by, "make_provider")
    if not CODE.fullmatch(asked.code):
        raise ProviderCodeUnfit(given=asked.code)
    target_of(asked.url, allows_private=settings.WEBHOOK_PRIVATE)
    if not SHORTEST_SECRET <= len(asked.secret) <= LONGEST_SECRET:
        raise SecretWeak(fewest=SHORTEST_SECRET)
    row = Provider(
        code=asked.code, label=asked.label[:LONGEST_LABEL], kind=ProviderKind(asked.kind), url=asked.url,
        secret=asked.secret, made_by=by.name, made_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise ProviderCodeUnfit(given=asked.code) from None
    _record("payments.make_provider", row, by)
    return row


@transaction.atomic
def approve_provider(provider: int, *, by: Agent) -> Provider:
    """From now on it may be asked. ProviderSecondPerson, NotNow."""
    row = _locked(provider)
    require(GRANTS, by, "approve_provider")
    if row.made_by == by.name:
        raise ProviderSecondPerson(label=row.label)
    step(row, "approve", table=PROVIDERS)
    row.approved_by = by.name
    row.save(update_fields=["state", "approved_by"])
    _record("payments.approve_provider", row, by)
    return row


@transaction.atomic
def end_provider(provider: int, *, by: Agent) -> Provider:
    """It is asked for nothing new; what it tells of what it was asked before is still heard. NotNow."""
    row = _locked(provider)
    require(GRANTS, by, "end_provider")
    step(row, "end", table=PROVIDERS)
    row.save(update_fields=["state"])
    _record("payments.end_provider", row, by)
    return row


def _locked(provider: int) -> Provider:
    found = Provider.objects.select_for_update(of=("self",)).filter(pk=provider).first()
    if found is None:
        raise NotFound(what="provider")
    return found


def _record(name: str, row: Provider, by: Agent) -> None:
    record(name, by=by.name, subject=row.subject, provider=row.code, kind=row.kind, label=row.label)

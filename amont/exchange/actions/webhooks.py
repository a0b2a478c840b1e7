"""Webhooks: made with a secret that is shown once, approved, paused, ended."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from amont.edge.addresses import target_of
from amont.exchange.models import Call, Told, Webhook
from amont.exchange.permissions import GRANTS
from amont.exchange.queries import journal_size
from amont.exchange.states import CALLS, TRANSITIONS, HookState
from amont.journal.actions import record
from amont.kernel.agents import Agent, NotFound, Where, require
from amont.kernel.errors import AmontError
from amont.kernel.states import NotNow, step
from amont.parties.models import Operator
from amont.reference.models import Office

MARK = "amonthook"


class EventsUnknown(AmontError):
    """A webhook is told of something, and of what exists. Facts: known."""

    code = "webhook.events_unknown"


class WebhookSecondPerson(AmontError):
    """Who made a webhook does not approve it. Facts: label."""

    code = "webhook.second_person"
    status = 403


@dataclass(frozen=True, slots=True)
class WebhookAsked:
    """What a webhook is for. operator: code, or "" for an office (code, "" for all offices)."""

    label: str
    url: str
    events: Collection[str]
    operator: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class _Whose:
    where: Where


@transaction.atomic
def make_webhook(asked: WebhookAsked, *, by: Agent, now: datetime) -> tuple[Webhook, str]:
    """The webhook, and its secret that nobody sees again. That of an office waits for a second administrator.

    UrlUnfit, UrlPrivate, EventsUnknown.
    """
    require(GRANTS, by, "make_webhook", _Whose(Where(asked.office, asked.operator)))
    target_of(asked.url, allows_private=settings.WEBHOOK_PRIVATE)
    if not asked.events or not set(asked.events) <= set(Told.values):
        raise EventsUnknown(known=", ".join(Told.values))
    row = Webhook.objects.create(
        operator=Operator.objects.get(code=asked.operator) if asked.operator else None,
        office=Office.objects.get(code=asked.office) if asked.office else None,
        label=asked.label[:80],
        url=asked.url,
        events=sorted(set(asked.events)),
        secret=_drawn(),
        state=HookState.ACTIVE if asked.operator else HookState.PROPOSED,
        made_by=by.name,
        made_at=now,
        cursor=journal_size(),
    )
    _record("exchange.make_webhook", row, by, events=row.events)
    return row, row.secret


@transaction.atomic
def approve_webhook(webhook: int, *, by: Agent) -> Webhook:
    """That of an office is told of what happens from now on. WebhookSecondPerson."""
    row = _locked(webhook)
    require(GRANTS, by, "approve_webhook", row)
    if row.made_by == by.name:
        raise WebhookSecondPerson(label=row.label)
    step(row, "approve", table=TRANSITIONS)
    row.approved_by, row.cursor = by.name, journal_size()
    row.save(update_fields=["state", "approved_by", "cursor"])
    _record("exchange.approve_webhook", row, by)
    return row


@transaction.atomic
def renew_secret(webhook: int, *, by: Agent) -> tuple[Webhook, str]:
    """Another secret signs from now on; the one before signs nothing more."""
    row = _locked(webhook)
    require(GRANTS, by, "renew_secret", row)
    row.secret = _drawn()
    row.save(update_fields=["secret"])
    _record("exchange.renew_secret", row, by)
    return row, row.secret


@transaction.atomic
def pause_webhook(webhook: int, *, by: Agent) -> Webhook:
    """Nothing is sent for now; what happens meanwhile is told when it resumes."""
    return _moved(webhook, "pause", act="pause_webhook", by=by)


@transaction.atomic
def resume_webhook(webhook: int, *, by: Agent) -> Webhook:
    """It is told again, beginning with what it missed."""
    return _moved(webhook, "resume", act="resume_webhook", by=by)


@transaction.atomic
def end_webhook(webhook: int, *, by: Agent) -> Webhook:
    """It is told of nothing any more, for good."""
    return _moved(webhook, "end", act="end_webhook", by=by)


@transaction.atomic
def send_again(call: int, *, by: Agent, now: datetime) -> Call:
    """A call that was given up is tried for another day. NotNow: its webhook is told of nothing any more."""
    row = Call.objects.select_for_update(of=("self",)).select_related("webhook__operator", "webhook__office")
    found = row.filter(pk=call).first()
    if found is None:
        raise NotFound(what="exchange.call")
    require(GRANTS, by, "send_again", found.webhook)
    if found.webhook.state == HookState.ENDED:
        raise NotNow(act="send_again", state=found.webhook.state)
    step(found, "send_again", table=CALLS)
    found.tries, found.since, found.next_at = 0, now, now
    found.save(update_fields=["state", "tries", "since", "next_at"])
    _record("exchange.send_again", found.webhook, by, call=found.pk)
    return found


def _moved(webhook: int, move: str, *, act: str, by: Agent) -> Webhook:
    row = _locked(webhook)
    require(GRANTS, by, act, row)
    step(row, move, table=TRANSITIONS)
    row.save(update_fields=["state"])
    _record(GRANTS.name(act), row, by)
    return row


def _locked(webhook: int) -> Webhook:
    rows = Webhook.objects.select_for_update(of=("self",)).select_related("operator", "office")
    found = rows.filter(pk=webhook).first()
    if found is None:
        raise NotFound(what="exchange.webhook")
    return found


def _drawn() -> str:
    return f"{MARK}_{secrets.token_urlsafe(32)}"


def _record(name: str, row: Webhook, by: Agent, **facts: object) -> None:
    record(name, by=by.name, subject=row.subject, office=row.where.office, **facts)

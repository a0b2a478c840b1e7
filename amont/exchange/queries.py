"""Questions on webhooks and what they were told of."""

from __future__ import annotations

from django.db.models import Count, IntegerField, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from amont.exchange.models import Call, Webhook
from amont.exchange.states import CallState
from amont.journal.models import Leaf
from amont.kernel.agents import Agent, NotFound


def journal_size() -> int:
    """How many rows of the journal have their place: the index of the next one."""
    last = Leaf.objects.aggregate(last=Max("index"))["last"]
    return 0 if last is None else int(last) + 1


def webhooks(agent: Agent) -> QuerySet[Webhook]:
    """Webhooks a reader may see, with how many calls wait and how many were given up."""
    rows = Webhook.objects.all().visible_to(agent).select_related("operator", "office")
    return rows.annotate(waiting=_counted(CallState.WAITING), dead=_counted(CallState.DEAD))


def _counted(state: CallState) -> Coalesce:
    """How many calls of a webhook are in a state: those that were answered are never read."""
    own = Call.objects.filter(webhook=OuterRef("pk"), state=state).order_by()
    counts = own.values("webhook").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)


def webhook_seen_by(agent: Agent, pk: int) -> Webhook:
    """One webhook. NotFound."""
    row = webhooks(agent).filter(pk=pk).first()
    if row is None:
        raise NotFound(what="exchange.webhook")
    return row


def calls_of(webhook: Webhook, *, state: str = "") -> QuerySet[Call]:
    """What a webhook was told of, the latest first."""
    rows = Call.objects.filter(webhook=webhook)
    rows = rows.select_related("entry", "webhook__operator", "webhook__office")
    return rows.filter(state=state) if state else rows


def call_of(webhook: Webhook, pk: int) -> Call:
    """One call of a webhook. NotFound."""
    row = calls_of(webhook).filter(pk=pk).first()
    if row is None:
        raise NotFound(what="exchange.call")
    return row


def dead_calls() -> int:
    """Calls given up after a day of tries: a figure of the security page."""
    return Call.objects.filter(state=CallState.DEAD).count()


def dead_seen_by(agent: Agent) -> QuerySet[Call]:
    """Calls given up, of the webhooks a reader may see."""
    seen = Webhook.objects.all().visible_to(agent)
    rows = Call.objects.filter(state=CallState.DEAD, webhook__in=seen)
    return rows.select_related("entry", "webhook__operator", "webhook__office")

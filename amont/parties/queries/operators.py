"""Operators and keys as lists show them."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q, QuerySet

from amont.edge.paging import Order
from amont.kernel.agents import Agent
from amont.parties.models import ApiKey, Mandate, Operator
from amont.parties.queries.keys import is_key_over, is_key_waiting

OPERATOR_ORDER = (Order("code"),)
KEY_ORDER = (Order("made_at", descending=True), Order("id", descending=True))


def operators(agent: Agent, *, words: str, kind: str) -> QuerySet[Operator]:
    """Operators that a reader may see, by part of a number or a name."""
    found = Operator.objects.visible_to(agent)
    if words:
        found = found.filter(Q(code__icontains=words) | Q(name__icontains=words))
    return found.filter(is_broker=kind == "brokers") if kind else found


def keys(agent: Agent) -> QuerySet[ApiKey]:
    """Keys that a reader may see, with whom they act for."""
    return ApiKey.objects.visible_to(agent).select_related("operator", "office", "replaced_by")


def key_standing(row: ApiKey, *, now: datetime) -> str:
    """Where a key stands: revoked, expired, waiting, replaced or works."""
    if row.revoked_at is not None:
        return "revoked"
    if is_key_over(row, now=now):
        return "expired"
    if is_key_waiting(row):
        return "waiting"
    return "replaced" if row.replaced_by_id else "works"


def holds_mandate(giver: str, holder: str, *, on: date) -> bool:
    """May this operator act for that one on this day? One query."""
    return Mandate.objects.in_force(on).filter(importer__code=giver, broker__code=holder).exists()

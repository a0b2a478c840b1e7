"""Rows of the doors: webhooks, what each was told of, and how fast each key asks."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from amont.exchange.states import CallState, HookState
from amont.journal.models import Entry
from amont.kernel.agents import Agent, Role, Where
from amont.parties.models import Operator
from amont.reference.models import Office


class Told(models.TextChoices):
    """What a webhook may be told of: names that never change their meaning."""

    LODGED = "declaration.lodged"
    LANE = "lane.noted"
    CONTROLLED = "declaration.controlled"
    CANCELLED = "declaration.cancelled"
    ASKED = "referral.asked"
    REMINDED = "referral.reminded"
    ANSWERED = "referral.answered"
    ENDED = "referral.ended"
    ORDERED = "order.given"
    UNORDERED = "order.withdrawn"


class WebhookQuerySet(models.QuerySet["Webhook"]):
    """Webhooks a reader may see."""

    def visible_to(self, agent: Agent) -> WebhookQuerySet:
        """Accounts and security see all; an operator sees its own."""
        if agent.has(Role.ADMINISTRATOR, Role.SECURITY, Role.SYSTEM):
            return self
        return self.filter(operator__code__in=agent.operators) if agent.operators else self.none()


class Webhook(models.Model):
    """An address of another system that is told of what happens.

    operator: whose declarations and bills; office: of which office; neither: of the whole administration.
    secret: signs what is sent; it is shown once, and kept because the other side proves the sender by it.
    cursor: index of the first row of the journal it was not told of yet.
    """

    operator = models.ForeignKey(Operator, models.PROTECT, null=True, related_name="webhooks")
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    label = models.CharField(max_length=80)
    url = models.CharField(max_length=500)
    events = ArrayField(models.CharField(max_length=40, choices=Told.choices), size=len(Told))
    secret = models.CharField(max_length=80)
    state = models.CharField(max_length=10, default=HookState.PROPOSED)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    approved_by = models.CharField(max_length=80, blank=True)
    cursor = models.BigIntegerField(default=0)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["cursor"], name="webhook_cursor", condition=Q(state=HookState.ACTIVE)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(HookState)), name="webhook_state_known"),
            models.CheckConstraint(
                condition=Q(operator__isnull=True) | Q(office__isnull=True), name="webhook_of_one"
            ),
            models.CheckConstraint(
                condition=Q(approved_by="") | ~Q(approved_by=F("made_by")), name="webhook_by_two_persons"
            ),
            models.CheckConstraint(
                condition=Q(operator__isnull=False)
                | Q(state__in=[HookState.PROPOSED, HookState.ENDED])
                | ~Q(approved_by=""),
                name="webhook_of_office_approved",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"exchange.webhook:{self.pk}"

    @property
    def where(self) -> Where:
        """Whose it is."""
        office = self.office.code if self.office else ""
        return Where(office=office, operator=self.operator.code if self.operator else "")


class Call(models.Model):
    """One event told to one webhook. since: when trying began. status: last answer of the other side."""

    webhook = models.ForeignKey(Webhook, models.PROTECT, related_name="calls")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default=CallState.WAITING)
    tries = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    next_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    fault = models.CharField(max_length=40, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["next_at", "id"], name="call_next", condition=Q(state=CallState.WAITING)),
            models.Index(fields=["webhook", "state", "-id"], name="call_webhook"),
            models.Index(fields=["-id"], name="call_dead", condition=Q(state=CallState.DEAD)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["webhook", "entry"], name="call_once"),
            models.CheckConstraint(condition=Q(state__in=list(CallState)), name="call_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.webhook_id}/{self.entry_id} {self.state}"


class Pace(models.Model):
    """How many requests a key made in the present minute. Lost by a crash: it then counts from zero."""

    key = models.CharField(max_length=80, primary_key=True)
    minute = models.DateTimeField()
    count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.key} {self.count}"

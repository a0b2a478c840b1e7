"""Providers of payments, what they are asked for, and what came of it."""

from __future__ import annotations

from typing import TypeVar

from django.db import models
from django.db.models import F, Q

from amont.edge.columns import Amount, Figure
from amont.kernel.agents import Agent, Role, Where
from amont.payments.models.notices import Notice
from amont.payments.models.received import Payment
from amont.payments.states import OPEN, AskState, ProviderState


class ProviderKind(models.TextChoices):
    """What a provider is."""

    MOBILE = "mobile"
    BANK = "bank"


class Provider(models.Model):
    """Whoever takes payments for the administration. code: in addresses and in the ledger.

    secret: signs both ways; typed once, never shown again, kept because each message is proved by it.
    A second administrator approves: money goes by what stands here.
    """

    code = models.SlugField(max_length=20, unique=True)
    label = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=ProviderKind.choices)
    url = models.CharField(max_length=500)
    secret = models.CharField(max_length=200)
    state = models.CharField(max_length=10, default=ProviderState.PROPOSED)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    approved_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["label"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ProviderKind.values), name="provider_kind_known"),
            models.CheckConstraint(condition=Q(state__in=list(ProviderState)), name="provider_state_known"),
            models.CheckConstraint(
                condition=~Q(state=ProviderState.ACTIVE)
                | (~Q(approved_by="") & ~Q(approved_by=F("made_by"))),
                name="provider_by_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"payments.provider:{self.pk}"


class Asking(models.Model):
    """A payment asked of a provider for a notice. reference: ours, which no one guesses. theirs: its number.

    amount: what the notice owes. received: what the provider says it took; it pays the notice (payment) or
    lies in suspense. tries, next_at: of asking what became of it.
    """

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="askings")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="askings")
    reference = models.CharField(max_length=40, unique=True)
    theirs = models.CharField(max_length=60, blank=True)
    payer = models.CharField(max_length=40, blank=True)
    amount = Amount()
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, default=AskState.ASKED)
    received = Figure()
    payment = models.OneToOneField(Payment, models.PROTECT, null=True, related_name="asking")
    fault = models.CharField(max_length=120, blank=True)
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["notice"], condition=Q(state__in=OPEN), name="asking_open_once"),
            models.UniqueConstraint(
                fields=["provider", "theirs"], condition=~Q(theirs=""), name="asking_theirs_once"
            ),
            models.CheckConstraint(condition=Q(state__in=list(AskState)), name="asking_state_known"),
            models.CheckConstraint(
                condition=~Q(state=AskState.PAID) | Q(received__isnull=False), name="asking_paid_received"
            ),
            models.CheckConstraint(
                condition=Q(payment__isnull=True) | Q(received=F("amount")), name="asking_pays_its_amount"
            ),
        ]
        indexes = [
            models.Index(fields=["next_at", "id"], name="asking_next", condition=Q(next_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"payments.asking:{self.pk}"

    @property
    def where(self) -> Where:
        """That of its notice."""
        return self.notice.where


Kept = TypeVar("Kept", bound=models.Model)


class MoneyQuerySet(models.QuerySet[Kept]):
    """Money that a reader may see."""

    def visible_to(self, agent: Agent) -> MoneyQuerySet[Kept]:
        """Cashiers, chiefs and directors: that of their offices."""
        offices = agent.offices(Role.CASHIER, Role.CHIEF, Role.DIRECTOR)
        return self if offices is None else self.filter(office__in=offices)


class Unmatched(models.Model):
    """Money received that pays no notice, kept in suspense until it is given back. why: a code."""

    asking = models.OneToOneField(Asking, models.PROTECT, null=True, related_name="unmatched")
    office = models.CharField(max_length=17, blank=True)
    operator = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=40)
    amount = Amount()
    currency = models.CharField(max_length=3)
    why = models.CharField(max_length=30)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    objects = MoneyQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="unmatched_above_zero"),
        ]
        indexes = [
            models.Index(fields=["-id"], name="unmatched_left", condition=Q(settled_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.amount}"

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"payments.unmatched:{self.pk}"

    @property
    def where(self) -> Where:
        """The office of the notice it was meant for."""
        return Where(office=self.office, operator=self.operator)


class AlertKind(models.TextChoices):
    """What a person must look at."""

    AMOUNT = "amount"  # another amount than asked
    NOT_OWED = "not_owed"  # the notice was paid or withdrawn meanwhile
    REVERSED = "reversed"  # taken back before anything was released: owed again
    REVERSED_LATE = "late"  # taken back after the goods were released
    CONTRADICTED = "contrary"  # the same payment, told with another amount
    SILENT = "silent"  # a day without an answer


class MoneyAlert(models.Model):
    """Something about money that is not as it should be. Closed by a person, with a remark."""

    kind = models.CharField(max_length=10, choices=AlertKind.choices)
    asking = models.ForeignKey(Asking, models.PROTECT, related_name="alerts")
    office = models.CharField(max_length=17, blank=True)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    closed_by = models.CharField(max_length=80, blank=True)
    closed_at = models.DateTimeField(null=True)
    remark = models.CharField(max_length=300, blank=True)

    objects = MoneyQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["asking", "kind"], name="money_alert_once"),
            models.CheckConstraint(condition=Q(kind__in=AlertKind.values), name="money_alert_kind_known"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | (~Q(closed_by="") & ~Q(remark="")),
                name="money_alert_closed_why",
            ),
        ]
        indexes = [
            models.Index(fields=["-id"], name="money_alert_open", condition=Q(closed_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.asking_id}"

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"payments.alert:{self.pk}"

    @property
    def where(self) -> Where:
        """The office of the notice."""
        return Where(office=self.office)

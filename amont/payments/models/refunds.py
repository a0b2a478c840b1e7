"""Refunds: asked by one person, accepted by another, then paid; never more than what is left to give back."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from amont.edge.columns import Amount
from amont.kernel.agents import Agent, Role, Where
from amont.payments.models.providers import Unmatched
from amont.payments.models.received import Payment
from amont.payments.states import RefundState


class RefundQuerySet(models.QuerySet["Refund"]):
    """Refunds a reader may see."""

    def visible_to(self, agent: Agent) -> RefundQuerySet:
        """A broker its own; cashiers, chiefs and directors those of their offices."""
        offices = agent.offices(Role.CASHIER, Role.CHIEF, Role.DIRECTOR)
        if offices is None:
            return self
        return self.filter(Q(office__in=offices) | Q(operator__in=agent.operators))


class Refund(models.Model):
    """Money to give back: of a payment, or of money in suspense. reference: of the transfer that paid it.

    The database holds the sum of those not refused to what was paid (see sql/protect_refunds.sql).
    """

    payment = models.ForeignKey(Payment, models.PROTECT, null=True, related_name="refunds")
    unmatched = models.ForeignKey(Unmatched, models.PROTECT, null=True, related_name="refunds")
    office = models.CharField(max_length=17, blank=True)
    operator = models.CharField(max_length=40)
    amount = Amount()
    currency = models.CharField(max_length=3)
    ground = models.CharField(max_length=300)
    state = models.CharField(max_length=10, default=RefundState.ASKED)
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    account = models.CharField(max_length=40, blank=True)
    reference = models.CharField(max_length=60, blank=True)
    paid_by = models.CharField(max_length=80, blank=True)
    paid_at = models.DateTimeField(null=True)

    objects = RefundQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(payment__isnull=False, unmatched__isnull=True)
                | Q(payment__isnull=True, unmatched__isnull=False),
                name="refund_of_one",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0) & ~Q(ground=""), name="refund_of_something"),
            models.CheckConstraint(condition=Q(state__in=list(RefundState)), name="refund_state_known"),
            models.CheckConstraint(
                condition=Q(state=RefundState.ASKED) | (~Q(decided_by="") & ~Q(decided_by=F("asked_by"))),
                name="refund_by_two_persons",
            ),
            models.CheckConstraint(
                condition=~Q(state=RefundState.PAID) | (~Q(reference="") & ~Q(paid_by="") & ~Q(account="")),
                name="refund_paid_by_transfer",
            ),
            models.UniqueConstraint(
                fields=["account", "reference"], condition=~Q(reference=""), name="refund_transfer_once"
            ),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="refund_state")]

    def __str__(self) -> str:
        return f"{self.operator} {self.amount}"

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"payments.refund:{self.pk}"

    @property
    def where(self) -> Where:
        """Where it was paid."""
        return Where(office=self.office, operator=self.operator)

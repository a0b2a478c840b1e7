"""Payments: what was received for a notice, by which means, with its receipt."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amont.edge.columns import Amount
from amont.kernel.agents import Where
from amont.payments.models.notices import Notice


class Means(models.TextChoices):
    """How it was paid."""

    CASH = "cash"
    CHEQUE = "cheque"
    TRANSFER = "transfer"
    ACCOUNT = "account"
    MOBILE = "mobile"
    BANK = "bank"  # told by the bank itself


class Payment(models.Model):
    """A payment of a notice, in full. receipt: number of the receipt. code: by which anybody verifies it.

    reference: of a cheque or a transfer. A reversal is asked by one person and confirmed by another.
    """

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="payments")
    receipt = models.CharField(max_length=20, unique=True)
    code = models.CharField(max_length=20, unique=True)
    means = models.CharField(max_length=10, choices=Means.choices)
    reference = models.CharField(max_length=60, blank=True)
    amount = Amount()
    office = models.CharField(max_length=17, blank=True)
    at = models.DateTimeField()
    day = models.DateField()
    by = models.CharField(max_length=80)
    reversal_why = models.CharField(max_length=300, blank=True)
    reversal_asked_by = models.CharField(max_length=80, blank=True)
    reversed_by = models.CharField(max_length=80, blank=True)
    reversed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice"], condition=Q(reversed_at__isnull=True), name="notice_paid_once"
            ),
            models.UniqueConstraint(
                fields=["means", "reference"],
                condition=~Q(reference="") & Q(reversed_at__isnull=True),
                name="payment_reference_once",
            ),
            models.CheckConstraint(condition=Q(means__in=Means.values), name="payment_means_known"),
            models.CheckConstraint(
                condition=Q(means__in=["cash", "account"]) | ~Q(reference=""),
                name="payment_has_its_reference",
            ),
            models.CheckConstraint(
                condition=Q(reversed_at__isnull=True, reversed_by="")
                | (
                    Q(reversed_at__isnull=False)
                    & ~Q(reversal_asked_by="")
                    & ~Q(reversed_by="")
                    & ~Q(reversal_why="")
                    & ~Q(reversed_by=models.F("reversal_asked_by"))
                ),
                name="payment_reversed_by_two",
            ),
        ]
        indexes = [models.Index(fields=["office", "day", "id"], name="payment_day")]

    def __str__(self) -> str:
        return self.receipt

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"payments.payment:{self.pk}"

    @property
    def where(self) -> Where:
        """Where it was received."""
        return Where(office=self.office, operator=self.notice.operator)

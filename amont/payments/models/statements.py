"""Statements of bank accounts as they were received, and which payment each line is."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from amont.edge.columns import Amount
from amont.payments.models.received import Payment


class BankStatement(models.Model):
    """A file of a bank, kept as it came. sha256: the same file is taken once."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10)
    account = models.CharField(max_length=40)
    content = models.BinaryField()
    lines_new = models.PositiveIntegerField()
    lines_known = models.PositiveIntegerField()
    imported_by = models.CharField(max_length=80)
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


class StatementLine(models.Model):
    """One entry of an account, once whatever the files it is in. payment: what it is, by itself or by two."""

    statement = models.ForeignKey(BankStatement, models.PROTECT, related_name="lines")
    account = models.CharField(max_length=40)
    entry = models.CharField(max_length=60)
    booked_on = models.DateField()
    amount = Amount()
    currency = models.CharField(max_length=3)
    text = models.CharField(max_length=300, blank=True)
    payment = models.OneToOneField(Payment, models.PROTECT, null=True, related_name="line")
    proposed_by = models.CharField(max_length=80, blank=True)
    confirmed_by = models.CharField(max_length=80, blank=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-booked_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["account", "entry"], name="statement_line_once"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True)
                | (Q(payment__isnull=False) & ~Q(confirmed_by="") & ~Q(confirmed_by=F("proposed_by"))),
                name="statement_line_by_two",
            ),
        ]
        indexes = [
            models.Index(fields=["-id"], name="statement_line_left", condition=Q(confirmed_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.entry

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"payments.line:{self.pk}"

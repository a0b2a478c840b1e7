"""The ledger: accounts, movements between them, the days of the cash desks."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from amont.edge.columns import Amount
from amont.kernel.agents import Agent, Role, Where


class AccountKind(models.TextChoices):
    """What an account holds."""

    DESK = "desk"  # cash desk of an office
    OPERATOR = "operator"  # what an operator paid ahead, or took on credit down to its ceiling
    OWED = "owed"  # what an operator owes on its notices
    CHARGE = "charge"  # what a charge brings, for its beneficiary
    PROVIDER = "provider"  # what a provider took for the administration
    BANK = "bank"  # account of the administration at a bank
    SUSPENSE = "suspense"  # received, and for nothing that is known
    CLAIM = "claim"  # taken back from the administration after it released the goods
    REFUND = "refund"  # to be given back to an operator


class MovementKind(models.TextChoices):
    """Why money moves."""

    ASSESSED = "assessed"
    WITHDRAWN = "withdrawn"
    PAID = "paid"
    REVERSED = "reversed"
    DEPOSITED = "deposited"
    SUSPENDED = "suspended"
    REFUNDED = "refunded"
    REPAID = "repaid"


class AccountQuerySet(models.QuerySet["Account"]):
    """Accounts a reader may see."""

    def visible_to(self, agent: Agent) -> AccountQuerySet:
        """A broker its own; cashiers and chiefs those of operators and of their desk; directors all."""
        if agent.has(Role.SYSTEM):
            return self
        offices = agent.offices(Role.CASHIER, Role.CHIEF, Role.DIRECTOR)
        if offices is None:
            return self
        own = Q(kind=AccountKind.OPERATOR, holder__in=agent.operators)
        if not offices:
            return self.filter(own)
        return self.filter(Q(kind=AccountKind.DESK, holder__in=offices) | ~Q(kind=AccountKind.DESK))


class Account(models.Model):
    """balance: the sum of its entries, what the administration has or is owed above zero, what it owes below.

    An operator that paid ahead is below zero; ceiling: how far above it may go, its credit. holder: operator,
    office or charge.
    """

    kind = models.CharField(max_length=10, choices=AccountKind.choices)
    holder = models.CharField(max_length=40)
    currency = models.CharField(max_length=3)
    balance = Amount(default=0)
    ceiling = Amount(default=0)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)

    objects = AccountQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "holder"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "holder", "currency"], name="account_once"),
            models.CheckConstraint(condition=Q(kind__in=AccountKind.values), name="account_kind_known"),
            models.CheckConstraint(condition=Q(ceiling__gte=0), name="account_ceiling_not_below_zero"),
            models.CheckConstraint(
                condition=~Q(kind=AccountKind.OPERATOR) | Q(balance__lte=F("ceiling")),
                name="account_not_overdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.holder}"

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"payments.account:{self.pk}"

    @property
    def where(self) -> Where:
        """Whose it is: an operator's is no office's."""
        is_desk = self.kind == AccountKind.DESK
        return Where(office=self.holder if is_desk else "", operator="" if is_desk else self.holder)


class Movement(models.Model):
    """Money that moves between accounts; the sum of its entries is nothing. subject: what it is about."""

    kind = models.CharField(max_length=10, choices=MovementKind.choices)
    subject = models.CharField(max_length=60)
    day = models.DateField()
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="movement_subject"),
            models.Index(fields=["day", "id"], name="movement_day"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MovementKind.values), name="movement_kind_known")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class LedgerEntry(models.Model):
    """What a movement adds to an account, debit above zero. balance: of the account after it."""

    movement = models.ForeignKey(Movement, models.PROTECT, related_name="entries")
    account = models.ForeignKey(Account, models.PROTECT, related_name="entries")
    amount = Amount()
    balance = Amount()

    class Meta:
        db_table = "payments_entry"
        ordering = ["pk"]
        indexes = [models.Index(fields=["account", "-id"], name="entry_account")]
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="entry_moves_something")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.amount}"


class Day(models.Model):
    """A cash desk closed for a day: what the ledger says, what was counted, and why they differ."""

    office = models.CharField(max_length=17)
    day = models.DateField()
    expected = Amount()
    counted = Amount()
    payments = models.PositiveIntegerField()
    remark = models.CharField(max_length=300, blank=True)
    closed_at = models.DateTimeField()
    closed_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["-day", "office"]
        constraints = [
            models.UniqueConstraint(fields=["office", "day"], name="desk_closed_once"),
            models.CheckConstraint(
                condition=Q(expected=F("counted")) | ~Q(remark=""), name="desk_says_why_it_differs"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.day}"

    @property
    def where(self) -> Where:
        """Whose desk."""
        return Where(office=self.office)


class Counter(models.Model):
    """The last number given in a series: notices of a year, receipts of an office. No number is left out."""

    series = models.CharField(max_length=40, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.series} {self.last}"

"""Assessment notices: what a version of a declaration owes, line by line, with the formula of each amount."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from amont.declarations.models import Declaration, Version
from amont.edge.columns import Amount, Figure
from amont.kernel.agents import Agent, Role, Where
from amont.payments.states import NoticeState


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices a reader may see."""

    def visible_to(self, agent: Agent) -> NoticeQuerySet:
        """A broker its own, an officer those of his office, directors all that they cover."""
        if agent.has(Role.SYSTEM):
            return self
        offices = agent.offices(Role.CASHIER, Role.INSPECTOR, Role.ANALYST, Role.CHIEF, Role.DIRECTOR)
        if offices is None:
            return self
        return self.filter(Q(office__in=offices) | Q(operator__in=agent.operators))


class Notice(models.Model):
    """What is owed. number: of the node, in order. operator: who declared, and pays. rates_on: registration.

    total: owed now. guaranteed: computed and suspended, owed only if the goods do not leave as they came.
    law: digest of the charges it was computed with.
    """

    number = models.CharField(max_length=20, unique=True)
    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="notices")
    version = models.ForeignKey(Version, models.PROTECT, related_name="notices")
    office = models.CharField(max_length=17, blank=True)
    operator = models.CharField(max_length=40, blank=True)
    importer = models.CharField(max_length=40, blank=True)
    currency = models.CharField(max_length=3)
    total = Amount()
    guaranteed = Amount(default=0)
    rates_on = models.DateField()
    due_on = models.DateField()
    issued_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=NoticeState.ISSUED)
    withdrawn_why = models.CharField(max_length=300, blank=True)
    law = models.CharField(max_length=64)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["declaration"],
                condition=~Q(state=NoticeState.WITHDRAWN),
                name="notice_in_force_once",
            ),
            models.CheckConstraint(condition=Q(state__in=list(NoticeState)), name="notice_state_known"),
            models.CheckConstraint(
                condition=Q(total__gte=0, guaranteed__gte=0), name="notice_not_below_zero"
            ),
            models.CheckConstraint(
                condition=~Q(state=NoticeState.WITHDRAWN) | ~Q(withdrawn_why=""), name="notice_withdrawn_why"
            ),
        ]
        indexes = [
            models.Index(fields=["office", "state", "-id"], name="notice_office"),
            models.Index(fields=["operator", "state", "-id"], name="notice_operator"),
            models.Index(fields=["state", "due_on", "id"], name="notice_due"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"payments.notice:{self.pk}"

    @property
    def where(self) -> Where:
        """Office and broker decide who may act."""
        return Where(office=self.office, operator=self.operator)


class NoticeLine(models.Model):
    """One charge of one item; item None: owed once for the declaration.

    parts: what the base adds up, by code, as text. share, per_unit, quantity: the rate and what it counts.
    full: without preference nor title. is_owed: False where it is suspended.
    """

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="lines")
    item = models.PositiveIntegerField(null=True)
    code = models.CharField(max_length=20)
    names = models.JSONField(default=dict)
    parts = models.JSONField(default=list)
    base = Amount()
    share = Figure()
    per_unit = Figure()
    unit = models.CharField(max_length=8, blank=True)
    quantity = Figure()
    amount = Amount()
    full = Amount()
    waived_by = models.CharField(max_length=20, blank=True)
    is_owed = models.BooleanField(default=True)
    source = models.CharField(max_length=300)
    evidence = models.CharField(max_length=2)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "item", "code"], name="notice_line_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0) & Q(full__gte=F("amount")), name="notice_line_sums"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.amount}"


class Unassessed(models.Model):
    """A declaration whose charges could not be computed, with the refusal. It goes once they are."""

    declaration = models.OneToOneField(
        Declaration, models.PROTECT, primary_key=True, related_name="unassessed"
    )
    code = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return self.code

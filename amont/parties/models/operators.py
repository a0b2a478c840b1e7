"""Operators, and the mandates by which one lets another declare."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from amont.kernel.agents import OF_FIRMS, Agent, Role, Where

OFFICERS = (
    Role.QUAY, Role.CASHIER, Role.GATE, Role.INSPECTOR, Role.ANALYST, Role.CHIEF, Role.DIRECTOR,
    Role.ADMINISTRATOR, Role.SECURITY, Role.SYSTEM,
)  # fmt: skip


class OperatorQuerySet(models.QuerySet["Operator"]):
    """Operators a reader may see."""

    def visible_to(self, agent: Agent) -> OperatorQuerySet:
        """Officers see all, a firm sees itself."""
        if agent.has(*OF_FIRMS) and not agent.has(*OFFICERS):
            return self.filter(code__in=agent.operators)
        return self if agent.has(*OFFICERS) else self.none()


class Operator(models.Model):
    """Who trades, declares or carries. code: tax identification number, or the broker's licence."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200, blank=True)
    is_broker = models.BooleanField(default=False)
    since_on = models.DateField(null=True)
    until_on = models.DateField(null=True)

    objects = OperatorQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        indexes = [
            GinIndex(
                OpClass(Upper("code"), name="gin_trgm_ops"),
                OpClass(Upper("name"), name="gin_trgm_ops"),
                name="operator_words",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True)
                | Q(since_on__isnull=True)
                | Q(until_on__gte=F("since_on")),
                name="operator_days_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.code

    @property
    def where(self) -> Where:
        """Whose operator it is: its own."""
        return Where(operator=self.code)


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Mandates a reader may see."""

    def visible_to(self, agent: Agent) -> MandateQuerySet:
        """Officers see all; an operator sees those it gave or holds."""
        if agent.has(*OFFICERS):
            return self
        own = agent.operators
        return self.filter(Q(importer__code__in=own) | Q(broker__code__in=own)) if own else self.none()

    def in_force(self, on: date) -> MandateQuerySet:
        """Mandates that cover a day."""
        return self.filter(Q(to_on__isnull=True) | Q(to_on__gte=on), from_on__lte=on)


class Mandate(models.Model):
    """An importer lets a broker declare for it, from a day to a day."""

    importer = models.ForeignKey(Operator, models.PROTECT, related_name="mandates_given")
    broker = models.ForeignKey(Operator, models.PROTECT, related_name="mandates_held")
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    given_by = models.CharField(max_length=80)

    objects = MandateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["importer", "broker", "from_on"], name="mandate_once"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="mandate_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.importer} {self.broker}"

    @property
    def where(self) -> Where:
        """Who gives it: the importer, never the broker."""
        return Where(operator=self.importer.code)

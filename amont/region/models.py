"""Rows of time release: one for each consignment that left, and how far the journal was read."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amont.declarations.models import Declaration
from amont.kernel.agents import Agent, Role

READERS = (Role.ANALYST, Role.CHIEF, Role.DIRECTOR)


class TimedQuerySet(models.QuerySet["Timed"]):
    """Consignments a reader may see."""

    def visible_to(self, agent: Agent) -> TimedQuerySet:
        """Those of one's office; directors all that they cover."""
        if agent.has(Role.SYSTEM):
            return self
        offices = agent.offices(*READERS)
        return self if offices is None else self.filter(office__in=offices)


class Timed(models.Model):
    """The milestones of one declaration that left, and how long each held the clock, in seconds.

    instants: by milestone (`engine.indicators.passage`), ISO 8601. before: from lodging to arrival of what
    was declared early. left_on: day of the gate in the zone of the node.
    """

    declaration = models.OneToOneField(Declaration, models.PROTECT, primary_key=True, related_name="timed")
    office = models.CharField(max_length=17, blank=True)
    lane = models.SmallIntegerField(null=True)
    model = models.CharField(max_length=10, blank=True)
    is_early = models.BooleanField(null=True)
    left_on = models.DateField()
    instants = models.JSONField()
    total = models.BigIntegerField()
    trader = models.BigIntegerField(default=0)
    bank = models.BigIntegerField(default=0)
    agency = models.BigIntegerField(default=0)
    customs = models.BigIntegerField(default=0)
    port = models.BigIntegerField(default=0)
    before = models.BigIntegerField(null=True)

    objects = TimedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["left_on", "office"], name="timed_day"),
            models.Index(fields=["-total", "declaration"], name="timed_longest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(total=models.F("trader") + models.F("bank") + models.F("agency")
                            + models.F("customs") + models.F("port")),
                name="timed_adds_up",
            ),
            models.CheckConstraint(condition=Q(total__gte=0), name="timed_not_negative"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.declaration_id} {self.total}"


class TimedUntil(models.Model):
    """How far the journal was read: the place of the last leaf."""

    name = models.CharField(max_length=20, primary_key=True)
    leaf = models.BigIntegerField(default=-1)

    def __str__(self) -> str:
        return f"{self.name} {self.leaf}"

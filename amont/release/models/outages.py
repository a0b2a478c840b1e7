"""The gate on paper: numbered forms given beforehand, and the windows in which they were used."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from amont.kernel.agents import Agent, Role, Where

AT_OUTAGES = (Role.GATE, Role.CHIEF, Role.DIRECTOR)


class OfOffice(models.QuerySet[Any]):
    """Outages and forms a reader may see."""

    def visible_to(self, agent: Agent) -> OfOffice:
        """Those of one's office."""
        offices = agent.offices(*AT_OUTAGES)
        return self if offices is None or agent.has(Role.SYSTEM) else self.filter(office__in=offices)


class Outage(models.Model):
    """From when until when the gate of an office worked on paper, and why. Its forms name it."""

    office = models.CharField(max_length=17)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    ground = models.CharField(max_length=300)
    declared_by = models.CharField(max_length=80)
    declared_at = models.DateTimeField()

    objects = OfOffice.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_at__gt=F("from_at")), name="outage_has_a_length"),
            models.CheckConstraint(condition=~Q(ground="") & ~Q(office=""), name="outage_has_a_ground"),
        ]
        indexes = [models.Index(fields=["office", "-from_at"], name="outage_office")]

    def __str__(self) -> str:
        return f"{self.office} {self.from_at}"

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"release.outage:{self.pk}"

    @property
    def where(self) -> Where:
        """Its office."""
        return Where(office=self.office)


class PaperForm(models.Model):
    """One numbered form of an office. outage: in which it was used; voided: spoiled, never used."""

    number = models.CharField(max_length=40, unique=True)
    office = models.CharField(max_length=17)
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=80)
    outage = models.ForeignKey(Outage, models.PROTECT, null=True, related_name="forms")
    voided_at = models.DateTimeField(null=True)
    voided_by = models.CharField(max_length=80, blank=True)
    voided_why = models.CharField(max_length=300, blank=True)

    objects = OfOffice.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, voided_by="", voided_why="")
                | (Q(voided_at__isnull=False) & ~Q(voided_by="") & ~Q(voided_why="")),
                name="form_voided_with_a_ground",
            )
        ]
        indexes = [models.Index(fields=["office", "number"], name="form_office")]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"release.form:{self.pk}"

    @property
    def where(self) -> Where:
        """Its office."""
        return Where(office=self.office)

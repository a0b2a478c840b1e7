"""What ports and terminals report, and what asks for attention: late or missing manifests."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from amont.cargo.models.announced import Manifest
from amont.cargo.models.received import OFFICERS, CargoReceipt
from amont.edge.columns import Figure
from amont.kernel.agents import Agent, Role, Where


class BoxEventQuerySet(models.QuerySet["BoxEvent"]):
    """Events a reader may see."""

    def visible_to(self, agent: Agent) -> BoxEventQuerySet:
        """Officers and terminals those of their office, others those they sent."""
        if agent.has(Role.SYSTEM):
            return self
        offices = agent.offices(*OFFICERS, Role.TERMINAL)
        return self if offices is None else self.filter(Q(office__in=offices) | Q(by=agent.name))


class BoxEvent(models.Model):
    """One event of one container, as a terminal or carrier reports it. kind: `formats.manifest.EventKind`.

    manifest: the one it was found to belong to. The same event told twice is one row.
    """

    receipt = models.ForeignKey(CargoReceipt, models.PROTECT, related_name="box_events")
    by = models.CharField(max_length=80)
    office = models.CharField(max_length=17, blank=True)
    kind = models.CharField(max_length=12)
    box = models.CharField(max_length=17)
    at = models.DateTimeField()
    place = models.CharField(max_length=17, blank=True)
    terminal = models.CharField(max_length=40, blank=True)
    voyage = models.CharField(max_length=35, blank=True)
    vessel = models.CharField(max_length=80, blank=True)
    imo = models.CharField(max_length=10, blank=True)
    bill = models.CharField(max_length=60, blank=True)
    filling = models.CharField(max_length=8, blank=True)
    seals = ArrayField(models.CharField(max_length=40), default=list)
    gross_kg = Figure()
    damage = models.CharField(max_length=300, blank=True)
    manifest = models.ForeignKey(Manifest, models.PROTECT, null=True, related_name="box_events")

    objects = BoxEventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "box", "at", "place"], name="box_event_once", nulls_distinct=False
            )
        ]
        indexes = [
            models.Index(fields=["box", "-at"], name="box_event_box"),
            models.Index(fields=["manifest", "kind"], name="box_event_manifest"),
        ]

    def __str__(self) -> str:
        return f"{self.box} {self.kind}"

    @property
    def where(self) -> Where:
        """The office it was told to."""
        return Where(office=self.office)


class AlertKind(models.TextChoices):
    """What asks for attention."""

    LATE = "late"  # announced after its limit
    MISSING = "missing"  # seen by its containers, never announced
    INCOMPLETE = "incomplete"  # arrived before all its bills were there
    TWO_VOYAGES = "two_voyages"  # a container on two voyages at once
    ORDER = "order"  # what was ordered of a terminal or asked of a carrier, and nobody answers


class AlertQuerySet(models.QuerySet["Alert"]):
    """Alerts a reader may see."""

    def visible_to(self, agent: Agent) -> AlertQuerySet:
        """Officers those of their office; a carrier those on its own manifests."""
        if agent.has(Role.SYSTEM):
            return self
        offices = agent.offices(*OFFICERS)
        if offices is None:
            return self
        return self.filter(Q(office__in=offices) | Q(manifest__operator__in=agent.operators))


class Alert(models.Model):
    """Something late, missing or doubtful, until somebody closes it. about: what, within its kind."""

    kind = models.CharField(max_length=12, choices=AlertKind.choices)
    office = models.CharField(max_length=17)
    manifest = models.ForeignKey(Manifest, models.PROTECT, null=True, related_name="alerts")
    about = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)
    raised_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=80, blank=True)
    closed_why = models.CharField(max_length=300, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "office", "about"], name="cargo_alert_once"),
            models.CheckConstraint(
                condition=(Q(closed_at__isnull=True) & Q(closed_by=""))
                | (Q(closed_at__isnull=False) & ~Q(closed_by="") & ~Q(closed_why="")),
                name="cargo_alert_closed_with_a_word",
            ),
        ]
        indexes = [
            models.Index(
                fields=["office", "-raised_at", "-id"],
                name="cargo_alert_open",
                condition=Q(closed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"

    @property
    def where(self) -> Where:
        """Its office."""
        return Where(office=self.office)

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"cargo.alert:{self.pk}"

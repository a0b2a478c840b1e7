"""What weighbridges and scanners report, and the pictures beside a bill."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amont.cargo.models.announced import Bill, Manifest
from amont.cargo.models.received import OFFICERS
from amont.cargo.models.taken import TakeOver
from amont.edge.columns import Figure
from amont.kernel.agents import Agent, Role, Where


class Reported(models.QuerySet["Weighing"]):
    """Reports a reader may see."""

    def visible_to(self, agent: Agent) -> Reported:
        """Officers and terminals those of their office."""
        if agent.has(Role.SYSTEM):
            return self
        offices = agent.offices(*OFFICERS, Role.TERMINAL)
        return self if offices is None else self.filter(manifest__office__in=offices)


class Weighing(models.Model):
    """One passage over a weighbridge. key: of the sender, so that sending twice is one. kg: with the box.

    announced_kg: with the box too, as its bills said that day, None where they do not say it.
    """

    manifest = models.ForeignKey(Manifest, models.PROTECT, related_name="weighings")
    box = models.CharField(max_length=17)
    kg = Figure(null=False)
    announced_kg = Figure()
    at = models.DateTimeField()
    station = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    by = models.CharField(max_length=80)

    objects = Reported.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "key"], name="weighing_once"),
            models.CheckConstraint(condition=Q(kg__gt=0), name="weighing_above_zero"),
        ]
        indexes = [models.Index(fields=["manifest", "box", "id"], name="weighing_box")]

    def __str__(self) -> str:
        return f"{self.box} {self.kg}"

    @property
    def where(self) -> Where:
        """The office of its manifest."""
        return Where(office=self.manifest.office)


class PictureKind(models.TextChoices):
    """What is on it."""

    SEAL = "seal"
    DAMAGE = "damage"
    SCAN = "scan"


class Picture(models.Model):
    """A photo taken at a count, or the image of a scanner. result, station: of a scan.

    sha256: of the file received; original: of what the camera took, where the phone reduced it.
    bill: None for a scan, which lies beside each bill that has the box.
    """

    manifest = models.ForeignKey(Manifest, models.PROTECT, related_name="pictures")
    bill = models.ForeignKey(Bill, models.PROTECT, null=True, related_name="pictures")
    box = models.CharField(max_length=17, blank=True)
    take_over = models.ForeignKey(TakeOver, models.PROTECT, null=True, related_name="pictures")
    kind = models.CharField(max_length=10, choices=PictureKind.choices)
    data = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    original = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    result = models.CharField(max_length=40, blank=True)
    station = models.CharField(max_length=40, blank=True, default="", db_default="")
    key = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["manifest", "bill", "box", "sha256"], name="picture_once", nulls_distinct=False
            ),
            models.UniqueConstraint(fields=["by", "key"], condition=~Q(key=""), name="scan_once"),
            models.CheckConstraint(condition=Q(kind__in=PictureKind.values), name="picture_kind_known"),
        ]
        indexes = [models.Index(fields=["manifest", "box"], name="picture_box")]

    def __str__(self) -> str:
        return f"{self.manifest_id} {self.box} {self.kind}"

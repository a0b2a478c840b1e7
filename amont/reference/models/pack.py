"""What a country pack says. Everything dated is closed at both ends; `to_on` empty means still in force."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from amont.kernel.spans import Span, Unit


class Administration(models.Model):
    """The administration this node serves: one row."""

    code = models.CharField(max_length=20, unique=True)
    names = models.JSONField(default=dict)
    country = models.CharField(max_length=2)
    currency = models.CharField(max_length=3)
    time_zone = models.CharField(max_length=40, default="UTC")
    pack = models.CharField(max_length=40)
    lane_published = models.BooleanField(default=False)
    shadow_mode = models.BooleanField(default=False)
    mapping = models.CharField(max_length=40, default="amont")

    def __str__(self) -> str:
        return self.code

    @property
    def publishes_lanes(self) -> bool:
        """Does the declarant see the lane? Never while the node scores in silence."""
        return self.lane_published and not self.shadow_mode


class Office(models.Model):
    """An office of the administration."""

    code = models.CharField(max_length=17, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Charge(models.Model):
    """A duty or tax as a country pack states it, with its source and how sure it is."""

    code = models.CharField(max_length=20)
    names = models.JSONField(default=dict)
    base = models.CharField(max_length=200)
    rate_pct = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    source = models.CharField(max_length=300)
    evidence = models.CharField(max_length=2)

    class Meta:
        ordering = ["code", "-from_on"]
        constraints = [
            models.UniqueConstraint(fields=["code", "from_on"], name="charge_from"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="charge_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.from_on}"


class TimeLimit(models.Model):
    """Within how long something is announced, explained or declared, as a country pack states it.

    mode: of transport, "" for all. number, unit: how long. starts: what it is counted from. law: the text.
    """

    code = models.CharField(max_length=40)
    mode = models.CharField(max_length=3, blank=True)
    number = models.PositiveIntegerField()
    unit = models.CharField(max_length=10)
    starts = models.CharField(max_length=20)
    law = models.CharField(max_length=300, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    source = models.CharField(max_length=300)
    evidence = models.CharField(max_length=2)

    class Meta:
        ordering = ["code", "mode", "-from_on"]
        constraints = [
            models.UniqueConstraint(fields=["code", "mode", "from_on"], name="limit_from"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="limit_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(unit__in=list(Unit)) & Q(number__gte=1), name="limit_span_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.mode} {self.from_on}"

    @property
    def span(self) -> Span:
        """How long."""
        return Span(self.number, Unit(self.unit))

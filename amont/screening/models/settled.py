"""Rows of what is settled before the day: criteria, shares, models, the chance of a day, its plans."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amont.screening.states import ModelState


class CriterionRow(models.Model):
    """One version of a criterion, as the country pack or an analyst wrote it."""

    code = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    raw = models.JSONField()
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    written_by = models.CharField(max_length=80)
    approved_by = models.CharField(max_length=80, blank=True)
    place = models.PositiveIntegerField()

    class Meta:
        db_table = "screening_criterion"
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="criterion_version_once")]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class PolicyRow(models.Model):
    """What each office can control, from a day to a day. shares: by office, "" for any other."""

    from_on = models.DateField(unique=True)
    to_on = models.DateField(null=True)
    shares = models.JSONField()
    new_below = models.PositiveIntegerField(default=1)
    source = models.CharField(max_length=300)
    evidence = models.CharField(max_length=2)

    class Meta:
        db_table = "screening_policy"
        ordering = ["-from_on"]

    def __str__(self) -> str:
        return self.from_on.isoformat()


class ModelRow(models.Model):
    """A trained model with its card. body: the file that `amont learn` would write, profiles included.

    screenings: the last one it has in its profiles. labels_until: last day whose results it has.
    """

    version = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=ModelState.SHADOW)
    card = models.JSONField()
    body = models.BinaryField()
    digest = models.CharField(max_length=64)
    screenings = models.BigIntegerField()
    labels_until = models.DateField()
    decided_from = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=80)

    class Meta:
        db_table = "screening_model"
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(ModelState)), name="model_state_known"),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=ModelState.DECIDING), name="model_one_decides"
            ),
        ]

    def __str__(self) -> str:
        return self.version


class DrawDay(models.Model):
    """The chance of a day: its secret, what was published before, how many declarations and bills drew."""

    day = models.DateField(primary_key=True)
    secret = models.BinaryField(max_length=64)
    commitment = models.CharField(max_length=64)
    committed_at = models.DateTimeField()
    declarations = models.PositiveIntegerField(default=0)
    bills = models.PositiveIntegerField(default=0)
    revealed_at = models.DateTimeField(null=True)
    revealed_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["-day"]

    def __str__(self) -> str:
        return self.day.isoformat()


class PlanRow(models.Model):
    """What decides, draws apart: shares, thresholds, criteria, settled before the first draw by them."""

    day = models.ForeignKey(DrawDay, models.PROTECT, related_name="plans")
    model = models.ForeignKey(ModelRow, models.PROTECT, null=True)
    version = models.CharField(max_length=120)
    shares = models.JSONField()
    thresholds = models.JSONField()
    criteria = models.JSONField()
    new_below = models.PositiveIntegerField(default=1)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "screening_plan"
        ordering = ["-day", "-pk"]
        constraints = [models.UniqueConstraint(fields=["day", "digest"], name="plan_once")]

    def __str__(self) -> str:
        return self.version

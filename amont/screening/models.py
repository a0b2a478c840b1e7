"""Rows of screening: criteria, models, plans of a day, and what was decided for each version and item."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from amont.declarations.models import Figure, Item, Version
from amont.kernel.lanes import Cause
from amont.screening.states import ModelState


def score_or_least(prefix: str = "") -> Coalesce:
    """The score of a screening, below all others where none was possible: what lists are sorted by."""
    return Coalesce(F(f"{prefix}probability"), models.Value(-1.0))


def urgency(prefix: str = "") -> models.expressions.CombinedExpression:
    """The order of work within a lane: blocked first, then the score."""
    blocked = models.Case(
        models.When(**{f"{prefix}cause": Cause.BLOCK.value, "then": models.Value(3.0)}),
        default=models.Value(0.0),
    )
    return blocked + score_or_least(prefix)


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
    """The chance of one day: its secret, what was published before it, and how many drew."""

    day = models.DateField(primary_key=True)
    secret = models.BinaryField(max_length=64)
    commitment = models.CharField(max_length=64)
    committed_at = models.DateTimeField()
    declarations = models.PositiveIntegerField(default=0)
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


class Screening(models.Model):
    """What was decided for one version of a declaration, once.

    lane: the strictest of its items. as_of: the day the profiles had reached when they took its items in.
    """

    version = models.OneToOneField(Version, models.PROTECT, related_name="screening")
    plan = models.ForeignKey(PlanRow, models.PROTECT, related_name="screenings")
    decided_at = models.DateTimeField()
    sequence = models.PositiveIntegerField()
    reference = models.CharField(max_length=60)
    content = models.CharField(max_length=64)
    as_of = models.DateField()
    lane = models.SmallIntegerField()
    cause = models.CharField(max_length=20)
    earlier_lane = models.SmallIntegerField(null=True)
    probability = models.FloatField(null=True)
    expected_duty = models.FloatField(null=True)
    reason = models.CharField(max_length=80, blank=True)
    draws = ArrayField(models.FloatField(), size=4)
    is_shadow = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "sequence"], name="screening_sequence_once"),
            models.CheckConstraint(condition=Q(lane__in=[0, 1, 2, 3]), name="screening_lane_known"),
        ]
        indexes = [
            models.Index(fields=["-probability"], name="screening_score"),
            models.Index(F("lane"), urgency().desc(), F("id"), name="screening_work"),
            models.Index(score_or_least().desc(), F("id"), name="screening_by_score"),
            models.Index(fields=["reason", "id"], name="screening_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.lane}"


class ScreenedItem(models.Model):
    """What was decided for one item, and why. reasons: code, lane, weight, facts; none when not selected."""

    screening = models.ForeignKey(Screening, models.PROTECT, related_name="items")
    item = models.OneToOneField(Item, models.PROTECT, related_name="screened")
    lane = models.SmallIntegerField()
    cause = models.CharField(max_length=20)
    probability = models.FloatField(null=True)
    expected_duty = models.FloatField(null=True)
    critical = models.FloatField(null=True)
    uncertainty = models.FloatField(null=True)
    price_gap = models.FloatField(null=True)
    is_new_operator = models.BooleanField(default=False)
    held = models.BooleanField(default=False)
    blocked = models.BooleanField(default=False)
    hits = models.CharField(max_length=400, blank=True)
    selected = models.CharField(max_length=400, blank=True)
    reasons = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(fields=["screening"], name="screened_new", condition=Q(is_new_operator=True)),
            models.Index(fields=["screening"], name="screened_held", condition=Q(held=True)),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.lane}"


class Label(models.Model):
    """What a control found on an item: what one learns from. Written by controls, or brought along.

    inspected: None when unsaid. offence, critical: None when not inspected.
    """

    item = models.OneToOneField(Item, models.PROTECT, primary_key=True, related_name="label")
    inspected = models.SmallIntegerField(null=True)
    offence = models.SmallIntegerField(null=True)
    critical = models.SmallIntegerField(null=True)
    duty_recovered = Figure()
    resulted_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["resulted_on"], name="label_day")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.offence}"


class ProfileMonth(models.Model):
    """A month of one profile, rolled up: how much was declared, inspected, found and recovered."""

    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=80)
    month = models.DateField()
    items = models.PositiveIntegerField(default=0)
    inspected = models.PositiveIntegerField(default=0)
    offences = models.PositiveIntegerField(default=0)
    critical = models.PositiveIntegerField(default=0)
    recovered = Figure()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "code", "month"], name="profile_month_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.code} {self.month}"


class OtherLane(models.Model):
    """The lane that the system beside chose for the same version: what shadow mode compares with."""

    version = models.OneToOneField(Version, models.PROTECT, primary_key=True, related_name="other_lane")
    lane = models.SmallIntegerField()
    system = models.CharField(max_length=40)
    noted_at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(lane__in=[0, 1, 2, 3]), name="other_lane_known")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.lane}"

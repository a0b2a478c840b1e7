"""Rows of what was decided: for each version and item, again after a new fact, and by the system beside."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from amont.declarations.models import Declaration, Item, Version
from amont.holds.models import HoldRow
from amont.kernel.lanes import Cause
from amont.screening.models.settled import PlanRow


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


class Screening(models.Model):
    """What was decided for one version of a declaration: one row; its number, draws and scores are for good.

    lane, cause, reason: those in force. lane: the strictest of its items. A new fact may make them stricter;
    `DecidedAgain` keeps what they were. as_of: the day the profiles had reached when they took its items in.
    is_shadow: decided in silence, beside a system that decides.
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


class DecidedAgain(models.Model):
    """A hold placed after the lane was known had it decided again: what stood before, as it was.

    number: 1 for the first time. items: those that the hold stops, with lane, cause and reasons as they were.
    The draws, scores and plan stay those of the screening: a new fact gives chance no second turn.
    """

    screening = models.ForeignKey(Screening, models.PROTECT, related_name="again")
    number = models.PositiveSmallIntegerField()
    hold = models.ForeignKey(HoldRow, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lane = models.SmallIntegerField()
    lane_before = models.SmallIntegerField()
    cause_before = models.CharField(max_length=20)
    reason_before = models.CharField(max_length=80, blank=True)
    items = models.JSONField(default=list)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["screening", "number"], name="decided_again_number_once"),
            models.UniqueConstraint(fields=["screening", "hold"], name="decided_again_once_by_hold"),
            models.CheckConstraint(
                condition=Q(lane_before__gte=0, lane__lte=3, lane__gte=F("lane_before")),
                name="decided_again_never_lighter",
            ),
        ]
        indexes = [models.Index(fields=["at"], name="decided_again_day")]

    def __str__(self) -> str:
        return f"{self.screening_id}/{self.number}"


class NewFact(models.Model):
    """A hold by which lanes are still to be decided again; the row goes when that is done.

    declaration: the only one it is asked for, None for all. reached: the last one that was looked at.
    """

    hold = models.ForeignKey(HoldRow, models.PROTECT, related_name="+")
    declaration = models.ForeignKey(Declaration, models.PROTECT, null=True, related_name="+")
    reached = models.BigIntegerField(default=0)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hold", "declaration"], nulls_distinct=False, name="new_fact_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.hold_id} {self.declaration_id or ''}"


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

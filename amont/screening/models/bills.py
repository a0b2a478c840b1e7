"""Rows of what was decided for bills before they arrive, and the words of goods that were learned."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from amont.cargo.models import Bill
from amont.screening.models.settled import DrawDay


class BillDecision(models.Model):
    """The lane of a bill and why: a row for each time it was decided, the last one in force.

    number: 1 for the first time. draw: from the secret of the day, by sequence, bill and content. limits,
    weights: what decided, by version. heading: four digits that its words propose; match: operator that the
    consignee's name resembles.
    """

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    is_last = models.BooleanField(default=True)
    decided_at = models.DateTimeField()
    day = models.ForeignKey(DrawDay, models.PROTECT, related_name="+")
    sequence = models.PositiveIntegerField()
    content = models.CharField(max_length=64)
    draw = models.FloatField()
    lane = models.SmallIntegerField()
    earlier_lane = models.SmallIntegerField(null=True)
    cause = models.CharField(max_length=20)
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    reason = models.CharField(max_length=80, blank=True)
    weights = models.CharField(max_length=80)
    limits = models.CharField(max_length=80)
    heading = models.CharField(max_length=4, blank=True)
    heading_probability = models.FloatField(null=True)
    match = models.CharField(max_length=40, blank=True)
    match_certainty = models.FloatField(null=True)

    class Meta:
        db_table = "screening_bill_decision"
        constraints = [
            models.UniqueConstraint(fields=["bill", "number"], name="bill_decision_once"),
            models.UniqueConstraint(
                fields=["bill"], condition=Q(is_last=True), name="bill_decision_one_in_force"
            ),
            models.UniqueConstraint(fields=["day", "sequence"], name="bill_decision_sequence_once"),
            models.CheckConstraint(condition=Q(lane__in=[0, 1, 2, 3]), name="bill_decision_lane_known"),
            models.CheckConstraint(
                condition=Q(earlier_lane__isnull=True) | Q(lane__gte=F("earlier_lane")),
                name="bill_decision_never_lighter",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-lane", "-score", "id"], name="bill_decision_work", condition=Q(is_last=True)
            ),
            models.Index(fields=["reason", "id"], name="bill_decision_reason", condition=Q(is_last=True)),
        ]

    def __str__(self) -> str:
        return f"{self.bill_id} {self.lane}"


class WordingRow(models.Model):
    """What words of goods usually mean here, learned from our own declarations. card: its figures."""

    made_at = models.DateTimeField()
    until_on = models.DateField()
    card = models.JSONField()
    body = models.BinaryField()
    digest = models.CharField(max_length=64)
    by = models.CharField(max_length=80)

    class Meta:
        db_table = "screening_wording"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.digest[:12]

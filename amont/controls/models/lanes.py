"""Rows of lanes that people changed: heavier by one, lighter by two of other units; then for good."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from amont.controls.states import ChangeState
from amont.declarations.models import Version
from amont.kernel.agents import Agent, Role, Where


class Motive(models.TextChoices):
    """Why a lane is changed, beside its words."""

    DOCUMENT = "document"
    INFORMATION = "information"
    ERROR = "error"
    INSTRUCTION = "instruction"
    OTHER = "other"


class LaneChangeQuerySet(models.QuerySet["LaneChange"]):
    """Changes a reader may see."""

    def visible_to(self, agent: Agent) -> LaneChangeQuerySet:
        """Those of one's office; directors all that they cover."""
        if agent.has(Role.SYSTEM):
            return self
        offices = agent.offices(Role.ANALYST, Role.CHIEF, Role.DIRECTOR)
        return self if offices is None else self.filter(office__in=offices)


class LaneChange(models.Model):
    """One change of the lane of a version. asked_as: role of who asked, so that another unit decides."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="lane_changes")
    office = models.CharField(max_length=17, blank=True)
    before = models.SmallIntegerField()
    lane = models.SmallIntegerField()
    motive = models.CharField(max_length=12, choices=Motive.choices)
    ground = models.CharField(max_length=1000)
    state = models.CharField(max_length=10, default=ChangeState.ASKED)
    asked_by = models.CharField(max_length=80)
    asked_as = models.CharField(max_length=20)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=1000, blank=True)

    objects = LaneChangeQuerySet.as_manager()

    class Meta:
        db_table = "controls_lanechange"
        indexes = [
            models.Index(fields=["state", "office", "id"], name="lane_change_work"),
            models.Index(fields=["version", "id"], name="lane_change_version"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(ChangeState)), name="lane_change_state_known"),
            models.CheckConstraint(
                condition=Q(lane__in=[0, 1, 2, 3]) & ~Q(lane=F("before")), name="lane_change_changes"
            ),
            models.CheckConstraint(condition=~Q(ground=""), name="lane_change_says_why"),
            models.CheckConstraint(
                condition=Q(lane__gt=F("before"), state="done", decided_by="")
                | Q(lane__lt=F("before"), state="asked", decided_by="")
                | (
                    Q(lane__lt=F("before"))
                    & ~Q(state="asked")
                    & ~Q(decided_by="")
                    & ~Q(decided_by=F("asked_by"))
                ),
                name="lane_lighter_by_two_persons",
            ),
            models.UniqueConstraint(
                fields=["version"], condition=Q(state="asked"), name="lane_change_asked_once"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.version_id} {self.before} {self.lane}"

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"controls.lane_change:{self.pk}"

    @property
    def where(self) -> Where:
        """The office of the declaration."""
        return Where(office=self.office)

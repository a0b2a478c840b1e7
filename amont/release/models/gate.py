"""What left, what was asked at the gate and answered, and what was said of it since: never changed."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from amont.edge.columns import Figure
from amont.kernel.agents import Agent, Role, Where
from amont.release.models.issued import Release
from amont.release.states import GateWord

LONGEST_SHOWN = 120


class GateQuerySet(models.QuerySet["Exit"]):
    """Exits a reader may see."""

    def visible_to(self, agent: Agent) -> GateQuerySet:
        """Those of one's office; who noted one sees it."""
        if agent.has(Role.SYSTEM):
            return self
        offices = agent.offices(Role.GATE, Role.CHIEF, Role.DIRECTOR)
        return self if offices is None else self.filter(Q(office__in=offices) | Q(by=agent.name))


class Exit(models.Model):
    """Goods that went through a gate. release: None when none covers them; then `word` says what was known.

    shown: what was shown, cut. boxes: none for all that is released, or for goods without container.
    is_last: with it, all that was released is out. key: of the sender, so that sending twice is one.
    word: what the gate was answered that moment.
    """

    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="exits")
    is_last = models.BooleanField(default=False)
    shown = models.CharField(max_length=LONGEST_SHOWN)
    word = models.CharField(max_length=10)
    boxes = ArrayField(models.CharField(max_length=17), default=list)
    vehicle = models.CharField(max_length=40, blank=True)
    packages = Figure()
    office = models.CharField(max_length=17)
    at = models.DateTimeField()
    noted_at = models.DateTimeField()
    by = models.CharField(max_length=80)
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = GateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "key"], name="exit_once"),
            models.UniqueConstraint(fields=["release"], condition=Q(is_last=True), name="exit_last_once"),
            models.CheckConstraint(condition=Q(word__in=list(GateWord)), name="exit_word_known"),
            models.CheckConstraint(
                condition=Q(release__isnull=True, is_last=False) & ~Q(word="may_leave")
                | Q(release__isnull=False, word="may_leave"),
                name="exit_covered_or_not",
            ),
        ]
        indexes = [
            models.Index(fields=["release", "id"], name="exit_release"),
            models.Index(fields=["office", "-id"], name="exit_bare", condition=Q(release__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.shown} {self.at}"

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"release.exit:{self.pk}"

    @property
    def where(self) -> Where:
        """The office of the gate."""
        return Where(office=self.office)


class ExitNote(models.Model):
    """What a chief found of an exit that no release covers."""

    exit = models.OneToOneField(Exit, models.PROTECT, primary_key=True, related_name="note")
    ground = models.CharField(max_length=300)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(ground=""), name="exit_note_has_a_ground")]

    def __str__(self) -> str:
        return self.ground


class GateAnswer(models.Model):
    """One question at a gate with its answer. why: code of what stops it, "" where the word says it all."""

    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="answers")
    shown = models.CharField(max_length=LONGEST_SHOWN)
    word = models.CharField(max_length=10)
    why = models.CharField(max_length=40, blank=True)
    office = models.CharField(max_length=17, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(word__in=list(GateWord)), name="gate_answer_known")]
        indexes = [models.Index(fields=["release", "-id"], name="gate_answer_release")]

    def __str__(self) -> str:
        return f"{self.shown} {self.word}"

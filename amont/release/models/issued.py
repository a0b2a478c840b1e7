"""Releases, and the series their numbers come from."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from amont.declarations.models import Declaration
from amont.edge.columns import Figure
from amont.kernel.agents import Agent, Role, Where
from amont.release.states import ReleaseState

READERS = (Role.GATE, Role.INSPECTOR, Role.ANALYST, Role.CHIEF, Role.DIRECTOR)


class Series(models.Model):
    """How far a series of numbers has come: releases of a year."""

    name = models.CharField(max_length=40, unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.last}"


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Releases a reader may see."""

    def visible_to(self, agent: Agent) -> ReleaseQuerySet:
        """A broker its own, who works at an office those of it, directors all that they cover."""
        if agent.has(Role.SYSTEM):
            return self
        offices = agent.offices(*READERS)
        if offices is None:
            return self
        own = agent.operators if agent.has(Role.BROKER) else frozenset[str]()
        return self.filter(Q(office__in=offices) | Q(broker__in=own))


class Release(models.Model):
    """The goods of a declaration may leave. All but its end is fixed once and for all.

    facts: what it was computed from. token: the same, signed. boxes, packages: what it covers; no boxes and
    no packages: all there is. valid_until: last day on which the token alone is enough. exit_due_at: when the
    goods should have left, None without a limit in force.
    """

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="releases")
    version = models.PositiveIntegerField()
    number = models.CharField(max_length=20, unique=True)
    office = models.CharField(max_length=17, blank=True)
    broker = models.CharField(max_length=40, blank=True)
    facts = models.JSONField()
    boxes = ArrayField(models.CharField(max_length=17), default=list)
    packages = Figure()
    token = models.TextField()
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=80)
    valid_until = models.DateField()
    exit_due_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, default=ReleaseState.IN_FORCE)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(ReleaseState)), name="release_state_known"),
            models.UniqueConstraint(
                fields=["declaration"],
                condition=Q(state__in=[ReleaseState.IN_FORCE, ReleaseState.LEFT]),
                name="release_once_in_force",
            ),
            models.CheckConstraint(
                condition=Q(state="in_force", ended_at__isnull=True, ended_by="", withdrawn_why="")
                | Q(state="left", ended_at__isnull=False, withdrawn_why="")
                | (Q(state="withdrawn", ended_at__isnull=False) & ~Q(ended_by="") & ~Q(withdrawn_why="")),
                name="release_ended_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(token="") & ~Q(number=""), name="release_is_signed"),
        ]
        indexes = [
            models.Index(fields=["office", "-issued_at", "-id"], name="release_office"),
            models.Index(fields=["-issued_at", "-id"], name="release_issued"),
            models.Index(fields=["broker", "-id"], name="release_broker"),
            models.Index(fields=["exit_due_at", "id"], name="release_overdue", condition=Q(state="in_force")),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"release.release:{self.pk}"

    @property
    def where(self) -> Where:
        """Office and broker of its declaration."""
        return Where(office=self.office, operator=self.broker)

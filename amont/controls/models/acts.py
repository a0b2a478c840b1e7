"""Rows of controls: who was drawn, what was found on each item, the photos, the closing."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from amont.controls.states import ControlState, Withdrawal
from amont.declarations.models import Item, Version
from amont.edge.columns import Figure
from amont.kernel.agents import Agent, Role, Where


class ControlQuerySet(models.QuerySet["Control"]):
    """Controls a reader may see."""

    def visible_to(self, agent: Agent) -> ControlQuerySet:
        """An inspector his own; a chief those of his office; directors all; analysts none."""
        if agent.has(Role.SYSTEM):
            return self
        offices = agent.offices(Role.CHIEF, Role.DIRECTOR)
        if offices is None:
            return self
        own = Q(officer=agent.name) if agent.has(Role.INSPECTOR) else Q(pk__in=[])
        return self.filter(Q(office__in=offices) | own)


class Control(models.Model):
    """The control of one version. candidates, draw: how the officer was drawn, to do it again.

    withdrawn_for: why it ended without an act; empty for those withdrawn before it was written.
    """

    version = models.OneToOneField(Version, models.PROTECT, related_name="control")
    office = models.CharField(max_length=17, blank=True)
    operator = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, default=ControlState.ASSIGNED)
    lane = models.SmallIntegerField()
    officer = models.CharField(max_length=80)
    candidates = models.JSONField(default=list)
    draw = models.FloatField()
    assigned_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    minutes = models.PositiveIntegerField(null=True)
    means = models.CharField(max_length=10, blank=True)
    conclusion = models.CharField(max_length=1000, blank=True)
    redraws = models.PositiveIntegerField(default=0)
    withdrawn_for = models.CharField(max_length=10, blank=True, default="", db_default="")
    case_reference = models.CharField(max_length=60, blank=True)
    others = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    objects = ControlQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["officer", "state", "assigned_at", "id"], name="control_officer_age"),
            models.Index(fields=["office", "state", "assigned_at", "id"], name="control_office_age"),
            models.Index(fields=["state", "assigned_at", "id"], name="control_age"),
            models.Index(fields=["state", "-closed_at", "-id"], name="control_closed"),
            models.Index(fields=["state", "lane", "assigned_at", "id"], name="control_lane"),
            models.Index(fields=["state", "-lane", "assigned_at", "id"], name="control_strict"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(ControlState)), name="control_state_known"),
            models.CheckConstraint(
                condition=~Q(state=ControlState.CLOSED) | Q(closed_at__isnull=False), name="control_closed_at"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_for="")
                | Q(state=ControlState.WITHDRAWN, withdrawn_for__in=list(Withdrawal)),
                name="control_withdrawn_for",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.state}"

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"controls.control:{self.pk}"

    @property
    def where(self) -> Where:
        """Whose it is."""
        return Where(office=self.office, operator=self.operator, officer=self.officer)


class OfficerDraw(models.Model):
    """One draw of an officer. number: 0 for the first, then one more each time; reason: why again.

    A further version of a declaration keeps its officer, and the draws that gave him.

    draw: the number that `facts.officer_number` gives for the day's secret; it points into candidates.
    """

    control = models.ForeignKey(Control, models.PROTECT, related_name="officer_draws")
    number = models.PositiveIntegerField()
    day = models.DateField()
    candidates = models.JSONField()
    draw = models.FloatField()
    officer = models.CharField(max_length=80)
    reason = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["control", "number"], name="officer_draw_once"),
            models.CheckConstraint(condition=~Q(officer=F("by")), name="officer_draw_not_for_oneself"),
            models.CheckConstraint(condition=Q(number=0) | ~Q(reason=""), name="officer_draw_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.control_id}/{self.number}"


class Outcome(models.TextChoices):
    """Result of the control of an item. Not inspected is never compliant."""

    COMPLIANT = "compliant"
    MINOR = "minor"
    OFFENCE = "offence"
    NOT_INSPECTED = "not_inspected"


class OffenceKind(models.TextChoices):
    """What was wrong."""

    VALUE = "value"
    ORIGIN = "origin"
    SPECIES = "species"
    QUANTITY = "quantity"
    PROHIBITED = "prohibited"
    DOCUMENT = "document"
    RIGHTS = "rights"
    OTHER = "other"


class Means(models.TextChoices):
    """How one looked."""

    PHYSICAL = "physical"
    SCAN = "scan"
    DOCUMENTS = "documents"


class ItemResult(models.Model):
    """What was found on one item. found_*: only what differs from the declaration.

    outcome: empty while nothing is decided. by: who noted it. revision: one more each time it is changed.
    """

    control = models.ForeignKey(Control, models.PROTECT, related_name="results")
    item = models.OneToOneField(Item, models.PROTECT, related_name="result")
    outcome = models.CharField(max_length=15, choices=Outcome.choices, blank=True)
    offence_kind = models.CharField(max_length=12, choices=OffenceKind.choices, blank=True)
    threatens_safety = models.BooleanField(default=False)
    found_hs_code = models.CharField(max_length=20, blank=True)
    found_origin = models.CharField(max_length=10, blank=True)
    found_packages = Figure()
    found_net_kg = Figure()
    found_value = Figure()
    duty_before = Figure()
    duty_after = Figure()
    fine = Figure()
    remark = models.CharField(max_length=1000, blank=True)
    by = models.CharField(max_length=80, default="")
    at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=[*Outcome.values, ""]), name="result_outcome_known"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="offence") | ~Q(offence_kind=""), name="result_offence_has_a_kind"
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["compliant", "not_inspected"]) | Q(offence_kind=""),
                name="result_no_kind_without_fault",
            ),
            models.CheckConstraint(
                condition=Q(threatens_safety=False) | Q(outcome__in=["offence", ""]),
                name="result_threat_is_an_offence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.outcome}"


class Photo(models.Model):
    """A photo of the control: reduced, without where it was taken; the hash is that of the file received."""

    control = models.ForeignKey(Control, models.PROTECT, related_name="photos")
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="photos")
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["control", "sha256"], name="photo_once")]

    def __str__(self) -> str:
        return self.sha256[:12]

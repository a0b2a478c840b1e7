"""Rows of findings: what a control makes of a declaration, by two persons."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from amont.controls.models.acts import Control
from amont.controls.states import FindingState
from amont.declarations.models import Item
from amont.edge.columns import Figure
from amont.kernel.agents import Agent, Role, Where


class FindingQuerySet(models.QuerySet["Finding"]):
    """Findings a reader may see."""

    def visible_to(self, agent: Agent) -> FindingQuerySet:
        """Those of the controls one sees; who declared sees what is found of its own."""
        if agent.has(Role.SYSTEM):
            return self
        own = agent.operators if agent.has(Role.BROKER) else frozenset[str]()
        seen = Control.objects.all().visible_to(agent)
        return self.filter(Q(control__in=seen) | Q(control__version__declaration__broker__in=own))


class Finding(models.Model):
    """What a control makes of a declaration, said by one officer and decided by another; then for good.

    number: from 1, for each control. lowers: a value of it is lower than declared. answer: of who declared.
    """

    control = models.ForeignKey(Control, models.PROTECT, related_name="findings")
    number = models.PositiveIntegerField()
    office = models.CharField(max_length=17, blank=True)
    state = models.CharField(max_length=10, default=FindingState.PROPOSED)
    ground = models.CharField(max_length=1000)
    lowers = models.BooleanField(default=False)
    proposed_by = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    answer = models.CharField(max_length=10, blank=True)
    answer_words = models.CharField(max_length=1000, blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=1000, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "office", "id"], name="finding_work")]
        constraints = [
            models.UniqueConstraint(fields=["control", "number"], name="finding_number_once"),
            models.UniqueConstraint(
                fields=["control"], condition=~Q(state="sent_back"), name="finding_one_that_stands"
            ),
            models.CheckConstraint(condition=Q(state__in=list(FindingState)), name="finding_state_known"),
            models.CheckConstraint(condition=~Q(ground=""), name="finding_says_why"),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by="")
                | (~Q(state="proposed") & ~Q(decided_by="") & ~Q(decided_by=F("proposed_by"))),
                name="finding_by_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.control_id}/{self.number}"

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"controls.finding:{self.pk}"

    @property
    def where(self) -> Where:
        """The office decides; who declared answers; the officer of the control proposes."""
        return self.control.where


class FoundItem(models.Model):
    """An item as it is found: empty or None for what is as declared. method: of valuation, 1 to 6."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="items")
    item = models.ForeignKey(Item, models.PROTECT, related_name="found")
    hs_code = models.CharField(max_length=20, blank=True)
    origin = models.CharField(max_length=10, blank=True)
    packages = Figure()
    net_kg = Figure()
    value = Figure()
    method = models.CharField(max_length=1, blank=True)

    class Meta:
        db_table = "controls_founditem"
        constraints = [
            models.UniqueConstraint(fields=["finding", "item"], name="found_item_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0, method__in=list("123456")),
                name="found_value_by_a_method",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.item_id}"

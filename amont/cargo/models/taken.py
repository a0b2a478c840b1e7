"""Take-over: what was found against what was announced, who answers for it, and what differs."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from amont.cargo.models.announced import Bill, Manifest
from amont.cargo.models.received import OFFICERS
from amont.cargo.states import DifferenceState
from amont.edge.columns import Figure
from amont.kernel.agents import Agent, Role, Where


class TakeOverQuerySet(models.QuerySet["TakeOver"]):
    """Counts a reader may see."""

    def visible_to(self, agent: Agent) -> TakeOverQuerySet:
        """Officers and terminals those of their office; a carrier those of its manifests."""
        if agent.has(Role.SYSTEM):
            return self
        offices = agent.offices(*OFFICERS, Role.TERMINAL)
        if offices is None:
            return self
        return self.filter(Q(manifest__office__in=offices) | Q(manifest__operator__in=agent.operators))


class TakeOver(models.Model):
    """One count signed at the quay or in a warehouse. holder: operator who answers for the goods from then.

    key: made by the phone, so that sending twice is one count; digest: of its content. counted_at: by the
    phone's clock; received_at: by the node's. seen: version of the manifest that the phone had before its
    eyes; changed: bills that changed since. is_officer: of customs; else of the terminal, whom he overrules.
    """

    manifest = models.ForeignKey(Manifest, models.PROTECT, related_name="take_overs")
    key = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64)
    seen = models.PositiveIntegerField()
    changed = ArrayField(models.CharField(max_length=60), default=list)
    place = models.CharField(max_length=40, blank=True)
    holder = models.CharField(max_length=40, blank=True)
    counted_at = models.DateTimeField()
    received_at = models.DateTimeField()
    by = models.CharField(max_length=80)
    is_officer = models.BooleanField()
    channel = models.CharField(max_length=10, default="page")

    objects = TakeOverQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["manifest", "id"], name="take_over_manifest")]

    def __str__(self) -> str:
        return f"{self.manifest_id} {self.key}"

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"cargo.take_over:{self.pk}"


class FoundLine(models.Model):
    """What one count found of one bill, or of one of its boxes. bill: None for what nobody announced.

    number: of a bill that nobody announced. seals: None where nobody looked, empty where there is none.
    is_part: it adds to what was counted before; else it takes its place. is_missing: looked for, not found.
    """

    take_over = models.ForeignKey(TakeOver, models.PROTECT, related_name="found")
    bill = models.ForeignKey(Bill, models.PROTECT, null=True, related_name="found")
    number = models.CharField(max_length=60, blank=True)
    box = models.CharField(max_length=17, blank=True)
    packages = Figure()
    kg = Figure()
    seals = ArrayField(models.CharField(max_length=40), null=True)
    damage = models.CharField(max_length=300, blank=True)
    is_part = models.BooleanField(default=False)
    is_missing = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["take_over", "bill", "number", "box"],
                name="found_once_in_count",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(packages__isnull=True) | Q(packages__gte=0), name="found_packages"
            ),
            models.CheckConstraint(condition=Q(kg__isnull=True) | Q(kg__gte=0), name="found_kg"),
        ]
        indexes = [models.Index(fields=["bill", "id"], name="found_bill")]

    def __str__(self) -> str:
        return f"{self.bill_id} {self.box}"


class DifferenceKind(models.TextChoices):
    """How what was found differs from what was announced."""

    SHORTAGE = "shortage"  # fewer packages
    EXCESS = "excess"  # more packages
    WEIGHT = "weight"
    SEAL = "seal"
    DAMAGE = "damage"
    NOT_FOUND = "not_found"
    UNANNOUNCED = "unannounced"


class DifferenceQuerySet(models.QuerySet["Difference"]):
    """Differences a reader may see."""

    def visible_to(self, agent: Agent) -> DifferenceQuerySet:
        """Officers those of their office; a carrier those of its manifests, to explain them."""
        if agent.has(Role.SYSTEM):
            return self
        offices = agent.offices(*OFFICERS)
        if offices is None:
            return self
        own = agent.operators
        return self.filter(
            Q(manifest__office__in=offices) | Q(manifest__operator__in=own) | Q(bill__operator__in=own)
        )

    def undecided(self) -> DifferenceQuerySet:
        """Those that keep a manifest from closing."""
        return self.filter(state__in=UNDECIDED)


UNDECIDED = (DifferenceState.OPEN, DifferenceState.EXPLAINED)
DECIDED = (DifferenceState.ACCEPTED, DifferenceState.OFFENCE)


class Difference(models.Model):
    """FoundLine against announced. It is explained within its limit and accepted, or becomes an offence.

    bill: None for what nobody announced. packages, kg: found less announced, where it can be told.
    counted_by: who counted; another one decides.
    """

    manifest = models.ForeignKey(Manifest, models.PROTECT, related_name="differences")
    bill = models.ForeignKey(Bill, models.PROTECT, null=True, related_name="differences")
    box = models.CharField(max_length=17, blank=True)
    kind = models.CharField(max_length=12, choices=DifferenceKind.choices)
    announced = models.CharField(max_length=120, blank=True)
    found = models.CharField(max_length=300, blank=True)
    packages = Figure()
    kg = Figure()
    state = models.CharField(max_length=10, default=DifferenceState.OPEN)
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField()
    counted_by = models.CharField(max_length=80)
    explanation = models.CharField(max_length=600, blank=True)
    explained_by = models.CharField(max_length=80, blank=True)
    explained_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    ground = models.CharField(max_length=300, blank=True)

    objects = DifferenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["manifest", "bill", "box", "kind"],
                name="difference_once",
                condition=Q(state__in=["open", "explained"], bill__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DifferenceKind.values, state__in=list(DifferenceState)),
                name="difference_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "offence"])
                | (~Q(decided_by="") & Q(decided_at__isnull=False)),
                name="difference_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "offence"]) | ~Q(decided_by=models.F("counted_by")),
                name="difference_four_eyes",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="difference_undecided",
                condition=Q(state__in=["open", "explained"]),
            ),
            models.Index(fields=["manifest", "state", "id"], name="difference_manifest"),
            models.Index(fields=["bill", "id"], name="difference_bill"),
        ]

    def __str__(self) -> str:
        return f"{self.bill_id} {self.kind}"

    @property
    def where(self) -> Where:
        """The office of its manifest and who announced it."""
        own = self.manifest.operator or (self.bill.operator if self.bill else "")
        return Where(office=self.manifest.office, operator=own)

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"cargo.difference:{self.pk}"

"""Manifests, their versions, bills, boxes and vehicles. Lines are cancelled, never deleted."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q

from amont.cargo.models.left import BY_DUE_DAY, NEVER_BELOW_ZERO, Left
from amont.cargo.models.received import OFFICERS, CargoReceipt
from amont.cargo.states import State
from amont.edge.columns import Figure
from amont.kernel.agents import Agent, Role, Where


class ManifestQuerySet(models.QuerySet["Manifest"]):
    """Manifests a reader may see."""

    def visible_to(self, agent: Agent) -> ManifestQuerySet:
        """Officers and terminals those of their office; a carrier its own, an agent those it has bills in."""
        if agent.has(Role.SYSTEM):
            return self
        offices = agent.offices(*OFFICERS, Role.TERMINAL)
        if offices is None:
            return self
        own = agent.operators
        bills = Bill.objects.filter(manifest=OuterRef("pk"), operator__in=own)
        return self.filter(Q(office__in=offices) | Q(operator__in=own) | Exists(bills))


class Manifest(models.Model):
    """What one means of transport brings to one office. Office, voyage and day of departure are its key.

    operator: carrier or agent who answers for it. version: of the content in force. expected_at, arrived_at:
    instants; expected_at is the sender's own hour. complete_at: first time that all its bills were there.
    bills, packages, boxes, gross_kg: what was counted in its live bills.
    """

    office = models.CharField(max_length=17)
    voyage = models.CharField(max_length=35)
    departed_on = models.DateField()
    mode = models.CharField(max_length=3, blank=True)
    vessel = models.CharField(max_length=80, blank=True)
    imo = models.CharField(max_length=10, blank=True)
    call_sign = models.CharField(max_length=17, blank=True)
    nationality = models.CharField(max_length=3, blank=True)
    carrier = models.CharField(max_length=120, blank=True)
    carrier_code = models.CharField(max_length=40, blank=True)
    agent = models.CharField(max_length=120, blank=True)
    operator = models.CharField(max_length=40, blank=True)
    departure = models.CharField(max_length=17, blank=True)
    destination = models.CharField(max_length=17, blank=True)
    expected_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    unloaded_at = models.DateTimeField(null=True)
    announced_at = models.DateTimeField()
    complete_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, default=State.ANNOUNCED)
    version = models.PositiveIntegerField(default=1)
    bills = models.PositiveIntegerField(default=0)
    boxes = models.PositiveIntegerField(default=0)
    packages = Figure()
    gross_kg = Figure()

    objects = ManifestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "voyage", "departed_on"], name="manifest_key"),
            models.CheckConstraint(condition=Q(state__in=list(State)), name="manifest_state_known"),
        ]
        indexes = [
            models.Index(fields=["office", "state", "expected_at", "id"], name="manifest_board"),
            models.Index(fields=["expected_at", "id"], name="manifest_expected"),
            models.Index(fields=["operator", "-id"], name="manifest_operator"),
            models.Index(fields=["voyage", "-id"], name="manifest_voyage"),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.voyage} {self.departed_on}"

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"cargo.manifest:{self.pk}"

    @property
    def where(self) -> Where:
        """Office and carrier decide who may act."""
        return Where(office=self.office, operator=self.operator)


class VersionState(models.TextChoices):
    """What became of what was lodged."""

    APPLIED = "applied"
    PROPOSED = "proposed"  # after arrival: an officer decides
    REFUSED = "refused"


class ManifestVersion(models.Model):
    """One lodging of a manifest or of a part of it. number: None until it is applied.

    header: the voyage as the message says it. declared: totals it says; counted: totals counted in it.
    ground: why it changes what has arrived.
    """

    manifest = models.ForeignKey(Manifest, models.PROTECT, related_name="versions")
    receipt = models.ForeignKey(CargoReceipt, models.PROTECT, related_name="versions")
    message = models.PositiveIntegerField(default=0)  # place of the message in the file, from 0
    number = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, choices=VersionState.choices, default=VersionState.APPLIED)
    function = models.CharField(max_length=10)
    scope = models.CharField(max_length=10)
    master = models.CharField(max_length=60, blank=True)
    lodged_at = models.DateTimeField()
    by = models.CharField(max_length=80)
    operator = models.CharField(max_length=40, blank=True)
    header = models.JSONField(default=dict)
    declared = models.JSONField(default=dict)
    counted = models.JSONField(default=dict)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    cancelled = models.PositiveIntegerField(default=0)
    held = models.BooleanField(default=False)
    ground = models.CharField(max_length=300, blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["manifest", "number"], name="manifest_version_once"),
            models.UniqueConstraint(fields=["receipt", "message"], name="manifest_message_once"),
            models.CheckConstraint(
                condition=Q(state="applied", number__isnull=False)
                | (~Q(state="applied") & Q(number__isnull=True)),
                name="manifest_version_numbered",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(decided_by=""), name="manifest_version_refused_by_somebody"
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="manifest_version_proposed", condition=Q(state="proposed"))
        ]

    def __str__(self) -> str:
        return f"{self.manifest} v{self.number or '?'}"

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"cargo.version:{self.pk}"


class BillQuerySet(models.QuerySet["Bill"]):
    """Bills a reader may see."""

    def visible_to(self, agent: Agent) -> BillQuerySet:
        """Officers and terminals those of their office; a carrier its manifests', an agent its own."""
        if agent.has(Role.SYSTEM):
            return self
        offices = agent.offices(*OFFICERS, Role.TERMINAL)
        if offices is None:
            return self
        own = agent.operators
        return self.filter(
            Q(manifest__office__in=offices) | Q(operator__in=own) | Q(manifest__operator__in=own)
        )

    def live(self) -> BillQuerySet:
        """Those not cancelled."""
        return self.filter(cancelled_in__isnull=True)


class Bill(Left):
    """One transport document in force. master: number of the document it is a house document of.

    The columns are those of its last version. operator: who announced it. lane: None until decided; waiting:
    it is still to be decided. is_split: its goods are announced by the documents under it.
    """

    manifest = models.ForeignKey(Manifest, models.PROTECT, related_name="documents")
    number = models.CharField(max_length=60)
    master = models.CharField(max_length=60, blank=True)
    place = models.PositiveIntegerField(default=0)
    operator = models.CharField(max_length=40, blank=True)
    first = models.ForeignKey(ManifestVersion, models.PROTECT, related_name="+")
    last = models.ForeignKey(ManifestVersion, models.PROTECT, related_name="+")
    cancelled_in = models.ForeignKey(ManifestVersion, models.PROTECT, null=True, related_name="+")
    versions = models.PositiveIntegerField(default=1)
    nature = models.CharField(max_length=3, blank=True)
    kind = models.CharField(max_length=17, blank=True)
    shipper = models.CharField(max_length=200, blank=True)
    consignee = models.CharField(max_length=200, blank=True)
    consignee_code = models.CharField(max_length=40, blank=True)
    notify = models.CharField(max_length=200, blank=True)
    loading = models.CharField(max_length=17, blank=True)
    unloading = models.CharField(max_length=17, blank=True)
    destination = models.CharField(max_length=17, blank=True)
    description = models.CharField(max_length=500, blank=True)
    hs_code = models.CharField(max_length=20, blank=True)
    package_kind = models.CharField(max_length=17, blank=True)
    packages = Figure()
    gross_kg = Figure()
    box_count = models.PositiveIntegerField(default=0)
    held = models.BooleanField(default=False)
    digest = models.CharField(max_length=64)
    lane = models.SmallIntegerField(null=True)
    waiting = models.BooleanField(default=True)
    is_split = models.BooleanField(default=False)

    objects = BillQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["manifest", "number", "master"], name="bill_key"),
            models.CheckConstraint(
                condition=Q(lane__isnull=True) | Q(lane__in=[0, 1, 2, 3]), name="bill_lane_known"
            ),
            *NEVER_BELOW_ZERO,
        ]
        indexes = [
            models.Index(fields=["manifest", "place", "id"], name="bill_in_manifest"),
            models.Index(fields=["number"], name="bill_number"),
            models.Index(fields=["operator", "-id"], name="bill_operator"),
            models.Index(fields=["consignee_code", "-id"], name="bill_consignee"),
            models.Index(fields=["id"], name="bill_waiting", condition=Q(waiting=True)),
            BY_DUE_DAY,
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"cargo.bill:{self.pk}"

    @property
    def where(self) -> Where:
        """The office of its manifest; the one who announced it."""
        return Where(office=self.manifest.office, operator=self.operator)


class Change(models.TextChoices):
    """What a version did with a bill."""

    ADDED = "added"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    RESTORED = "restored"


class BillVersion(models.Model):
    """A bill as one version of its manifest has it. content: all that was read of it."""

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="history")
    version = models.ForeignKey(ManifestVersion, models.PROTECT, related_name="bills")
    change = models.CharField(max_length=10, choices=Change.choices)
    content = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bill", "version"], name="bill_version_once")]

    def __str__(self) -> str:
        return f"{self.bill_id} {self.change}"

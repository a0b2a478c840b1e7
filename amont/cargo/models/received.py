"""Files and messages as they came, and what was noticed in them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amont.kernel.agents import Agent, Role, Where

OFFICERS = (Role.QUAY, Role.INSPECTOR, Role.ANALYST, Role.CHIEF, Role.DIRECTOR, Role.SYSTEM)


class ReceiptState(models.TextChoices):
    """How far the reading of a received message is."""

    WAITING = "waiting"
    READ = "read"
    REFUSED = "refused"


class ReceiptQuerySet(models.QuerySet["CargoReceipt"]):
    """Received messages a reader may see."""

    def visible_to(self, agent: Agent) -> ReceiptQuerySet:
        """Those one sent oneself, or that one's operator sent; analysts, chiefs and directors see all."""
        if agent.has(Role.ANALYST, Role.CHIEF, Role.DIRECTOR, Role.SYSTEM):
            return self
        own = Q(by=agent.name) | Q(operator__in=agent.operators)
        return self.filter(own) if agent.is_known else self.none()


class CargoReceipt(models.Model):
    """A file or message as it came, kept byte for byte. channel: page or api.

    ground: why it changes what has arrived. messages, bills, events: read from it; refused: bills and events
    that went no further. outcome: of each message, what became of it. attempts: readings begun.
    """

    received_at = models.DateTimeField()
    by = models.CharField(max_length=80)
    operator = models.CharField(max_length=40, blank=True)
    office = models.CharField(max_length=17, blank=True)
    ground = models.CharField(max_length=300, blank=True)
    name = models.CharField(max_length=200)
    channel = models.CharField(max_length=10, default="page")
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=ReceiptState.choices, default=ReceiptState.WAITING)
    kind = models.CharField(max_length=40, blank=True)
    messages = models.PositiveIntegerField(default=0)
    bills = models.PositiveIntegerField(default=0)
    events = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    refusal = models.JSONField(null=True)
    outcome = models.JSONField(default=list)
    read_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        db_table = "cargo_receipt"
        indexes = [
            models.Index(fields=["id"], name="cargo_receipt_waiting", condition=Q(state="waiting")),
            models.Index(fields=["by", "-id"], name="cargo_receipt_by"),
            models.Index(fields=["operator", "-id"], name="cargo_receipt_operator"),
            models.Index(fields=["sha256"], name="cargo_receipt_bytes"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ReceiptState.values), name="cargo_receipt_state")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def where(self) -> Where:
        """Who sent it."""
        return Where(office=self.office, operator=self.operator, officer=self.by)

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"cargo.receipt:{self.pk}"


class CargoReceiptBody(models.Model):
    """The bytes of what was received, apart so that lists never load them."""

    receipt = models.OneToOneField(CargoReceipt, models.PROTECT, primary_key=True, related_name="body")
    data = models.BinaryField()

    class Meta:
        db_table = "cargo_receipt_body"

    def __str__(self) -> str:
        return f"{self.receipt_id}"


class CargoNoticed(models.Model):
    """What was noticed: code, weight, place, value; its sentence is made when shown.

    version: of the manifest it was noticed in, None when nothing came of the message. bill: number of the
    document it is about, "" for the message as a whole.
    """

    receipt = models.ForeignKey(CargoReceipt, models.PROTECT, related_name="findings")
    version = models.ForeignKey("ManifestVersion", models.PROTECT, null=True, related_name="findings")
    bill = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=80)
    severity = models.SmallIntegerField()
    path = models.CharField(max_length=300)
    value = models.CharField(max_length=80, blank=True)
    line = models.PositiveIntegerField(null=True)
    facts = models.JSONField(default=dict)

    class Meta:
        db_table = "cargo_noticed"
        indexes = [
            models.Index(fields=["receipt", "-severity", "id"], name="cargo_noticed_receipt"),
            models.Index(fields=["version", "bill"], name="cargo_noticed_bill"),
        ]

    def __str__(self) -> str:
        return self.code

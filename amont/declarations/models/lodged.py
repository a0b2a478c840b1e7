"""Rows of declarations: what was received, each version of it, its items as declared, what was noticed."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left, Upper

from amont.declarations.states import LAPSING, State
from amont.edge.columns import Figure
from amont.kernel.agents import Agent, Role, Where


class ReceiptState(models.TextChoices):
    """How far the reading of a received file is."""

    WAITING = "waiting"
    READ = "read"
    REFUSED = "refused"


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    """Received files a reader may see."""

    def visible_to(self, agent: Agent) -> ReceiptQuerySet:
        """Those one sent oneself, or that one's operator sent; chiefs, analysts and directors see all."""
        if agent.has(Role.ANALYST, Role.CHIEF, Role.DIRECTOR, Role.SYSTEM):
            return self
        return (
            self.filter(Q(by=agent.name) | Q(operator__in=agent.operators)) if agent.is_known else self.none()
        )


class Receipt(models.Model):
    """A file or message as it came, kept byte for byte.

    rows: read, refused and held among them. attempts: readings begun since one last got further.
    """

    received_at = models.DateTimeField()
    by = models.CharField(max_length=80)
    operator = models.CharField(max_length=40, blank=True)
    office = models.CharField(max_length=17, blank=True)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    mapping = models.CharField(max_length=40, default="amont")
    state = models.CharField(max_length=10, choices=ReceiptState.choices, default=ReceiptState.WAITING)
    kind = models.CharField(max_length=20, blank=True)
    encoding = models.CharField(max_length=20, blank=True)
    rows = models.PositiveIntegerField(default=0)
    declarations = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    refusal = models.JSONField(null=True)
    read_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "id"], name="receipt_state"),
            models.Index(fields=["by", "-id"], name="receipt_by"),
            models.Index(fields=["operator", "-id"], name="receipt_operator"),
            models.Index(fields=["received_at"], name="receipt_day"),
            models.Index(fields=["sha256"], name="receipt_bytes"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ReceiptState.values), name="receipt_state_known")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def where(self) -> Where:
        """Who sent it."""
        return Where(office=self.office, operator=self.operator, officer=self.by)


class ReceiptBody(models.Model):
    """The bytes of what was received, apart so that lists never load them."""

    receipt = models.OneToOneField(Receipt, models.PROTECT, primary_key=True, related_name="body")
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.receipt_id}"


class DeclarationQuerySet(models.QuerySet["Declaration"]):
    """Declarations a reader may see."""

    def visible_to(self, agent: Agent) -> DeclarationQuerySet:
        """A broker sees its own, an officer those of his office, directors all that they cover."""
        if agent.has(Role.SYSTEM):
            return self
        offices = agent.offices(Role.INSPECTOR, Role.ANALYST, Role.CHIEF, Role.DIRECTOR)
        if offices is None:
            return self
        return self.filter(Q(office__in=offices) | Q(broker__in=agent.operators))


class Declaration(models.Model):
    """One declaration. Its content lies in its versions; here is what lists and rights need.

    broker: operator under whose name it was lodged. lane: of the current version, None until decided.
    draws_down: a version of it names a transport document, whose balance it may have taken from.
    registered_on: day it binds, whose rates hold; None before its goods. Others: of its first item, or sums.
    """

    reference = models.CharField(max_length=60, unique=True)
    office = models.CharField(max_length=17, blank=True)
    declarant = models.CharField(max_length=40, blank=True)
    broker = models.CharField(max_length=40, blank=True)
    importer = models.CharField(max_length=40, blank=True)
    declaration_type = models.CharField(max_length=10, blank=True)
    declared_on = models.DateField(null=True)
    state = models.CharField(max_length=12, default=State.LODGED)
    version = models.PositiveIntegerField(default=1)
    lodged_at = models.DateTimeField()
    by = models.CharField(max_length=80)
    lane = models.SmallIntegerField(null=True)
    replaces = models.CharField(max_length=60, blank=True)
    item_count = models.PositiveIntegerField(default=0)
    customs_value = Figure()
    duties = Figure()
    hs_code = models.CharField(max_length=20, blank=True)
    origin = models.CharField(max_length=10, blank=True)
    description = models.CharField(max_length=200, blank=True)
    draws_down = models.BooleanField(default=False)
    registered_on = models.DateField(null=True)

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(State)), name="declaration_state_known"),
            models.CheckConstraint(
                condition=Q(lane__isnull=True) | Q(lane__in=[0, 1, 2, 3]), name="declaration_lane_known"
            ),
            models.CheckConstraint(
                condition=Q(registered_on__isnull=False)
                | ~Q(state__in=[State.ASSESSED, State.PAID, State.RELEASED, State.LEFT]),
                name="declaration_registered_before_debt",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "state", "-lane", "id"], name="declaration_queue"),
            models.Index(fields=["state", "-lane", "id"], name="declaration_queue_all"),
            models.Index(fields=["broker", "-id"], name="declaration_broker"),
            models.Index(fields=["importer", "-id"], name="declaration_importer"),
            models.Index(fields=["declarant", "-id"], name="declaration_declarant"),
            models.Index(fields=["hs_code", "origin", "-id"], name="declaration_goods"),
            models.Index(fields=["origin", "-id"], name="declaration_origin"),
            models.Index(fields=["lane", "-id"], name="declaration_lane"),
            models.Index(fields=["-declared_on", "-id"], name="declaration_day"),
            models.Index(
                fields=["lodged_at"],
                name="declaration_early",
                condition=Q(registered_on__isnull=True, state__in=LAPSING),
            ),
            GinIndex(OpClass(Upper("reference"), name="gin_trgm_ops"), name="declaration_reference_like"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"declarations.declaration:{self.pk}"

    @property
    def where(self) -> Where:
        """Office and broker decide who may act."""
        return Where(office=self.office, operator=self.broker)


class Version(models.Model):
    """One version of a declaration as lodged.

    is_numbered: the declaration itself says its version. content: fingerprint of its items. held: a key fact
    is missing. waiting: its lane is still to be decided. header: `known_as`, other names of its document.
    """

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    is_numbered = models.BooleanField(default=False)
    lodged_at = models.DateTimeField()
    by = models.CharField(max_length=80)
    receipt = models.ForeignKey(Receipt, models.PROTECT, null=True, related_name="versions")
    content = models.CharField(max_length=64)
    held = models.BooleanField(default=False)
    waiting = models.BooleanField(default=True)
    replaces = models.CharField(max_length=60, blank=True)
    header = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["declaration", "number"], name="version_number_once")]
        indexes = [
            models.Index(fields=["id"], name="version_waiting", condition=Q(waiting=True)),
            GinIndex(F("header__known_as"), name="version_known_as", condition=Q(header__has_key="known_as")),
        ]

    def __str__(self) -> str:
        return f"{self.declaration} v{self.number}"


HS4, HS6 = 4, 6  # signs of a heading and of a subheading


class Item(models.Model):
    """One item as declared: a column for each name of `kernel.items`, nothing corrected."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="items")
    item = models.BigIntegerField(null=True)
    line = models.PositiveIntegerField(null=True)
    held = models.BooleanField(default=False)
    border_office = models.TextField(blank=True)
    procedure = models.TextField(blank=True)
    import_type = models.TextField(blank=True)
    import_use = models.TextField(blank=True)
    payment_mode = models.TextField(blank=True)
    transport_mode = models.TextField(blank=True)
    importer = models.TextField(blank=True)
    declarant = models.TextField(blank=True)
    office = models.TextField(blank=True)
    declaration_type = models.TextField(blank=True)
    declared_on = models.DateField(null=True)
    seller = models.TextField(blank=True)
    carrier = models.TextField(blank=True)
    hs_code = models.TextField(blank=True)
    description = models.TextField(blank=True)
    origin = models.TextField(blank=True)
    departure = models.TextField(blank=True)
    loading_place = models.TextField(blank=True)
    transport_document = models.TextField(blank=True)
    origin_indicator = models.TextField(blank=True)
    preference = models.TextField(blank=True)
    container = models.TextField(blank=True)
    packages = Figure()
    net_kg = Figure()
    gross_kg = Figure()
    quantity = Figure()
    unit = models.TextField(blank=True)
    item_price = Figure()
    currency = models.TextField(blank=True)
    customs_value = Figure()
    duty_rate_pct = Figure()
    tax_type = models.TextField(blank=True)
    duties = Figure()

    class Meta:
        indexes = [
            models.Index(Left("hs_code", HS6), "origin", models.F("id").desc(), name="item_goods"),
            models.Index(fields=["importer", "-id"], name="item_importer"),
            models.Index("importer", Left("hs_code", HS4), models.F("id").desc(), name="item_importer_goods"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}/{self.item}"


class Noticed(models.Model):
    """What was noticed in what was received: code, weight, place, value; its sentence is made when shown."""

    receipt = models.ForeignKey(Receipt, models.PROTECT, null=True, related_name="findings")
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="findings")
    code = models.CharField(max_length=80)
    severity = models.SmallIntegerField()
    path = models.CharField(max_length=300)
    value = models.CharField(max_length=80, blank=True)
    line = models.PositiveIntegerField(null=True)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["receipt", "-severity", "id"], name="noticed_receipt")]

    def __str__(self) -> str:
        return self.code


class LodgeKey(models.Model):
    """An idempotency key: the same request twice gives the first answer."""

    by = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    answer = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "key"], name="lodge_key_once")]

    def __str__(self) -> str:
        return self.key

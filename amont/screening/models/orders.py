"""Rows of what is ordered of bills and containers before they leave the quay, and what came of it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from amont.cargo.models import Bill, Picture
from amont.cargo.models.received import OFFICERS
from amont.kernel.agents import Agent, Role, Where
from amont.kernel.lanes import Lane
from amont.screening.states import OrderState


class OrderAct(models.TextChoices):
    """What is ordered."""

    SCAN = "scan"
    INSPECT = "inspect"
    LET_GO = "let_go"  # nothing is to be done: what was asked is closed


OF_TERMINALS = (OrderAct.SCAN, OrderAct.INSPECT)


class Found(models.TextChoices):
    """What an inspection found: nothing, or a kind of offence, of those that a bill can show."""

    NOTHING = "nothing"
    QUANTITY = "quantity"
    SPECIES = "species"
    PROHIBITED = "prohibited"
    DOCUMENT = "document"
    RIGHTS = "rights"
    OTHER = "other"


class OrderQuerySet(models.QuerySet["Order"]):
    """Orders a reader may see."""

    def visible_to(self, agent: Agent) -> OrderQuerySet:
        """Officers those of their office; terminals what they are to do there; nobody else any."""
        if agent.has(Role.SYSTEM):
            return self
        offices, here = agent.offices(*OFFICERS), agent.offices(Role.TERMINAL)
        if offices is None:
            return self
        to_do = Q(act__in=OF_TERMINALS) & (Q() if here is None else Q(office__in=here))
        return self.filter(Q(office__in=offices) | to_do)

    def unanswered(self) -> OrderQuerySet:
        """Those the terminal has not taken note of."""
        return self.filter(state=OrderState.ASKED, act__in=OF_TERMINALS, acknowledged_at__isnull=True)


class Order(models.Model):
    """One act ordered of one container, or of a bill (box: ""). place: "" for the quay.

    reasons: codes chosen among those of the bill's lane. lane: of the bill that moment; the order never
    changes it. needs_two: it takes a second person. due_at: until when the terminal takes note of it.
    acknowledged_at, moved_at: as the terminal says. found: once inspected.
    critical: 2 threatens safety, 1 is grave.
    """

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="orders")
    office = models.CharField(max_length=17)
    box = models.CharField(max_length=17, blank=True)
    act = models.CharField(max_length=10, choices=OrderAct.choices)
    place = models.CharField(max_length=80, blank=True)
    reasons = ArrayField(models.CharField(max_length=80), default=list)
    ground = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, default=OrderState.ASKED)
    lane = models.SmallIntegerField(null=True)
    needs_two = models.BooleanField(default=False)
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    second_by = models.CharField(max_length=80, blank=True)
    due_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=80, blank=True)
    moved_at = models.DateTimeField(null=True)
    moved_by = models.CharField(max_length=80, blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=80, blank=True)
    picture = models.ForeignKey(Picture, models.PROTECT, null=True, related_name="+")
    found = models.CharField(max_length=12, choices=Found.choices, blank=True)
    critical = models.SmallIntegerField(null=True)
    found_words = models.CharField(max_length=600, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=80, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        db_table = "screening_order"
        constraints = [
            models.UniqueConstraint(
                fields=["bill", "box", "act"], name="order_open_once", condition=Q(state="asked")
            ),
            models.CheckConstraint(
                condition=Q(act__in=OrderAct.values, state__in=list(OrderState)), name="order_known"
            ),
            models.CheckConstraint(condition=~Q(ground="") | ~Q(reasons=[]), name="order_has_a_ground"),
            models.CheckConstraint(
                condition=~Q(act="let_go", lane=int(Lane.RED)) | Q(needs_two=True), name="order_red_needs_two"
            ),
            models.CheckConstraint(
                condition=~Q(needs_two=True, done_at__isnull=False)
                | (~Q(second_by="") & ~Q(second_by=F("asked_by"))),
                name="order_four_eyes",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | (Q(done_at__isnull=False) & ~Q(done_by="")),
                name="order_done_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="") & ~Q(withdrawn_why="")),
                name="order_withdrawn_with_a_ground",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True) | ~Q(acknowledged_by=""),
                name="order_acknowledged_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(found="")
                | Q(act="inspect", state="done", found__in=Found.values, critical__in=[0, 1, 2]),
                name="order_found_by_inspection",
            ),
            models.CheckConstraint(
                condition=~Q(found="nothing") | Q(critical=0), name="order_nothing_is_not_grave"
            ),
            models.CheckConstraint(
                condition=~Q(act="inspect", state="done") | ~Q(found=""), name="order_inspected_with_result"
            ),
        ]
        indexes = [
            models.Index(fields=["office", "state", "-id"], name="order_office"),
            models.Index(fields=["bill", "id"], name="order_bill"),
            models.Index(fields=["box", "id"], name="order_box", condition=Q(state="asked")),
            models.Index(
                fields=["due_at", "id"],
                name="order_unanswered",
                condition=Q(state="asked", acknowledged_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.box or self.bill_id}"

    @property
    def where(self) -> Where:
        """Its office."""
        return Where(office=self.office)

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"screening.order:{self.pk}"


class Verdict(models.TextChoices):
    """What an analyst sees on an image."""

    CLEAR = "clear"
    SUSPICIOUS = "suspicious"


class ImageReading(models.Model):
    """What one analyst sees on the image of a scanner. Another one may see more: the graver counts."""

    picture = models.ForeignKey(Picture, models.PROTECT, related_name="readings")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    words = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "screening_image_reading"
        constraints = [
            models.UniqueConstraint(fields=["picture", "by"], name="image_read_once_by_each"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="image_verdict_known"),
            models.CheckConstraint(
                condition=Q(verdict="clear") | ~Q(words=""), name="image_suspicion_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.picture_id} {self.verdict}"


class LabelSource(models.TextChoices):
    """Where a result of a bill comes from."""

    ORDER = "order"  # an inspection that was ordered
    DIFFERENCE = "difference"  # what was counted otherwise than announced, and decided
    SCAN = "scan"  # a suspicious image: nothing is found yet
    DECLARATION = "declaration"  # the control of an item that wrote the bill off


class BillLabel(models.Model):
    """A result of a bill, never changed: it counts from the day after `resulted_on`. about: of its source.

    inspected: 1 when goods were looked at. offence, critical: None when they were not.
    """

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="labels")
    source = models.CharField(max_length=12, choices=LabelSource.choices)
    about = models.CharField(max_length=40)
    inspected = models.SmallIntegerField()
    offence = models.SmallIntegerField(null=True)
    critical = models.SmallIntegerField(null=True)
    resulted_on = models.DateField()

    class Meta:
        db_table = "screening_bill_label"
        constraints = [
            models.UniqueConstraint(fields=["bill", "source", "about"], name="bill_label_once"),
            models.CheckConstraint(
                condition=Q(source__in=LabelSource.values, inspected__in=[0, 1]), name="bill_label_known"
            ),
            models.CheckConstraint(
                condition=Q(inspected=1, offence__in=[0, 1]) | Q(inspected=0, offence__isnull=True),
                name="bill_label_of_what_was_seen",
            ),
        ]
        indexes = [models.Index(fields=["resulted_on"], name="bill_label_day")]

    def __str__(self) -> str:
        return f"{self.bill_id} {self.source} {self.offence}"

"""Rows of holds: what is stopped, on which ground, by whom; lifted, never erased."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from amont.kernel.agents import Agent, Role, Where


class HeldField(models.TextChoices):
    """What a hold can name: columns of an item, and of a bill before it is declared.

    BOX: number of a container, as bills have it; that of an item is a yes or a no. NAME: a party that
    resembles this one, whatever its spelling.
    """

    REFERENCE = "reference"
    IMPORTER = "importer"
    DECLARANT = "declarant"
    SELLER = "seller"
    CARRIER = "carrier"
    HS_CODE = "hs_code"
    ORIGIN = "origin"
    DEPARTURE = "departure"
    BILL = "bill"
    BOX = "box"
    VESSEL = "vessel"
    NAME = "name"


OF_ITEMS = (
    HeldField.REFERENCE, HeldField.IMPORTER, HeldField.DECLARANT, HeldField.SELLER, HeldField.CARRIER,
    HeldField.HS_CODE, HeldField.ORIGIN, HeldField.DEPARTURE,
)  # fmt: skip
OF_BILLS = (
    HeldField.BILL, HeldField.BOX, HeldField.VESSEL, HeldField.NAME, HeldField.IMPORTER, HeldField.SELLER,
    HeldField.CARRIER, HeldField.HS_CODE, HeldField.DEPARTURE,
)  # fmt: skip


class HoldQuerySet(models.QuerySet["HoldRow"]):
    """Holds a reader may see."""

    def visible_to(self, agent: Agent) -> HoldQuerySet:
        """Officers and directors: grounds are intelligence, brokers see none."""
        return (
            self
            if agent.has(Role.INSPECTOR, Role.ANALYST, Role.CHIEF, Role.DIRECTOR, Role.SYSTEM)
            else self.none()
        )

    def in_force(self) -> HoldQuerySet:
        """Those not lifted."""
        return self.filter(lifted_at__isnull=True)


class HoldRow(models.Model):
    """Items whose field has this value are stopped: an operator, a reference, a code of goods."""

    field = models.CharField(max_length=40)
    value = models.CharField(max_length=120)
    ground = models.CharField(max_length=300)
    placed_by = models.CharField(max_length=80)
    placed_at = models.DateTimeField()
    until_on = models.DateField(null=True)
    lifted_by = models.CharField(max_length=80, blank=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_why = models.CharField(max_length=300, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        db_table = "holds_hold"
        ordering = ["-placed_at", "-pk"]
        indexes = [models.Index(fields=["-placed_at", "-id"], name="hold_placed")]
        constraints = [
            models.UniqueConstraint(
                fields=["field", "value", "ground"],
                condition=Q(lifted_at__isnull=True),
                name="hold_once_in_force",
            ),
            models.CheckConstraint(
                condition=(Q(lifted_at__isnull=True) & Q(lifted_by=""))
                | (Q(lifted_at__isnull=False) & ~Q(lifted_by="")),
                name="hold_lifted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.value}"

    def is_over(self, day: date) -> bool:
        """Was its last day before this one?"""
        return self.until_on is not None and self.until_on < day

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"holds.hold:{self.pk}"

    @property
    def where(self) -> Where:
        """Who placed it."""
        return Where(officer=self.placed_by)

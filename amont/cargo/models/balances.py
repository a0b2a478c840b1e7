"""What goes off a bill and comes back to it: a ledger, never changed, beside the balance kept on the bill."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from amont.cargo.models.announced import Bill
from amont.edge.columns import Figure
from amont.kernel.agents import Where


class EntryKind(models.TextChoices):
    """Why the balance moved."""

    ANNOUNCED = "announced"  # what the bill says, and each amendment of it
    FOUND = "found"  # take-over found more or less than announced, and an officer accepts it
    DECLARATION = "declaration"
    TRANSIT = "transit"
    DEPOSIT = "deposit"
    TRANSFER = "transfer"  # to another bill, or from one
    UNDONE = "undone"  # an entry taken back


WRITE_OFFS = (EntryKind.DECLARATION, EntryKind.TRANSIT, EntryKind.DEPOSIT)


class BalanceEntry(models.Model):
    """One movement of a balance. packages, kg: what is added, negative for what goes off; None: not counted.

    reference: what writes it off (number of a declaration, of a transit), or the other bill of a transfer.
    remainder_kg: of `kg`, the weight that went with the last package though nobody asked for it, above zero.
    undoes: the entry taken back. packages_left, kg_left: the balance after it.
    """

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12, choices=EntryKind.choices)
    reference = models.CharField(max_length=60, blank=True)
    packages = Figure()
    kg = Figure()
    remainder_kg = Figure()
    packages_left = Figure()
    kg_left = Figure()
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "cargo_balance_entry"
        indexes = [
            models.Index(fields=["bill", "id"], name="entry_bill"),
            models.Index(fields=["reference", "id"], name="entry_reference", condition=~Q(reference="")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="balance_kind_known"),
            models.CheckConstraint(
                condition=Q(packages_left__isnull=True) | Q(packages_left__gte=0),
                name="balance_packages_left",
            ),
            models.CheckConstraint(
                condition=Q(kg_left__isnull=True) | Q(kg_left__gte=0), name="balance_kg_left"
            ),
            models.CheckConstraint(
                condition=Q(kind="undone", undoes__isnull=False)
                | (~Q(kind="undone") & Q(undoes__isnull=True)),
                name="balance_undoes_one",
            ),
            models.CheckConstraint(
                condition=Q(undoes__isnull=True) | ~Q(undoes=F("id")), name="balance_not_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bill_id} {self.kind}"

    @property
    def where(self) -> Where:
        """That of its bill."""
        return self.bill.where

    @property
    def subject(self) -> str:
        """How the journal names its bill."""
        return f"cargo.bill:{self.bill_id}"

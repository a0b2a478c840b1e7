"""What is left of a bill: columns kept beside its ledger, written under the lock of the row."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from amont.edge.columns import Figure


class Left(models.Model):
    """packages_left, kg_left: of its goods, None where nobody counts them. write_offs: those not undone.

    left_at: last movement. taken_over_at: first count; holder: who answers for the goods since. due_on: last
    day for declaring the whole of it.
    """

    packages_left = Figure()
    kg_left = Figure()
    write_offs = models.PositiveIntegerField(default=0)
    left_at = models.DateTimeField(null=True)
    taken_over_at = models.DateTimeField(null=True)
    holder = models.CharField(max_length=40, blank=True)
    due_on = models.DateField(null=True)

    class Meta:
        abstract = True

    @property
    def has_left(self) -> bool:
        """Is anything counted still there?"""
        return bool(self.packages_left) or bool(self.kg_left)


OPEN = Q(packages_left__gt=0) | Q(kg_left__gt=0)
NEVER_BELOW_ZERO = (
    models.CheckConstraint(
        condition=Q(packages_left__isnull=True) | Q(packages_left__gte=0), name="bill_packages_left"
    ),
    models.CheckConstraint(condition=Q(kg_left__isnull=True) | Q(kg_left__gte=0), name="bill_kg_left"),
)
BY_DUE_DAY = models.Index(F("due_on"), F("id"), name="bill_due", condition=OPEN & Q(due_on__isnull=False))

"""What bills are targeted by: capacity of each office, limits solved for it, weights learned from results.

Limits and weights live as models do: proposed in silence, let decide by another person, retired. What was
proposed is never changed; the database keeps that, and four eyes.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from amont.kernel.agents import Where
from amont.screening.states import ModelState

ANY_OTHER = ""  # office: what stands for offices without their own


class BillCapacity(models.Model):
    """What an office can look at, from a day on: parts of all its bills. Never changed: the last one counts.

    office: ANY_OTHER for those without their own. red: boxes; yellow: papers; random: part of red by chance.
    """

    office = models.CharField(max_length=17, blank=True)
    from_on = models.DateField()
    red = models.FloatField()
    yellow = models.FloatField()
    random = models.FloatField()
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "screening_bill_capacity"
        indexes = [models.Index(fields=["office", "-from_on", "-id"], name="bill_capacity_in_force")]
        constraints = [
            models.CheckConstraint(
                condition=Q(red__gte=0, yellow__gte=0, random__gte=0, random__lte=1)
                & Q(red__lte=1 - F("yellow") + 1e-9),
                name="bill_capacity_within_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.from_on}"

    @property
    def where(self) -> Where:
        """Its office."""
        return Where(office=self.office)

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"screening.capacity:{self.pk}"


class Proposed(models.Model):
    """What is proposed by one person, and decides once another one lets it.

    from_on, to_on: days on which it decides, both within; to_on before from_on: it never did.
    """

    version = models.CharField(max_length=80, unique=True)
    state = models.CharField(max_length=10, default=ModelState.SHADOW)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    by = models.CharField(max_length=80)
    from_on = models.DateField(null=True)
    promoted_at = models.DateTimeField(null=True)
    promoted_by = models.CharField(max_length=80, blank=True)
    to_on = models.DateField(null=True)
    retired_at = models.DateTimeField(null=True)
    retired_by = models.CharField(max_length=80, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(ModelState)), name="%(class)s_state_known"),
            models.CheckConstraint(condition=~Q(promoted_by=F("by")), name="%(class)s_four_eyes"),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True, state__in=["shadow", "retired"], promoted_by="")
                | Q(from_on__isnull=False, state__in=["deciding", "retired"]) & ~Q(promoted_by=""),
                name="%(class)s_decides_once_promoted",
            ),
            models.CheckConstraint(
                condition=~Q(state="retired") | (Q(retired_at__isnull=False) & ~Q(retired_by="")),
                name="%(class)s_retired_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.version


class BillWeights(Proposed):
    """Weights learned from bills that were looked at. card: what they are worth beside the default ones.

    labels_until: last day whose results they know.
    """

    intercept = models.FloatField()
    of = models.JSONField()
    results = models.PositiveIntegerField()
    offences = models.PositiveIntegerField()
    labels_until = models.DateField()
    card = models.JSONField()

    class Meta(Proposed.Meta):
        db_table = "screening_bill_weights"
        constraints = [
            *Proposed.Meta.constraints,
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=ModelState.DECIDING), name="bill_weights_one_decides"
            ),
        ]

    @property
    def where(self) -> Where:
        """The whole node."""
        return Where()

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"screening.weights:{self.pk}"


class BillLimits(Proposed):
    """Scores from which an office looks, solved for its capacity and for one version of the weights.

    red, yellow: None selects nothing. random: chance of any bill. past: decisions it was solved from, those
    of `first_on` to `last_on`; is_own: of this office alone, else of all. expected: parts that it would have
    given, of red and of yellow.
    """

    office = models.CharField(max_length=17, blank=True)
    capacity = models.ForeignKey(BillCapacity, models.PROTECT, related_name="+")
    weights = models.CharField(max_length=80)
    red = models.FloatField(null=True)
    yellow = models.FloatField(null=True)
    random = models.FloatField()
    past = models.PositiveIntegerField()
    is_own = models.BooleanField()
    first_on = models.DateField()
    last_on = models.DateField()
    expected = models.JSONField()

    class Meta(Proposed.Meta):
        db_table = "screening_bill_limits"
        constraints = [
            *Proposed.Meta.constraints,
            models.UniqueConstraint(
                fields=["office"], condition=Q(state=ModelState.DECIDING), name="bill_limits_one_decides"
            ),
            models.CheckConstraint(
                condition=Q(random__gte=0, random__lte=1)
                & (Q(red__isnull=True) | Q(yellow__isnull=True) | Q(yellow__lte=F("red"))),
                name="bill_limits_yellow_below_red",
            ),
        ]

    @property
    def where(self) -> Where:
        """Its office."""
        return Where(office=self.office)

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"screening.limits:{self.pk}"


def in_force(day: date) -> Q:
    """Of what was proposed, that which decides on a day."""
    return Q(from_on__lte=day) & (Q(to_on__isnull=True) | Q(to_on__gte=day))

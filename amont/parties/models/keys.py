"""Keys of machines."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from amont.kernel.agents import OF_FIRMS, Agent, Role, Where
from amont.parties.models.operators import Operator
from amont.reference.models import Office


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    """Keys a reader may see."""

    def visible_to(self, agent: Agent) -> ApiKeyQuerySet:
        """Accounts and security see all; an operator sees its own."""
        if agent.has(Role.ADMINISTRATOR, Role.SECURITY, Role.SYSTEM):
            return self
        return self.filter(operator__code__in=agent.operators) if agent.operators else self.none()


class ApiKey(models.Model):
    """A key of a machine that acts for an operator or an office. It is shown once; its digest is kept.

    approved_by: a key that bears a role of officers works once a second administrator has approved it.
    """

    operator = models.ForeignKey(Operator, models.PROTECT, null=True, related_name="keys")
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20)
    label = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12, unique=True)
    digest = models.CharField(max_length=64)
    acts = models.JSONField(default=list)
    per_minute = models.PositiveIntegerField(default=600)
    made_by = models.CharField(max_length=80)
    approved_by = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    replaced_by = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaces")

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["broker", "carrier"], operator__isnull=False, office__isnull=True)
                | Q(role="terminal", operator__isnull=False, office__isnull=False)
                | (
                    ~Q(role__in=[*sorted(OF_FIRMS), "administrator", "security", "system"])
                    & Q(operator__isnull=True)
                ),
                name="key_role_known",
            ),
            models.CheckConstraint(
                condition=Q(approved_by="") | ~Q(approved_by=F("made_by")), name="key_by_two_persons"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def agent_name(self) -> str:
        """How the journal knows this key."""
        return f"key:{self.pk}"

    @property
    def where(self) -> Where:
        """Whose key it is."""
        office = self.office.code if self.office else ""
        return Where(office=office, operator=self.operator.code if self.operator else "")

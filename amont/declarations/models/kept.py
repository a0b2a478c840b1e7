"""What a broker is typing and has not lodged yet, and the templates it begins from."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amont.kernel.agents import Agent, Role, Where


class KeptDraftQuerySet(models.QuerySet["KeptDraft"]):
    """Drafts a reader may see."""

    def visible_to(self, agent: Agent) -> KeptDraftQuerySet:
        """Those of one's own firm; customs sees nothing before it is lodged."""
        return self if agent.has(Role.SYSTEM) else self.filter(operator__in=agent.operators)


class KeptDraft(models.Model):
    """An unfinished declaration, as typed: nothing in it is read before it is sent.

    key: given by the browser, so that what comes twice is one draft. name: of a template, "" for a draft.
    version: grows with each change. sent_as: reference of the declaration it became.
    """

    key = models.UUIDField()
    operator = models.CharField(max_length=40)
    by = models.CharField(max_length=80)
    name = models.CharField(max_length=80, blank=True)
    header = models.JSONField(default=dict)
    items = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    sent_as = models.CharField(max_length=60, blank=True)

    objects = KeptDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["operator", "key"], name="draft_key_once"),
            models.CheckConstraint(condition=Q(name="") | Q(sent_as=""), name="draft_template_never_sent"),
        ]
        indexes = [models.Index(fields=["operator", "-changed_at", "-id"], name="draft_of_firm")]

    def __str__(self) -> str:
        return f"{self.key}"

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"declarations.draft:{self.pk}"

    @property
    def where(self) -> Where:
        """Its firm decides who may act."""
        return Where(operator=self.operator)

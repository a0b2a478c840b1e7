"""Rows of the journal. The database itself refuses to change or delete those that tell what happened."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    """What a row tells."""

    ACT = "act"  # a person, a key or the node did something
    EVENT = "event"  # something happened that others may answer to
    READ = "read"  # a sensitive file was read


class Entry(models.Model):
    """One thing that happened. leaf: hash of the row, computed before it is written (see `leaves`)."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=5, choices=Kind.choices)
    name = models.CharField(max_length=80)
    subject = models.CharField(max_length=120, blank=True)
    office = models.CharField(max_length=17, blank=True)
    by = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)
    salt = models.BinaryField(max_length=16)
    leaf = models.BinaryField(max_length=32)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="entry_subject"),
            models.Index(fields=["name", "id"], name="entry_name"),
            models.Index(fields=["by", "id"], name="entry_by"),
            models.Index(fields=["at"], name="entry_at"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="entry_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject}"


class Leaf(models.Model):
    """The place of a row in the tree, given by the sequencer after the row was committed."""

    index = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="place")
    hash = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(self.index)


class Head(models.Model):
    """A signed tree head: what the tree was, at an instant. frontier: what the next leaves are added to."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    frontier = models.BinaryField()
    signed_at = models.DateTimeField()
    note = models.TextField()

    def __str__(self) -> str:
        return f"{self.size}"


class Pending(models.Model):
    """An event that somebody must still answer to. It goes away once every answer was given."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="pending")
    tries = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["next_at"], name="pending_next")]

    def __str__(self) -> str:
        return f"{self.entry_id}"


class Pulse(models.Model):
    """The last sign of life of each worker."""

    worker = models.CharField(max_length=80, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker

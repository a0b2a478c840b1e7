"""Lists of codes, dated, and the tables that change them."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q


class Code(models.Model):
    """One entry of a code list: a place, a kind of package, a unit, a mode, with its dates and source.

    names: by language. country, latitude, longitude: of places, where they are known.
    """

    listed_in = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    names = models.JSONField(default=dict)
    country = models.CharField(max_length=2, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    source = models.CharField(max_length=300, blank=True)
    evidence = models.CharField(max_length=2, blank=True)

    class Meta:
        ordering = ["listed_in", "code"]
        constraints = [
            models.UniqueConstraint(fields=["listed_in", "code", "from_on"], name="code_from"),
            models.UniqueConstraint(
                fields=["listed_in", "code"], condition=Q(to_on__isnull=True), name="code_open_once"
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="code_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="code_lies_on_the_globe",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listed_in} {self.code}"

    def is_open(self, day: date) -> bool:
        """In force on a day, or still to come."""
        return self.to_on is None or self.to_on >= day


class CodeFile(models.Model):
    """A table of codes that was handed in, as received; applied_at: None while nobody has applied it.

    is_whole: what it does not name is ended, in the parts that it holds (countries of places, chapters of the
    tariff, "" for a whole list). withdrawn_at: from when nobody can apply it any more.
    """

    listed_in = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    body = models.BinaryField()
    is_whole = models.BooleanField()
    parts = models.JSONField(default=list)
    from_on = models.DateField()
    source = models.CharField(max_length=300)
    evidence = models.CharField(max_length=2)
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=80)
    applied_at = models.DateTimeField(null=True)
    applied_by = models.CharField(max_length=80, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=80, blank=True)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    ended = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "reference_code_file"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(listed_in__in=["unlocode", "packages", "units", "tariff"]),
                name="code_file_list_known",
            ),
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True, applied_by="")
                | (Q(applied_at__isnull=False) & ~Q(applied_by="")),
                name="code_file_applied_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="")
                | (Q(withdrawn_at__isnull=False, applied_at__isnull=True) & ~Q(withdrawn_by="")),
                name="code_file_withdrawn_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listed_in} {self.name}"

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"reference.code_file:{self.pk}"

"""Rows of what controls found, and the months of profiles that come of them."""

from __future__ import annotations

from django.db import models

from amont.declarations.models import Figure, Item


class Label(models.Model):
    """What a control found on an item: what one learns from. Written by controls, or brought along.

    inspected: None when unsaid. offence, critical: None when not inspected.
    """

    item = models.OneToOneField(Item, models.PROTECT, primary_key=True, related_name="label")
    inspected = models.SmallIntegerField(null=True)
    offence = models.SmallIntegerField(null=True)
    critical = models.SmallIntegerField(null=True)
    duty_recovered = Figure()
    resulted_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["resulted_on"], name="label_day")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.offence}"


class ProfileMonth(models.Model):
    """A month of one profile, rolled up: how much was declared, inspected, found and recovered."""

    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=80)
    month = models.DateField()
    items = models.PositiveIntegerField(default=0)
    inspected = models.PositiveIntegerField(default=0)
    offences = models.PositiveIntegerField(default=0)
    critical = models.PositiveIntegerField(default=0)
    recovered = Figure()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "code", "month"], name="profile_month_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.code} {self.month}"

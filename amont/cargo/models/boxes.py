"""Containers and vehicles of bills, as the last version of each has them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from amont.cargo.models.announced import Bill, Manifest
from amont.edge.columns import Figure


class BillBox(models.Model):
    """A container of a bill, as its last version has it. packages, weights: of this bill's goods in it."""

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="boxes")
    manifest = models.ForeignKey(Manifest, models.PROTECT, related_name="+")
    number = models.CharField(max_length=17)
    kind = models.CharField(max_length=10, blank=True)
    filling = models.CharField(max_length=8, blank=True)
    packages = Figure()
    goods_kg = Figure()
    gross_kg = Figure()
    tare_kg = Figure()
    seals = ArrayField(models.CharField(max_length=40), default=list)
    is_live = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bill", "number"], name="box_once_in_bill")]
        indexes = [
            models.Index(fields=["number", "-id"], name="box_number"),
            models.Index(fields=["manifest", "number"], name="box_manifest"),
        ]

    def __str__(self) -> str:
        return self.number


class BillVehicle(models.Model):
    """A road vehicle of a bill: no chassis on two live bills."""

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="vehicles")
    chassis = models.CharField(max_length=40)
    description = models.CharField(max_length=200, blank=True)
    kg = Figure()
    is_live = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chassis"], condition=Q(is_live=True), name="chassis_once"),
            models.UniqueConstraint(fields=["bill", "chassis"], name="chassis_once_in_bill"),
        ]
        indexes = [models.Index(F("chassis"), name="vehicle_chassis")]

    def __str__(self) -> str:
        return self.chassis

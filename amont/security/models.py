"""Rows of security: sign-ins that failed, keys that were refused."""

from __future__ import annotations

from django.db import models


class Attempt(models.Model):
    """An attempt to sign in, or to act without right. name: as typed, cut; never a password."""

    at = models.DateTimeField()
    what = models.CharField(max_length=40)
    name = models.CharField(max_length=80, blank=True)
    address = models.GenericIPAddressField(null=True)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["-at"], name="attempt_at"),
            models.Index(fields=["name", "-at"], name="attempt_name"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.name}"


class KeyRefusals(models.Model):
    """How often keys of one name were refused from one address in one hour.

    prefix: public name of a key we gave, "" for any other. address: of IPv6 its network of 64 bits.
    """

    hour = models.DateTimeField()
    address = models.CharField(max_length=45, blank=True)
    prefix = models.CharField(max_length=20, blank=True)
    why = models.CharField(max_length=10)
    n = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hour", "address", "prefix", "why"], name="key_refusals_once")
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.prefix} {self.n}"

"""Rows of security: sign-ins that failed, and those who were turned away."""

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

"""The charges of the node's pack as they were loaded, whole: a notice names the digest of those it used."""

from __future__ import annotations

from django.db import models


class LawRow(models.Model):
    """sha256: of the body. body: `kernel.charges.Law` as JSON. The last one is in use."""

    sha256 = models.CharField(max_length=64)
    body = models.JSONField()
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "reference_law"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.sha256[:12]

"""The tariff: one line for a code and the days it holds."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Left

from amont.formats.tariff.records import BOTH, EXPORT, HIGHEST, IMPORT, LOWEST, SUM

PROHIBITED = ("", IMPORT, EXPORT, BOTH)
COMBINED = ("", SUM, HIGHEST, LOWEST)
SEARCHED = SearchVector("words", config="simple")


class TariffLine(models.Model):
    """A chapter (2 digits), heading (4), subheading (6) or national line (8, 10) on the days it holds.

    rate_pct: of the customs value; amount: in `currency` for each `per_unit`; None where no duty is said.
    combine: how the two go together. unit: statistical or supplementary. papers: codes of documents to show.
    preferences: rate, as text, by preference. other_rates: likewise, of the charges beside the duty.
    words: what it is searched by (see `wording`).
    """

    code = models.CharField(max_length=10)
    names = models.JSONField(default=dict)
    unit = models.CharField(max_length=8, blank=True)
    rate_pct = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    amount = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    currency = models.CharField(max_length=3, blank=True)
    per_unit = models.CharField(max_length=8, blank=True)
    combine = models.CharField(max_length=8, blank=True)
    has_statistical_fee = models.BooleanField(default=False)
    prohibited = models.CharField(max_length=6, blank=True)
    papers = models.JSONField(default=list)
    preferences = models.JSONField(default=dict)
    other_rates = models.JSONField(default=dict, db_default={})
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    source = models.CharField(max_length=300, blank=True)
    evidence = models.CharField(max_length=2, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        db_table = "reference_tariff_line"
        ordering = ["code", "-from_on"]
        indexes = [
            models.Index(Left("code", Value(4)), name="tariff_heading"),
            GinIndex(SEARCHED, name="tariff_words"),
            GinIndex(OpClass(F("words"), "gin_trgm_ops"), name="tariff_words_like"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["code", "from_on"], name="tariff_from"),
            ExclusionConstraint(
                name="tariff_once_a_day",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    (Func("from_on", "to_on", Value("[]"), function="DATERANGE"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="tariff_days_in_order"
            ),
            models.CheckConstraint(condition=Q(code__regex=r"^([0-9]{2}){1,5}$"), name="tariff_code_form"),
            models.CheckConstraint(
                condition=Q(rate_pct__isnull=True) | Q(rate_pct__range=(0, 1000)), name="tariff_rate_range"
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True, currency="", per_unit="")
                | (Q(amount__gte=0) & ~Q(currency="") & ~Q(per_unit="")),
                name="tariff_amount_of_what",
            ),
            models.CheckConstraint(
                condition=Q(combine="")
                | Q(combine__in=COMBINED, rate_pct__isnull=False, amount__isnull=False),
                name="tariff_combined_of_two",
            ),
            models.CheckConstraint(condition=Q(prohibited__in=PROHIBITED), name="tariff_prohibition_known"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.from_on}"

    def is_open(self, day: date) -> bool:
        """In force on a day, or still to come."""
        return self.to_on is None or self.to_on >= day

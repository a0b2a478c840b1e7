"""Searches among bills that persons keep, and what newly met them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amont.cargo.models import Bill
from amont.kernel.agents import Agent, Role

READERS = (Role.ANALYST, Role.CHIEF, Role.DIRECTOR)


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    """Searches a reader may see."""

    def visible_to(self, agent: Agent) -> SavedSearchQuerySet:
        """One's own, and those shared with one's office."""
        if agent.has(Role.SYSTEM):
            return self
        offices = agent.offices(*READERS)
        shared = ~Q(shared_with="") if offices is None else Q(shared_with__in=offices - {""})
        return self.filter(Q(owner=agent.name) | shared)


class SavedSearch(models.Model):
    """What somebody looks for among bills that come, under a name.

    shared_with: office whose analysts see it, "" for its owner alone. tells: its owner is told of bills that
    newly meet it. lane to days: as asked in the list. seen_to: last decision that was held against it, on
    the day run_on.
    """

    owner = models.CharField(max_length=80)
    name = models.CharField(max_length=80)
    shared_with = models.CharField(max_length=17, blank=True)
    tells = models.BooleanField(default=True)
    lane = models.SmallIntegerField(null=True)
    office = models.CharField(max_length=17, blank=True)
    reason = models.CharField(max_length=80, blank=True)
    words = models.CharField(max_length=60, blank=True)
    days = models.PositiveSmallIntegerField()
    kept_at = models.DateTimeField()
    seen_to = models.BigIntegerField(default=0)
    run_on = models.DateField()

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        db_table = "screening_saved_search"
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="saved_search_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_search_named"),
            models.CheckConstraint(
                condition=Q(lane__isnull=True) | Q(lane__in=[0, 1, 2, 3]), name="saved_search_lane_known"
            ),
            models.CheckConstraint(
                condition=Q(lane__isnull=False) | ~Q(office="") | ~Q(reason="") | ~Q(words=""),
                name="saved_search_asks_something",
            ),
        ]
        indexes = [models.Index(fields=["shared_with"], name="saved_search_shared")]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"screening.search:{self.pk}"


class SearchNotice(models.Model):
    """A bill met a search for the first time. seen_at: None while its owner has not looked at it."""

    search = models.ForeignKey(SavedSearch, models.PROTECT, related_name="notices")
    bill = models.ForeignKey(Bill, models.PROTECT, related_name="+")
    met_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "screening_search_notice"
        constraints = [models.UniqueConstraint(fields=["search", "bill"], name="search_notice_once")]
        indexes = [
            models.Index(
                fields=["search", "-met_at", "-id"],
                name="search_notice_unseen",
                condition=Q(seen_at__isnull=True),
            ),
            models.Index(fields=["met_at"], name="search_notice_age"),
        ]

    def __str__(self) -> str:
        return f"{self.search_id} {self.bill_id}"

"""Persons and their postings: a right lasts from a day to a day, and two persons grant it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from amont.kernel.agents import OF_FIRMS, Agent, Role, Where
from amont.parties.models.operators import Operator
from amont.parties.states import PostingState
from amont.reference.models import Office


class PersonQuerySet(models.QuerySet["Person"]):
    """Persons a reader may see."""

    def visible_to(self, agent: Agent) -> PersonQuerySet:
        """Accounts and security see all; others see themselves."""
        if agent.has(Role.ADMINISTRATOR, Role.SECURITY, Role.DIRECTOR, Role.SYSTEM):
            return self
        kind, _, key = agent.name.partition(":")
        return self.filter(pk=int(key)) if kind == "person" else self.none()


class Theme(models.TextChoices):
    """How pages look; the device decides when empty."""

    LIGHT = "light"
    DARK = "dark"


class PersonManager(BaseUserManager["Person"]):
    """Accounts are made with a name to sign in; the password may come later."""

    def get_queryset(self) -> PersonQuerySet:
        """With the questions of the queryset."""
        return PersonQuerySet(self.model, using=self._db)

    def create_user(self, username: str, password: str | None = None, **facts: Any) -> Person:
        """An account without any right."""
        person = self.model(username=self.model.normalize_username(username), **facts)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def visible_to(self, agent: Agent) -> PersonQuerySet:
        """Accounts a reader may see."""
        return self.get_queryset().visible_to(agent)


class Person(AbstractBaseUser):
    """Somebody who signs in. Rights come from postings only, never from the account."""

    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, default="fr")
    theme = models.CharField(max_length=5, choices=Theme.choices, blank=True)
    shortcuts = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def agent_name(self) -> str:
        """How the journal knows this person."""
        return f"person:{self.pk}"

    @property
    def where(self) -> Where:
        """Whose account it is: nobody decides upon one's own."""
        return Where(officer=self.agent_name)

    def get_full_name(self) -> str:
        """The name on the screen."""
        return self.name


class PostingQuerySet(models.QuerySet["Posting"]):
    """Postings by day."""

    def in_force(self, on: date) -> PostingQuerySet:
        """Approved postings that cover a day, of operators that still trade on it."""
        approved = self.filter(state=PostingState.ACTIVE, from_on__lte=on)
        trading = Q(operator__until_on__isnull=True) | Q(operator__until_on__gte=on)
        return approved.filter(trading, Q(to_on__isnull=True) | Q(to_on__gte=on))


class Posting(models.Model):
    """A role of a person, in an office or for an operator, from a day to a day."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="postings")
    role = models.CharField(max_length=20)
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    operator = models.ForeignKey(Operator, models.PROTECT, null=True, related_name="postings")
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    state = models.CharField(max_length=10, default=PostingState.PROPOSED)
    proposed_by = models.CharField(max_length=80)
    approved_by = models.CharField(max_length=80, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-pk"]
        indexes = [models.Index(fields=["person", "state"], name="posting_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role if role is not Role.SYSTEM]),
                name="posting_role_known",
            ),
            models.CheckConstraint(condition=Q(state__in=list(PostingState)), name="posting_state_known"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="posting_days_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(state=PostingState.ACTIVE)
                | (~Q(approved_by="") & ~Q(approved_by=F("proposed_by"))),
                name="posting_by_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(role__in=["broker", "carrier"], operator__isnull=False, office__isnull=True)
                | Q(role="terminal", operator__isnull=False, office__isnull=False)
                | (~Q(role__in=sorted(OF_FIRMS)) & Q(operator__isnull=True)),
                name="posting_firms_only_have_an_operator",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.role}"

    @property
    def where(self) -> Where:
        """Whose posting it is: nobody decides upon one's own."""
        return Where(officer=f"person:{self.person_id}")

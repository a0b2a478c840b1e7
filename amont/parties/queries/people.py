"""Accounts as lists and pages show them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet

from amont.edge.paging import Order
from amont.kernel.agents import Agent, Role
from amont.parties.models import Person, Posting
from amont.parties.states import PostingState

ORDER = (Order("name"), Order("id"))
STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
DORMANT = timedelta(days=60)
FEWEST_ADMINISTRATORS = 2  # one proposes, the other approves


def people(agent: Agent, *, words: str, role: str, state: str, on: date) -> QuerySet[Person]:
    """Accounts that a reader may see, by part of a name, by role held, by where they stand."""
    found = Person.objects.visible_to(agent)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(username__icontains=words))
    held = Posting.objects.in_force(on).filter(person=OuterRef("pk"))
    if role:
        found = found.filter(Exists(held.filter(role=role)))
    match state:
        case "posted":
            found = found.filter(Exists(held), is_active=True)
        case "waiting":
            found = found.filter(Exists(waiting().filter(person=OuterRef("pk"))))
        case "none":
            found = found.filter(~Exists(held), is_active=True)
        case "closed":
            found = found.filter(is_active=False)
    return found


def waiting() -> QuerySet[Posting]:
    """Postings that wait for a second administrator, oldest first."""
    return Posting.objects.filter(state=PostingState.PROPOSED, person__is_active=True).order_by("pk")


def standing(posting: Posting, *, on: date) -> str:
    """Where a posting stands on a day: proposed, refused, ended, coming, over or held."""
    if posting.state != PostingState.ACTIVE:
        return posting.state
    if posting.from_on > on:
        return "coming"
    return "over" if posting.to_on is not None and posting.to_on < on else "held"


def without_factor(on: date) -> QuerySet[Person]:
    """Accounts with a posting in force that a password alone opens."""
    strong = Authenticator.objects.filter(user=OuterRef("pk"), type__in=STRONG)
    return _in_use(on).filter(~Exists(strong)).order_by("name", "pk")


def dormant(on: date, *, now: datetime) -> QuerySet[Person]:
    """Accounts with a posting in force that nobody used for sixty days."""
    since = now - DORMANT
    never = Q(last_login__isnull=True, date_joined__lt=since)
    return _in_use(on).filter(never | Q(last_login__lt=since)).order_by("last_login", "pk")


def lacks_administrators(on: date) -> bool:
    """Fewer than two administrators can act: nothing can be proposed by one and approved by another."""
    held = Posting.objects.in_force(on).filter(person=OuterRef("pk"), role=Role.ADMINISTRATOR.value)
    return Person.objects.get_queryset().filter(Exists(held), is_active=True).count() < FEWEST_ADMINISTRATORS


def factors_of(person: int) -> list[Authenticator]:
    """What protects an account besides its password, oldest first."""
    return list(Authenticator.objects.filter(user_id=person).order_by("pk"))


def _in_use(on: date) -> QuerySet[Person]:
    held = Posting.objects.in_force(on).filter(person=OuterRef("pk"))
    return Person.objects.get_queryset().filter(Exists(held), is_active=True)

"""Accounts after they are opened: links, passwords, sessions, second factors, preferences, closing."""

from __future__ import annotations

from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction

from amont.journal.actions import record
from amont.kernel.agents import Agent, require
from amont.kernel.errors import AmontError
from amont.parties.actions.people import AccountIsClosed, end_posting, refuse_posting, subject_of
from amont.parties.models import Person, Posting, Theme
from amont.parties.permissions import GRANTS
from amont.parties.queries.links import LINKS, person_of_link
from amont.parties.states import PostingState


class OwnAccount(AmontError):
    """What others decide upon an account, nobody decides upon one's own."""

    code = "account.own"
    status = 403


@transaction.atomic
def close_account(person: int, *, by: Agent, today: date, now: datetime) -> Person:
    """Nobody signs in with it any more, open sessions end, and no posting is left. OwnAccount."""
    row = _decided_upon(person, "close_account", by=by)
    for posting in Posting.objects.filter(person=row, state=PostingState.ACTIVE).values_list("pk", flat=True):
        end_posting(posting, by=by, today=today)
    for posting in Posting.objects.filter(person=row, state=PostingState.PROPOSED).values_list(
        "pk", flat=True
    ):
        refuse_posting(posting, by=by)
    row.is_active = False
    row.save(update_fields=["is_active"])
    _end_sessions(row, now=now)
    record("parties.close_account", by=by.name, subject=subject_of(person))
    return row


@transaction.atomic
def reopen_account(person: int, *, by: Agent) -> Person:
    """The account may be used again; its postings stay ended. OwnAccount."""
    row = _decided_upon(person, "reopen_account", by=by)
    row.is_active = True
    row.save(update_fields=["is_active"])
    record("parties.reopen_account", by=by.name, subject=subject_of(person))
    return row


@transaction.atomic
def make_link(person: int, *, by: Agent, now: datetime) -> str:
    """What the person needs, once and within three days, to choose a password; nobody else learns it.

    The password before, links made before and open sessions end at once. OwnAccount, AccountIsClosed.
    """
    row = _decided_upon(person, "make_link", by=by)
    if not row.is_active:
        raise AccountIsClosed(name=row.name)
    row.set_unusable_password()
    row.save(update_fields=["password"])
    _end_sessions(row, now=now)
    record("parties.make_link", by=by.name, subject=subject_of(person))
    return LINKS.make_token(row)


@transaction.atomic
def use_link(person: int, *, token: str, password: str) -> Person:
    """The password chosen by whoever holds the link, which ends by it. LinkOver."""
    row = Person.objects.select_for_update().get(pk=person_of_link(person, token=token).pk)
    person_of_link(person, token=token)  # again, under the lock: used once
    row.set_password(password)
    row.save(update_fields=["password"])
    record("parties.use_link", by=row.agent_name, subject=subject_of(row.pk))
    return row


@transaction.atomic
def change_password(person: Person, *, password: str, by: Agent) -> None:
    """One's own password. The other sessions of the person end."""
    require(GRANTS, by, "own_account")
    person.set_password(password)
    person.save(update_fields=["password"])
    record("parties.change_password", by=by.name, subject=subject_of(person.pk))


@transaction.atomic
def set_preferences(person: int, *, language: str, theme: str, shortcuts: bool, by: Agent) -> Person:
    """Language, theme ("" as the device) and keys of one's own pages."""
    require(GRANTS, by, "own_account")
    row = Person.objects.visible_to(by).select_for_update().get(pk=person)
    if row.agent_name != by.name:
        raise OwnAccount()
    row.language, row.theme, row.shortcuts = language, Theme(theme).value if theme else "", shortcuts
    row.save(update_fields=["language", "theme", "shortcuts"])
    return row


@transaction.atomic
def end_sessions(person: int, *, by: Agent, now: datetime) -> int:
    """Everybody signed in with this account is signed out. Gives how many sessions ended."""
    require(GRANTS, by, "end_sessions")
    row = Person.objects.select_for_update().get(pk=person)
    ended = _end_sessions(row, now=now)
    record("parties.end_sessions", by=by.name, subject=subject_of(person), sessions=ended)
    return ended


@transaction.atomic
def end_other_sessions(person: int, *, by: Agent, kept: str, now: datetime) -> int:
    """One's own sessions, the present one aside. kept: key of the present session."""
    require(GRANTS, by, "own_account")
    row = Person.objects.select_for_update().get(pk=person)
    if row.agent_name != by.name:
        raise OwnAccount()
    ended = _end_sessions(row, now=now, kept=kept)
    record("parties.end_sessions", by=by.name, subject=subject_of(person), sessions=ended)
    return ended


@transaction.atomic
def clear_factors(person: int, *, by: Agent) -> int:
    """Second factors lost for good: the person signs in by password, then sets new ones. OwnAccount.

    Security does it, never who makes links: to take an account over, two persons would have to agree.
    """
    row = _decided_upon(person, "clear_factors", by=by)
    cleared, _ = Authenticator.objects.filter(user=row).delete()
    record("parties.clear_factors", by=by.name, subject=subject_of(person), factors=cleared)
    return cleared


def note_sign_in(person: Person, *, address: str, by: Agent) -> None:
    """Somebody signed in, all steps done."""
    require(GRANTS, by, "note_sign_in")
    record("parties.sign_in", by=person.agent_name, subject=subject_of(person.pk), address=address)


def note_sign_out(person: Person, *, by: Agent) -> None:
    """Somebody signed out."""
    require(GRANTS, by, "note_sign_in")
    record("parties.sign_out", by=person.agent_name, subject=subject_of(person.pk))


def note_factor(person: Person, *, what: str, by: Agent) -> None:
    """A second factor was added or taken away by its owner. what: as the sign-in names it."""
    require(GRANTS, by, "note_sign_in")
    record("parties.note_factor", by=person.agent_name, subject=subject_of(person.pk), what=what)


def _decided_upon(person: int, act: str, *, by: Agent) -> Person:
    """The locked account, once the right is sure and it is not one's own."""
    row = Person.objects.select_for_update().get(pk=person)
    require(GRANTS, by, act, row)
    if by.name == row.agent_name:
        raise OwnAccount()
    return row


def _end_sessions(person: Person, *, now: datetime, kept: str = "") -> int:
    """Sessions bear their person inside: each open one is read, which is rare and takes an instant."""
    open_ones = Session.objects.filter(expire_date__gte=now).exclude(session_key=kept)
    theirs = [
        session.session_key
        for session in open_ones.iterator()
        if session.get_decoded().get(SESSION_KEY) == str(person.pk)
    ]
    return Session.objects.filter(session_key__in=theirs).delete()[0]

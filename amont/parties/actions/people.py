"""Accounts and postings: what one person proposes, another approves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q

from amont.journal.actions import announce, record
from amont.kernel.agents import Agent, Role, is_whole, require
from amont.kernel.errors import AmontError
from amont.kernel.states import step
from amont.parties.events import AccountOpened, PostingApproved, PostingEnded, PostingProposed, PostingRefused
from amont.parties.models import Operator, Person, Posting
from amont.parties.permissions import GRANTS, HELD_ALONE
from amont.parties.states import TRANSITIONS, PostingState
from amont.reference.models import Office


class NameTaken(AmontError):
    """Another account has this name to sign in. Facts: username."""

    code = "account.name_taken"
    status = 409


class AccountIsClosed(AmontError):
    """Nothing is given to a closed account. Facts: name."""

    code = "account.closed"
    status = 409


class OwnPosting(AmontError):
    """Nobody proposes or approves a posting for oneself."""

    code = "posting.own"
    status = 403


class SecondPerson(AmontError):
    """Who proposed a posting does not approve it."""

    code = "posting.second_person"
    status = 403


class RoleNotPosted(AmontError):
    """The role is the node's own: no person holds it. Facts: role."""

    code = "posting.role"


class OperatorExpected(AmontError):
    """A broker is posted for an operator, an officer for none. Facts: role."""

    code = "posting.operator"


class DaysNotInOrder(AmontError):
    """The last day comes before the first. Facts: from_on, to_on."""

    code = "posting.days"


class RolesApart(AmontError):
    """The person holds, or is proposed for, a role that is held alone. Facts: role, held."""

    code = "posting.roles_apart"
    status = 409


@transaction.atomic
def open_account(username: str, *, name: str, password: str | None, language: str, by: Agent) -> Person:
    """An account without any right yet. password: None for one that is set later. NameTaken."""
    require(GRANTS, by, "open_account")
    if Person.objects.filter(username__iexact=username).exists():
        raise NameTaken(username=username)
    person = Person.objects.create_user(username=username, password=password, name=name, language=language)
    announce(AccountOpened(person.pk), by=by.name, subject=subject_of(person.pk))
    return person


@transaction.atomic
def propose_posting(
    person: int,
    *,
    role: Role,
    office: str,
    operator: str,
    from_on: date,
    to_on: date | None,
    by: Agent,
) -> Posting:
    """A role from a day to a day, for a second administrator to approve. office: "" for all.

    OwnPosting, AccountIsClosed, RoleNotPosted, OperatorExpected, DaysNotInOrder, RolesApart.
    """
    require(GRANTS, by, "propose_posting")
    holder = Person.objects.select_for_update().get(pk=person)
    if by.name == holder.agent_name:
        raise OwnPosting()
    if not holder.is_active:
        raise AccountIsClosed(name=holder.name)
    row = Posting(
        person=holder,
        role=role.value,
        office=Office.objects.get(code=office) if office else None,
        operator=Operator.objects.get(code=operator) if operator else None,
        from_on=from_on,
        to_on=to_on,
        proposed_by=by.name,
    )
    _can_be_held(row, beside=(PostingState.PROPOSED, PostingState.ACTIVE))
    row.save(force_insert=True)
    announce(
        PostingProposed(row.pk, person, role.value), by=by.name, subject=subject_of(person), office=office
    )
    return row


def _can_be_held(row: Posting, *, beside: Iterable[PostingState]) -> None:
    """The posting makes sense, alone and beside those of the same person whose days it meets."""
    role = Role(row.role)
    if role is Role.SYSTEM:
        raise RoleNotPosted(role=role.value)
    if not is_whole(role, has_operator=row.operator is not None, has_office=row.office is not None):
        raise OperatorExpected(role=role.value)
    if row.to_on is not None and row.to_on < row.from_on:
        raise DaysNotInOrder(from_on=row.from_on, to_on=row.to_on)
    others = Posting.objects.filter(person=row.person, state__in=list(beside)).exclude(pk=row.pk)
    others = others.filter(Q(to_on__isnull=True) | Q(to_on__gte=row.from_on))
    if row.to_on is not None:
        others = others.filter(from_on__lte=row.to_on)
    for held in others.exclude(role=row.role).values_list("role", flat=True):
        if role in HELD_ALONE or Role(held) in HELD_ALONE:
            raise RolesApart(role=role.value, held=held)


@transaction.atomic
def approve_posting(posting: int, *, by: Agent) -> Posting:
    """The role is held from its first day on. OwnPosting, SecondPerson, AccountIsClosed, RolesApart."""
    row = _locked(posting)
    require(GRANTS, by, "approve_posting", row)
    holder = Person.objects.select_for_update().get(pk=row.person_id)
    if by.name == holder.agent_name:
        raise OwnPosting()
    if by.name == row.proposed_by:
        raise SecondPerson()
    if not holder.is_active:
        raise AccountIsClosed(name=holder.name)
    step(row, "approve", table=TRANSITIONS)
    _can_be_held(row, beside=(PostingState.ACTIVE,))
    row.approved_by = by.name
    row.save(update_fields=["state", "approved_by"])
    announce(PostingApproved(row.pk, row.person_id, row.role), by=by.name, subject=subject_of(row.person_id))
    return row


@transaction.atomic
def refuse_posting(posting: int, *, by: Agent) -> Posting:
    """The proposed role is not given."""
    row = _locked(posting)
    require(GRANTS, by, "refuse_posting", row)
    step(row, "refuse", table=TRANSITIONS)
    row.save(update_fields=["state"])
    announce(PostingRefused(row.pk, row.person_id, row.role), by=by.name, subject=subject_of(row.person_id))
    return row


@transaction.atomic
def end_posting(posting: int, *, by: Agent, today: date) -> Posting:
    """The role is held no more, from this instant: the next request of the person is turned away."""
    row = _locked(posting)
    require(GRANTS, by, "end_posting", row)
    step(row, "end", table=TRANSITIONS)
    row.to_on = max(row.from_on, today)
    row.save(update_fields=["state", "to_on"])
    announce(PostingEnded(row.pk, row.person_id, row.role), by=by.name, subject=subject_of(row.person_id))
    return row


@transaction.atomic
def note_operators(operators: dict[str, str], *, are_brokers: bool, by: Agent) -> None:
    """Operators by code with their names; those known keep theirs."""
    require(GRANTS, by, "note_operators")
    Operator.objects.bulk_create(
        (
            Operator(code=code[:40], name=name[:200], is_broker=are_brokers)
            for code, name in operators.items()
        ),
        ignore_conflicts=True,
        batch_size=2_000,
    )
    record("parties.note_operators", by=by.name, operators=len(operators))


def subject_of(person: int) -> str:
    """How the journal names an account."""
    return f"parties.person:{person}"


def _locked(posting: int) -> Posting:
    return (
        Posting.objects.select_for_update(of=("self",)).select_related("person", "operator").get(pk=posting)
    )

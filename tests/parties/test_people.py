"""What one administrator proposes another approves; nobody decides upon oneself; some roles stand alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from amont.journal.models import Entry
from amont.kernel.agents import NOBODY, Agent, Forbidden, Role
from amont.kernel.states import NotNow
from amont.parties.actions.accounts import close_account
from amont.parties.actions.people import (
    AccountIsClosed,
    DaysNotInOrder,
    NameTaken,
    OperatorExpected,
    OwnPosting,
    RoleNotPosted,
    RolesApart,
    SecondPerson,
    approve_posting,
    end_posting,
    open_account,
    propose_posting,
    refuse_posting,
)
from amont.parties.models import Operator, Person, Posting
from amont.parties.queries import agent_of
from amont.parties.states import PostingState
from tests.making import BROKER, NOW, OFFICE, TODAY, a_person, an_administration, an_agent
from tests.pages import agent

pytestmark = pytest.mark.django_db
FIRST = an_agent(Role.ADMINISTRATOR, office="", name="test:first")
SECOND = an_agent(Role.ADMINISTRATOR, office="", name="test:second")


def an_account(username: str = "awa") -> Person:
    an_administration()
    return open_account(username, name="Awa Diop", password=None, language="fr", by=FIRST)


def proposed(
    person: Person,
    role: Role = Role.INSPECTOR,
    *,
    office: str = OFFICE,
    operator: str = "",
    from_on: date = TODAY,
    to_on: date | None = None,
    by: Agent = FIRST,
) -> Posting:
    return propose_posting(
        person.pk, role=role, office=office, operator=operator, from_on=from_on, to_on=to_on, by=by
    )


def test_an_account_alone_gives_no_right() -> None:
    person = an_account()

    assert agent_of(person.pk, on=TODAY) == NOBODY


def test_a_name_to_sign_in_is_given_once_whatever_its_capitals() -> None:
    an_account("awa")

    with pytest.raises(NameTaken):
        open_account("AWA", name="Awa Ndiaye", password=None, language="fr", by=FIRST)


def test_a_proposed_posting_gives_no_right_before_a_second_person_approves_it() -> None:
    person = an_account()
    posting = proposed(person)

    assert agent_of(person.pk, on=TODAY) == NOBODY

    approve_posting(posting.pk, by=SECOND)

    assert [held.role for held in agent_of(person.pk, on=TODAY).postings] == [Role.INSPECTOR]
    assert list(Entry.objects.filter(name="PostingApproved").values_list("by", "facts")) == [
        (SECOND.name, {"posting": posting.pk, "person": person.pk, "role": "inspector"})
    ]


def test_who_proposed_a_posting_does_not_approve_it() -> None:
    posting = proposed(an_account())

    with pytest.raises(SecondPerson):
        approve_posting(posting.pk, by=FIRST)

    posting.refresh_from_db()
    assert posting.state == PostingState.PROPOSED


def test_nobody_proposes_a_posting_for_oneself() -> None:
    person = a_person(Role.ADMINISTRATOR, office="")

    with pytest.raises(OwnPosting):
        proposed(person, by=agent(person))

    assert person.postings.count() == 1


def test_nobody_approves_a_posting_for_oneself() -> None:
    person = a_person(Role.ADMINISTRATOR, office="")
    posting = proposed(person, Role.ADMINISTRATOR, office="")

    with pytest.raises(OwnPosting):
        approve_posting(posting.pk, by=agent(person))


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ADMINISTRATOR, Role.SYSTEM)])
def test_only_administrators_propose_postings(role: Role) -> None:
    person = an_account()

    with pytest.raises(Forbidden):
        proposed(person, by=an_agent(role))


def test_the_role_of_the_node_itself_is_posted_to_nobody() -> None:
    with pytest.raises(RoleNotPosted):
        proposed(an_account(), Role.SYSTEM, office="")


def test_a_broker_is_posted_for_an_operator_and_an_officer_for_none() -> None:
    person = an_account()
    Operator.objects.create(code=BROKER, is_broker=True)

    with pytest.raises(OperatorExpected):
        proposed(person, Role.BROKER, office="")
    with pytest.raises(OperatorExpected):
        proposed(person, Role.BROKER, office=OFFICE, operator=BROKER)
    with pytest.raises(OperatorExpected):
        proposed(person, Role.INSPECTOR, operator=BROKER)


def test_the_last_day_of_a_posting_follows_its_first() -> None:
    with pytest.raises(DaysNotInOrder):
        proposed(an_account(), from_on=TODAY, to_on=TODAY - timedelta(days=1))


@pytest.mark.parametrize("alone", [Role.ADMINISTRATOR, Role.SECURITY])
def test_accounts_and_security_are_held_beside_no_other_role(alone: Role) -> None:
    person = an_account()
    proposed(person, Role.CHIEF)

    with pytest.raises(RolesApart):
        proposed(person, alone, office="")


def test_an_officer_is_not_posted_as_a_broker_as_long_as_the_days_meet() -> None:
    person = an_account()
    Operator.objects.create(code=BROKER, is_broker=True)
    approve_posting(proposed(person, to_on=TODAY).pk, by=SECOND)

    with pytest.raises(RolesApart):
        proposed(person, Role.BROKER, office="", operator=BROKER)

    later = proposed(person, Role.BROKER, office="", operator=BROKER, from_on=TODAY + timedelta(days=1))
    assert later.state == PostingState.PROPOSED


def test_two_roles_proposed_apart_are_not_both_approved() -> None:
    person = an_account()
    one = proposed(person, Role.CHIEF)
    refuse_posting(one.pk, by=SECOND)
    other = proposed(person, Role.SECURITY, office="")
    Posting.objects.filter(pk=one.pk).update(state=PostingState.ACTIVE, approved_by=SECOND.name)

    with pytest.raises(RolesApart):
        approve_posting(other.pk, by=SECOND)


def test_a_refused_posting_is_not_approved_afterwards() -> None:
    posting = proposed(an_account())
    refuse_posting(posting.pk, by=SECOND)

    with pytest.raises(NotNow):
        approve_posting(posting.pk, by=SECOND)


def test_an_ended_posting_gives_no_right_on_the_very_day() -> None:
    person = a_person(Role.INSPECTOR)
    posting = person.postings.get()

    end_posting(posting.pk, by=FIRST, today=TODAY)

    assert agent_of(person.pk, on=TODAY) == NOBODY
    posting.refresh_from_db()
    assert (posting.state, posting.to_on) == (PostingState.ENDED, TODAY)


def test_a_posting_lasts_to_the_end_of_its_last_day() -> None:
    person = an_account()
    approve_posting(proposed(person, to_on=TODAY).pk, by=SECOND)

    assert agent_of(person.pk, on=TODAY).is_known
    assert not agent_of(person.pk, on=TODAY + timedelta(days=1)).is_known


def test_a_broker_whose_operator_trades_no_more_has_no_right() -> None:
    person = a_person(Role.BROKER)

    Operator.objects.filter(code=BROKER).update(until_on=TODAY - timedelta(days=1))

    assert agent_of(person.pk, on=TODAY) == NOBODY


def test_security_ends_a_posting_but_proposes_none() -> None:
    person = a_person(Role.INSPECTOR)
    security = an_agent(Role.SECURITY, office="")

    end_posting(person.postings.get().pk, by=security, today=TODAY)

    with pytest.raises(Forbidden):
        proposed(person, by=security)


def test_a_closed_account_receives_no_posting() -> None:
    person = a_person(Role.INSPECTOR)
    close_account(person.pk, by=FIRST, today=TODAY, now=NOW)

    with pytest.raises(AccountIsClosed):
        proposed(person)


def test_a_posting_proposed_before_the_account_closed_is_refused_by_its_closing() -> None:
    person = an_account()
    posting = proposed(person)

    close_account(person.pk, by=SECOND, today=TODAY, now=NOW)

    posting.refresh_from_db()
    assert posting.state == PostingState.REFUSED

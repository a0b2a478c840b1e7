"""Links for a password, sessions, second factors, closing: decided by another person, and written down."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.models import Session
from django.test import Client

from amont.journal.models import Entry
from amont.kernel.agents import NOBODY, Forbidden, Role
from amont.parties.actions.accounts import (
    OwnAccount,
    clear_factors,
    close_account,
    end_other_sessions,
    end_sessions,
    make_link,
    reopen_account,
    set_preferences,
    use_link,
)
from amont.parties.actions.people import AccountIsClosed
from amont.parties.models import Person
from amont.parties.queries import LinkOver, agent_of, person_of_link
from tests.making import NOW, TODAY, a_person, an_agent
from tests.pages import PASSWORD, a_browser, agent

pytestmark = pytest.mark.django_db
ADMINISTRATOR = an_agent(Role.ADMINISTRATOR, office="", name="test:first")
SECURITY = an_agent(Role.SECURITY, office="")
CHOSEN = "trois mangues bien mûres"


def again(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def names() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("name", flat=True))


def test_a_link_lets_its_holder_choose_a_password_once() -> None:
    person = a_person(Role.INSPECTOR)
    token = make_link(person.pk, by=ADMINISTRATOR, now=NOW)

    use_link(person.pk, token=token, password=CHOSEN)

    assert again(person).check_password(CHOSEN)
    with pytest.raises(LinkOver):
        use_link(person.pk, token=token, password="une autre phrase longue")
    assert names() == ["parties.make_link", "parties.use_link"]


def test_the_password_before_and_the_links_before_end_with_a_new_link() -> None:
    person = a_person(Role.INSPECTOR)
    first = make_link(person.pk, by=ADMINISTRATOR, now=NOW)

    make_link(person.pk, by=ADMINISTRATOR, now=NOW)

    assert not again(person).check_password(PASSWORD)
    with pytest.raises(LinkOver):
        person_of_link(person.pk, token=first)


def test_a_link_is_for_one_account_only() -> None:
    person, other = a_person(Role.INSPECTOR), a_person(Role.ANALYST)
    token = make_link(person.pk, by=ADMINISTRATOR, now=NOW)

    with pytest.raises(LinkOver):
        person_of_link(other.pk, token=token)


def test_nobody_makes_a_link_for_oneself() -> None:
    person = a_person(Role.ADMINISTRATOR, office="")

    with pytest.raises(OwnAccount):
        make_link(person.pk, by=agent(person), now=NOW)


def test_a_closed_account_gets_no_link_and_its_link_ends() -> None:
    person = a_person(Role.INSPECTOR)
    token = make_link(person.pk, by=ADMINISTRATOR, now=NOW)
    close_account(person.pk, by=ADMINISTRATOR, today=TODAY, now=NOW)

    with pytest.raises(AccountIsClosed):
        make_link(person.pk, by=ADMINISTRATOR, now=NOW)
    with pytest.raises(LinkOver):
        use_link(person.pk, token=token, password=CHOSEN)


def test_security_makes_no_link_and_administrators_take_no_second_factor_away() -> None:
    person = a_person(Role.INSPECTOR)

    with pytest.raises(Forbidden):
        make_link(person.pk, by=SECURITY, now=NOW)
    with pytest.raises(Forbidden):
        clear_factors(person.pk, by=ADMINISTRATOR)


def test_security_takes_lost_second_factors_away() -> None:
    person = a_person(Role.INSPECTOR)
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")

    assert clear_factors(person.pk, by=SECURITY) == 1

    assert not Authenticator.objects.filter(user=person).exists()
    assert names() == ["parties.clear_factors"]


def test_nobody_takes_away_ones_own_second_factors_by_the_verb_for_others() -> None:
    person = a_person(Role.SECURITY, office="")

    with pytest.raises(OwnAccount):
        clear_factors(person.pk, by=agent(person))


def test_a_closed_account_is_nobody_even_while_it_was_signed_in() -> None:
    person = a_person(Role.INSPECTOR)
    browser = a_browser(person)

    close_account(person.pk, by=ADMINISTRATOR, today=TODAY, now=NOW)

    assert agent_of(person.pk, on=TODAY) == NOBODY
    assert browser.get("/mon-compte/").status_code == 302
    assert Session.objects.count() == 0


def test_a_reopened_account_finds_no_posting_again() -> None:
    person = a_person(Role.INSPECTOR)
    close_account(person.pk, by=ADMINISTRATOR, today=TODAY, now=NOW)

    reopen_account(person.pk, by=ADMINISTRATOR)

    assert again(person).is_active
    assert agent_of(person.pk, on=TODAY) == NOBODY


def test_nobody_closes_ones_own_account() -> None:
    person = a_person(Role.ADMINISTRATOR, office="")

    with pytest.raises(OwnAccount):
        close_account(person.pk, by=agent(person), today=TODAY, now=NOW)


def test_ended_sessions_are_those_of_one_person() -> None:
    person, other = a_person(Role.INSPECTOR), a_person(Role.ANALYST)
    browsers = [a_browser(person), a_browser(person)]
    beside = a_browser(other)

    assert end_sessions(person.pk, by=SECURITY, now=NOW) == 2

    assert [browser.get("/mon-compte/").status_code for browser in browsers] == [302, 302]
    assert beside.get("/mon-compte/").status_code == 200


def test_ones_other_sessions_end_and_the_present_one_stays() -> None:
    person = a_person(Role.INSPECTOR)
    here, there = a_browser(person), a_browser(person)

    ended = end_other_sessions(person.pk, by=agent(person), kept=here.session.session_key or "", now=NOW)

    assert (ended, here.get("/mon-compte/").status_code, there.get("/mon-compte/").status_code) == (
        1,
        200,
        302,
    )


def test_one_sets_ones_own_preferences_and_nobody_elses() -> None:
    person, other = a_person(Role.ADMINISTRATOR, office=""), a_person(Role.INSPECTOR)

    set_preferences(person.pk, language="pt", theme="dark", shortcuts=False, by=agent(person))

    changed = again(person)
    assert (changed.language, changed.theme, changed.shortcuts) == ("pt", "dark", False)
    with pytest.raises(OwnAccount):
        set_preferences(other.pk, language="pt", theme="", shortcuts=True, by=agent(person))


def test_who_holds_the_link_chooses_the_password_on_its_page(client: Client) -> None:
    person = a_person(Role.INSPECTOR)
    url = f"/ouvrir/{person.pk}/{make_link(person.pk, by=ADMINISTRATOR, now=NOW)}/"

    different = client.post(url, {"password1": CHOSEN, "password2": "autre chose de long"})
    weak = client.post(url, {"password1": "123456789012", "password2": "123456789012"})
    done = client.post(url, {"password1": CHOSEN, "password2": CHOSEN})
    late = client.get(url)

    assert (different.status_code, weak.status_code) == (200, 200)
    assert (done.status_code, done["Location"]) == (302, "/compte/login/")
    assert late.status_code == 410
    assert again(person).check_password(CHOSEN)

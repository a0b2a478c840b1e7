"""A key is shown once, does the acts it was given and no other, and ends; officers' keys take two persons."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import pytest

from amont.journal.models import Entry
from amont.kernel.agents import NOBODY, Forbidden, Posting, Role, may
from amont.parties.actions.keys import (
    KeyApproved,
    KeyAsked,
    KeyLife,
    KeyOver,
    KeyPace,
    KeyRole,
    KeySecondPerson,
    KeyWithoutActs,
    approve_key,
    make_key,
    revoke_key,
    rotate_key,
)
from amont.parties.models import ApiKey, Operator
from amont.parties.permissions import GRANTS, KEY_ACTS
from amont.parties.queries import agent_named, agent_of_key, key_of
from amont.reference.permissions import GRANTS as REFERENCE
from tests.making import BROKER, NOW, OFFICE, OTHER_BROKER, TODAY, an_administration, an_agent

pytestmark = pytest.mark.django_db
FIRST = an_agent(Role.ADMINISTRATOR, office="", name="test:first")
SECOND = an_agent(Role.ADMINISTRATOR, office="", name="test:second")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def asked(**facts: Any) -> KeyAsked:
    an_administration()
    for code in (BROKER, OTHER_BROKER):
        Operator.objects.get_or_create(code=code, defaults={"is_broker": True})
    given = {
        "label": "logiciel de transit",
        "role": Role.BROKER,
        "operator": BROKER,
        "office": "",
        "acts": ["declarations.lodge", "reference.read"],
        "per_minute": 120,
        "expires_at": NOW + 90 * DAY,
    }
    return KeyAsked(**(given | facts))  # type: ignore[arg-type]


def officers() -> KeyAsked:
    return asked(role=Role.CHIEF, operator="", office=OFFICE, acts=["screening.export_lanes"])


def test_a_key_acts_for_its_operator_and_does_only_the_acts_it_was_given() -> None:
    row, text = make_key(asked(), by=FIRST, now=NOW)

    agent = agent_of_key(text, NOW)

    assert (agent.name, agent.postings) == (f"key:{row.pk}", (Posting(Role.BROKER, "", BROKER),))
    assert agent.acts == {"declarations.lodge", "reference.read"}
    assert may(REFERENCE, agent, "read")
    assert not may(GRANTS, agent, "read_operators")


def test_the_text_of_a_key_is_kept_nowhere() -> None:
    row, text = make_key(asked(), by=FIRST, now=NOW)

    assert row.digest == hashlib.sha256(text.encode()).hexdigest()
    secret = text.rpartition("_")[2] or text
    kept = [str(value) for value in ApiKey.objects.values().get(pk=row.pk).values()]
    told = [str(entry) for entry in Entry.objects.values_list("facts", flat=True)]
    assert not any(secret in value for value in (*kept, *told))


@pytest.mark.parametrize(
    "change", [lambda text: text[:-1], lambda text: text + "x", lambda text: text.upper()]
)
def test_a_key_with_one_sign_changed_is_nobody(change: Any) -> None:
    _, text = make_key(asked(), by=FIRST, now=NOW)

    assert agent_of_key(change(text), NOW) == NOBODY


@pytest.mark.parametrize(
    "text", ["", "amont", "amont_", "amont__x", "autre_0123456789_x", "amont_\x00_x", "é"]
)
def test_a_text_that_is_no_key_is_nobody(text: str) -> None:
    assert agent_of_key(text, NOW) == NOBODY


def test_a_key_ends_at_its_instant() -> None:
    _, text = make_key(asked(expires_at=NOW + HOUR), by=FIRST, now=NOW)

    assert agent_of_key(text, NOW + HOUR - timedelta(seconds=1)).is_known
    assert agent_of_key(text, NOW + HOUR) == NOBODY


def test_a_key_tells_how_many_requests_it_may_make() -> None:
    _, text = make_key(asked(per_minute=7), by=FIRST, now=NOW)

    found = key_of(text, now=NOW)

    assert found is not None
    assert found.per_minute == 7


def test_a_rotated_key_works_for_a_day_beside_the_new_one() -> None:
    row, old = make_key(asked(), by=FIRST, now=NOW)

    new_row, new = rotate_key(row.pk, by=FIRST, now=NOW + DAY)

    assert agent_of_key(new, NOW + DAY).is_known
    assert agent_of_key(old, NOW + 2 * DAY - HOUR).is_known
    assert agent_of_key(old, NOW + 2 * DAY) == NOBODY
    assert (new_row.expires_at, new_row.acts) == (NOW + 91 * DAY, row.acts)


def test_a_key_is_rotated_once() -> None:
    row, _ = make_key(asked(), by=FIRST, now=NOW)
    rotate_key(row.pk, by=FIRST, now=NOW)

    with pytest.raises(KeyOver):
        rotate_key(row.pk, by=FIRST, now=NOW)


def test_a_revoked_key_is_nobody_at_once_and_is_not_revoked_again() -> None:
    row, text = make_key(asked(), by=FIRST, now=NOW)

    revoke_key(row.pk, by=an_agent(Role.SECURITY, office=""), now=NOW)

    assert agent_of_key(text, NOW) == NOBODY
    with pytest.raises(KeyOver):
        revoke_key(row.pk, by=FIRST, now=NOW)


def test_a_key_of_officers_works_once_a_second_administrator_approved_it() -> None:
    row, text = make_key(officers(), by=FIRST, now=NOW)

    assert agent_of_key(text, NOW) == NOBODY
    with pytest.raises(KeySecondPerson):
        approve_key(row.pk, by=FIRST, now=NOW)

    approve_key(row.pk, by=SECOND, now=NOW)

    assert agent_of_key(text, NOW).postings == (Posting(Role.CHIEF, OFFICE),)
    with pytest.raises(KeyApproved):
        approve_key(row.pk, by=SECOND, now=NOW)


@pytest.mark.parametrize("by", [FIRST, SECOND], ids=["who made it", "who approved it"])
def test_a_rotated_key_of_officers_stays_approved_by_two_persons(by: Any) -> None:
    row, _ = make_key(officers(), by=FIRST, now=NOW)
    approve_key(row.pk, by=SECOND, now=NOW)

    new, text = rotate_key(row.pk, by=by, now=NOW)

    assert agent_of_key(text, NOW).is_known
    assert {new.made_by, new.approved_by} == {FIRST.name, SECOND.name}


def test_a_key_of_a_broker_waits_for_nobody() -> None:
    row, _ = make_key(asked(), by=FIRST, now=NOW)

    with pytest.raises(KeyApproved):
        approve_key(row.pk, by=SECOND, now=NOW)


def test_the_key_of_an_operator_that_trades_no_more_is_nobody() -> None:
    _, text = make_key(asked(), by=FIRST, now=NOW)

    Operator.objects.filter(code=BROKER).update(until_on=TODAY - DAY)

    assert agent_of_key(text, NOW) == NOBODY


def test_what_a_key_sent_is_read_later_with_the_rights_of_that_key() -> None:
    row, _ = make_key(asked(), by=FIRST, now=NOW)

    assert agent_named(f"key:{row.pk}", on=TODAY).acts == {"declarations.lodge", "reference.read"}
    assert agent_named("key:0", on=TODAY) == NOBODY


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"role": Role.ADMINISTRATOR, "operator": ""}, KeyRole),
        ({"role": Role.SYSTEM, "operator": ""}, KeyRole),
        ({"operator": ""}, KeyRole),
        ({"role": Role.CHIEF}, KeyRole),
        ({"office": OFFICE}, KeyRole),
        ({"acts": []}, KeyWithoutActs),
        ({"acts": ["screening.read_reasons"]}, KeyWithoutActs),
        ({"expires_at": NOW}, KeyLife),
        ({"expires_at": NOW + 400 * DAY}, KeyLife),
        ({"per_minute": 0}, KeyPace),
        ({"per_minute": 60_001}, KeyPace),
    ],
)
def test_a_key_that_makes_no_sense_is_not_made(facts: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        make_key(asked(**facts), by=FIRST, now=NOW)

    assert not ApiKey.objects.exists()


def test_a_broker_rotates_and_revokes_its_own_keys_and_no_other() -> None:
    row, _ = make_key(asked(), by=FIRST, now=NOW)

    with pytest.raises(Forbidden):
        rotate_key(row.pk, by=an_agent(Role.BROKER, operator=OTHER_BROKER), now=NOW)
    with pytest.raises(Forbidden):
        revoke_key(row.pk, by=an_agent(Role.BROKER, operator=OTHER_BROKER), now=NOW)

    new, _ = rotate_key(row.pk, by=an_agent(Role.BROKER), now=NOW)
    revoke_key(new.pk, by=an_agent(Role.BROKER), now=NOW)
    with pytest.raises(Forbidden):
        make_key(asked(), by=an_agent(Role.BROKER), now=NOW)


def test_no_key_bears_a_role_that_watches_or_opens_accounts() -> None:
    assert {Role.ADMINISTRATOR, Role.SECURITY, Role.SYSTEM}.isdisjoint(KEY_ACTS)

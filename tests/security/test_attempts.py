"""What is kept of who was turned away, and what security reads from it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amont.journal.actions import note_read, record
from amont.journal.models import Entry
from amont.kernel.agents import WORKER, Forbidden, Role
from amont.parties.models import Person
from amont.security import queries
from amont.security.actions import Turned, What, note_attempt
from amont.security.models import Attempt
from tests.making import NOW, TODAY, a_person, an_agent

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def turned(
    name: str = "awa", address: str = "10.0.0.1", what: What = What.PASSWORD, *, seconds: int = 0
) -> None:
    note_attempt(Turned(what, name, address), by=WORKER, now=NOW - seconds * SECOND)


def test_names_and_details_are_cut_and_cleaned_before_they_are_kept() -> None:
    row = note_attempt(Turned(What.PASSWORD, "a\x00" + "b" * 200, "pas une adresse"), by=WORKER, now=NOW)

    row.refresh_from_db()
    assert (row.name, row.address) == ("a" + "b" * 79, None)


def test_only_the_node_itself_notes_attempts() -> None:
    with pytest.raises(Forbidden):
        note_attempt(Turned(What.PASSWORD), by=an_agent(Role.SECURITY), now=NOW)

    assert not Attempt.objects.exists()


def test_failed_sign_ins_of_a_day_are_counted_by_name_and_by_address() -> None:
    turned("awa", "10.0.0.1")
    turned("awa", "10.0.0.2", What.SLOWED)
    turned("awa", "10.0.0.2", What.SLOWED)
    turned("kofi", "10.0.0.2")
    turned("vieux", "10.0.0.9", seconds=25 * 3600)

    by_name, by_address = queries.tries_by_name(NOW), queries.tries_by_address(NOW)

    assert [(one.key, one.n, one.others, one.what) for one in by_name] == [
        ("awa", 3, 2, ("slowed", "password")),
        ("kofi", 1, 1, ("password",)),
    ]
    assert [(one.key, one.n, one.others) for one in by_address] == [("10.0.0.2", 3, 2), ("10.0.0.1", 1, 1)]


def test_twenty_failed_sign_ins_from_one_address_are_many() -> None:
    for n in range(19):
        turned(f"p{n}")
    assert not queries.tries_by_address(NOW)[0].are_many

    turned("encore")

    assert queries.tries_by_address(NOW)[0].are_many


def test_sixty_files_read_in_ten_minutes_are_shown_and_fifty_nine_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fast, slow = a_person(Role.ANALYST), a_person(Role.INSPECTOR)
    for n in range(60):
        note_read("declarations.read", by=fast.agent_name, subject=f"declarations.declaration:{n}")
    for n in range(59):
        note_read("declarations.read", by=slow.agent_name, subject=f"declarations.declaration:{n}")
    record("declarations.cancel", by=slow.agent_name)
    now = Entry.objects.latest("id").at

    found = queries.busiest_readers(now)

    assert [(one.by, one.name, one.most) for one in found] == [(fast.agent_name, fast.name, 60)]
    assert queries.busiest_readers(now + timedelta(hours=25)) == []


def test_reading_the_journal_itself_is_no_alert() -> None:
    reader = a_person(Role.SECURITY, office="")
    for _ in range(80):
        note_read("journal.read", by=reader.agent_name)

    assert queries.busiest_readers(Entry.objects.latest("id").at) == []


def test_rows_that_wait_for_the_tree_and_events_without_answer_are_counted() -> None:
    record("reference.load", by="system:worker")

    log, events = queries.log_state(NOW), queries.events_state(NOW)

    assert (log.size, log.waits, log.is_late) == (0, 1, True)
    assert (events.n, events.oldest, events.is_late) == (0, None, False)


def test_an_account_nobody_used_for_sixty_days_sleeps() -> None:
    used, unused, never = (a_person(Role.INSPECTOR, username=name) for name in ("une", "deux", "trois"))
    Person.objects.filter(pk=used.pk).update(last_login=NOW - timedelta(days=59))
    Person.objects.filter(pk=unused.pk).update(last_login=NOW - timedelta(days=61))
    Person.objects.filter(pk=never.pk).update(date_joined=NOW - timedelta(days=61))

    assert {person.pk for person in queries.asleep(TODAY, now=NOW)} == {unused.pk, never.pk}


def test_an_account_without_posting_neither_sleeps_nor_lacks_a_second_factor() -> None:
    Person.objects.create_user(username="seule", name="Sans Poste")
    posted = a_person(Role.INSPECTOR)

    assert [person.pk for person in queries.unprotected(TODAY)] == [posted.pk]

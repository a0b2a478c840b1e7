"""The gate: what it is answered, what leaves once, and what nobody writes past the verbs."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from amont.declarations.states import State
from amont.holds.actions import lift, place
from amont.holds.models import HoldRow
from amont.journal.models import Entry
from amont.kernel.agents import WORKER, Forbidden, Role
from amont.reference.models import TimeLimit
from amont.release.actions.leaving import (
    BoxNotReleased,
    ExitKeyUsed,
    ExitStopped,
    ExitUnknown,
    LeftAlready,
    OwnExit,
    TooManyPackages,
    ask_gate,
    explain_exit,
    note_exit,
)
from amont.release.actions.releasing import EXIT, release_waiting
from amont.release.actions.withdrawing import (
    AlreadyWithdrawn,
    GoneAlready,
    WithdrawalGroundMissing,
    withdraw,
)
from amont.release.models import Exit, GateAnswer
from amont.release.queries.reconciling import overdue, uncovered
from tests.cargo.cases import a_bill, arrived
from tests.making import NOW, OTHER_OFFICE, TODAY, an_agent
from tests.release.paying import a_paid_one, a_release, leaving

pytestmark = pytest.mark.django_db
GATE = an_agent(Role.GATE)
CHIEF = an_agent(Role.CHIEF)


def test_the_gate_lets_go_by_number_token_or_reference_and_keeps_each_question() -> None:
    row = a_release()

    words = [ask_gate(shown, by=GATE, now=NOW, today=TODAY).word for shown in (row.number, row.token, "C1")]

    assert words == ["may_leave"] * 3
    assert GateAnswer.objects.filter(release=row, word="may_leave").count() == 3


def test_a_hold_placed_since_stops_goods_at_the_gate() -> None:
    row = a_release()
    place("reference", value="C1", ground="Avis", until_on=None, by=CHIEF, now=NOW, today=TODAY)

    answer = ask_gate(row.number, by=GATE, now=NOW, today=TODAY)

    assert (answer.word, answer.why) == ("stopped", "held")
    with pytest.raises(ExitStopped):
        note_exit(leaving(row.number), by=GATE, now=NOW, today=TODAY)


def test_goods_leave_by_the_gate_of_their_own_office() -> None:
    row = a_release()

    answer = ask_gate(row.number, by=an_agent(Role.GATE, office=OTHER_OFFICE), now=NOW, today=TODAY)

    assert (answer.word, answer.why) == ("stopped", "other_office")


def test_an_exit_ends_the_release_and_a_second_one_is_refused() -> None:
    row = a_release()

    note_exit(leaving(row.number), by=GATE, now=NOW, today=TODAY)

    row.refresh_from_db()
    assert (row.state, row.declaration.__class__.objects.get().state) == ("left", State.LEFT)
    assert ask_gate(row.token, by=GATE, now=NOW, today=TODAY).word == "left"
    with pytest.raises(LeftAlready):
        note_exit(leaving(row.number, key="k2"), by=GATE, now=NOW, today=TODAY)


def test_the_same_exit_sent_twice_is_one_and_its_key_serves_no_other() -> None:
    row = a_release()
    first, _ = note_exit(leaving(row.number), by=GATE, now=NOW, today=TODAY)

    again, is_new = note_exit(leaving(row.number), by=GATE, now=NOW, today=TODAY)

    assert (again.pk, is_new, Exit.objects.count()) == (first.pk, False, 1)
    with pytest.raises(ExitKeyUsed):
        note_exit(leaving("M-2026-0000009"), by=GATE, now=NOW, today=TODAY)


def test_packages_leave_in_parts_and_never_more_than_released() -> None:
    row = a_release()
    note_exit(leaving(row.number, packages=row.packages - 40), by=GATE, now=NOW, today=TODAY)  # type: ignore[operator]

    with pytest.raises(TooManyPackages):
        note_exit(leaving(row.number, key="k2", packages=row.packages), by=GATE, now=NOW, today=TODAY)
    note_exit(leaving(row.number, key="k3"), by=GATE, now=NOW, today=TODAY)

    row.refresh_from_db()
    assert row.state == "left"
    assert [one.is_last for one in row.exits.order_by("pk")] == [False, True]


def test_a_container_that_is_not_released_does_not_leave() -> None:
    boxes = [{"number": "MSKU1234565"}, {"number": "MSKU7654320"}]
    arrived(a_bill(containers=boxes))
    row = a_release(transport_document="BL1", packages=500.0, gross_kg=5_000.0)
    assert sorted(row.boxes) == ["MSKU1234565", "MSKU7654320"]

    with pytest.raises(BoxNotReleased):
        note_exit(leaving(row.number, boxes=("TCLU1111119",)), by=GATE, now=NOW, today=TODAY)
    note_exit(leaving(row.number, boxes=("MSKU1234565",)), by=GATE, now=NOW, today=TODAY)
    with pytest.raises(BoxNotReleased):
        note_exit(leaving(row.number, key="k2", boxes=("MSKU1234565",)), by=GATE, now=NOW, today=TODAY)
    note_exit(leaving(row.number, key="k3"), by=GATE, now=NOW, today=TODAY)

    row.refresh_from_db()
    assert row.state == "left"


def test_what_leaves_without_release_is_refused_or_kept_and_told_at_once() -> None:
    with pytest.raises(ExitUnknown):
        note_exit(leaving("M-2026-9999999"), by=GATE, now=NOW, today=TODAY)

    note_exit(leaving("M-2026-9999999", is_out=True), by=GATE, now=NOW, today=TODAY)

    assert uncovered(CHIEF).count() == 1
    assert Entry.objects.filter(name="LeftUnreleased").count() == 1


def test_who_noted_an_exit_does_not_explain_it() -> None:
    row, _ = note_exit(leaving("X", is_out=True), by=GATE, now=NOW, today=TODAY)
    both = an_agent(Role.CHIEF, name=GATE.name)
    with pytest.raises(OwnExit):
        explain_exit(row.pk, ground="Erreur de numéro", by=both, now=NOW)

    explain_exit(row.pk, ground="Erreur de numéro", by=CHIEF, now=NOW)

    assert uncovered(CHIEF).count() == 0
    assert uncovered(CHIEF, is_explained=True).count() == 1


def test_a_release_without_exit_is_late_after_its_limit() -> None:
    facts = {"unit": "days", "starts": "release", "source": "Décret", "evidence": "D"}
    TimeLimit.objects.create(code=EXIT, number=15, from_on=date(2020, 1, 1), **facts)
    row = a_release()

    assert row.exit_due_at == NOW + timedelta(days=15)
    assert overdue(CHIEF, now=NOW + timedelta(days=15)).count() == 0
    assert overdue(CHIEF, now=NOW + timedelta(days=16)).get() == row


def test_a_withdrawn_release_is_held_and_another_number_follows() -> None:
    row = a_release()

    withdraw(row.pk, ground="Avis de fraude", by=CHIEF, now=NOW, today=TODAY)

    answer = ask_gate(row.token, by=GATE, now=NOW, today=TODAY)
    assert (answer.word, answer.why) == ("stopped", "withdrawn")
    assert release_waiting(by=WORKER, now=NOW, today=TODAY) == 0
    lift(HoldRow.objects.get().pk, why="Rien trouvé", by=CHIEF, now=NOW)
    assert release_waiting(by=WORKER, now=NOW, today=TODAY) == 1
    assert ask_gate(row.token, by=GATE, now=NOW, today=TODAY).word == "stopped"
    assert ask_gate("C1", by=GATE, now=NOW, today=TODAY).word == "may_leave"
    with pytest.raises(AlreadyWithdrawn):
        withdraw(row.pk, ground="Encore", by=CHIEF, now=NOW, today=TODAY)


def test_a_withdrawal_says_why_and_comes_before_the_exit() -> None:
    row = a_release()
    with pytest.raises(WithdrawalGroundMissing):
        withdraw(row.pk, ground="  ", by=CHIEF, now=NOW, today=TODAY)
    with pytest.raises(Forbidden):
        withdraw(row.pk, ground="x", by=an_agent(Role.CHIEF, office=OTHER_OFFICE), now=NOW, today=TODAY)
    note_exit(leaving(row.number), by=GATE, now=NOW, today=TODAY)

    with pytest.raises(GoneAlready):
        withdraw(row.pk, ground="Trop tard", by=CHIEF, now=NOW, today=TODAY)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE release_release SET token = 'AMR1.x.y'",
        "UPDATE release_release SET number = 'M-2026-0000099'",
        "UPDATE release_release SET state = 'left', ended_at = now(), ended_by = 'x'",
        "DELETE FROM release_release",
        "INSERT INTO release_exit (release_id, is_last, shown, word, boxes, vehicle, office, at, noted_at,"
        " by, key, digest) SELECT id, true, 'x', 'stopped', '{}', '', 'DM01', now(), now(), 'x', 'x', 'x'"
        " FROM release_release",
        "INSERT INTO release_release (declaration_id, version, number, office, broker, facts, boxes, token,"
        " issued_at, issued_by, valid_until, state, ended_by, withdrawn_why)"
        " SELECT id, version, 'M-1', office, broker, '{}', '{}', 'x', now(), 'x', now(), 'in_force', '', ''"
        " FROM declarations_declaration",
    ],
)
def test_the_database_refuses_to_mark_a_release(sql: str) -> None:
    a_release()

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_exit_is_never_rewritten() -> None:
    note_exit(leaving(a_release().number), by=GATE, now=NOW, today=TODAY)

    for sql in ("UPDATE release_exit SET vehicle = 'X'", "DELETE FROM release_exit"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_a_release_written_by_sql_alone_opens_no_gate() -> None:
    row = a_paid_one()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO release_release (declaration_id, version, number, office, broker, facts, boxes,"
            " token, issued_at, issued_by, valid_until, state, ended_by, withdrawn_why)"
            " VALUES (%s, 1, 'M-2026-0000007', 'DM01', '', '{}', '{}', 'AMR1.e30.AA', now(), 'x', now(),"
            " 'in_force', '', '')",
            [row.pk],
        )

    answer = ask_gate("M-2026-0000007", by=GATE, now=NOW, today=TODAY)

    assert (answer.word, answer.why) == ("unknown", "forged")

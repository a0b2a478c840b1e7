"""Decided again once by each hold, in parts, under the screener's lock; draws and proofs stay."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amont.holds.actions import lift
from amont.journal.delivering import deliver
from amont.journal.models import Entry, Pending
from amont.journey import ANSWERS
from amont.kernel.agents import WORKER, Forbidden, Role
from amont.kernel.lanes import Lane
from amont.screening.actions.again import decide_again, note_holds
from amont.screening.actions.deciding import LOCK
from amont.screening.actions.drawing import reveal_draw
from amont.screening.models import DecidedAgain, DrawDay, NewFact, Screening
from amont.screening.queries.proofs import recomputed
from tests.api.asking import a_system
from tests.making import NOW, TODAY, a_person, an_administration, an_agent
from tests.screening.holding import (
    ANALYST,
    CHIEF,
    GROUND,
    LATER,
    TOMORROW,
    again,
    answered,
    held,
    routed,
)

pytestmark = pytest.mark.django_db


def test_a_hold_told_of_twice_decides_once() -> None:
    declaration = routed()
    hold = held()
    answered()
    before = Screening.objects.values().get()

    for _ in range(2):
        note_holds([hold.pk, hold.pk], by=WORKER, now=LATER)
        answered()

    assert DecidedAgain.objects.count() == 1
    assert Screening.objects.values().get() == before
    assert Entry.objects.filter(name="LaneNoted", subject=declaration.subject).count() == 2
    assert not NewFact.objects.exists()


def test_the_database_itself_refuses_a_decision_that_lightens() -> None:
    routed()
    hold = held()
    facts = {"number": 1, "hold": hold, "at": NOW, "cause_before": "random"}

    with pytest.raises(IntegrityError), transaction.atomic():
        DecidedAgain.objects.create(screening=Screening.objects.get(), lane=1, lane_before=3, **facts)


def test_a_hold_that_is_lifted_or_over_by_then_decides_nothing() -> None:
    routed()
    lifted, over = held(), held(field="origin", value="CN", until_on=TODAY)
    lift(lifted.pk, why="Vérifié", by=ANALYST, now=NOW)
    note_holds([lifted.pk, over.pk], by=WORKER, now=LATER)

    while again(today=TOMORROW):
        pass

    assert not DecidedAgain.objects.exists()


def test_lifting_a_hold_lightens_nothing() -> None:
    declaration = routed()
    hold = held()
    answered()

    lift(hold.pk, why="Vérifié", by=ANALYST, now=NOW)
    answered()
    routed({"version": 2, "packages": 90.0})

    declaration.refresh_from_db()
    assert (declaration.version, declaration.lane) == (2, Lane.RED)


def test_every_draw_of_the_day_is_done_again_whatever_was_decided_again() -> None:
    routed({"reference": "C1"})
    routed({"reference": "C2"})
    before = list(Screening.objects.order_by("pk").values_list("plan", "sequence", "draws", "decided_at"))
    held()
    answered()

    day = reveal_draw(TODAY, by=CHIEF, now=NOW, today=TOMORROW)

    found = recomputed(day)
    assert (found.done, found.differing) == (2, 0)
    after = list(Screening.objects.order_by("pk").values_list("plan", "sequence", "draws", "decided_at"))
    assert after == before
    assert DrawDay.objects.get().declarations == 2


def test_the_draws_of_a_day_show_the_lanes_that_were_drawn_then() -> None:
    routed({"reference": "C1"})
    held()
    answered()
    client = Client()
    client.force_login(a_person(Role.ANALYST, office=""))

    page = client.get(f"/tirages/{TODAY}/").content.decode()
    table = client.get(f"/tirages/{TODAY}/", {"export": "csv"}).getvalue().decode("utf-8-sig")

    row = list(csv.DictReader(io.StringIO(table)))[0]
    assert (row["reference"], row["lane"], row["cause"]) == ("C1", "green", "none")
    assert "puis, par un blocage" in page


def test_a_key_of_an_analyst_reads_that_a_lane_was_decided_again() -> None:
    routed({"reference": "C1"})
    held()
    answered()

    told = a_system(Role.ANALYST).get("/declarations/C1/reasons").json()

    assert (told["lane"], told["cause"], told["decided_at"]) == ("red", "block", "2026-11-23T09:00:00Z")
    assert told["decided_again"] == [
        {"at": "2026-11-23T12:00:00Z", "lane_before": "green", "cause_before": "none", "ground": GROUND}
    ]


def test_many_are_decided_in_parts_and_each_once_when_a_part_is_cut_short() -> None:
    for place_ in range(5):
        routed({"reference": f"C{place_}"})
    held()
    deliver(ANSWERS, by=WORKER, now=LATER + timedelta(days=365), today=TODAY)

    decide_again(by=WORKER, now=LATER, today=TODAY, most=2)
    with pytest.raises(Cut), transaction.atomic():
        decide_again(by=WORKER, now=LATER, today=TODAY, most=2)
        raise Cut
    assert DecidedAgain.objects.count() == 2
    for _ in range(3):
        decide_again(by=WORKER, now=LATER, today=TODAY, most=2)

    assert sorted(DecidedAgain.objects.values_list("screening__reference", flat=True)) == [
        "C0", "C1", "C2", "C3", "C4",
    ]  # fmt: skip
    assert not NewFact.objects.exists()


class Cut(Exception):
    """The worker dies in the middle of it."""


def test_nothing_is_decided_again_while_another_process_screens() -> None:
    note_holds([held().pk], by=WORKER, now=LATER)
    another = connection.copy()
    with another.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        decide_again(by=WORKER, now=LATER, today=TODAY)
        meanwhile = NewFact.objects.count()
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    another.close()

    decide_again(by=WORKER, now=LATER, today=TODAY)

    assert (meanwhile, NewFact.objects.count()) == (1, 0)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
def test_only_the_node_decides_again(role: Role) -> None:
    an_administration()

    with pytest.raises(Forbidden):
        decide_again(by=an_agent(role), now=NOW, today=TODAY)
    with pytest.raises(Forbidden):
        note_holds([1], by=an_agent(role), now=NOW)


def test_a_set_of_declarations_is_decided_again_by_as_many_questions_as_one() -> None:
    for place_ in range(30):
        routed({"reference": f"C{place_}", "importer": "IMP001" if place_ else "IMP000"})
    few, many = held("IMP000"), held("IMP001")
    Pending.objects.all().delete()

    counts = []
    for hold in (few, many):
        note_holds([hold.pk], by=WORKER, now=LATER)
        with CaptureQueriesContext(connection) as asked:
            decide_again(by=WORKER, now=LATER, today=TODAY)
        counts.append(len(asked))

    assert DecidedAgain.objects.count() == 30
    assert counts[0] == counts[1]

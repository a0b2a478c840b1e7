"""Time release: each file that left, noted once from the journal, and what everyone may read of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from amont.journal.models import Entry
from amont.journal.sequencing import sequence
from amont.kernel.agents import WORKER, Forbidden, Role
from amont.kernel.lanes import Lane
from amont.region.actions.noting import note_times
from amont.region.models import Timed, TimedUntil
from amont.region.queries.times import By, published, seen, spent
from amont.release.actions.leaving import Leaving, note_exit
from amont.release.actions.withdrawing import withdraw
from tests.cargo.cases import a_bill, arrived
from tests.making import NOW, OFFICE, OTHER_OFFICE, TODAY, an_agent
from tests.pages import PLAIN, browser_of, read
from tests.release.paying import a_paid_one, released

pytestmark = pytest.mark.django_db
GATE, CHIEF = an_agent(Role.GATE), an_agent(Role.CHIEF)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def plain_files(settings: Any) -> None:
    settings.STORAGES = PLAIN


def out(reference: str = "C1", *, hours: float = 5, lane: Lane = Lane.GREEN, **item: Any) -> int:
    """A file that left so many hours after it was released."""
    row = a_paid_one(lane, reference=reference, **item)
    release = released(row.pk)[0]
    at = NOW + hours * HOUR
    note_exit(Leaving(shown=release.number, key=reference, at=at), by=GATE, now=at, today=TODAY)
    return row.pk


def noted(days: int = 1) -> list[tuple[str, int]]:
    """The tree grows and is read on; files in hours, by reference."""
    sequence(by=WORKER, now=NOW + timedelta(days=days))
    while note_times(by=WORKER):
        pass
    rows = Timed.objects.order_by("declaration__reference")
    return [(row.declaration.reference, row.total // 3600) for row in rows]


def test_a_file_that_left_is_noted_with_its_milestones_and_once() -> None:
    arrived(a_bill(packages=500, kg=5_000))
    named = {"transport_document": "BL1", "packages": 500.0, "gross_kg": 5_000.0}
    key = out("C1", **named)

    assert noted() == [("C1", 10)]
    assert noted(days=2) == [("C1", 10)]

    row = Timed.objects.get()
    assert (row.pk, row.office, row.lane, row.is_early) == (key, OFFICE, 0, False)
    assert {"manifest_filed", "arrival", "decl_lodged", "released", "gate_out"} <= row.instants.keys()
    assert (row.trader, row.customs, row.port) == (5 * 3600, 0, 5 * 3600)


def test_a_file_that_is_still_there_is_not_noted_and_one_that_leaves_later_is() -> None:
    row = a_paid_one()
    release = released(row.pk)[0]

    assert noted() == []
    later = NOW + 2 * HOUR
    note_exit(Leaving(shown=release.number, key="k1", at=later), by=GATE, now=later, today=TODAY)

    assert noted(days=2) == [("C1", 2)]


def test_a_release_that_was_withdrawn_times_nothing() -> None:
    row = a_paid_one()
    release = released(row.pk)[0]
    withdraw(release.pk, ground="Erreur", by=CHIEF, now=NOW, today=TODAY)

    assert noted() == []


def test_medians_and_nine_in_ten_lie_between_files_by_their_distance() -> None:
    for number, hours in enumerate((2, 3, 5, 9, 40)):
        out(f"C{number}", hours=hours)
    noted()

    whole = spent(seen(an_agent(Role.DIRECTOR)))

    assert [(one.files, one.median / 3600, one.p90 / 3600) for one in whole] == [
        (5, 5.0, pytest.approx(27.6))
    ]


def test_figures_are_put_together_by_office_lane_month_and_moment() -> None:
    out("C1", hours=2)
    out("C2", hours=4, lane=Lane.BLUE)
    noted()
    rows = seen(an_agent(Role.DIRECTOR))

    assert [(one.key, one.files) for one in spent(rows, By.LANE)] == [(0, 1), (1, 1)]
    assert [(one.key, one.files) for one in spent(rows, By.OFFICE)] == [(OFFICE, 2)]
    assert [one.files for one in spent(rows, By.MONTH)] == [2]
    assert [(one.key, one.files) for one in spent(rows, By.EARLY)] == [(None, 2)]


def test_an_officer_sees_the_files_of_his_office_alone() -> None:
    key = out()
    noted()
    elsewhere = browser_of(Role.CHIEF, office=OTHER_OFFICE)

    assert elsewhere.get(f"/delais/{key}/").status_code == 404
    assert "Aucun envoi n’est encore sorti" in read(elsewhere.get("/delais/"))
    assert browser_of(Role.BROKER).get("/delais/").status_code == 403


def test_a_chief_reads_the_times_one_file_and_takes_them_away() -> None:
    key = out("C1", hours=5)
    noted()
    chief = browser_of(Role.CHIEF)
    since = f"?du={(TODAY - timedelta(days=400)).isoformat()}"

    page = read(chief.get(f"/delais/{since}&par=lane"))
    sheet = read(chief.get(f"/delais/{key}/"))
    table = b"".join(chief.get(f"/delais/{since}&export=csv").streaming_content).decode()  # type: ignore[attr-defined]

    assert "Un sur deux sort en 5 h 00" in page and "Par circuit" in page and "C1" in page
    assert "C1 : 5 h 00" in sheet and "Première demande de document · non relevé" in sheet
    assert "C1," in table and ",18000," in table
    assert Entry.objects.filter(name="region.export_times").count() == 1


def test_what_is_published_shows_no_month_of_few_files() -> None:
    for number in range(10):
        out(f"C{number}", hours=number + 1)
    noted()

    shown = published(TODAY)

    assert [(office, one.files, one.median / 3600) for (office, _), one in shown] == [(OFFICE, 10, 5.5)]
    assert "Un sur deux sort en" in read(Client().get("/delais/publics/"))
    Timed.objects.first().delete()  # type: ignore[union-attr]
    assert published(TODAY) == []


def test_nobody_but_the_node_notes_times_and_a_row_adds_up() -> None:
    out()
    noted()

    with pytest.raises(Forbidden):
        note_times(by=CHIEF)
    with pytest.raises(IntegrityError), transaction.atomic():
        Timed.objects.update(total=1)
    assert TimedUntil.objects.get().leaf >= 0

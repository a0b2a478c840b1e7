"""The board of arrivals: when voyages are due, what was decided of their bills, what is late or missing."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from amont.cargo.models import Alert, AlertKind, Bill, Manifest
from amont.cargo.states import State
from amont.kernel.agents import Role
from amont.kernel.lanes import Lane
from amont.screening.queries.arrivals import ArrivalsAsked, arrivals, loads
from tests.cargo.announcing import a_bill, a_message, announced, handed_in
from tests.making import NOW, OFFICE, OTHER_OFFICE, TODAY, an_agent, without_chance
from tests.pages import PLAIN, browser_of, read
from tests.screening.test_targeting import held, targeted

pytestmark = pytest.mark.django_db
ANALYST = an_agent(Role.ANALYST)


@pytest.fixture(autouse=True)
def plain_files(settings: object) -> None:
    settings.STORAGES = PLAIN  # type: ignore[attr-defined]
    without_chance()


@pytest.fixture
def analyst() -> Client:
    return browser_of(Role.ANALYST)


def two_voyages() -> tuple[Manifest, Manifest]:
    """The first has one bill of two under a hold; the second comes before it and has nothing."""
    first = announced(a_bill(), a_bill("BL2"))
    day_before = datetime(2026, 11, 25, 6, 0)  # noqa: DTZ001  as a sender writes it
    handed_in(a_message(a_bill("BL3"), voyage="EARLY", arrives_at=day_before))
    targeted()
    held("bill", "BL1")
    return first, Manifest.objects.get(voyage="EARLY")


def test_a_voyage_counts_its_bills_by_lane_and_those_under_a_hold() -> None:
    first, _ = two_voyages()

    load = loads([first.pk])[first.pk]

    assert (load.lanes[Lane.RED], load.decided, load.held) == (1, 2, 1)
    scores = first.documents.values_list("decisions__score", "decisions__is_last")
    assert load.score == max(score for score, is_last in scores if is_last)


def test_the_soonest_comes_first_or_the_riskiest(analyst: Client) -> None:
    two_voyages()

    by_hour = read(analyst.get("/ciblage/arrivees/?jours=0"))
    by_risk = read(analyst.get("/ciblage/arrivees/?jours=0&tri=risque"))

    assert by_hour.index("EARLY") < by_hour.index("AB652A")
    assert by_risk.index("AB652A") < by_risk.index("EARLY")


def test_the_board_leads_to_the_bills_of_one_voyage(analyst: Client) -> None:
    first, _ = two_voyages()

    board = analyst.get("/ciblage/arrivees/?jours=0").content.decode()
    bills = read(analyst.get(f"/ciblage/?voyage={first.pk}&jours=0"))

    assert f"/ciblage/?voyage={first.pk}&amp;jours=0" in board
    assert "Vous voyez : voyage AB652A." in bills
    assert "BL1" in bills and "BL2" in bills and "BL3" not in bills


def test_a_voyage_that_arrived_leaves_the_board() -> None:
    first, early = two_voyages()
    Manifest.objects.filter(pk=first.pk).update(state=State.ARRIVED)

    rows = arrivals(ANALYST, ArrivalsAsked(days=0), today=TODAY)

    assert list(rows) == [early]


def test_only_the_next_days_are_shown_and_what_has_no_hour() -> None:
    first, early = two_voyages()
    Manifest.objects.filter(pk=first.pk).update(expected_at=datetime(2026, 12, 25, tzinfo=UTC))

    assert list(arrivals(ANALYST, ArrivalsAsked(), today=TODAY)) == [early]
    Manifest.objects.filter(pk=first.pk).update(expected_at=None)
    assert arrivals(ANALYST, ArrivalsAsked(), today=TODAY).count() == 2


def test_another_office_has_its_own_board() -> None:
    two_voyages()

    far = an_agent(Role.ANALYST, office=OTHER_OFFICE)

    assert not arrivals(far, ArrivalsAsked(days=0), today=TODAY).exists()
    assert arrivals(ANALYST, ArrivalsAsked(OFFICE, 0), today=TODAY).count() == 2
    assert not arrivals(ANALYST, ArrivalsAsked(OTHER_OFFICE, 0), today=TODAY).exists()


def test_what_is_late_missing_or_undecided_is_said(analyst: Client) -> None:
    first, _ = two_voyages()
    Alert.objects.create(kind=AlertKind.LATE, office=OFFICE, manifest=first, about="m", raised_at=NOW)
    Alert.objects.create(kind=AlertKind.MISSING, office=OFFICE, about="GHOST", raised_at=NOW)
    Manifest.objects.filter(pk=first.pk).update(bills=5, complete_at=None)

    page = read(analyst.get("/ciblage/arrivees/?jours=0"))

    assert "Voyages jamais annoncés : 1" in page
    assert "Manifeste tardif" in page
    assert "sans circuit : 3" in page and "manifeste incomplet" in page


def test_the_export_says_what_the_board_says_in_its_order(analyst: Client) -> None:
    two_voyages()

    answer: Any = analyst.get("/ciblage/arrivees/export?jours=0&tri=risque")
    rows = list(csv.DictReader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))

    assert [row["voyage"] for row in rows] == ["AB652A", "EARLY"]
    assert (rows[0]["bills"], rows[0]["red"], rows[0]["held"], rows[0]["undecided"]) == ("2", "1", "1", "0")


def test_the_board_takes_as_many_queries_however_long_it_is(
    analyst: Client, django_assert_num_queries: Any
) -> None:
    two_voyages()
    analyst.get("/ciblage/arrivees/?jours=0")

    with django_assert_num_queries(16):
        analyst.get("/ciblage/arrivees/?jours=0")
    for n in range(10):
        handed_in(a_message(a_bill(f"CL{n}"), voyage=f"V{n}"))
    targeted()
    with django_assert_num_queries(16):
        page = read(analyst.get("/ciblage/arrivees/?jours=0"))

    assert "sur 12" in page and Bill.objects.filter(lane__isnull=False).count() == 13


def test_the_board_is_for_those_who_target() -> None:
    assert browser_of(Role.CARRIER).get("/ciblage/arrivees/").status_code == 403
    assert browser_of(Role.QUAY, username="quai").get("/ciblage/arrivees/").status_code == 403

"""The line of time of a voyage and of a bill: what happened in order, then what is awaited."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from amont.cargo.actions.arriving import note_arrival
from amont.cargo.models import Bill, Manifest
from amont.cargo.queries.story import Step, ports_of, story_of_bill, story_of_voyage
from amont.cargo.screens.story import moments_of, way, way_of, ways_of_voyage
from amont.formats.code_lists import PLACES
from amont.formats.manifest.records import Function
from amont.kernel.agents import WORKER, Role
from amont.reference.actions.codes import load_starter
from amont.reference.models import TimeLimit
from amont.reference.starters import starter
from tests.cargo.announcing import a_bill, a_carrier, a_message, announced, handed_in
from tests.making import NOW, TODAY, an_agent
from tests.pages import PLAIN, browser_of, read
from tests.screening.test_targeting import held, targeted

pytestmark = pytest.mark.django_db
CHIEF = an_agent(Role.CHIEF)
LATER = NOW + timedelta(hours=2)


@pytest.fixture(autouse=True)
def known_ports(db: None) -> None:
    load_starter(PLACES, starter(PLACES), by=WORKER)


@pytest.fixture(autouse=True)
def plain_files(settings: object) -> None:
    settings.STORAGES = PLAIN  # type: ignore[attr-defined]


@pytest.fixture
def analyst() -> Client:
    return browser_of(Role.ANALYST)


def a_limit(hours: int) -> None:
    TimeLimit.objects.create(
        code="manifest.before_arrival", number=hours, unit="hours", starts="arrival",
        from_on=TODAY.replace(year=2020), source="tests", evidence="C",
    )  # fmt: skip


def steps(manifest: Manifest, *, by: object = CHIEF) -> list[str]:
    manifest.refresh_from_db()
    return [str(one.step) for one in story_of_voyage(manifest, by=by, now=LATER)]  # type: ignore[arg-type]


def test_a_voyage_that_comes_is_told_up_to_its_awaited_arrival() -> None:
    manifest = announced()
    handed_in(a_message(a_bill(described="Riz"), function=Function.REPLACE), now=NOW + timedelta(hours=1))
    targeted()

    told = steps(manifest)

    assert told[0] == Step.ANNOUNCED and told[-1] == Step.AWAITED
    assert sorted(told[1:-1]) == sorted([Step.COMPLETE, Step.VERSION, "ManifestScreened"])


def test_a_carrier_does_not_learn_that_lanes_are_decided() -> None:
    manifest = announced()
    targeted()

    assert "ManifestScreened" not in steps(manifest, by=a_carrier())


def test_an_incomplete_voyage_awaits_its_limit_first() -> None:
    a_limit(24)
    manifest = announced()
    Manifest.objects.update(complete_at=None)

    told = story_of_voyage(Manifest.objects.get(pk=manifest.pk), by=CHIEF, now=LATER)

    awaited = [(str(one.step), one.at) for one in told if one.is_awaited]
    at = manifest.expected_at
    assert at is not None
    assert awaited == [(Step.LIMIT, at - timedelta(hours=24)), (Step.AWAITED, at)]


def test_an_arrived_voyage_awaits_nothing_more() -> None:
    manifest = announced()
    targeted()
    note_arrival(manifest.pk, at=NOW + timedelta(hours=1), by=CHIEF, now=LATER)

    manifest.refresh_from_db()
    told = story_of_voyage(manifest, by=CHIEF, now=LATER)
    assert Step.ARRIVED in {one.step for one in told}
    assert not [one for one in told if one.is_awaited]


def test_the_last_that_happened_is_where_the_voyage_stands() -> None:
    manifest = announced()

    moments = moments_of(story_of_voyage(manifest, by=CHIEF, now=LATER))

    assert [moment["title"] for moment in moments if moment.get("now")] == ["Manifeste complet"]
    assert moments[-1]["expected"] and moments[-1]["title"] == "Arrivée attendue"


def test_an_arrival_whose_hour_is_past_is_still_awaited_and_told_last() -> None:
    manifest = announced()
    assert manifest.expected_at is not None

    moments = moments_of(story_of_voyage(manifest, by=CHIEF, now=manifest.expected_at + timedelta(days=1)))

    assert (moments[-1]["title"], moments[-1]["text"]) == ("Arrivée attendue", "heure passée")


def test_a_bill_awaits_its_arrival_then_the_day_by_which_it_is_declared() -> None:
    announced()
    bill = Bill.objects.select_related("manifest").get()
    awaited = [str(one.step) for one in story_of_bill(bill, by=CHIEF, now=NOW)]
    bill.due_on, bill.packages_left = TODAY + timedelta(days=3), bill.packages

    after = story_of_bill(bill, by=CHIEF, now=NOW)

    assert awaited == [Step.AWAITED]
    assert [(str(one.step), one.is_awaited) for one in after] == [(Step.AWAITED, True), (Step.DECLARE, True)]


def test_the_way_of_a_bill_goes_by_its_transhipments_and_says_a_port_once() -> None:
    bill = Bill(number="BL1", loading="CNSHA", unloading="SNDKR")
    content = {"origin_port": "CN SHA", "transhipments": ["MAPTM"]}

    assert way_of(bill, content)["ports"] == ["CNSHA", "MAPTM", "SNDKR"]
    assert way("M", ["", "CNSHA", "cnsha"])["ports"] == ["CNSHA"]


def test_the_ways_of_a_voyage_are_those_of_the_ship_and_of_its_bills() -> None:
    manifest = announced(a_bill(), a_bill("BL2"), a_bill("BL3", loading="MAPTM"))

    ways = ways_of_voyage(manifest, ports_of(manifest, by=CHIEF))

    assert [(one["name"], one["ports"]) for one in ways] == [
        ("AB652A", ["CNSHA", "XDSAL"]),
        ("2 titres", ["CNSHA", "XDSAL"]),
        ("1 titre", ["MAPTM", "XDSAL"]),
    ]


def test_the_sheet_of_a_voyage_has_its_line_of_time_and_its_map(analyst: Client) -> None:
    manifest = announced()
    targeted()

    page = analyst.get(f"/manifestes/{manifest.pk}/").content.decode()

    assert "am-timeline--wide" in page and "Arrivée attendue" in page and "Circuits décidés" in page
    assert "Shanghai → Salinga" in page and 'class="leg"' in page


def test_the_sheet_of_a_bill_tells_decisions_and_holds_to_officers_alone(analyst: Client) -> None:
    announced(a_bill(transhipments=("MAPTM", "ESALG")))
    targeted()
    held("bill", "BL1", ground="renseignement reçu")
    url = f"/titres/{Bill.objects.get().pk}/"

    page = analyst.get(url)
    carrier = browser_of(Role.CARRIER).get(url)

    told = read(page)
    assert "Circuit décidé" in told and "Blocage placé" in told and "renseignement reçu" in told
    assert "leg leg-odd" in page.content.decode() and "Algeciras" in told
    assert "Circuit décidé" not in read(carrier) and "Blocage placé" not in read(carrier)
    assert "leg-odd" not in carrier.content.decode() and "Algeciras" in read(carrier)

"""Manifests, bills and events by machine: each reader its own, nobody outside what customs thinks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from amont.cargo.models import Bill, BoxEvent, CargoReceipt, Manifest
from amont.formats.manifest.records import Function
from amont.kernel.agents import Role
from amont.kernel.lanes import Lane
from tests.api.asking import a_system
from tests.api.carrying import a_carrier_system, announces
from tests.cargo.announcing import BOX
from tests.making import OFFICE, OTHER_CARRIER, OTHER_OFFICE

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 12, 3, 6)  # noqa: DTZ001  as a sender writes it


def voyages(answer: Any) -> list[str]:
    return [one["voyage"] for one in answer.json()["manifests"]]


def an_event(box: str = BOX, *, office: str = OFFICE, hour: int = 6) -> BoxEvent:
    facts = {"receipt": CargoReceipt.objects.all()[0], "by": "test:terminal", "kind": "discharged"}
    at = datetime(2026, 11, 26, hour, tzinfo=UTC)
    return BoxEvent.objects.create(box=box, at=at, office=office, place="XDSAL", seals=["S1"], **facts)


def test_a_manifest_is_read_as_it_stands() -> None:
    system = a_carrier_system()
    message = announces(system)

    row = Manifest.objects.get()
    told = system.get(f"/cargo/manifests/{row.pk}").json()

    assert (told["office"], told["voyage"], told["departed_on"]) == ("DM01", "AB652A", "2026-11-14")
    assert (told["expected_at"], told["state"]) == ("2026-11-26T06:00:00Z", "complete")
    assert (told["bills"], told["containers"], told["packages"], told["gross_kg"]) == (1, 1, 100.0, 1080.0)
    assert [(one["number"], one["message"], one["added"]) for one in told["versions"]] == [(1, message, 1)]


def test_a_list_of_manifests_is_narrowed_by_what_is_asked() -> None:
    system = a_carrier_system()
    announces(system)
    announces(system, voyage="CD1", office=OTHER_OFFICE, arrives_at=LATER)

    found = {
        text: voyages(system.get("/cargo/manifests", **asked))
        for text, asked in {
            "all": {},
            "office": {"office": OTHER_OFFICE},
            "voyage": {"voyage": "AB652A"},
            "state": {"state": "arrived"},
            "from": {"expected_from": "2026-12-03"},
            "to": {"expected_to": "2026-11-26"},
        }.items()
    }

    assert found == {
        "all": ["CD1", "AB652A"],
        "office": ["CD1"],
        "voyage": ["AB652A"],
        "state": [],
        "from": ["CD1"],
        "to": ["AB652A"],
    }


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        ("/cargo/manifests", "state", "sunk"),
        ("/cargo/manifests", "expected_from", "26/11/2026"),
        ("/cargo/manifests", "after", "0"),
        ("/cargo/manifests", "rows", "501"),
        ("/cargo/manifests", "voyage", "a\x00"),
        ("/cargo/manifests/9223372036854775808", "manifest", None),
    ],
)
def test_a_question_that_does_not_hold_is_refused_by_its_name(
    path: str, name: str, value: str | None
) -> None:
    told = a_carrier_system().get(path, **({name: value} if value is not None else {}))

    assert told.status_code == 422
    assert [one["parameter"] for one in told.json()["errors"]] == [name]


def test_bills_of_a_manifest_are_walked_page_by_page_without_a_gap() -> None:
    system = a_carrier_system()
    announces(system, *(f"BL{n}" for n in range(7)))
    path = f"/cargo/manifests/{Manifest.objects.get().pk}/bills"

    seen: list[str] = []
    after: dict[str, int] = {}
    while True:
        page = system.get(path, rows=3, **after).json()
        seen += [one["number"] for one in page["bills"]]
        if page["after"] is None:
            break
        after = {"after": page["after"]}

    assert seen == [f"BL{n}" for n in range(7)]


def test_a_bill_is_read_with_its_content_and_its_history() -> None:
    system = a_carrier_system()
    announces(system, "BL1", "BL2")
    announces(system, "BL1", function=Function.REPLACE)

    bill = Bill.objects.get(number="BL2")
    told = system.get(f"/cargo/bills/{bill.pk}").json()

    assert (told["number"], told["cancelled"], told["packages"]) == ("BL2", True, 100.0)
    assert told["content"]["goods"][0]["description"] == "Pneus neufs de tourisme"
    assert [(one["version"], one["change"]) for one in told["history"]] == [(1, "added"), (2, "cancelled")]


@pytest.mark.parametrize(
    ("role", "lanes"),
    [(Role.CARRIER, None), (Role.TERMINAL, None), (Role.CHIEF, "red"), (Role.ANALYST, "red")],
)
def test_the_lane_of_a_bill_is_for_officers_alone(role: Role, lanes: str | None) -> None:
    announces(a_carrier_system())
    Bill.objects.update(lane=Lane.RED)
    bill = Bill.objects.get()

    system = a_carrier_system() if role is Role.CARRIER else a_system(role, operator="TER01")
    told = [
        system.get(f"/cargo/bills/{bill.pk}"),
        system.get(f"/cargo/manifests/{bill.manifest_id}/bills"),
    ]

    assert [one.status_code for one in told] == [200, 200]
    assert [told[0].json().get("lane"), told[1].json()["bills"][0].get("lane")] == [lanes, lanes]
    if lanes is None:
        for word in (b"lane", b"reason", b"score", b"criteri", b"waiting"):
            assert not any(word in one.content for one in told)


def test_one_carrier_finds_nothing_of_another() -> None:
    announces(a_carrier_system())
    bill = Bill.objects.get()
    other = a_carrier_system(OTHER_CARRIER)

    asked = [f"/cargo/manifests/{bill.manifest_id}", f"/cargo/bills/{bill.pk}"]
    asked.append(f"/cargo/manifests/{bill.manifest_id}/bills")

    assert [other.get(path).status_code for path in asked] == [404, 404, 404]
    assert voyages(other.get("/cargo/manifests")) == []


def test_a_terminal_reads_what_its_own_office_awaits() -> None:
    announces(a_carrier_system())
    announces(a_carrier_system(), voyage="CD1", office=OTHER_OFFICE)

    assert voyages(a_system(Role.TERMINAL, operator="TER01").get("/cargo/manifests")) == ["AB652A"]


def test_events_of_a_container_are_read_last_told_first() -> None:
    announces(a_carrier_system())
    first, second = an_event(), an_event(hour=9)
    an_event("TGHU4172206")
    system = a_system(Role.TERMINAL, operator="TER01")

    told = system.get("/cargo/events", container=BOX).json()["events"]
    late = system.get("/cargo/events", container=BOX, since="2026-11-26T08:00:00Z").json()["events"]

    assert [one["id"] for one in told] == [second.pk, first.pk]
    assert [one["id"] for one in late] == [second.pk]
    assert (told[0]["container"], told[0]["kind"], told[0]["seals"]) == (BOX, "discharged", ["S1"])


def test_events_of_another_office_are_not_there() -> None:
    announces(a_carrier_system())
    an_event(office=OTHER_OFFICE)

    assert a_system(Role.TERMINAL, operator="TER01").get("/cargo/events").json()["events"] == []


def test_an_hour_without_its_zone_is_refused() -> None:
    told = a_system(Role.CHIEF).get("/cargo/events", since="2026-11-26T08:00:00")

    assert (told.status_code, told.json()["errors"][0]["parameter"]) == (422, "since")


def test_a_carrier_reads_no_events() -> None:
    told = a_carrier_system().get("/cargo/events")

    assert (told.status_code, told.json()["code"]) == (403, "api.act_not_given")


def test_lists_take_as_many_queries_however_long_they_are(django_assert_num_queries: Any) -> None:
    system = a_carrier_system()
    announces(system, *(f"BL{n}" for n in range(40)))
    bill = Bill.objects.order_by("pk")[0]

    with django_assert_num_queries(3):
        system.get("/cargo/manifests", rows=40)
    with django_assert_num_queries(4):
        system.get(f"/cargo/manifests/{bill.manifest_id}/bills", rows=40)
    with django_assert_num_queries(5):
        system.get(f"/cargo/bills/{bill.pk}")

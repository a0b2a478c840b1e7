"""Weighbridges, scanners and tally systems report by message, each report once."""

from __future__ import annotations

from base64 import b64encode
from decimal import Decimal
from typing import Any

import pytest

from amont.cargo.models import Picture, TakeOver, Weighing
from amont.cargo.queries.taken import balance_of
from amont.journal.models import Entry
from amont.kernel.agents import Role
from tests.cargo.cases import CARRIER, a_bill, a_carrier, a_chief, announced, arrived, bill, seen
from tests.cargo.visiting import a_machine
from tests.controls.cases import a_photo
from tests.making import TODAY

pytestmark = pytest.mark.django_db
BOX = {"number": "MSKU1234565", "packages": 60, "gross_kg": 24_000}
WEIGHED = {"key": "w1", "container": "MSKU 123456-5", "at": "2026-11-23T08:12:00Z", "gross_kg": 24_310.5}
IMAGE = b64encode(a_photo(size=(640, 480))).decode()
SCANNED = {"key": "s1", "container": "MSKU1234565", "at": "2026-11-23T08:12:00Z", "image": IMAGE}


def a_ship() -> None:
    arrived(a_bill(containers=[BOX]), a_bill("BL2"))


def test_a_weighing_is_kept_beside_what_was_announced() -> None:
    a_ship()

    answer = a_machine().post("/cargo/weighings", {**WEIGHED, "station": "PB2"})

    row = Weighing.objects.get()
    assert (answer.status_code, answer.json()) == (201, {"id": row.pk, "announced_kg": 24_000.0})
    assert seen(row, "box", "kg", "station") == ("MSKU1234565", Decimal("24310.5"), "PB2")
    assert Entry.objects.filter(name="BoxWeighed").count() == 1


def test_a_weighing_sent_again_is_one_and_another_under_its_key_is_refused() -> None:
    a_ship()
    machine = a_machine()

    answers = [
        machine.post("/cargo/weighings", one) for one in (WEIGHED, WEIGHED, {**WEIGHED, "gross_kg": 1.0})
    ]

    assert [one.status_code for one in answers] == [201, 200, 409]
    assert answers[2].json()["code"] == "cargo.report_key_used"
    assert Weighing.objects.count() == 1


def test_a_scan_lies_beside_each_bill_that_has_the_box() -> None:
    a_ship()

    answer = a_machine().post("/cargo/scans", {**SCANNED, "result": "anomaly"})

    row = Picture.objects.get()
    assert (answer.status_code, answer.json()) == (201, {"id": row.pk})
    assert seen(row, "kind", "result", "width", "bill") == ("scan", "anomaly", 640, None)
    beside = balance_of(bill("BL1"), by=a_chief(), today=TODAY)
    assert beside is not None
    assert [one.pk for one in beside.pictures] == [row.pk]
    other = balance_of(bill("BL2"), by=a_chief(), today=TODAY)
    assert other is not None
    assert list(other.pictures) == []
    own = balance_of(bill("BL1"), by=a_carrier(), today=TODAY)
    assert own is not None
    assert list(own.pictures) == []


def test_a_scan_sent_again_is_one_and_another_under_its_key_is_refused() -> None:
    a_ship()
    machine = a_machine()
    other = {**SCANNED, "image": b64encode(a_photo(size=(32, 32))).decode()}

    answers = [machine.post("/cargo/scans", one) for one in (SCANNED, SCANNED, other)]

    assert [one.status_code for one in answers] == [201, 200, 409]
    assert Picture.objects.count() == 1


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/cargo/weighings", {**WEIGHED, "container": "TCLU0000000"}, 404, "cargo.box_unknown"),
        ("/cargo/weighings", {**WEIGHED, "gross_kg": -1.0}, 422, "api.unfit"),
        ("/cargo/weighings", {**WEIGHED, "key": "deux mots"}, 422, "api.unfit"),
        ("/cargo/scans", {**SCANNED, "image": "bm90IGEgcGljdHVyZQ=="}, 400, "control.photo_unreadable"),
        ("/cargo/scans", {**SCANNED, "image": "%%%"}, 422, "api.unfit"),
        ("/cargo/scans", {**SCANNED, "container": "TCLU0000000"}, 404, "cargo.box_unknown"),
    ],
)
def test_a_report_that_cannot_be_kept_is_refused(
    path: str, body: dict[str, Any], status: int, code: str
) -> None:
    a_ship()

    answer = a_machine().post(path, body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_carrier_reports_nothing_of_the_kind() -> None:
    a_ship()
    carrier = a_machine(Role.CARRIER, operator=CARRIER)

    assert carrier.post("/cargo/weighings", WEIGHED).status_code == 403
    assert carrier.post("/cargo/scans", SCANNED).status_code == 403


def test_a_terminal_counts_by_message_and_its_bills_are_found_by_number() -> None:
    a_ship()
    manifest = bill().manifest_id
    body = {
        "key": "t1",
        "seen": 1,
        "counted_at": "2026-11-23T08:12:00Z",
        "lines": [{"number": "bl2", "packages": 498.0}],
    }
    machine = a_machine()

    answers = [machine.post(f"/cargo/manifests/{manifest}/counts", body) for _ in range(2)]

    assert [one.status_code for one in answers] == [201, 200]
    told = answers[0].json()["differences"]
    assert [(one["kind"], one["bill"], one["found"]) for one in told] == [("shortage", "BL2", "498")]
    assert seen(TakeOver.objects.get(), "is_officer", "holder", "channel") == (False, "TER01", "api")


def test_a_count_of_a_ship_that_is_not_there_waits() -> None:
    announced()
    line = {"number": "BL1", "packages": 1.0}
    body = {"key": "t1", "seen": 1, "counted_at": "2026-11-23T08:12:00Z", "lines": [line]}

    answer = a_machine().post(f"/cargo/manifests/{bill().manifest_id}/counts", body)

    assert (answer.status_code, answer.json()["code"]) == (409, "state.not_now")


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_an_instant_out_of_every_calendar_is_refused_by_every_report(at: str) -> None:
    a_ship()
    machine = a_machine()
    count = {"key": "k1", "seen": 1, "counted_at": at, "lines": [{"number": "BL1", "packages": 98.0}]}

    answers = [
        machine.post("/cargo/weighings", {**WEIGHED, "at": at}),
        machine.post("/cargo/scans", {**SCANNED, "at": at}),
        machine.post(f"/cargo/manifests/{bill().manifest_id}/counts", count),
    ]

    assert [one.status_code for one in answers] == [422, 422, 422]
    assert not TakeOver.objects.exists()

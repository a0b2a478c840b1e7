"""Manifests announced before they arrive: versions, bills cancelled, who may change what."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from amont.cargo.actions.arriving import BillsHeld, NoBills, cancel_manifest, note_arrival, say_complete
from amont.cargo.actions.reading import read_receipt
from amont.cargo.actions.receiving import MessageEmpty, receive
from amont.cargo.models import Bill, BillBox, BillVehicle, BillVersion, CargoReceipt, Manifest
from amont.cargo.queries.sheets import passages_of
from amont.cargo.states import State
from amont.formats.manifest.records import Container, Filling, Function, Party, Scope, Vehicle
from amont.journal.models import Entry
from amont.kernel.agents import WORKER, Forbidden, Role
from amont.kernel.states import NotNow
from tests.cargo.announcing import (
    BOX,
    GOODS,
    OTHER_BOX,
    a_bill,
    a_carrier,
    a_message,
    announced,
    codes,
    handed_in,
    numbers,
)
from tests.making import BROKER, CARRIER, NOW, OFFICE, TODAY, an_administration, an_agent

pytestmark = pytest.mark.django_db
CHIEF = an_agent(Role.CHIEF)


def test_a_manifest_is_announced_with_its_bills_boxes_and_sums() -> None:
    other = a_bill("BL2", containers=(Container(OTHER_BOX, "45G1"), Container(BOX, "22G1")))
    manifest = announced(a_bill(), other)

    assert (manifest.office, manifest.voyage, manifest.vessel) == (OFFICE, "AB652A", "Étoile de Salinga")
    assert (manifest.bills, manifest.boxes, manifest.packages, manifest.gross_kg) == (2, 2, 200, 2160)
    assert manifest.operator == CARRIER
    assert set(BillBox.objects.filter(number=BOX).values_list("bill__number", flat=True)) == {"BL1", "BL2"}


def test_a_manifest_to_which_nothing_is_missing_is_complete_at_once() -> None:
    manifest = announced()

    assert manifest.state == State.COMPLETE
    assert manifest.complete_at == NOW
    assert Entry.objects.filter(name="ManifestComplete").count() == 1


def test_a_bill_without_consignee_holds_the_manifest_back() -> None:
    manifest = announced(a_bill(), a_bill("BL2", consignee=Party()))

    assert manifest.state == State.ANNOUNCED
    assert list(Bill.objects.filter(held=True).values_list("number", flat=True)) == ["BL2"]
    with pytest.raises(BillsHeld):
        say_complete(manifest.pk, by=a_carrier(), now=NOW)


def test_a_carrier_says_that_all_is_there_where_it_was_announced_in_parts() -> None:
    manifest = announced(scope=Scope.DOCUMENT)
    before = manifest.state

    say_complete(manifest.pk, by=a_carrier(), now=NOW)

    manifest.refresh_from_db()
    assert (before, manifest.state) == (State.ANNOUNCED, State.COMPLETE)


def test_a_voyage_without_bills_is_not_complete() -> None:
    handed_in(a_message())
    manifest = Manifest.objects.get()

    with pytest.raises(NoBills):
        say_complete(manifest.pk, by=a_carrier(), now=NOW)

    assert manifest.state == State.ANNOUNCED


def test_the_same_message_sent_twice_is_one_receipt() -> None:
    first, second = handed_in(a_message(a_bill())), handed_in(a_message(a_bill()))

    assert first.pk == second.pk
    assert Manifest.objects.get().version == 1


def test_the_same_content_in_another_message_makes_no_version() -> None:
    manifest = announced()
    receipt = handed_in(a_message(a_bill(), reference="M2"))

    assert [one["state"] for one in receipt.outcome] == ["same"]
    assert manifest.versions.count() == 1


def test_what_changed_makes_a_version_and_its_history_says_what() -> None:
    manifest = announced()
    handed_in(a_message(a_bill(described="Pneus usagés"), function=Function.REPLACE))

    manifest.refresh_from_db()
    bill = Bill.objects.get()
    changes = [one.changes for one in passages_of(bill)]
    assert (manifest.version, bill.versions, bill.description) == (2, 2, "Pneus usagés")
    assert [(one.path, one.before, one.after) for one in changes[1]] == [
        (("goods", "1", "description"), "Pneus neufs de tourisme", "Pneus usagés")
    ]


def test_an_unchanged_bill_is_not_written_again() -> None:
    announced(a_bill(), a_bill("BL2"))
    receipt = handed_in(a_message(a_bill(), a_bill("BL2", described="Riz"), function=Function.REPLACE))

    told = receipt.outcome[0]
    assert (told["added"], told["changed"], told["cancelled"], told["same"]) == (0, 1, 0, 1)
    assert BillVersion.objects.filter(bill__number="BL1").count() == 1


def test_a_bill_that_a_replacement_does_not_name_is_cancelled_and_never_deleted() -> None:
    manifest = announced(a_bill(), a_bill("BL2", containers=(Container(OTHER_BOX),)))
    handed_in(a_message(a_bill(), function=Function.REPLACE))

    manifest.refresh_from_db()
    gone = Bill.objects.get(number="BL2")
    assert numbers(manifest) == ["BL1"]
    assert (manifest.bills, manifest.boxes) == (1, 1)
    assert gone.cancelled_in is not None and gone.cancelled_in.number == 2
    assert not BillBox.objects.get(number=OTHER_BOX).is_live


def test_a_change_leaves_the_bills_that_it_does_not_name() -> None:
    manifest = announced(a_bill(), a_bill("BL2"))
    handed_in(a_message(a_bill("BL3"), function=Function.CHANGE))

    assert numbers(manifest) == ["BL1", "BL3", "BL2"]


def test_a_cancelled_bill_that_comes_back_is_restored() -> None:
    manifest = announced(a_bill(), a_bill("BL2"))
    handed_in(a_message(a_bill(), function=Function.REPLACE))
    handed_in(a_message(a_bill(), a_bill("BL2"), reference="M3", function=Function.REPLACE))

    changes = BillVersion.objects.filter(bill__number="BL2").order_by("pk").values_list("change", flat=True)
    assert numbers(manifest) == ["BL1", "BL2"]
    assert list(changes) == ["added", "cancelled", "restored"]


def test_a_carrier_cancels_its_voyage_by_message() -> None:
    manifest = announced()
    handed_in(a_message(a_bill(), function=Function.CANCEL))

    manifest.refresh_from_db()
    assert manifest.state == State.CANCELLED
    assert numbers(manifest) == []


def test_a_chief_cancels_a_manifest_with_a_ground_and_a_carrier_may_not() -> None:
    manifest = announced()
    with pytest.raises(Forbidden):
        cancel_manifest(manifest.pk, ground="retard", by=a_carrier())

    cancel_manifest(manifest.pk, ground="navire dérouté", by=CHIEF)

    assert Entry.objects.get(name="cargo.cancel").facts["ground"] == "navire dérouté"
    with pytest.raises(NotNow):
        cancel_manifest(manifest.pk, ground="encore", by=CHIEF)


def test_a_bill_told_twice_in_one_message_is_entered_once_and_said() -> None:
    manifest_of = handed_in(a_message(a_bill(), a_bill(described="Riz")))

    assert "cargo.bill_twice" in codes(manifest_of)
    assert (manifest_of.refused, Bill.objects.get().description) == (1, "Pneus neufs de tourisme")


def test_a_chassis_is_on_one_live_bill_only() -> None:
    car = (Vehicle("VF1AAAAA555412345", "Berline"),)
    receipt = handed_in(a_message(a_bill(vehicles=car), a_bill("BL2", vehicles=car)))

    assert "cargo.chassis_twice" in codes(receipt)
    assert BillVehicle.objects.filter(is_live=True).count() == 1
    assert Bill.objects.get(number="BL2").held


def test_a_chassis_moves_to_another_bill_by_one_message() -> None:
    car = (Vehicle("VF1AAAAA555412345", "Berline"),)
    announced(a_bill(vehicles=car), a_bill("BL2"))

    receipt = handed_in(a_message(a_bill("BL2", vehicles=car), function=Function.REPLACE))

    live = BillVehicle.objects.filter(is_live=True).values_list("bill__number", flat=True)
    assert list(live) == ["BL2"]
    assert "cargo.chassis_twice" not in codes(receipt)


def test_a_message_without_office_goes_to_the_one_the_sender_chose() -> None:
    receipt = handed_in(a_message(a_bill(), office=""), office="DM02")

    assert Manifest.objects.get().office == "DM02"
    assert "cargo.office_missing" not in codes(receipt)


def test_a_message_that_says_neither_voyage_nor_day_is_kept_and_asks_for_them() -> None:
    receipt = handed_in(a_message(a_bill(), voyage="", departed_on=None, arrives_at=None))

    assert [code for code in codes(receipt) if code.startswith("cargo.")] == [
        "cargo.voyage_missing",
        "cargo.departed_on_missing",
    ]
    assert Manifest.objects.get().state == State.ANNOUNCED


def test_what_nobody_can_read_is_refused_and_its_bytes_are_kept() -> None:
    receipt = handed_in(b"\x00\x01 rien", name="photo.bin")

    assert (receipt.state, receipt.refusal["code"]) == ("refused", "manifest.unknown_kind")
    assert bytes(receipt.body.data) == b"\x00\x01 rien"


def test_an_empty_file_is_no_message() -> None:
    with pytest.raises(MessageEmpty):
        receive(b"", name="vide", office="", ground="", channel="page", by=a_carrier(), now=NOW)

    assert not CargoReceipt.objects.exists()


def test_a_broker_announces_nothing() -> None:
    with pytest.raises(Forbidden):
        handed_in(a_message(a_bill()), by=an_agent(Role.BROKER, operator=BROKER))


def test_a_manifest_that_arrived_before_it_was_complete_raises_an_alert() -> None:
    manifest = announced(a_bill(consignee=Party()))

    note_arrival(manifest.pk, at=NOW, by=an_agent(Role.QUAY), now=NOW)

    alert = manifest.alerts.get()
    assert (alert.kind, alert.facts) == (
        "incomplete",
        {"voyage": "AB652A", "vessel": "Étoile de Salinga", "bills": 1},
    )


def test_three_thousand_bills_cost_no_query_each(django_assert_max_num_queries: Any) -> None:
    an_administration()
    bills = [a_bill(f"B{n}", containers=(Container(BOX, "22G1", Filling.SHARED),)) for n in range(3_000)]
    data = a_message(*bills)
    waiting = receive(data, name="m", office="", ground="", channel="api", by=a_carrier(), now=NOW)

    with django_assert_max_num_queries(90):
        read_receipt(waiting.pk, by=WORKER, now=NOW, today=TODAY)

    waiting.refresh_from_db()
    assert (waiting.bills, Manifest.objects.get().boxes) == (3_000, 1)


def test_weights_are_kept_to_the_last_digit() -> None:
    announced(a_bill(goods=(replace(GOODS, gross_kg=Decimal("1080.123456789")),)))

    assert Bill.objects.get().gross_kg == Decimal("1080.123456789")

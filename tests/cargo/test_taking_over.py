"""Take-over: counts are kept once, compared with what is announced now, and never lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from amont.cargo.actions.arriving import note_arrival
from amont.cargo.actions.counts import CountedTwice, FigureRefused, KeyMissing, Line, NothingCounted
from amont.cargo.actions.taking import BillElsewhere, CountKeyUsed, end_unloading, take_over
from amont.cargo.models import Difference, FoundLine, Manifest, Picture, TakeOver
from amont.cargo.states import State
from amont.edge.pictures import PhotoUnreadable
from amont.journal.delivering import deliver
from amont.journal.models import Entry
from amont.journey import ANSWERS
from amont.kernel.agents import WORKER, Agent, Forbidden
from amont.kernel.states import NotNow
from tests.cargo.cases import (
    ARRIVED_AT,
    a_bill,
    a_carrier,
    a_chief,
    a_count,
    a_line,
    a_quay_officer,
    a_terminal,
    announced,
    arrived,
    bill,
    left,
    off,
    seen,
    taken,
)
from tests.controls.cases import a_photo
from tests.making import NOW, OTHER_OFFICE, TODAY

pytestmark = pytest.mark.django_db
BOX = {"number": "MSKU1234565", "packages": 60, "goods_kg": 600, "seals": ["CN001"]}


def differences(**asked: Any) -> list[tuple[object, ...]]:
    rows = Difference.objects.filter(**asked).order_by("pk")
    return list(rows.values_list("kind", "box", "announced", "found", "state"))


def state(manifest: Manifest) -> str:
    return str(seen(manifest, "state")[0])


def follow() -> None:
    deliver(ANSWERS, by=WORKER, now=datetime.now(UTC), today=TODAY)


def test_the_first_count_of_an_arrived_manifest_begins_its_unloading() -> None:
    manifest = arrived(a_bill("BL1"), a_bill("BL2"))

    found = taken(manifest, a_line("BL1", packages=500, kg=5_000), holder="MAG01", place="Hangar 3")

    assert state(manifest) == State.UNLOADING
    assert (found.is_new, found.changed, found.differences) == (True, (), ())
    assert seen(bill("BL1"), "taken_over_at", "holder", "due_on") == (NOW, "MAG01", date(2026, 12, 8))
    assert seen(bill("BL2"), "taken_over_at", "holder", "due_on") == (None, "", None)
    assert seen(found.take_over, "by", "is_officer", "place") == ("test:quay", True, "Hangar 3")


def test_once_all_is_counted_the_manifest_is_taken_over() -> None:
    manifest = arrived(a_bill("BL1"), a_bill("BL2"))
    taken(manifest, a_line("BL1", packages=500), key="one")

    taken(manifest, a_line("BL2", packages=500), key="two")

    assert seen(manifest, "state", "unloaded_at") == (State.TAKEN_OVER, NOW)
    assert Entry.objects.filter(name="ManifestTakenOver").count() == 1


def test_the_same_count_sent_again_is_one_count() -> None:
    manifest = arrived()
    first = taken(manifest, a_line(packages=498))

    again = taken(manifest, a_line(packages=498))

    assert (again.is_new, again.take_over.pk) == (False, first.take_over.pk)
    assert (TakeOver.objects.count(), FoundLine.objects.count(), Difference.objects.count()) == (1, 1, 1)


def test_another_count_under_the_same_key_is_refused() -> None:
    manifest = arrived()
    taken(manifest, a_line(packages=498))

    with pytest.raises(CountKeyUsed):
        taken(manifest, a_line(packages=499))
    with pytest.raises(CountKeyUsed):
        taken(manifest, a_line(packages=498), by=a_quay_officer("test:other"))


def test_a_count_of_a_manifest_amended_since_is_kept_and_compared_with_what_is_in_force() -> None:
    manifest = announced(a_bill("BL1", packages=500), a_bill("BL2"))
    announced(a_bill("BL1", packages=480), a_bill("BL2"))
    from_phone = a_line("BL1", packages=480)
    arrive(manifest)

    found = taken(manifest, from_phone, seen=1)

    assert found.changed == ("BL1",)
    assert differences() == []
    assert found.take_over.changed == ["BL1"]


def arrive(manifest: Manifest) -> None:
    note_arrival(manifest.pk, at=ARRIVED_AT, by=a_quay_officer(), now=NOW)


def test_ninety_eight_found_of_a_hundred_asks_the_carrier_and_keeps_the_bill_open() -> None:
    manifest = arrived(a_bill(packages=100, kg=1_000))

    found = taken(manifest, a_line(packages=98, kg=985))

    assert differences() == [("shortage", "", "100", "98", "open")]
    row = Difference.objects.get()
    assert (row.due_at, row.counted_by) == (NOW + timedelta(hours=72), "test:quay")
    assert [one.pk for one in found.differences] == [row.pk]
    assert left() == (100, 1_000)
    off(100, 1_000)
    follow()
    assert state(manifest) == State.TAKEN_OVER


def test_boxes_are_counted_one_by_one_and_the_last_one_completes_the_bill() -> None:
    other = {**BOX, "number": "MSKU7654321", "packages": 40, "goods_kg": 400, "seals": []}
    manifest = arrived(a_bill(packages=100, kg=1_000, containers=[BOX, other]))

    taken(manifest, a_line(box="MSKU1234565", packages=60, kg=600, seals=("CN-001",)), key="a")
    assert (state(manifest), differences()) == (State.UNLOADING, [])
    taken(manifest, a_line(box="MSKU 765432-1", packages=39, seals=("X9",)), key="b")

    assert state(manifest) == State.TAKEN_OVER
    assert differences() == [("shortage", "MSKU7654321", "40", "39", "open")]


def test_a_seal_that_is_not_the_announced_one_is_told() -> None:
    manifest = arrived(a_bill(packages=60, kg=600, containers=[BOX]))

    taken(manifest, a_line(box="MSKU1234565", packages=60, seals=("CN002",)))

    assert differences() == [("seal", "MSKU1234565", "CN001", "CN002", "open")]


def test_a_later_count_clears_what_it_does_not_show() -> None:
    manifest = arrived(a_bill(packages=100))
    taken(manifest, a_line(packages=98), key="a")

    taken(manifest, a_line(packages=100), key="b", counted_at=NOW)

    assert differences() == [("shortage", "", "100", "98", "cleared")]


def test_a_later_count_that_differs_otherwise_takes_the_place_of_the_first() -> None:
    manifest = arrived(a_bill(packages=100))
    taken(manifest, a_line(packages=98), key="a")

    taken(manifest, a_line(packages=97), key="b")

    assert [one[3:] for one in differences()] == [("98", "cleared"), ("97", "open")]


def test_a_count_in_parts_adds_up() -> None:
    manifest = arrived(a_bill(packages=100))
    taken(manifest, a_line(packages=60), key="a")

    taken(manifest, a_line(packages=40, is_part=True), key="b")

    assert differences(state="open") == []


def test_an_officer_overrules_the_terminal_whenever_he_counted() -> None:
    manifest = arrived(a_bill(packages=100))
    taken(manifest, a_line(packages=100), key="a", counted_at=NOW - timedelta(hours=2))

    found = taken(manifest, a_line(packages=90), key="b", by=a_terminal(), counted_at=NOW)

    assert (found.take_over.is_officer, found.take_over.holder) == (False, "TER01")
    assert differences() == []


def test_a_bill_that_nobody_announced_is_kept_and_told() -> None:
    manifest = arrived()

    taken(manifest, Line(number="zz9", packages=Decimal(12)), a_line(packages=500))

    assert differences() == [("unannounced", "", "", "ZZ9", "open")]
    taken(manifest, Line(number="ZZ9", packages=Decimal(12)), key="b")
    assert Difference.objects.count() == 1


def test_a_bill_cancelled_meanwhile_is_told_as_one_that_nobody_announces() -> None:
    manifest = announced(a_bill("BL1"), a_bill("BL2"))
    line = a_line("BL1", packages=500)
    announced(a_bill("BL2"))
    arrive(manifest)

    found = taken(manifest, line, seen=1)

    assert found.changed == ("BL1",)
    assert differences() == [("unannounced", "", "", "BL1", "open")]


def test_documents_under_a_bill_count_for_it() -> None:
    manifest = arrived(
        a_bill("M1"), a_bill("H1", packages=60, master="M1"), a_bill("H2", packages=40, master="M1")
    )
    taken(manifest, a_line("H1", packages=60), key="a")
    assert state(manifest) == State.UNLOADING

    taken(manifest, a_line("H2", packages=40), key="b")

    assert state(manifest) == State.TAKEN_OVER


def test_what_is_not_found_when_unloading_ends_is_a_difference() -> None:
    manifest = arrived(a_bill("BL1"), a_bill("BL2", packages=100, kg=1_000))
    taken(manifest, a_line("BL1", packages=500))

    raised = end_unloading(manifest.pk, by=a_chief(), now=NOW)

    assert state(manifest) == State.TAKEN_OVER
    assert [(one.kind, one.bill) for one in raised] == [("not_found", bill("BL2"))]
    assert bill("BL2").taken_over_at is None
    with pytest.raises(NotNow):
        end_unloading(manifest.pk, by=a_chief(), now=NOW)


def test_boxes_not_found_when_unloading_ends_are_told_one_by_one() -> None:
    other = {**BOX, "number": "MSKU7654321", "packages": 40}
    manifest = arrived(a_bill(packages=100, kg=1_000, containers=[BOX, other]))
    taken(manifest, a_line(box="MSKU1234565", packages=60))

    end_unloading(manifest.pk, by=a_quay_officer(), now=NOW)

    assert differences() == [("not_found", "MSKU7654321", "40", "0", "open")]


def test_photos_of_a_count_are_kept_reduced_and_once() -> None:
    manifest = arrived()
    photo = a_photo(size=(640, 480))

    taken(manifest, a_line(packages=500, photos=(photo,), damage="carton ouvert"))

    kept = Picture.objects.get()
    assert seen(kept, "kind", "width", "height", "bill_id") == ("damage", 640, 480, bill().pk)
    with pytest.raises(PhotoUnreadable):
        taken(manifest, a_line(packages=500, photos=(b"no picture",)), key="b")
    assert TakeOver.objects.count() == 1


@pytest.mark.parametrize(
    ("key", "lines", "refusal"),
    [
        ("", [Line(number="A", packages=Decimal(1))], KeyMissing),
        ("k" * 65, [Line(number="A")], KeyMissing),
        ("k", [], NothingCounted),
        ("k", [Line()], NothingCounted),
        ("k", [Line(number="A"), Line(number="a")], CountedTwice),
        ("k", [Line(number="A", packages=Decimal(-1))], FigureRefused),
        ("k", [Line(number="A", kg=Decimal("NaN"))], FigureRefused),
        ("k", [Line(bill=999_999_999)], BillElsewhere),
    ],
)
def test_a_count_that_is_none_is_refused(key: str, lines: list[Line], refusal: type[Exception]) -> None:
    manifest = arrived()

    with pytest.raises(refusal):
        take_over(manifest.pk, count=a_count(*lines, key=key), by=a_quay_officer(), now=NOW)

    assert TakeOver.objects.count() == 0


def test_nothing_is_counted_before_the_ship_is_there() -> None:
    manifest = announced()

    with pytest.raises(NotNow):
        taken(manifest, a_line(packages=500))


@pytest.mark.parametrize("who", [a_carrier(), a_quay_officer(office=OTHER_OFFICE), a_terminal(OTHER_OFFICE)])
def test_others_than_the_officers_and_terminals_of_the_office_count_nothing(who: Agent) -> None:
    manifest = arrived()

    with pytest.raises(Forbidden):
        taken(manifest, a_line(packages=500), by=who)
    with pytest.raises(Forbidden):
        end_unloading(manifest.pk, by=who, now=NOW)

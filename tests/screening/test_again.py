"""A hold placed after routing decides again: stricter only, once by each hold; chance has no second turn."""

from __future__ import annotations

from typing import Any

import pytest

from amont.controls.actions.assigning import redraw
from amont.controls.actions.inspecting import start
from amont.controls.models import Control
from amont.declarations.actions.routing import cancel
from amont.declarations.models import Declaration
from amont.journal.models import Entry
from amont.kernel.agents import WORKER
from amont.kernel.lanes import Cause, Lane
from amont.screening.actions.again import note_holds
from amont.screening.models import DecidedAgain, ScreenedItem, Screening
from tests.controls.cases import an_inspector, closed
from tests.making import NOW, TODAY, a_declaration
from tests.screening.holding import (
    CHIEF,
    GROUND,
    LATER,
    answered,
    held,
    now_of,
    routed,
    screened,
)

pytestmark = pytest.mark.django_db


def test_a_hold_raises_a_green_one_to_red_for_its_ground_and_an_inspector_is_drawn() -> None:
    officer = an_inspector()
    declaration = routed()
    answered()
    assert now_of(declaration) == (Lane.GREEN, Cause.NONE, "")

    held()
    answered()

    assert now_of(declaration) == (Lane.RED, Cause.BLOCK, "hold.placed")
    item = ScreenedItem.objects.get()
    assert item.reasons[0] == {
        "code": "hold.placed", "lane": "red", "weight": None, "facts": {"ground": GROUND},
    }  # fmt: skip
    control = Control.objects.get()
    assert (control.officer, control.lane, control.state) == (officer.name, Lane.RED, "assigned")
    told = Entry.objects.filter(name="LaneNoted").order_by("pk")
    assert [(one.facts["before"], one.facts["lane"]) for one in told] == [("", "green"), ("green", "red")]


def test_what_stood_before_is_kept_as_it_was_with_the_hold_that_changed_it() -> None:
    declaration = routed()
    hold = held()
    answered()

    kept = DecidedAgain.objects.get()

    assert (kept.screening.version.declaration_id, kept.number, kept.hold_id) == (declaration.pk, 1, hold.pk)
    assert (kept.lane_before, kept.cause_before, kept.reason_before) == (Lane.GREEN, Cause.NONE, "")
    assert (kept.lane, kept.at) == (Lane.RED, LATER)
    only = ScreenedItem.objects.get().item_id
    assert kept.items == [{"item": only, "lane": 0, "cause": "none", "blocked": False, "reasons": []}]


def test_an_inspector_who_has_it_already_keeps_it_and_sees_the_new_lane() -> None:
    for place_ in range(4):
        an_inspector(f"inspecteur-{place_}")
    declaration = routed({"customs_value": None})
    Screening.objects.update(lane=Lane.YELLOW)
    Declaration.objects.update(lane=Lane.YELLOW)
    answered()
    before = Control.objects.get()

    held()
    answered()

    control = Control.objects.get()
    assert (before.lane, control.lane) == (Lane.YELLOW, Lane.RED)
    assert (control.officer, control.draw, control.state) == (before.officer, before.draw, "assigned")
    assert Entry.objects.filter(name="ControlAssigned").count() == 1
    assert now_of(declaration)[1:] == (Cause.BLOCK, "hold.placed")


def test_what_an_officer_has_begun_or_signed_is_left_to_him_and_what_is_cancelled_too() -> None:
    officer = an_inspector()
    held("IMP009")
    begun = routed({"reference": "BEGUN", "importer": "IMP009"})
    gone = routed({"reference": "GONE"})
    answered()
    start(Control.objects.get().pk, by=officer, now=NOW)
    cancel(gone.pk, by=CHIEF, now=NOW, ground="Navire détourné")
    signed = closed(officer, reference="SIGNED").version.declaration
    screenings = list(Screening.objects.order_by("pk").values())

    held(field="hs_code", value="40111000")
    answered()

    assert list(Screening.objects.order_by("pk").values()) == screenings
    assert not DecidedAgain.objects.exists()
    for row, state in ((begun, "in_control"), (gone, "cancelled"), (signed, "controlled")):
        row.refresh_from_db()
        assert row.state == state


def test_a_control_given_to_another_officer_counts_holds_placed_meanwhile() -> None:
    first, second = an_inspector("premier"), an_inspector("second")
    held("IMP009")
    declaration = routed({"importer": "IMP009"})
    answered()
    control = Control.objects.get()
    mine = first if control.officer == first.name else second
    start(control.pk, by=mine, now=NOW)
    held(field="origin", value="CN", ground="Alerte")
    answered()
    assert DecidedAgain.objects.count() == 0

    from_chief: dict[str, Any] = {"by": CHIEF, "reason": "Malade", "seen": 0, "now": NOW, "today": TODAY}
    redraw(control.pk, **from_chief)
    answered()

    grounds = [reason["facts"].get("ground") for reason in ScreenedItem.objects.get().reasons]
    assert grounds[:2] == ["Alerte", GROUND]
    assert now_of(declaration)[0] == Lane.RED


def test_nothing_that_is_red_already_becomes_lighter_and_its_reasons_stay() -> None:
    declaration = routed({}, {"importer": "IMP002"})
    held("IMP002", ground="Contrefaçon")
    answered()
    held("IMP002", ground="Plainte")
    answered()

    items = list(ScreenedItem.objects.order_by("item_id"))
    assert [(one.lane, one.cause, one.blocked) for one in items] == [(0, "none", False), (3, "block", True)]
    assert [one["facts"]["ground"] for one in items[1].reasons] == ["Plainte", "Contrefaçon"]
    rows = DecidedAgain.objects.order_by("number")
    assert [(one.number, one.lane_before, one.lane) for one in rows] == [(1, 0, 3), (2, 3, 3)]
    assert now_of(declaration)[0] == Lane.RED


def test_what_was_screened_with_the_hold_in_force_is_not_decided_again() -> None:
    hold = held()
    declaration = routed()
    before = Screening.objects.values().get()
    assert before["cause"] == Cause.BLOCK

    answered()
    note_holds([hold.pk], by=WORKER, now=LATER)
    answered()

    assert Screening.objects.values().get() == before
    assert not DecidedAgain.objects.exists()
    assert Entry.objects.filter(name="LaneNoted", subject=declaration.subject).count() == 1


def test_decided_again_a_declaration_stands_as_if_the_hold_had_come_first() -> None:
    first = routed({"reference": "C1"}, {"reference": "C1", "origin": "FR"})
    held(field="origin", value="FR")
    answered()
    second = routed({"reference": "C2"}, {"reference": "C2", "origin": "FR"})

    told = [
        (
            now_of(row),
            list(
                ScreenedItem.objects.filter(screening__version__declaration=row)
                .order_by("item_id")
                .values_list("lane", "cause", "blocked", "reasons")
            ),
        )
        for row in (first, second)
    ]

    assert told[0] == told[1]


def test_a_declaration_that_waits_for_its_lane_is_screened_with_the_hold_and_not_decided_again() -> None:
    routed({"reference": "C1"})
    a_declaration({"reference": "C2"})
    held()
    answered()
    assert DecidedAgain.objects.count() == 1

    screened()
    answered()

    assert Screening.objects.get(reference="C2").cause == Cause.BLOCK
    assert DecidedAgain.objects.count() == 1


def test_an_earlier_version_is_left_as_it_was_decided() -> None:
    routed()
    routed({"version": 2, "importer": "IMP002"})

    held("IMP001")
    answered()

    assert not DecidedAgain.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "changed"),
    [
        ("reference", "C1", 1),
        ("declarant", "BR001", 2),
        ("hs_code", "40111000", 2),
        ("hs_code", "4011", 0),
        ("departure", "CN", 2),
        ("seller", "SHENZHEN", 0),
    ],
)
def test_a_hold_stops_exactly_what_bears_its_value(field: str, value: str, changed: int) -> None:
    routed({"reference": "C1"})
    routed({"reference": "C2"})

    held(value, field=field)
    answered()

    assert DecidedAgain.objects.count() == changed

"""Placing and lifting a hold: what it stops, who may, what is written of it."""

from datetime import date, timedelta
from typing import Any

import pytest

from amont.holds import actions
from amont.holds.actions import lift, place
from amont.holds.models import HoldRow
from amont.holds.queries import in_force, listed, on_values
from amont.journal.models import Entry
from amont.kernel.agents import WORKER, Agent, Forbidden, Role
from tests.making import NOW, TODAY, an_agent

pytestmark = pytest.mark.django_db

ANALYST = an_agent(Role.ANALYST)
CHIEF = an_agent(Role.CHIEF)
GROUND = "Renseignement n° 12"


def placed(value: str = "IMP001", *, by: Agent = ANALYST, **changed: Any) -> HoldRow:
    facts: dict[str, Any] = {"ground": GROUND, "until_on": None, "now": NOW, "today": TODAY} | changed
    return place(facts.pop("field", "importer"), value=value, by=by, **facts)


def test_a_hold_in_force_is_what_screening_reads() -> None:
    placed("IMP001")

    assert in_force(TODAY) == [("importer", "IMP001", GROUND)]


def test_a_hold_ends_with_its_last_day() -> None:
    placed(until_on=TODAY)

    assert in_force(TODAY) == [("importer", "IMP001", GROUND)]
    assert in_force(TODAY + timedelta(days=1)) == []


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("hs_code", "4011.10 00", "40111000"),
        ("origin", " cn ", "CN"),
        ("importer", " IMP  001\n", "IMP 001"),
        ("reference", "C 41872", "C 41872"),
    ],
)
def test_a_held_value_is_kept_as_declarations_write_it(field: str, typed: str, kept: str) -> None:
    row = placed(typed, field=field)

    assert row.value == kept


def test_placing_and_lifting_a_hold_are_journalled_and_announced() -> None:
    row = placed()
    lift(row.pk, why="Vérifié", by=ANALYST, now=NOW)

    told = Entry.objects.filter(subject=row.subject).order_by("pk")
    assert [(one.kind, one.name) for one in told] == [
        ("act", "holds.place"),
        ("event", "HoldPlaced"),
        ("act", "holds.lift"),
        ("event", "HoldLifted"),
    ]
    assert told[0].facts == {"field": "importer", "value": "IMP001", "ground": GROUND, "until": ""}
    assert told[1].facts == {"hold": row.pk, "field": "importer"}
    assert told[2].facts == {"why": "Vérifié"}


def test_the_same_hold_is_not_placed_twice() -> None:
    placed()

    with pytest.raises(actions.AlreadyPlaced) as refused:
        placed(" IMP001 ", by=CHIEF)

    assert refused.value.facts == {"value": "IMP001", "on": date(2026, 11, 23)}
    assert HoldRow.objects.count() == 1


def test_another_ground_is_another_hold() -> None:
    placed()
    placed(ground="Plainte d’un tiers")

    assert [ground for _, _, ground in in_force(TODAY)] == [GROUND, "Plainte d’un tiers"]


def test_a_hold_whose_last_day_is_over_gives_way_to_a_new_one() -> None:
    old = placed(until_on=TODAY)

    new = placed(today=TODAY + timedelta(days=1))

    old.refresh_from_db()
    assert (old.lifted_by, old.lifted_why, new.lifted_at) == (ANALYST.name, "", None)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"field": "container", "value": "1"}, actions.FieldUnknown),
        ({"value": "  "}, actions.ValueMissing),
        ({"ground": " "}, actions.GroundMissing),
        ({"until_on": TODAY - timedelta(days=1)}, actions.UntilPast),
    ],
)
def test_a_hold_that_says_too_little_is_refused(changed: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        placed(**changed)

    assert not HoldRow.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("role", [Role.BROKER, Role.INSPECTOR, Role.DIRECTOR, Role.ADMINISTRATOR])
def test_only_analysts_and_chiefs_place_holds(role: Role) -> None:
    with pytest.raises(Forbidden):
        placed(by=an_agent(role))


def test_the_node_itself_places_holds_for_rooms_downstream() -> None:
    row = placed(by=WORKER)

    assert row.placed_by == "system:worker"


def test_an_analyst_does_not_lift_what_another_placed() -> None:
    row = placed(by=CHIEF)

    with pytest.raises(Forbidden):
        lift(row.pk, why="Vérifié", by=ANALYST, now=NOW)


def test_a_chief_lifts_any_hold() -> None:
    row = placed(by=ANALYST)

    lift(row.pk, why="Vérifié au quai", by=CHIEF, now=NOW)

    assert in_force(TODAY) == []


def test_lifting_says_why_and_happens_once() -> None:
    row = placed()

    with pytest.raises(actions.GroundMissing):
        lift(row.pk, why=" ", by=ANALYST, now=NOW)
    lift(row.pk, why="Vérifié", by=ANALYST, now=NOW)
    with pytest.raises(actions.AlreadyLifted):
        lift(row.pk, why="Encore", by=ANALYST, now=NOW)


def test_brokers_and_the_unknown_see_no_hold() -> None:
    placed()

    for agent in (an_agent(Role.BROKER), an_agent(Role.SECURITY), Agent("nobody")):
        assert not listed(by=agent, day=TODAY, state="in_force").exists()
        assert on_values([("importer", "IMP001")], by=agent, day=TODAY) == []


def test_holds_are_found_by_what_a_declaration_says() -> None:
    mine = placed()
    placed("IMP002")

    found = on_values([("importer", "IMP001"), ("seller", ""), ("origin", "CN")], by=CHIEF, day=TODAY)

    assert found == [mine]

"""Officers are drawn: by the day's secret, among those posted, once for each declaration."""

from __future__ import annotations

from datetime import timedelta

import polars as pl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amont.controls.actions.assigning import assign_left, redraw
from amont.controls.actions.ending import withdraw_cancelled
from amont.controls.facts import drawn, officer_number
from amont.controls.models import Control, OfficerDraw
from amont.controls.queries import unassigned_for
from amont.controls.states import ControlState
from amont.declarations.actions.lodging import Sender, lodge
from amont.declarations.actions.routing import cancel
from amont.declarations.models import Declaration
from amont.declarations.states import State
from amont.journal.models import Entry
from amont.kernel.agents import WORKER, Role
from amont.kernel.lanes import Lane
from amont.parties.models import Posting as PostingRow
from amont.screening.models import DrawDay
from tests.controls.cases import an_inspector as inspector
from tests.controls.cases import assign, assigned, give_lane, routed, started
from tests.making import BROKER, NOW, OFFICE, OTHER_OFFICE, TODAY, a_table, an_agent

pytestmark = pytest.mark.django_db
CHIEF = an_agent(Role.CHIEF)


def amend(declaration: Declaration, *, version: int = 2, **changed: object) -> None:
    """The broker lodges a further version, and its lane is decided again."""
    said = {"reference": declaration.reference, "version": version, "packages": 90.0 + version}
    table = a_table(said | changed)
    lodge(table, pl.Series([False]), sender=Sender(WORKER, BROKER), now=NOW)
    declaration.refresh_from_db()


def test_a_red_declaration_goes_to_an_inspector_posted_in_its_office() -> None:
    here = inspector("ici")
    inspector("ailleurs", office=OTHER_OFFICE)
    declaration = routed()

    control = assign(declaration)[0]

    assert (control.officer, control.candidates) == (here.name, [here.name])
    assert (control.state, control.lane, control.office) == ("assigned", int(Lane.RED), OFFICE)
    declaration.refresh_from_db()
    assert declaration.state == State.ROUTED


@pytest.mark.parametrize(
    ("lane", "controls"), [(Lane.GREEN, 0), (Lane.BLUE, 0), (Lane.YELLOW, 1), (Lane.RED, 1)]
)
def test_only_yellow_and_red_ask_for_an_officer(lane: Lane, controls: int) -> None:
    inspector()

    made = assign(routed(lane=lane))

    assert len(made) == controls


def test_an_officer_is_the_one_that_the_secret_of_the_day_points_to() -> None:
    officers = [inspector(f"inspecteur-{place}").name for place in range(5)]
    declarations = [routed(reference=f"C{place}") for place in range(12)]

    made = assign(*declarations)

    secret = bytes(DrawDay.objects.get(day=TODAY).secret)
    for control in made:
        reference = control.version.declaration.reference
        number = officer_number(secret, reference=reference, number=0)
        assert (control.draw, control.officer) == (number, officers[int(number * 5)])
        drawing = OfficerDraw.objects.get(control=control)
        assert (drawing.day, drawing.number, drawing.candidates) == (TODAY, 0, officers)
        assert drawing.officer == drawn(drawing.candidates, drawing.draw)


def test_a_second_delivery_of_a_lane_changes_nothing() -> None:
    for place in range(4):
        inspector(f"inspecteur-{place}")
    declaration = routed()
    first = assign(declaration)[0]

    second = assign(declaration)

    assert second == []
    assert list(Control.objects.values_list("pk", "officer")) == [(first.pk, first.officer)]
    assert Entry.objects.filter(name="ControlAssigned").count() == 1


def test_nobody_posted_leaves_a_declaration_to_the_chief_until_somebody_is() -> None:
    chief = CHIEF
    declaration = routed()
    made = assign(declaration)
    assert made == [] and list(unassigned_for(chief)) == [declaration]

    officer = inspector()
    made = assign_left(by=WORKER, now=NOW, today=TODAY)

    assert [control.officer for control in made] == [officer.name]
    assert list(unassigned_for(chief)) == []


def test_a_posting_that_has_ended_is_no_candidate() -> None:
    gone, here = inspector("parti"), inspector("present")
    PostingRow.objects.filter(person_id=int(gone.name.removeprefix("person:"))).update(
        to_on=TODAY - timedelta(days=1)
    )

    control = assigned()

    assert control.candidates == [here.name]


def test_who_handed_a_declaration_in_never_inspects_it() -> None:
    officer, other = inspector("un"), inspector("deux")
    declaration = routed()
    Declaration.objects.filter(pk=declaration.pk).update(by=officer.name)

    control = assign(declaration)[0]

    assert control.candidates == [other.name]


def amended(declaration: Declaration, *, version: int = 2, **changed: object) -> Control:
    """A further version, its lane, and who has it then."""
    amend(declaration, version=version, **changed)
    give_lane(declaration, Lane.RED)
    return assign(declaration)[0]


def test_an_amendment_withdraws_the_control_and_the_same_officer_has_the_new_version() -> None:
    for place in range(6):
        inspector(f"inspecteur-{place}")
    first = assigned()

    second = amended(first.version.declaration)

    first.refresh_from_db()
    assert (first.state, first.withdrawn_for) == (ControlState.WITHDRAWN, "amended")
    assert (second.version.number, second.state) == (2, "assigned")
    assert (second.officer, second.draw, second.candidates) == (first.officer, first.draw, first.candidates)
    told = list(Entry.objects.filter(name="ControlAssigned").order_by("pk").values_list("facts", flat=True))
    names = ("officer", "day", "number", "candidates")
    assert [told[1][name] for name in names] == [told[0][name] for name in names]
    assert [one["version"] for one in told] == [1, 2]


def test_who_amends_again_and_again_never_reaches_another_officer() -> None:
    for place in range(6):
        inspector(f"inspecteur-{place}")
    control = assigned()
    declaration = control.version.declaration

    reached = {amended(declaration, version=version).officer for version in range(2, 12)}

    assert reached == {control.officer}


def test_a_draw_that_was_kept_with_an_amendment_is_done_again_from_the_day_it_was_made() -> None:
    for place in range(4):
        inspector(f"inspecteur-{place}")
    declaration = assigned().version.declaration

    control = amended(declaration)

    drawing = OfficerDraw.objects.get(control=control)
    secret = bytes(DrawDay.objects.get(day=drawing.day).secret)
    assert drawing.draw == officer_number(secret, reference="C1", number=drawing.number)
    assert drawing.officer == drawn(drawing.candidates, drawing.draw)


def test_an_officer_drawn_again_by_the_chief_keeps_the_declaration_through_its_amendments() -> None:
    for place in range(4):
        inspector(f"inspecteur-{place}")
    first = assigned()
    again = redraw(first.pk, by=CHIEF, reason="Absent", seen=0, now=NOW, today=TODAY)

    second = amended(first.version.declaration)

    assert (second.officer, second.redraws) == (again.officer, 1)
    kept = [(one.number, one.officer, one.reason) for one in second.officer_draws.all()]
    assert kept == [(0, first.officer, ""), (1, again.officer, "Absent")]


def test_another_officer_is_drawn_for_an_amendment_once_the_first_one_left_the_office() -> None:
    officers = [inspector(f"inspecteur-{place}") for place in range(3)]
    first = assigned()
    PostingRow.objects.filter(person_id=int(first.officer.removeprefix("person:"))).update(
        to_on=TODAY - timedelta(days=1)
    )

    second = amended(first.version.declaration)

    left = [one.name for one in officers if one.name != first.officer]
    secret = bytes(DrawDay.objects.get(day=TODAY).secret)
    number = officer_number(secret, reference="C1", number=0)
    assert (second.candidates, second.draw, second.officer) == (left, number, drawn(left, number))


def test_a_declaration_that_goes_to_another_office_and_back_finds_its_officer_again() -> None:
    for place in range(6):
        inspector(f"ici-{place}")
    there = inspector("ailleurs", office=OTHER_OFFICE)
    first = assigned()
    declaration = first.version.declaration

    away = amended(declaration, version=2, office=OTHER_OFFICE)
    back = amended(declaration, version=3)

    assert (away.officer, back.officer) == (there.name, first.officer)


def test_a_stricter_lane_of_the_same_version_keeps_its_officer() -> None:
    inspector()
    control = assigned(lane=Lane.YELLOW)
    give_lane(control.version.declaration, Lane.RED)

    made = assign(control.version.declaration)

    control.refresh_from_db()
    assert (made, control.state, control.lane) == ([], "assigned", int(Lane.RED))


def test_a_cancelled_declaration_withdraws_its_control_once() -> None:
    inspector()
    control = assigned()
    cancel(control.version.declaration_id, by=CHIEF, now=NOW, ground="Navire annulé")

    for _ in range(2):
        withdraw_cancelled([control.version.declaration_id], by=WORKER, now=NOW)

    control.refresh_from_db()
    assert (control.state, control.withdrawn_for) == (ControlState.WITHDRAWN, "cancelled")
    assert Entry.objects.filter(name="ControlWithdrawn").count() == 1


def test_a_lane_noted_while_the_control_goes_on_leaves_it_alone() -> None:
    officer = inspector()
    control = started(officer)

    made = assign(control.version.declaration)

    control.refresh_from_db()
    assert (made, control.state) == ([], "started")


def test_the_journal_keeps_what_a_draw_is_done_again_from() -> None:
    officer = inspector()

    control = assigned()

    facts = Entry.objects.get(name="ControlAssigned").facts
    assert facts == {
        "control": control.pk,
        "declaration": control.version.declaration_id,
        "version": 1,
        "day": "2026-11-23",
        "number": 0,
        "candidates": [officer.name],
        "officer": officer.name,
    }


def test_a_set_of_declarations_asks_the_database_no_more_than_one() -> None:
    for place in range(3):
        inspector(f"inspecteur-{place}")
    assign(routed(reference="C0"))  # the day's secret is bound
    one = routed(reference="C100")
    many = [routed(reference=f"C{place}") for place in range(1, 30)]

    with CaptureQueriesContext(connection) as alone:
        assign(one)
    with CaptureQueriesContext(connection) as together:
        made = assign(*many)

    assert len(made) == 29
    assert len(together) == len(alone)

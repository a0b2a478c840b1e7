"""Lodging: each version once, amended while nobody controls, and by nobody else."""

from datetime import date
from decimal import Decimal
from threading import Thread

import polars as pl
import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from amont.declarations.actions import routing
from amont.declarations.actions.lodging import Sender, lodge
from amont.declarations.models import Declaration, Item, Version
from amont.declarations.states import State
from amont.journal.models import Entry
from amont.kernel.agents import WORKER, Forbidden, Role
from amont.kernel.findings import Severity
from amont.kernel.lanes import Lane
from tests.declarations.handing_in import a_broker, another_broker, lodged, waits_for_a_lock
from tests.making import BROKER, NOW, OTHER_OFFICE, TODAY, a_declaration, a_table, an_agent

pytestmark = pytest.mark.django_db


def refusal(*items: dict, **how: object) -> str:
    """The code by which the one declaration is refused."""
    [only] = lodged(*items, **how)
    assert only.declaration is None
    assert only.finding is not None
    assert only.finding.severity is Severity.REFUSE
    return only.finding.code


def routed(**item: object) -> Declaration:
    row = a_declaration(item)
    routing.note_lanes({row.versions.get().pk: Lane.YELLOW}, by=WORKER)
    row.refresh_from_db()
    return row


def test_a_new_declaration_is_lodged_with_its_items_and_their_sums() -> None:
    [only] = lodged({"customs_value": 0.1}, {"customs_value": 0.2, "hs_code": "87032390"})

    row = Declaration.objects.get(reference="C1")
    assert only.declaration == row
    assert (row.state, row.version, row.broker, row.item_count, row.lane) == ("lodged", 1, BROKER, 2, None)
    assert (row.hs_code, row.origin, row.declared_on) == ("40111000", "CN", TODAY)
    assert row.customs_value == Decimal("0.3")
    assert row.versions.get().waiting
    assert list(Item.objects.order_by("pk").values_list("item", "hs_code", "customs_value")) == [
        (1, "40111000", Decimal("0.1")),
        (2, "87032390", Decimal("0.2")),
    ]


def test_each_version_is_announced_once() -> None:
    lodged({"version": 1}, {"version": 2, "duties": 5.0})

    events = Entry.objects.filter(name="DeclarationLodged").order_by("pk")
    assert [event.facts["version"] for event in events] == [1, 2]


def test_the_same_declaration_in_two_tables_is_lodged_once_and_told_again() -> None:
    lodged({})

    [again] = lodged({})

    assert (again.is_new, again.finding and again.finding.code) == (False, "declaration.already_lodged")
    assert again.finding is not None
    assert again.finding.severity is Severity.NOTE
    assert (Declaration.objects.count(), Version.objects.count(), Item.objects.count()) == (1, 1, 1)


def test_a_higher_version_amends_and_waits_for_its_lane() -> None:
    row = routed()

    [amended] = lodged({"version": 2, "customs_value": 3.0, "origin": "FR"})

    row.refresh_from_db()
    assert amended.is_new
    assert (row.version, row.state, row.customs_value, row.origin) == (2, State.LODGED, Decimal(3), "FR")
    assert row.lane == Lane.YELLOW  # what it had stays the least it will have
    assert list(row.versions.order_by("number").values_list("number", "waiting", "is_numbered")) == [
        (1, False, False),
        (2, True, True),
    ]


def test_the_first_lodging_of_an_amended_declaration_is_kept_as_it_was() -> None:
    row = routed()

    lodged({"version": 2, "net_kg": 1.0})

    first = Item.objects.get(version__declaration=row, version__number=1)
    assert first.net_kg == 1_000


def test_a_lower_version_is_refused() -> None:
    lodged({"version": 3})

    assert refusal({"version": 2, "net_kg": 5.0}) == "declaration.version_exists"


def test_the_same_version_with_another_content_is_refused() -> None:
    lodged({})

    assert refusal({"net_kg": 5.0}) == "declaration.version_exists"


def test_an_earlier_version_sent_again_is_known() -> None:
    lodged({"version": 1}, {"version": 2, "net_kg": 5.0})

    [again] = lodged({"version": 1})

    assert again.finding is not None
    assert again.finding.code == "declaration.already_lodged"


def test_the_reference_of_another_broker_is_refused_whatever_the_content() -> None:
    lodged({})

    assert refusal({}, by=another_broker()) == "declaration.reference_taken"
    assert refusal({"version": 2}, by=another_broker()) == "declaration.reference_taken"


def test_a_chief_amends_what_his_office_holds_and_nothing_else() -> None:
    lodged({})

    other = an_agent(Role.CHIEF, office=OTHER_OFFICE)
    assert refusal({"version": 2}, by=other) == "declaration.amend_not_yours"
    [own] = lodged({"version": 2}, by=an_agent(Role.CHIEF))
    assert own.is_new


def test_an_inspector_lodges_nothing() -> None:
    with pytest.raises(Forbidden):
        lodged({}, by=an_agent(Role.INSPECTOR))

    assert not Declaration.objects.exists()


@pytest.mark.parametrize("act", ["take", "close"])
def test_what_is_in_control_or_controlled_is_not_amended_any_more(act: str) -> None:
    row = routed()
    routing.take(row.pk, by=WORKER)
    if act == "close":
        routing.close(row.pk, by=WORKER)

    assert refusal({"version": 2}) == "declaration.amended_too_late"


def test_what_was_given_back_is_amended_again() -> None:
    row = routed()
    routing.take(row.pk, by=WORKER)
    routing.give_back(row.pk, by=WORKER)

    [amended] = lodged({"version": 2})

    assert amended.is_new


def test_a_cancelled_declaration_is_lodged_neither_again_nor_amended() -> None:
    row = a_declaration()
    routing.cancel(row.pk, by=an_agent(Role.CHIEF), now=NOW, ground="Déposée en double")

    assert refusal({}) == "declaration.cancelled"
    assert refusal({"version": 2}) == "declaration.cancelled"
    assert not Version.objects.filter(waiting=True).exists()


def test_one_refused_declaration_keeps_no_other_from_being_lodged() -> None:
    lodged({"reference": "C2"}, by=another_broker())

    found = lodged({"reference": "C1"}, {"reference": "C2"}, {"reference": "C3"})

    assert [one.declaration is not None for one in found] == [True, False, True]
    assert set(Declaration.objects.values_list("reference", flat=True)) == {"C1", "C2", "C3"}


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ({"reference": ""}, "declaration.reference_missing"),
        ({"reference": "C" * 61}, "declaration.reference_too_long"),
        ({"version": 2**31}, "declaration.version_unknown"),
        ({"version": -1}, "declaration.version_unknown"),
        ({"hs_code": "1" * 301}, "declaration.code_too_long"),
        ({"importer": "é" * 301}, "declaration.code_too_long"),
    ],
)
def test_what_could_not_be_kept_or_found_again_is_refused_alone(item: dict, code: str) -> None:
    found = lodged(item, {"reference": "sound"})

    assert [one.finding.code for one in found if one.finding] == [code]
    assert Declaration.objects.get().reference == "sound"


def test_the_longest_codes_are_lodged() -> None:
    lodged({"reference": "C" * 60, "hs_code": "9" * 300, "importer": "é" * 300, "origin": "î" * 300})

    assert Item.objects.get().importer == "é" * 300


def test_zero_bytes_are_left_out_of_what_is_kept() -> None:
    lodged({"reference": "C\x001", "description": "pneus\x00 neufs", "importer": "I\x00MP"})

    row = Declaration.objects.get()
    assert (row.reference, row.description, row.importer) == ("C1", "pneus neufs", "IMP")


@pytest.mark.parametrize("figure", [float("nan"), float("inf"), float("-inf")])
def test_a_figure_that_is_none_is_kept_as_nothing(figure: float) -> None:
    lodged({"net_kg": figure, "customs_value": figure})

    item = Item.objects.get()
    assert (item.net_kg, item.customs_value) == (None, None)
    assert Declaration.objects.get().customs_value is None


def test_items_given_in_any_order_stay_with_their_declaration() -> None:
    lodged(
        {"reference": "A", "item": 1, "net_kg": 1.0},
        {"reference": "B", "item": 1, "net_kg": 2.0},
        {"reference": "A", "item": 2, "net_kg": 3.0},
    )

    items = Item.objects.order_by("pk").values_list("version__declaration__reference", "item", "net_kg")
    assert list(items) == [("A", 1, 1), ("A", 2, 3), ("B", 1, 2)]


def test_two_versions_in_one_table_are_one_declaration() -> None:
    lodged({"version": 1, "net_kg": 1.0}, {"version": 2, "net_kg": 2.0, "declared_on": date(2026, 11, 22)})

    row = Declaration.objects.get()
    assert (row.version, row.declared_on) == (2, date(2026, 11, 22))
    assert Version.objects.count() == 2


def test_lodging_asks_as_many_questions_for_three_hundred_as_for_three() -> None:
    few = [{"reference": f"F{number}"} for number in range(3)]
    many = [{"reference": f"M{number}"} for number in range(300)]

    with CaptureQueriesContext(connection) as for_few:
        lodged(*few)
    with CaptureQueriesContext(connection) as for_many:
        lodged(*many)

    assert len(for_many) == len(for_few)


def test_amending_asks_as_many_questions_for_three_hundred_as_for_three() -> None:
    many = [{"reference": f"M{number}"} for number in range(300)]
    lodged(*many)

    with CaptureQueriesContext(connection) as for_few:
        lodged(*[{**one, "version": 2} for one in many[:3]])
    with CaptureQueriesContext(connection) as for_many:
        lodged(*[{**one, "version": 2} for one in many[3:]])

    assert len(for_many) == len(for_few)
    assert Declaration.objects.filter(version=2).count() == 300


def test_two_who_lodge_one_reference_at_once_lodge_it_once(live_rows: None) -> None:
    answers = []

    def second() -> None:
        answers.extend(lodged({}))
        connections.close_all()

    thread = Thread(target=second)
    with transaction.atomic():
        lodged({})
        thread.start()
        waits_for_a_lock()
    thread.join()

    assert [one.finding.code for one in answers if one.finding] == ["declaration.already_lodged"]
    assert Declaration.objects.count() == 1


def test_an_empty_table_lodges_nothing() -> None:
    table = a_table({}).clear()

    assert lodge(table, pl.Series([], dtype=pl.Boolean), sender=Sender(a_broker(), BROKER), now=NOW) == []

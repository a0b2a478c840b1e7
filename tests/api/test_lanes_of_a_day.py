"""The system beside takes the lanes of a day; reasons go to keys of analysts, and reading them is noted."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils.timezone import localdate

from amont.journal.models import Entry
from amont.kernel.agents import WORKER, Role
from amont.screening.actions.deciding import Screener, screen_waiting
from tests.api.asking import DECLARATION, a_system
from tests.making import NOW, OTHER_OFFICE, TODAY

pytestmark = pytest.mark.django_db
REFERENCE = DECLARATION["reference"]
DAY = TODAY.isoformat()


def screened() -> None:
    screen_waiting(Screener(), by=WORKER, now=NOW, today=TODAY)


def test_lanes_of_a_day_come_under_the_national_reference() -> None:
    a_system().lodges()
    a_system().lodges(reference="ELSEWHERE", office=OTHER_OFFICE)
    screened()

    answer = a_system(Role.CHIEF).get("/lanes", day=DAY).json()

    assert answer["day"] == DAY
    assert [(one["reference"], one["office"], one["version"]) for one in answer["lanes"]] == [
        (REFERENCE, "DM01", 1)
    ]
    assert answer["lanes"][0]["lane"] in ("green", "blue", "yellow", "red")
    assert datetime.fromisoformat(answer["lanes"][0]["decided_at"]) == NOW


def test_without_a_day_it_is_today_and_who_takes_lanes_is_noted() -> None:
    answer = a_system(Role.CHIEF).get("/lanes")

    assert answer.json() == {"day": localdate().isoformat(), "lanes": []}
    assert Entry.objects.get(name="screening.export_lanes").facts["rows"] == 0


def test_brokers_take_no_lanes() -> None:
    assert a_system().get("/lanes").status_code == 403


def test_reasons_go_to_analysts_and_are_noted() -> None:
    a_system().lodges()
    screened()

    answer = a_system(Role.ANALYST).get(f"/declarations/{REFERENCE}/reasons")

    assert (answer.status_code, answer.json()["reference"], answer.json()["version"]) == (200, REFERENCE, 1)
    assert [one["item"] for one in answer.json()["items"]] == [1]
    assert Entry.objects.filter(name="screening.read_reasons", kind="read").count() == 1


@pytest.mark.parametrize("role", [Role.BROKER, Role.CHIEF])
def test_a_key_without_the_act_reads_no_reasons(role: Role) -> None:
    a_system().lodges()
    screened()

    assert a_system(role).get(f"/declarations/{REFERENCE}/reasons").status_code == 403


def test_reasons_of_another_office_do_not_exist() -> None:
    a_system().lodges(office=OTHER_OFFICE)
    screened()

    assert a_system(Role.ANALYST).get(f"/declarations/{REFERENCE}/reasons").status_code == 404


def test_there_are_no_reasons_before_there_is_a_lane() -> None:
    a_system().lodges()

    assert a_system(Role.ANALYST).get(f"/declarations/{REFERENCE}/reasons").status_code == 404

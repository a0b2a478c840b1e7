"""Reference data are read as they stand on a day, with their source."""

from __future__ import annotations

from datetime import date

import pytest

from amont.kernel.agents import WORKER
from amont.reference.actions.codes import load_codes
from amont.reference.models import Charge
from tests.api.asking import a_system

pytestmark = pytest.mark.django_db


def test_offices_are_listed_by_code() -> None:
    answer = a_system().get("/reference/offices").json()

    assert [one["code"] for one in answer["entries"]] == ["DM01", "DM02"]


def test_a_charge_is_that_of_the_day_that_governs() -> None:
    for first, last, rate in ((date(2020, 1, 1), date(2025, 12, 31), 10), (date(2026, 1, 1), None, 12.5)):
        Charge.objects.create(
            code="DD",
            base="customs_value",
            rate_pct=rate,
            from_on=first,
            to_on=last,
            source="LF",
            evidence="A",
        )
    system = a_system()

    found = {day: system.get("/reference/charges", on=day).json() for day in ("2025-12-31", "2026-01-01")}

    assert [found[day]["entries"][0]["rate_pct"] for day in found] == [10.0, 12.5]


def test_a_code_list_tells_its_names_and_its_source() -> None:
    load_codes("transport_mode", {"1": {"fr": "Mer"}}, source="Rec. 19", evidence="A", by=WORKER)
    system = a_system()

    assert system.get("/reference").json() == {"lists": ["offices", "charges", "transport_mode"]}
    entry = system.get("/reference/transport_mode").json()["entries"][0]
    assert (entry["code"], entry["names"], entry["source"]) == ("1", {"fr": "Mer"}, "Rec. 19")


def test_a_list_that_does_not_exist_is_not_found() -> None:
    answer = a_system().get("/reference/colours")

    assert (answer.status_code, answer.json()["code"]) == (404, "rights.not_found")

"""Time limits: dated, by mode of transport, shown with how sure they are."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from pytest_django import Settings

from amont.formats.packs import load_pack as read_pack
from amont.kernel.agents import WORKER, Forbidden, Role
from amont.reference.actions.packs import load_pack
from amont.reference.models import TimeLimit
from amont.reference.queries import limit_on, limits_of
from tests.laws.house import ROOT
from tests.making import an_agent
from tests.pages import PLAIN, browser_of, read

pytestmark = pytest.mark.django_db
CODE = "manifest.before_arrival"


def a_limit(
    mode: str = "", number: int = 24, *, begins: int = 2020, ends: int = 0, **facts: Any
) -> TimeLimit:
    told = {"unit": "hours", "starts": "arrival", "source": "JO", "evidence": "B"} | facts
    to_on = date(ends, 12, 31) if ends else None
    begins_on = date(begins, 1, 1)
    return TimeLimit.objects.create(
        code=CODE, mode=mode, number=number, from_on=begins_on, to_on=to_on, **told
    )


def test_a_limit_is_that_of_its_mode_before_that_of_all() -> None:
    a_limit("", 24)
    a_limit("4", 4)

    found = [limit_on(CODE, mode, date(2026, 11, 23)) for mode in ("1", "4", "")]

    assert [one and one.number for one in found] == [24, 4, 24]


@pytest.mark.parametrize(
    ("day", "number"),
    [(date(2019, 12, 31), None), (date(2020, 1, 1), 24), (date(2025, 12, 31), 24), (date(2026, 1, 1), 48)],
)
def test_a_limit_is_that_of_the_day_that_governs(day: date, number: int | None) -> None:
    a_limit("1", 24, begins=2020, ends=2025)
    a_limit("1", 48, begins=2026)

    found = limit_on(CODE, "1", day)

    assert (found and found.number) == number


def test_all_limits_of_a_kind_come_those_of_one_mode_first() -> None:
    a_limit("", 24)
    a_limit("4", 4, begins=2020, ends=2025)
    a_limit("4", 3, begins=2026)

    assert [(one.mode, one.number) for one in limits_of(CODE)] == [("4", 3), ("4", 4), ("", 24)]


@pytest.mark.parametrize(
    "wrong",
    [{"begins": 2026, "ends": 2025}, {"number": 0}, {"unit": "weeks"}],
    ids=lambda one: next(iter(one)),
)
def test_the_table_refuses_what_makes_no_sense(wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        a_limit(**wrong)


def test_the_pack_of_the_demonstration_says_its_limits_and_twice_changes_nothing() -> None:
    pack = read_pack((Path(ROOT) / "countries" / "demo.yaml").read_bytes(), name="demo")

    for _ in range(2):
        load_pack(pack, name="demo", mapping="amont", by=WORKER)

    rows = TimeLimit.objects.filter(code=CODE)
    assert list(rows.values_list("mode", "number", "unit", "evidence")) == [
        ("1", 24, "hours", "C"),
        ("2", 2, "hours", "C"),
        ("3", 1, "hours", "C"),
        ("4", 4, "hours", "C"),
    ]


def test_only_the_node_loads_limits() -> None:
    pack = read_pack((Path(ROOT) / "countries" / "demo.yaml").read_bytes(), name="demo")

    with pytest.raises(Forbidden):
        load_pack(pack, name="demo", mapping="amont", by=an_agent(Role.ADMINISTRATOR))

    assert not TimeLimit.objects.exists()


def test_a_limit_that_is_not_read_in_the_text_itself_says_so(settings: Settings) -> None:
    settings.STORAGES = PLAIN
    browser = browser_of(Role.CARRIER)
    a_limit("", 24, law="art. 55, dimanches et jours fériés non comptés")
    a_limit("1", 1, unit="days", evidence="A", law="CI 2022 art. 94")

    page = read(browser.get("/reference/"))

    assert (
        "Manifeste, avant l’arrivée manifest.before_arrival tous 24 heures non vérifié l’arrivée "
        "dès le 01/01/2020 JO art. 55, dimanches et jours fériés non comptés B · bonne source secondaire"
    ) in page
    assert "1 1 jour l’arrivée dès le 01/01/2020 JO CI 2022 art. 94 A · lu dans le texte même" in page


def test_rows_and_migrations_agree() -> None:
    call_command("makemigrations", "reference", check=True, dry_run=True, verbosity=0)

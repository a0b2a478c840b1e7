"""The chief's figures: how often each carrier is late or incomplete, with intervals, most work first."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pytest_django import Settings

from amont.cargo.actions.alerting import raise_alerts
from amont.cargo.models import AlertKind, Manifest
from amont.cargo.queries.punctuality import Punctual, punctuality
from amont.cargo.states import State
from amont.engine.indicators.calibration import wilson
from amont.journal.models import Entry
from amont.kernel.agents import Role
from amont.parties.models import Operator
from tests.cargo.announcing import a_carrier, announced
from tests.cargo.cases import a_bill, a_line, arrived, taken
from tests.making import CARRIER, NOW, OFFICE, OTHER_CARRIER, OTHER_OFFICE, an_agent
from tests.pages import PLAIN, browser_of, read

pytestmark = pytest.mark.django_db
CHIEF = an_agent(Role.CHIEF)
PAGE = "/manifestes/ponctualite/"
JUNE, IN_JUNE = datetime(2024, 6, 10, tzinfo=UTC), "?du=01/06/2024&au=30/06/2024"


@pytest.fixture(autouse=True)
def plain_files(settings: Settings) -> None:
    settings.STORAGES = PLAIN


def came(
    voyage: str,
    *alerts: AlertKind,
    at: datetime = NOW - timedelta(days=3),
    operator: str = CARRIER,
    office: str = OFFICE,
) -> Manifest:
    """A manifest that came, with what was told of it."""
    row = announced(by=a_carrier(operator), voyage=voyage, departed_on=date(2026, 11, 1), office=office)
    Manifest.objects.filter(pk=row.pk).update(arrived_at=at)
    told = [
        {"kind": kind, "office": office, "about": f"manifest:{row.pk}", "manifest": row} for kind in alerts
    ]
    raise_alerts(told, by="test", now=NOW)
    return row


def figures(agent: Any = CHIEF, days: int = 30, **asked: Any) -> list[Punctual]:
    return punctuality(agent, start=NOW - timedelta(days=days), stop=NOW, **asked)


def test_a_carrier_is_late_as_often_as_its_alerts_say_with_the_interval() -> None:
    Operator.objects.create(code=CARRIER, name="Ligne du Golfe")
    came("V1", AlertKind.LATE, AlertKind.INCOMPLETE)
    came("V2", AlertKind.LATE)
    came("V3")

    (found,) = figures()

    assert (found.code, found.name, found.manifests) == (CARRIER, "Ligne du Golfe", 3)
    assert (found.late.found, found.late.n, found.incomplete.found) == (2, 3, 1)
    assert (found.late.low, found.late.high) == wilson(2, 3)
    assert found.late.value == 2 / 3


def test_who_asks_for_most_work_comes_first() -> None:
    for voyage in ("V1", "V2", "V3"):
        came(voyage)
    came("W1", AlertKind.LATE, operator=OTHER_CARRIER)

    assert [one.code for one in figures()] == [OTHER_CARRIER, CARRIER]


def test_only_the_period_and_what_is_not_cancelled_counts() -> None:
    came("V1")
    came("V2", at=NOW - timedelta(days=31))
    Manifest.objects.filter(pk=came("V3").pk).update(state=State.CANCELLED)

    assert [one.manifests for one in figures()] == [1]


def test_a_chief_sees_his_own_office_and_a_director_chooses() -> None:
    came("V1")
    came("V2", office=OTHER_OFFICE)
    director = an_agent(Role.DIRECTOR, office="")

    assert [one.manifests for one in figures()] == [1]
    assert [one.manifests for one in figures(director)] == [2]
    assert [one.manifests for one in figures(director, office=OTHER_OFFICE)] == [1]


def test_a_manifest_handed_in_by_customs_counts_under_the_name_of_its_carrier() -> None:
    Manifest.objects.filter(pk=came("V1").pk).update(operator="", carrier="Sans compte")

    assert [(one.code, one.name) for one in figures()] == [("", "Sans compte")]


def test_bills_that_differed_are_told_of_those_that_were_counted() -> None:
    manifest = arrived(a_bill("BL1"), a_bill("BL2"), a_bill("BL3"))
    taken(manifest, a_line("BL1", packages=500), key="a")
    taken(manifest, a_line("BL2", packages=480), key="b")

    (found,) = figures()

    assert (found.differing.found, found.differing.n) == (1, 2)
    page = read(browser_of(Role.CHIEF).get(PAGE))
    assert "Écarts au comptage" in page and "Titres comptés" in page


def test_figures_take_three_queries_however_many_carriers(django_assert_num_queries: Any) -> None:
    for number in range(5):
        came(f"V{number}", AlertKind.LATE, operator=f"CAR{number}")

    with django_assert_num_queries(3):
        assert len(figures()) == 5


def test_the_page_says_figures_and_under_twenty_cases_the_interval_alone() -> None:
    browser = browser_of(Role.CHIEF)
    for number in range(4):
        came(f"V{number}", *([AlertKind.LATE] if number else []), at=JUNE)

    page = read(browser.get(PAGE + IN_JUNE))

    assert "Manifestes arrivés ou attendus du 01/06/2024 au 30/06/2024." in page
    assert f"{CARRIER} 4 3 de 30 % à 95 %" in page
    assert "Vous voyez : depuis le 01/06/2024, jusqu’au 30/06/2024." in page


def test_an_empty_period_says_how_to_see_more() -> None:
    page = read(browser_of(Role.CHIEF).get(PAGE))

    assert "Aucun manifeste dans cette période" in page


def test_the_table_is_exported_and_its_taking_noted() -> None:
    browser = browser_of(Role.CHIEF)
    came("V1", AlertKind.LATE, at=JUNE)

    told = browser.get(PAGE + IN_JUNE + "&format=csv")

    lines = b"".join(told.streaming_content).decode("utf-8-sig").splitlines()
    low, high = wilson(1, 1)
    assert lines[0].split(",")[:5] == ["carrier", "name", "manifests", "late", "late_share"]
    assert lines[1].split(",")[:5] == [CARRIER, CARRIER, "1", "1", "1.0"]
    assert [round(float(one), 6) for one in lines[1].split(",")[5:7]] == [round(low, 6), round(high, 6)]
    assert Entry.objects.filter(name="cargo.export", kind="read").count() == 1


@pytest.mark.parametrize(("role", "shown"), [(Role.CHIEF, True), (Role.DIRECTOR, True), (Role.QUAY, False)])
def test_chiefs_and_directors_find_the_page_from_the_list(role: Role, shown: bool) -> None:  # noqa: FBT001
    assert ("Ponctualité" in read(browser_of(role).get("/manifestes/"))) == shown


@pytest.mark.parametrize(("role", "status"), [(Role.QUAY, 200), (Role.CARRIER, 403), (Role.TERMINAL, 403)])
def test_figures_of_carriers_are_for_officers(role: Role, status: int) -> None:
    assert browser_of(role).get(PAGE).status_code == status

"""Reference data on screen: dates, source, and what is not sure says so."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import Settings

from amont.kernel.agents import WORKER, Role
from amont.reference.actions.codes import load_codes
from amont.reference.code_lists import TRANSPORT_MODES
from amont.reference.models import Charge
from tests.making import OFFICE
from tests.pages import PLAIN, browser_of, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain_files(settings: Settings) -> None:
    settings.STORAGES = PLAIN


def charge(code: str, *, evidence: str, to_on: date | None = None) -> Charge:
    facts = {
        "names": {"fr": f"Droit {code}", "en": f"Duty {code}"},
        "base": "customs_value",
        "rate_pct": "0.5",
    }
    return Charge.objects.create(
        code=code, from_on=date(2017, 7, 1), to_on=to_on, source="JO 2017", evidence=evidence, **facts
    )


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
def test_everybody_reads_reference_data(role: Role) -> None:
    browser = browser_of(role, office=OFFICE)

    assert browser.get("/reference/").status_code == 200


def test_a_rate_that_is_not_sure_says_so_and_an_old_one_too() -> None:
    browser = browser_of(Role.INSPECTOR)
    charge("PCS", evidence="A")
    charge("XYZ", evidence="C")
    charge("OLD", evidence="A", to_on=date(2020, 12, 31))

    page = read(browser.get("/reference/"))

    assert "PCS Droit PCS valeur en douane 0,50 dès le 01/07/2017 JO 2017 A · lu dans le texte même" in page
    assert "0,50 taux non vérifié dès le 01/07/2017 JO 2017 C · à confirmer par l’administration" in page
    assert "01/07/2017 – 31/12/2020 hors vigueur" in page


def test_reference_data_are_found_by_part_of_a_code_or_name() -> None:
    browser = browser_of(Role.INSPECTOR)
    charge("PCS", evidence="A")
    load_codes(
        TRANSPORT_MODES.name, TRANSPORT_MODES.names, source=TRANSPORT_MODES.source, evidence="A", by=WORKER
    )

    page = read(browser.get("/reference/?q=navig"))

    assert "Navigation intérieure" in page
    assert "PCS" not in page
    assert "Aucun bureau ne porte ces mots." in page


def test_names_come_in_the_language_of_the_reader() -> None:
    browser = browser_of(Role.INSPECTOR)
    charge("PCS", evidence="A")

    assert "Duty PCS" in read(browser.get("/reference/?langue=en"))

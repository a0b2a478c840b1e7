"""The tariff as people look at it: whole on a phone, without a fault a machine can find."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from amont.kernel.agents import WORKER
from amont.reference.actions.tariff import load_tariff
from amont.reference.starters import TARIFF_FROM, starter_tariff
from tests.browser.conftest import faults_of, is_too_wide
from tests.reference.test_tariff import taken

SignIn = Callable[..., Page]

OWN = (
    "code;name_fr;unit;rate_pct;amount;currency;per_unit;combine;prohibited;papers;preferences;source\n"
    '9999100000;"Marchandise au nom si long qu’il faut plusieurs lignes pour le dire, et une autre encore";'
    f'1000u;35;12,5;XOF;1000u;max;both;"SAN1;LIC2";"CEDEAO=0; ZLECAF=17,5";{"bulletin" * 12}\n'
)


@pytest.fixture
def tariff(people: None) -> None:
    load_tariff(starter_tariff(), by=WORKER, from_on=TARIFF_FROM)
    taken(OWN, is_whole=False)


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_tariff_reads_well_on_every_screen(sign_in: SignIn, tariff: None, width: int) -> None:
    page = sign_in("broker", size={"width": width, "height": 844})

    for path in (
        "/tarif/",
        "/tarif/?q=cereales",
        "/tarif/?q=pneumattique",
        "/tarif/?q=zzz",
        "/tarif/10/",
        "/tarif/1006/",
        "/tarif/9999100000/",
        "/tarif/100630/?on=2026-01-01",
    ):
        answer = page.goto(path)

        assert answer is not None and answer.status == 200, path
        assert faults_of(page) == [], path
        assert not is_too_wide(page), path


@pytest.mark.parametrize("width", [1280, 390])
def test_an_import_reads_well_before_it_is_applied(sign_in: SignIn, tariff: None, width: int) -> None:
    page = sign_in("administrator", size={"width": width, "height": 844})
    page.goto("/reference/codes/fichiers/?liste=tariff")
    text = OWN.replace("35;12,5", "30;12,5") + "x;=1+1;kg;z\n"

    page.set_input_files(
        "input[type=file]", {"name": "tarif.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    page.fill("[name=source]", "Loi")
    page.get_by_role("button", name="Voir les différences").click()

    assert page.locator("h1").inner_text() == "tarif.csv"
    assert faults_of(page) == []
    assert not is_too_wide(page)

"""An afternoon in an office: a broker hands in, an analyst reads, an inspector visits, a director sees."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from amont.controls.models import Control
from amont.declarations.models import Declaration
from amont.screening.models import Label
from tests.browser.conftest import PHONE, Work, faults_of, is_too_wide
from tests.making import BROKER, OFFICE, TODAY, a_table

SignIn = Callable[..., Page]
ARMS = {"hs_code": "36041000", "description": "Feux d’artifice", "office": OFFICE, "declarant": BROKER}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two declarations: fireworks, which are always inspected, and tyres."""
    rows = a_table({"reference": "C100", **ARMS}, {"reference": "C101", "item": 1, "declarant": BROKER})
    path = tmp_path / "declarations.csv"
    rows.with_columns(declared_on=TODAY).write_csv(path)
    return path


def test_a_broker_hands_in_and_an_inspector_records_a_result_on_a_telephone(
    sign_in: SignIn, work: Work, file: Path
) -> None:
    broker = sign_in("broker")
    broker.goto("/depots/nouveau/")
    assert faults_of(broker) == []
    broker.locator("input[type=file]").set_input_files(str(file))
    broker.locator("main button[type=submit]").first.click()
    work()
    broker.reload()
    expect(broker.get_by_role("heading", name="2 déclarations sont reçues")).to_be_visible()
    assert faults_of(broker) == []
    assert Declaration.objects.count() == 2

    analyst = sign_in("analyst")
    analyst.goto("/")
    expect(analyst.locator("main")).to_contain_text("C100")
    assert faults_of(analyst) == []
    analyst.get_by_role("link", name="C100").first.click()
    expect(analyst.locator("h1")).to_contain_text("C100")
    assert faults_of(analyst) == []

    inspector = sign_in("inspector", size=PHONE)
    control = Control.objects.get(version__declaration__reference="C100")
    item = control.version.items.get().pk
    inspector.goto(f"/controles/{control.pk}/")
    assert faults_of(inspector) == []
    assert not is_too_wide(inspector)
    inspector.locator(".am-hand-foot .btn-primary").click()
    inspector.goto(f"/controles/{control.pk}/articles/{item}/")
    assert faults_of(inspector) == []
    assert not is_too_wide(inspector)
    inspector.locator("input[name=outcome][value=offence]").check(force=True)
    inspector.locator("select[name=offence_kind]").select_option("quantity")
    inspector.locator("input[name=found_packages]").fill("112")
    inspector.locator("input[name=duty_before]").fill("880 000")
    inspector.locator("input[name=duty_after]").fill("985 600")
    inspector.locator(".am-hand-foot .btn-primary").click()
    inspector.wait_for_load_state()
    inspector.goto(f"/controles/{control.pk}/cloture/")
    assert faults_of(inspector) == []
    inspector.locator("[name=minutes]").fill("45")
    inspector.locator("input[name=means][value=physical]").check(force=True)
    inspector.locator("[name=conclusion]").fill("Douze colis de plus que déclarés.")
    inspector.locator(".am-hand-foot .btn-primary").click()
    inspector.wait_for_load_state()
    label = Label.objects.get(item=item)
    assert (label.offence, label.duty_recovered) == (1, 105_600)
    assert Declaration.objects.get(reference="C100").state == "controlled"

    director = sign_in("director")
    director.goto("/indicateurs/")
    expect(director.locator("main")).to_contain_text("105 600")
    assert faults_of(director) == []


@pytest.mark.parametrize(
    ("name", "pages"),
    [
        (
            "analyst",
            ["/", "/depots/", "/declarations/", "/blocages/", "/indicateurs/", "/criteres/", "/seuils/"],
        ),
        (
            "analyst",
            ["/modeles/", "/tirages/", "/comparaison/", "/aide/", "/aide/interface/", "/operateurs/"],
        ),
        ("broker", ["/declarations/", "/depots/", "/depots/nouveau/", "/mon-compte/", "/cles/"]),
        ("inspector", ["/", "/controles/", "/declarations/"]),
        ("director", ["/indicateurs/", "/journal/", "/reference/", "/comptes/"]),
        ("security", ["/securite/", "/journal/"]),
        ("administrator", ["/comptes/", "/operateurs/", "/cles/"]),
    ],
)
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_reads_well_for_whom_it_is_made(
    sign_in: SignIn, work: Work, name: str, pages: list[str], width: int
) -> None:
    page = sign_in(name, size={"width": width, "height": 844})

    for path in pages:
        answer = page.goto(path)

        assert answer is not None and answer.status == 200, path
        assert faults_of(page) == [], path
        assert not is_too_wide(page), path


@pytest.mark.parametrize("language", ["fr", "en", "pt"])
def test_the_queue_speaks_three_languages(sign_in: SignIn, language: str) -> None:
    page = sign_in("analyst")

    page.goto(f"/?langue={language}")

    title = {"fr": "File du jour", "en": "Today", "pt": "Fila do dia"}[language]
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("h1")).to_contain_text(title)
    assert Label.objects.count() == 0

"""Beside a system that decides, Amont scores in silence: nobody is assigned, no broker sees a lane."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from amont.controls.actions.assigning import assign_left
from amont.controls.actions.elsewhere import Elsewhere, note_elsewhere
from amont.controls.actions.results import Found
from amont.controls.models import Control
from amont.declarations.actions.receiving import read_next
from amont.declarations.actions.routing import cancel
from amont.declarations.models import Declaration
from amont.holds.actions import place
from amont.journal.delivering import deliver
from amont.journal.models import Entry
from amont.journey import ANSWERS
from amont.kernel.agents import WORKER, Role
from amont.screening.actions.again import decide_again
from amont.screening.actions.deciding import Screener, screen_waiting
from amont.screening.models import Screening
from tests.making import BROKER, NOW, OFFICE, a_person, an_administration, an_agent, without_chance
from tests.site.pages.looking import text

pytestmark = pytest.mark.django_db
ANALYST, CHIEF = an_agent(Role.ANALYST, office=""), an_agent(Role.CHIEF)
HEAD = "reference,item,version,office,declarant,importer,hs_code,origin,customs_value,declared_on\n"
STOPPED, FREE = "IMP666", "IMP001"
FILE = (  # two that a hold stops, one whose value cannot be read, four that nothing stops
    ("C1", STOPPED, "2000000"),
    ("C2", STOPPED, "3000000"),
    ("C3", FREE, "2O00000"),
    ("C4", FREE, "2000000"),
    ("C5", FREE, "2000000"),
    ("C6", FREE, "2000000"),
    ("C7", FREE, "2000000"),
)
OURS = {"C1": 3, "C2": 3, "C3": 2, "C4": 0, "C5": 0, "C6": 0, "C7": 0}
THEIRS = (
    "reference;lane\nC1;red\nC2;GREEN\nC3;yellow\nC4;green\nC5;blue\nC6;red\nC6;green\nC99;red\nC7;purple\n"
)


def browser(role: Role, *, office: str = OFFICE) -> Client:
    client = Client(headers={"accept-language": "fr"})
    client.force_login(a_person(role, office=office, username=f"{role.value}-{office or 'all'}"))
    return client


def table(*rows: tuple[str, str, str], version: int = 1) -> bytes:
    """A file of one item a declaration, as a broker's software writes it."""
    lines = [
        f"{reference},1,{version},{OFFICE},{BROKER},{importer},40111000,CN,{value},{localdate()}\n"
        for reference, importer, value in rows
    ]
    return (HEAD + "".join(lines)).encode()


def hand_in(client: Client, data: bytes) -> None:
    answer = client.post("/depots/nouveau/", {"files": SimpleUploadedFile("declarations.csv", data)})
    assert answer.status_code == 302


def worked() -> None:
    """What the worker does until nothing waits any more, its look of each minute included."""
    now, today = datetime.now(UTC), localdate()
    for _ in range(20):
        done = read_next(by=WORKER, now=now, today=today)
        done += screen_waiting(Screener(), by=WORKER, now=now, today=today)
        done += decide_again(by=WORKER, now=now, today=today)
        done += deliver(ANSWERS, by=WORKER, now=datetime.now(UTC), today=today)
        if not done:
            break
    assign_left(by=WORKER, now=now, today=today)


def stop(value: str, *, field: str = "importer") -> None:
    now, today = datetime.now(UTC), localdate()
    place(field, value=value, ground="Contrefaçon", until_on=None, by=ANALYST, now=now, today=today)


def lanes() -> dict[str, int | None]:
    return dict(Declaration.objects.order_by("reference").values_list("reference", "lane"))


def compared(client: Client) -> dict[tuple[str, str], tuple[int, int, int]]:
    """The cells of the export that are not empty."""
    body = client.get("/comparaison/", {"export": "csv"}).getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert len(rows) == 16
    figures = {
        (row["ours"], row["theirs"]): (int(row["declarations"]), int(row["inspected"]), int(row["offences"]))
        for row in rows
    }
    return {pair: cell for pair, cell in figures.items() if cell != (0, 0, 0)}


@pytest.fixture
def silent() -> Client:
    """The node works in silence, lanes published, an inspector posted; gives the browser of the broker."""
    an_administration()
    without_chance()
    a_person(Role.INSPECTOR)
    answer = browser(Role.ADMINISTRATOR).post("/reglages/", {"lane_published": "on", "shadow_mode": "on"})
    assert answer.status_code == 302
    stop(STOPPED)
    broker = browser(Role.BROKER)
    hand_in(broker, table(*FILE))
    worked()
    return broker


def test_in_silence_lanes_are_decided_and_nobody_is_assigned_nor_told(silent: Client) -> None:
    chief = browser(Role.CHIEF)
    first = Declaration.objects.get(reference="C1")

    seen = [text(silent.get(path)) for path in ("/declarations/", f"/declarations/{first.pk}/")]
    given = chief.get(reverse("lanes_export")).getvalue().decode("utf-8-sig").splitlines()
    controls = text(chief.get("/controles/"))

    assert lanes() == OURS
    assert set(Declaration.objects.values_list("state", flat=True)) == {"routed"}
    assert set(Screening.objects.values_list("is_shadow", flat=True)) == {True}
    assert not Control.objects.exists()
    assert not Entry.objects.filter(name="ControlAssigned").exists()
    for page in seen:
        assert "C1" in page
        assert not any(word in page.lower() for word in ("rouge", "circuit vert", "blocage"))
    assert len(given) == 1
    assert "Tirer un inspecteur" not in controls
    assert "rouge" in text(chief.get(f"/declarations/{first.pk}/")).lower()


def test_lanes_of_the_other_system_are_compared_figure_by_figure(silent: Client) -> None:
    analyst = browser(Role.ANALYST, office="")
    file = SimpleUploadedFile("circuits.csv", THEIRS.encode())

    told = text(analyst.post("/comparaison/", {"system": "SYDONIA", "file": file}, follow=True))
    note_elsewhere(
        [
            Elsewhere("C1", 1, Found(outcome="offence", offence_kind="value")),
            Elsewhere("C2", 1, Found(outcome="compliant")),
            Elsewhere("C4", 1, Found(outcome="not_inspected")),
        ],
        by=CHIEF,
        on=localdate(),
    )

    assert "6 circuits notés." in told
    assert "2 lignes ne sont pas notées, dont C99" in told
    assert compared(analyst) == {
        ("red", "red"): (1, 1, 1),
        ("red", "green"): (1, 1, 0),
        ("yellow", "yellow"): (1, 0, 0),
        ("green", "green"): (2, 0, 0),
        ("green", "blue"): (1, 0, 0),
    }
    page = text(analyst.get("/comparaison/"))
    assert "Mode silencieux" in page
    assert "Même circuit pour 67\u00a0% de 6 déclarations." in page
    assert "1 contrôlées, 1 en infraction" in page
    assert Declaration.objects.get(reference="C1").state == "controlled"
    assert Declaration.objects.get(reference="C4").state == "routed"


def test_only_versions_in_force_of_declarations_that_stand_are_compared(silent: Client) -> None:
    analyst = browser(Role.ANALYST, office="")
    lanes_of_others = {"system": "SYDONIA", "file": SimpleUploadedFile("circuits.csv", THEIRS.encode())}
    analyst.post("/comparaison/", lanes_of_others)
    cancel(Declaration.objects.get(reference="C5").pk, by=CHIEF, now=NOW, ground="Navire détourné")
    hand_in(silent, table(("C4", FREE, "2500000"), version=2))
    worked()

    before = compared(analyst)
    again = SimpleUploadedFile("circuits.csv", b"reference,lane\nC4,yellow\n")
    analyst.post("/comparaison/", {"system": "SYDONIA", "file": again})

    assert before[("green", "green")] == (1, 0, 0)
    assert ("green", "blue") not in before
    assert compared(analyst) == before | {("green", "yellow"): (1, 0, 0)}


def test_another_office_neither_notes_nor_compares_what_it_may_not_see(silent: Client) -> None:
    elsewhere = browser(Role.ANALYST, office="DM02")
    file = SimpleUploadedFile("circuits.csv", b"reference,lane\nC1,green\n")

    told = text(elsewhere.post("/comparaison/", {"system": "SYDONIA", "file": file}, follow=True))

    assert "0 circuit noté." in told
    assert compared(elsewhere) == {}
    assert compared(browser(Role.ANALYST, office="")) == {}


def test_a_hold_placed_in_silence_decides_again_in_silence(silent: Client) -> None:
    stop("C4", field="reference")
    worked()

    assert lanes() == OURS | {"C4": 3}
    assert set(Screening.objects.values_list("is_shadow", flat=True)) == {True}
    assert not Control.objects.exists()


def test_once_silence_ends_the_past_stays_to_the_other_system_and_what_comes_is_controlled(
    silent: Client,
) -> None:
    browser(Role.ADMINISTRATOR, office="DM02").post("/reglages/", {"lane_published": "on"})
    worked()
    left = (Control.objects.count(), text(browser(Role.CHIEF).get("/controles/")))

    hand_in(silent, table(("C8", STOPPED, "2000000")))
    hand_in(silent, table(("C2", STOPPED, "3100000"), version=2))
    stop("C5", field="reference")
    worked()

    assert left[0] == 0
    assert "Tirer un inspecteur" not in left[1]
    controls = Control.objects.values_list("version__declaration__reference", "version__number")
    assert sorted(controls) == [("C2", 2), ("C5", 1), ("C8", 1)]
    page = text(silent.get(f"/declarations/{Declaration.objects.get(reference='C8').pk}/"))
    assert "circuit rouge" in page.lower()

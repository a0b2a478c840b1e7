"""Pages and operations of the tariff: open to everyone who is signed in, as it stands on a day."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from pytest_django import Settings

from amont.kernel.agents import WORKER, Role
from amont.reference.actions.tariff import load_tariff
from amont.reference.models import CodeFile, TariffLine
from amont.reference.starters import TARIFF_FROM, starter_tariff
from tests.api.asking import a_system
from tests.pages import PLAIN, browser_of, read
from tests.reference.test_tariff import HEAD, NEXT_YEAR, RICE, handed, taken

pytestmark = pytest.mark.django_db
PEOPLE = [role for role in Role if role is not Role.SYSTEM]


@pytest.fixture(autouse=True)
def plain_files(settings: Settings) -> None:
    settings.STORAGES = PLAIN


def asked(browser: Client, address: str) -> tuple[str, int]:
    """The page, and how many times it asks for lines of the tariff."""
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        page = read(browser.get(address))
    return page, sum('FROM "reference_tariff_line"' in str(one["sql"]) for one in queries)


@pytest.mark.parametrize("role", PEOPLE)
def test_everyone_reads_the_tariff(role: Role) -> None:
    taken()
    browser = browser_of(role)

    assert "Céréales" in read(browser.get("/tarif/"))
    assert "1006.30" in read(browser.get("/tarif/?q=riz"))
    assert "10 %" in read(browser.get("/tarif/100630/")).replace("\u00a0", " ")


def test_sections_lead_to_chapters_headings_and_lines_in_as_many_queries() -> None:
    load_tariff(starter_tariff(), by=WORKER, from_on=TARIFF_FROM)
    browser = browser_of(Role.BROKER)

    whole, of_whole = asked(browser, "/tarif/")
    chapter, of_chapter = asked(browser, "/tarif/10/")
    heading, of_heading = asked(browser, "/tarif/1006/")
    line, of_line = asked(browser, "/tarif/100630/")

    assert "Section II · Produits végétaux" in whole and "10 Céréales" in whole
    assert "1006 Riz 4 5 à 10" in chapter
    assert "1006.30 Riz blanchi" in heading and "1007" not in heading
    assert "Riz blanchi" in line and "KGM Kilogramme" not in line and "convention d’Amont" in line
    assert (of_whole, of_chapter, of_heading, of_line) == (1, 4, 3, 3)


def test_a_search_costs_the_same_for_one_line_and_for_hundreds() -> None:
    load_tariff(starter_tariff(), by=WORKER, from_on=TARIFF_FROM)
    browser = browser_of(Role.INSPECTOR)

    _rice, few = asked(browser, "/tarif/?q=100630")
    others, many = asked(browser, "/tarif/?q=8")

    assert few == many == 3
    assert "Lignes 1 à 50" in others


def test_what_is_written_nearly_right_is_proposed_and_nothing_is_said_plainly() -> None:
    taken()
    browser = browser_of(Role.INSPECTOR)

    assert "presque de même" in read(browser.get("/tarif/?q=pneumattique"))
    assert "Aucune ligne ne porte ces mots" in read(browser.get("/tarif/?q=zzz"))


def test_a_line_tells_its_history_and_stands_as_on_the_day_asked() -> None:
    taken()
    taken(RICE.replace("kg;10", "kg;12,5"), from_on=NEXT_YEAR)
    browser = browser_of(Role.BROKER)

    now = read(browser.get("/tarif/100630/")).replace("\u00a0", " ")
    later = read(browser.get("/tarif/100630/?on=2027-06-30")).replace("\u00a0", " ")

    assert "Droit 10 %" in now and "dès le 01/01/2027" in now and "12,5 %" in now
    assert "Droit 12,5 %" in later and "Tel qu’en vigueur le 30/06/2027" in later
    assert read(browser.get("/tarif/?on=2020-01-01")).count("Le tarif est vide ce jour-là") == 1


@pytest.mark.parametrize("code", ["99", "1", "10063", "abc", "100699", "٠١", "1" * 12])
def test_a_code_that_does_not_exist_is_not_found(code: str) -> None:
    taken()

    assert browser_of(Role.BROKER).get(f"/tarif/{code}/").status_code == 404


def test_a_name_in_french_alone_is_read_in_every_language() -> None:
    taken(f"{HEAD}100630;Riz blanchi;;kg;10\n")
    browser = browser_of(Role.BROKER)

    page = read(browser.get("/tarif/100630/", headers={"accept-language": "en"}))

    assert "Riz blanchi" in page


def test_a_name_that_would_be_markup_is_shown_as_it_is() -> None:
    taken(f"{HEAD}100630;<script>alert(1)</script>;;kg;10\n")

    page = browser_of(Role.BROKER).get("/tarif/100630/").content.decode()

    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


MIXED = (
    "code;name_fr;name_en;unit;rate_pct;amount;currency;per_unit;combine;prohibited;papers;preferences\n"
    "240220;Cigarettes brunes;Dark cigarettes;1000u;35;12,5;XOF;1000u;max;export;SAN1;CEDEAO=0\n"
)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "fr",
            "Cigarettes brunes Dark cigarettes Droit 35 % ou, s’il est plus élevé, 12,5 XOF par MIL "
            "Unité MIL Redevance statistique non due Interdiction exportation interdite "
            "Documents à présenter SAN1 "
            "Préférences, % CEDEAO 0",
        ),
        (
            "en",
            "Dark cigarettes Cigarettes brunes Duty 35% or, if higher, XOF 12.5 for each MIL Unit MIL "
            "Statistical fee not due Prohibition export prohibited Documents to show SAN1 "
            "Preferences, % CEDEAO 0",
        ),
        (
            "pt",
            "Cigarettes brunes Dark cigarettes Direito 35 % ou, se for maior, 12,5 XOF por MIL Unidade MIL "
            "Taxa estatística não devida Proibição exportação proibida Documentos a apresentar SAN1 "
            "Preferências, % CEDEAO 0",
        ),
    ],
)
def test_a_line_says_all_it_holds_in_the_language_of_its_reader(language: str, said: str) -> None:
    taken(MIXED)

    page = read(browser_of(Role.BROKER).get(f"/tarif/240220/?langue={language}")).replace("\u00a0", " ")

    assert said in page


# ---- imported and exported ---------------------------------------------------------------------------------


def sent(browser: Client, text: str) -> Any:
    told = {
        "listed_in": "tariff",
        "is_whole": "on",
        "from_on": "23/11/2026",
        "source": "Loi",
        "evidence": "A",
    }
    file = SimpleUploadedFile("tarif.csv", text.encode())
    return browser.post("/reference/codes/fichiers/", {"file": file, **told}, follow=True)


def test_an_administrator_sees_old_and_new_rates_before_they_change() -> None:
    taken()
    browser = browser_of(Role.ADMINISTRATOR)

    shown = read(sent(browser, RICE.replace("kg;10\n1006.40", "kg;12,5\n1006.40") + "x;Sans code;;kg;1\n"))
    row = CodeFile.objects.order_by("-pk")[0]
    shown = shown.replace("\u00a0", " ")

    assert "Changés 1" in shown and "Inchangés 3" in shown and "Lignes non lues 1" in shown
    assert "100630 Changé 10 % · KGM" in shown and "12,5 % · KGM" in shown and "« x »" in shown
    assert TariffLine.objects.get(code="100630").rate_pct == 10
    browser.post(f"/reference/codes/fichiers/{row.pk}/", {"seen": str(row.pk - 1)})
    assert TariffLine.objects.get(code="100630").rate_pct == 12.5


def test_long_differences_come_a_page_at_a_time_and_whole_as_a_file() -> None:
    browser = browser_of(Role.ADMINISTRATOR)
    lines = "".join(f"2901{n:02};Corps {n};;kg;5\n" for n in range(99))
    sent(browser, f"{HEAD}{lines}zz;Sans code;;kg;1\n")
    address = f"/reference/codes/fichiers/{CodeFile.objects.get().pk}/"

    first, second = read(browser.get(address)), read(browser.get(f"{address}?apres=50&rang=51"))
    kinds = read(browser.get(f"{address}?sorte=ended"))
    file = b"".join(browser.get(f"{address}?export=csv").streaming_content).decode()  # type: ignore[attr-defined]

    assert "290149" in first and "290150" not in first and "Lignes 1 à 50 sur 99" in first
    assert "290150" in second and "290198" in second and "290149" not in second
    assert "290100" not in kinds
    assert len(file.splitlines()) == 1 + 99 + 1 and "zz" in file


def test_what_is_exported_can_be_imported_again_and_changes_nothing() -> None:
    taken(
        "code;name_fr;unit;rate_pct;amount;currency;per_unit;statistical_fee;papers;preferences\n"
        '240220;"Cigarettes; brunes";1000u;35;12,5;XOF;1000u;oui;SAN1;CEDEAO=0\n'
    )
    browser = browser_of(Role.BROKER)
    data = b"".join(browser.get("/tarif/?export=csv").streaming_content)  # type: ignore[attr-defined]
    book = browser.get("/tarif/?export=xlsx").content

    rows = [taken(one) for one in (data, book)]

    assert [(row.added, row.changed, row.ended) for row in rows] == [(0, 0, 0)] * 2


def test_only_who_changes_lists_is_offered_an_import() -> None:
    taken()

    assert "Importer un tarif" in read(browser_of(Role.ADMINISTRATOR).get("/tarif/"))
    assert "Importer un tarif" not in read(browser_of(Role.DIRECTOR).get("/tarif/"))


# ---- the API -----------------------------------------------------------------------------------------------


def test_a_system_searches_the_tariff_and_goes_on_where_it_stopped() -> None:
    taken()
    system = a_system()

    first = system.get("/tariff", q="rice", rows=2).json()
    rest = system.get("/tariff", q="rice", rows=2, after=first["after"]).json()

    assert [one["code"] for one in first["lines"] + rest["lines"]] == ["1006", "100630", "100640"]
    assert (first["on"], rest["after"]) == (localdate().isoformat(), None)


def test_a_system_reads_a_line_on_a_day_with_its_history() -> None:
    taken()
    taken(RICE.replace("kg;10", "kg;12,5"), from_on=NEXT_YEAR)
    system = a_system()

    line = system.get("/tariff/1006309000", on="2027-02-01").json()

    assert (line["asked"], line["line"]["code"], line["line"]["rate_pct"]) == ("1006309000", "100630", 12.5)
    assert [one["rate_pct"] for one in line["history"]] == [12.5, 10.0]
    answer = system.get("/tariff/9999")
    assert (answer.status_code, answer.json()["code"]) == (404, "rights.not_found")


# ---- what a node starts with -------------------------------------------------------------------------------


def test_a_node_starts_with_a_tariff_of_its_own_unless_it_has_one() -> None:
    taken()

    load_tariff(starter_tariff(), by=WORKER, from_on=TARIFF_FROM)

    assert TariffLine.objects.count() == 4
    assert handed().listed_in == "tariff"

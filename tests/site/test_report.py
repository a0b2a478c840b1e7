"""The page of a screening: what it says, in three languages, whatever the data hold."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace

import pytest
from lxml import html

from amont.kernel.lanes import Lane
from amont.site.report import render
from amont.site.report.data import LaneCount, ReasonCount, ScreeningReport
from amont.site.sentences import SENTENCES
from amont.site.words import Words
from tests.site.samples import hostile_report, report_without_score, screening_report
from tools.catalogues import ROOT
from tools.texts import texts_of

LANGUAGES = ("fr", "en", "pt")
REPORTS = {
    "with a score": screening_report(items=12),
    "without score": report_without_score(),
    "hostile": hostile_report(),
}


def page(report: ScreeningReport, language: str = "fr") -> html.HtmlElement:
    return html.document_fromstring(render(report, language=language))


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().replace("\u00a0", " ").split())


def test_the_conclusion_comes_first_and_says_how_many() -> None:
    shown = page(REPORTS["with a score"])

    heading = shown.xpath("//h1")[0]

    assert text_of(heading) == "42 déclarations sur 1 204 sont à visiter."
    assert text_of(heading.getnext()) == (
        "Ce qui a décidé, en articles : droits en jeu 71, risque d’infraction 24, critère 19, "
        "tirage au sort 9."
    )
    assert text_of(shown.xpath("//title")[0]) == "42 déclarations à visiter · Dakar-Port Sud · Amont"


def test_a_page_without_score_says_so_before_the_figures() -> None:
    shown = page(REPORTS["without score"], "en")

    note = shown.xpath("//h1/following::h2")[0]

    assert text_of(note) == "No score was possible."
    assert (
        text_of(note.getnext()) == "This file cannot be read. Check that it is complete, then send it again."
    )
    assert text_of(note.getnext().getnext()) == "Instead, the choice was made by: criterion, random draw."
    assert not shown.xpath("//*[@id='h-quality']")


def test_nothing_to_inspect_is_a_conclusion_too() -> None:
    green = replace(REPORTS["without score"], lanes=(LaneCount(Lane.GREEN, 5, 9),), causes=(), selected=())

    shown = page(green)

    assert text_of(shown.xpath("//h1")[0]) == "Aucune visite : les 5 déclarations lues n’en demandent pas."


def test_an_empty_screening_still_makes_a_page() -> None:
    empty = replace(
        REPORTS["without score"],
        lanes=(), causes=(), selected=(), selected_items=0, files=(), offices=(), criteria=(), reasons=(),
        finding_counts=(), findings=(), stages=(), no_score=None,
    )  # fmt: skip

    shown = page(empty, "pt")

    assert text_of(shown.xpath("//h1")[0]) == "Nenhuma declaração foi lida."


def test_an_item_is_shown_with_its_lane_its_cause_and_its_reasons() -> None:
    shown = page(REPORTS["with a score"])

    cells = [text_of(cell) for cell in shown.xpath("//table[contains(@class, 'am-list')]/tbody/tr[2]/*")]

    assert cells[:4] == [
        "RougeRisque d’infraction",
        "10S 2026 C 41873article 2 · 10S",
        "Kanté & FrèresPneus neufs de tourisme4011.10.00.00 · Chine",
        "2 479 256",
    ]
    assert cells[4] == "93 %"
    assert cells[5].startswith(
        "La valeur déclarée est 38 % sous le niveau habituel de ces marchandises. value.low"
    )
    assert "importer.history" in cells[5]


def test_reasons_beyond_the_third_are_folded() -> None:
    shown = page(REPORTS["with a score"])

    cell = shown.xpath("//table[contains(@class, 'am-list')]/tbody/tr[4]/td[contains(@class, 'c-why')]")[0]

    assert len(cell.xpath("./ul/li")) == 3
    assert text_of(cell.xpath("./details/summary")[0]) == "1 autre motif"
    assert [text_of(code) for code in cell.xpath("./details//code")] == ["criterion.hit"]


def test_the_eight_most_frequent_reasons_are_seen_at_once() -> None:
    many = replace(
        REPORTS["with a score"], reasons=tuple(ReasonCount(f"made.up_{n}", 20 - n) for n in range(11))
    )

    panel = page(many, "en").xpath("//section[@aria-labelledby='h-reasons']")[0]

    assert len(panel.xpath("./table/tbody/tr")) == 8
    assert text_of(panel.xpath("./details/summary")[0]) == "See the 3 other reasons"
    assert len(panel.xpath("./details//tbody/tr")) == 3


def test_the_best_one_could_find_is_never_off_the_scale() -> None:
    shown = page(REPORTS["with a score"])

    limits = shown.xpath("//section[@aria-labelledby='h-precision']//line[@class='limit']/@x1")

    assert limits == ["100.00%", "100.00%", "100.00%", "100.00%", "52.00%"]


def test_the_currency_stands_in_the_head_when_it_is_the_only_one() -> None:
    shown = page(REPORTS["with a score"])

    head = shown.xpath("//table[contains(@class, 'am-list')]//th[contains(@class, 'w-val')]")[0]

    assert head.text_content().endswith("XOF")


def test_a_rate_is_said_with_its_interval_and_the_yardstick_of_chance() -> None:
    shown = page(REPORTS["with a score"])

    section = shown.xpath("//section[@aria-labelledby='h-precision']")[0]

    assert text_of(section.xpath(".//h3")[0]) == (
        "Parmi les 5 % d’articles les mieux notés, 53 % sont en infraction ; au hasard, 10 %."
    )
    assert text_of(section.xpath(".//p")[0]).startswith(
        "Entre 49 % et 57 %, intervalle à 95 % ; au mieux, 100 %."
    )


def test_a_group_of_few_cases_has_an_interval_and_no_figure() -> None:
    shown = page(REPORTS["with a score"])

    rows = shown.xpath("//section[@aria-labelledby='h-true']//tbody/tr")
    cells = [[text_of(cell) for cell in row] for row in rows]

    assert cells[5][1:] == ["46 %", "41 %–52 %", "25"]
    assert cells[6][1:] == ["–", "49 %–60 %", "18"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPORTS)
def test_the_page_asks_nothing_of_the_outside(name: str, language: str) -> None:
    text = render(REPORTS[name], language=language)

    assert not re.search(r"https?://|//[a-z]|url\(|@import|@font-face", text.replace("//</", ""))
    assert not html.document_fromstring(text).xpath(
        "//script | //link | //img | //iframe | //*[@style] | //*[@onclick]"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_the_data_becomes_markup(language: str) -> None:
    text = render(REPORTS["hostile"], language=language)

    assert "<script" not in text
    assert "\x00" not in text
    assert "\u202e" not in text
    assert text.count("&lt;script&gt;") > 20
    assert text.encode("utf-8")


@pytest.mark.parametrize("name", REPORTS)
def test_the_page_can_be_read_without_seeing_it(name: str) -> None:
    shown = page(REPORTS[name])

    levels = [int(heading.tag[1]) for heading in shown.xpath("//h1 | //h2 | //h3 | //h4")]
    drawings = shown.xpath("//svg[not(@aria-hidden='true')]")
    names = shown.xpath("//*[@aria-labelledby]/@aria-labelledby")

    assert shown.get("lang") == "fr"
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
    assert all(table.xpath("./caption") for table in shown.xpath("//table"))
    assert all(head.get("scope") for head in shown.xpath("//th"))
    assert drawings
    assert all(svg.get("role") == "img" and svg.get("aria-label") for svg in drawings)
    assert not shown.xpath("//svg[@aria-hidden='true']//text")
    assert all(shown.xpath(f"//*[@id='{one}']") for one in names)
    assert len(set(shown.xpath("//@id"))) == len(shown.xpath("//@id"))


def test_every_lane_is_a_word_and_a_shape() -> None:
    shown = page(REPORTS["with a score"])

    lanes = shown.xpath("//*[contains(concat(' ', @class, ' '), ' am-lane ')]")

    assert len(lanes) == 4 + 12
    assert all(lane.xpath("./svg/use") and lane.text_content() for lane in lanes)


def test_links_of_the_page_arrive_somewhere() -> None:
    shown = page(REPORTS["with a score"])

    assert [link for link in shown.xpath("//a/@href") if not shown.xpath(f"//*[@id='{link[1:]}']")] == []
    assert [use for use in shown.xpath("//use/@href") if not shown.xpath(f"//*[@id='{use[1:]}']")] == []


@pytest.mark.parametrize("language", ["en", "pt"])
def test_no_french_is_left_in_a_translated_page(language: str) -> None:
    words = Words(language)
    french = [part for text in texts_of(ROOT / "amont") for part in text.message] + list(SENTENCES.values())
    only_french = {text for text in french if len(text) > 6 and "{" not in text and words.text(text) != text}

    shown = page(REPORTS["with a score"], language)
    for element in shown.xpath("//style"):
        element.drop_tree()
    said = {piece.strip() for piece in shown.itertext()} | {
        str(value) for value in shown.xpath("//@aria-label")
    }

    assert len(only_french) > 100
    assert said & only_french == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_hundred_items_make_a_light_page(language: str) -> None:
    text = render(screening_report(), language=language)

    assert len(gzip.compress(text.encode("utf-8"))) < 100_000
    assert len(html.document_fromstring(text).xpath("//table[contains(@class, 'am-list')]/tbody/tr")) == 200


def test_the_same_screening_gives_the_same_page() -> None:
    report = REPORTS["with a score"]

    assert render(report, language="pt") == render(report, language="pt")

"""Pages are made of the same parts, in three languages, without script or style of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.template import engines
from django.template.loader import get_template, render_to_string
from django.test import override_settings
from django.utils import timezone, translation
from lxml import html

from amont.kernel.lanes import Lane
from amont.site import gallery
from amont.site.templatetags import fields

SITE = Path(gallery.__file__).parent
TEMPLATES = SITE / "templates"
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
REFUSALS = ("400", "401", "403", "404", "409", "429", "500")
VOID = {"br", "hr", "img", "input", "link", "meta", "path", "circle", "rect", "line", "use"}
PLAIN = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


@pytest.fixture(autouse=True)
def plain_files() -> Iterator[None]:
    """Addresses of files as they are in the folder, in French."""
    with override_settings(STORAGES=PLAIN), translation.override("fr"), timezone.override(UTC):
        yield


class Answers(forms.Form):
    """Two answers and a choice."""

    mass = forms.CharField(
        label="Poids", help_text="En kg.", error_messages={"required": "Indiquez le poids."}
    )
    on = forms.CharField(label="Jour")
    note = forms.CharField(label="Remarque", required=False)
    silent = forms.BooleanField(label="En silence", help_text="Rien n’est confié.", required=False)
    result = forms.ChoiceField(label="Résultat", choices=[("a", "Conforme")], widget=forms.RadioSelect)


class Balance(HTMLParser):
    """Elements that were not closed in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        """Closed where it opens."""

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.faults.append(f"</{tag}> at {self.getpos()}")


def shown(text: str, **context: Any) -> str:
    """A piece of template, with the tags of every page."""
    return engines["django"].from_string(text).render(context).strip()


def interface(language: str) -> str:
    with translation.override(language):
        return render_to_string("aide/interface.html", gallery.shown() | {"menu": menu()})


def menu() -> list[dict[str, Any]]:
    stations = [
        {"title": "Déclarations", "url": "/declarations/", "count": 64, "current": True},
        {"title": "Transit", "url": "/transit/", "count": None, "current": False},
    ]
    return [{"title": "Le parcours", "line": True, "stations": stations}]


# ---- all pages ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_template_has_no_script_style_or_colour_of_its_own(name: str) -> None:
    source = (TEMPLATES / name).read_text(encoding="utf-8")

    get_template(name)

    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", source)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", source))
    assert not re.search(r"(?<!&)#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?\b", source)


def test_colours_are_named_in_one_sheet_only() -> None:
    ours = [path for path in (SITE / "static/amont").iterdir() if path.name != "amont.css"]
    code = [*(SITE / "templatetags").glob("*.py"), *(SITE / "plots").glob("*.py")]

    found = [path.name for path in [*ours, *code] if re.search(r"#[0-9a-fA-F]{6}\b", path.read_text("utf-8"))]

    assert found == []


def test_light_and_dark_name_the_same_colours() -> None:
    sheet = (SITE / "static/amont/amont.css").read_text(encoding="utf-8")

    blocks = re.findall(
        r"(?:^:root|\[data-bs-theme=\"dark\"\]|:root:not\(\S+\)) \{(.*?)\n *\}", sheet, re.S | re.M
    )
    light, chosen, device = (set(re.findall(r"(--am-[\w-]+): *#", block)) for block in blocks[:3])

    assert light == chosen == device
    assert len(light) > 30


def test_icons_that_pages_name_are_in_the_list() -> None:
    listed = set((SITE / "static/amont/icons.txt").read_text(encoding="utf-8").split("\n"))
    pages = [path for path in SITE.parent.rglob("*.html") if "templates" in path.parts]
    code = list(SITE.parent.rglob("*.py"))

    named = {name for path in pages for name in re.findall(r'{% icon "([^"]+)"', path.read_text("utf-8"))}
    named |= {name for path in code for name in re.findall(r'"icon": "([^"]+)"', path.read_text("utf-8"))}

    assert named - listed == set()


@pytest.mark.parametrize("language", ["fr", "en", "pt"])
def test_the_page_of_all_parts_is_well_formed(language: str) -> None:
    page = interface(language)
    tree, balance = html.fromstring(page), Balance()

    balance.feed(page)

    ids = [found.get("id") for found in tree.xpath("//*[@id]")]
    controls = tree.xpath("//input[not(@type='hidden' or @type='search')] | //select | //textarea")
    assert (balance.open, balance.faults) == ([], [])
    assert len(ids) == len(set(ids))
    assert tree.xpath("//table[not(caption)]") == []
    assert [one.get("name") for one in controls if not tree.xpath(f"//label[@for='{one.get('id')}']")] == []
    assert tree.get("lang") == language
    assert len(tree.xpath("//h1")) == 1


def test_a_page_says_where_one_is_and_what_waits() -> None:
    tree = html.fromstring(interface("fr"))

    here = tree.xpath("//nav[@class='am-rail']//a[@aria-current='page']")

    assert [one.text_content() for one in here] == ["Déclarations64"]
    assert tree.xpath("//nav[@class='am-rail']//a[contains(., 'Transit')]//b") == []
    assert tree.xpath("string(//title)") == "3 erreurs · Pièces et états de l’interface · Amont"


@pytest.mark.parametrize("status", REFUSALS)
def test_a_refusal_says_what_to_do_even_without_context(status: str) -> None:
    tree = html.fromstring(render_to_string(f"{status}.html"))

    assert len(tree.xpath("//h1")) == 1
    assert tree.xpath("//main//p")[0].text_content()
    assert tree.xpath("//main//a[contains(@class, 'btn')]")


def test_a_refusal_shows_its_sentence_and_its_code_beside() -> None:
    page = render_to_string("403.html", {"sentence": "Cela revient au chef de visite.", "code": "7K4P-22"})

    assert "<p>Cela revient au chef de visite.</p>" in page
    assert "<code>7K4P-22</code>" in page


# ---- lanes and findings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["Vert", "Bleu", "Jaune", "Rouge"]),
        ("en", ["Green", "Blue", "Yellow", "Red"]),
        ("pt", ["Verde", "Azul", "Amarelo", "Vermelho"]),
    ],
)
def test_a_lane_is_a_word_and_a_shape(language: str, words: list[str]) -> None:
    with translation.override(language):
        marks = [html.fromstring(shown("{% lane one %}", one=lane)) for lane in Lane]

    assert [mark.text_content() for mark in marks] == words
    assert [str(mark.xpath("string(.//use/@href)")).split("#")[1] for mark in marks] == [
        "l-green",
        "l-blue",
        "l-yellow",
        "l-red",
    ]


def test_a_lane_may_be_given_by_its_code_and_large() -> None:
    mark = html.fromstring(shown('{% lane "red" "big" %}'))

    assert mark.get("class") == "am-lane am-lane--red am-lane--big"


def test_what_has_no_lane_yet_is_said_in_words() -> None:
    assert shown("{% lane None %}") == '<span class="am-quiet">sans circuit</span>'


def test_the_green_lane_is_not_taken_for_no_lane() -> None:
    counts = [{"lane": None, "n": 64, "url": "?"}, {"lane": Lane.GREEN, "n": 26, "url": "?"}]

    tree = html.fromstring(render_to_string("parts/lane_counts.html", {"counts": counts}))
    head = html.fromstring(render_to_string("parts/sheet_head.html", {"lane": Lane.GREEN, "title": "C 1"}))

    assert [one.text_content() for one in tree.xpath("//a")] == ["64Tous", "26Vert"]
    assert head.xpath("string(.//*[contains(@class, 'am-lane--big')])") == "Vert"


def test_the_door_that_decided_takes_the_colour_of_its_lane() -> None:
    path = [{"title": "Score", "verdict": "A décidé", "decided": True}, {"title": "Tirage", "after": True}]

    tree = html.fromstring(
        f"<div>{render_to_string('parts/path.html', {'path': path, 'lane': 'yellow'})}</div>"
    )

    assert tree.xpath("//li/@class") == ["am-decided am-decided--yellow", "am-after"]


def test_a_score_is_a_figure_and_never_alone_without_word() -> None:
    assert html.fromstring(shown("{% score 0.62 0.41 %}")).text_content() == "62\u00a0%"
    assert html.fromstring(shown("{% score None %}")).text_content() == "sans score"


# ---- forms -------------------------------------------------------------------------------------------------


def test_an_error_stands_between_the_help_and_the_control() -> None:
    tree = html.fromstring(shown("{% field form.mass %}", form=Answers({})))

    assert [part.tag for part in tree] == ["label", "p", "p", "input"]
    assert [part.get("id") for part in tree] == [None, "id_mass-h", "id_mass-e", "id_mass"]
    assert tree[2].text == "Indiquez le poids."
    assert tree[3].get("aria-describedby") == "id_mass-h id_mass-e"
    assert tree[3].get("aria-invalid") == "true"
    assert tree[3].get("required") is None


def test_a_box_says_itself_before_what_it_means() -> None:
    tree = html.fromstring(shown("{% field form.silent %}", form=Answers()))

    assert [part.tag for part in tree] == ["label", "p"]
    assert tree[0].xpath("string()").strip() == "En silence"


def test_an_answer_one_may_leave_out_says_so() -> None:
    tree = html.fromstring(shown("{% field form.note %}", form=Answers()))

    assert tree.xpath("string(label)") == "Remarque (facultatif)"


def test_a_general_error_is_said_in_words_that_name_the_answer() -> None:
    form = Answers({"mass": "", "result": "x"})

    assert fields.sentences(form["on"]) == ["«\u00a0Jour\u00a0» attend une réponse."]
    assert fields.sentences(form["result"]) == ["«\u00a0Résultat\u00a0»\u00a0: choisissez dans la liste."]


def test_the_summary_leads_to_each_wrong_answer_with_the_same_sentence() -> None:
    form = Answers({"note": "x"})
    page = shown("{% error_summary form %}{% for one in form %}{% field one %}{% endfor %}", form=form)
    tree = html.fromstring(f"<div>{page}</div>")

    links = tree.xpath("//div[@role='alert']//a")

    assert tree.xpath("string(//div[@role='alert']//h2)") == "3 réponses sont à revoir"
    assert [link.text for link in links] == [one.text for one in tree.xpath("//p[@class='am-wrong']")]
    assert all(tree.xpath(f"//input[@id='{link.get('href')[1:]}']") for link in links)


def test_a_form_without_error_has_no_summary_and_a_plain_title() -> None:
    form = Answers({"mass": "1", "on": "x", "result": "a"})

    assert shown("{% error_summary form %}", form=form) == ""
    assert shown("{% errors_title form %}", form=form) == ""
    assert shown("{% errors_title form %}", form=Answers({"mass": "1", "on": "x"})) == "1 erreur ·"


def test_choices_are_tiles_with_their_question() -> None:
    tree = html.fromstring(shown("{% field form.result %}", form=Answers()))

    assert (tree.tag, tree.xpath("string(legend)")) == ("fieldset", "Résultat")
    assert [tile.text_content().strip() for tile in tree.xpath("label")] == ["Conforme"]

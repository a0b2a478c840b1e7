"""What is collected from pages and modules is what they ask for when they are shown, in three languages."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tools.catalogues import Store, check, compile_all, merge
from tools.texts import Text, texts_of

PAGE = "security/templates/security/alerts.html"
LIST = """{% load i18n %}
{% comment "why" %}{% translate "Jamais dit" %}{% endcomment %}
{# {% translate "Jamais dit" %} #}
<p>{% translate "Bureau" %}|{% translate 'Retour' as back %}{{ back|upper }}|{% translate "38 %" %}</p>
<p>{% blocktranslate trimmed with place=office.name count n=alerts %}
  {{ n }} alerte à {{ place }},
  soit 5 %
{% plural %}
  {{ n }} alertes à {{ place }}, soit 5 %
{% endblocktranslate %}</p>
<p>{{ nothing|default:_("Aucune | rien") }}|{% if office.name == _("Bureau") %}{% else %}autre{% endif %}</p>
{% verbatim %}{% translate "Jamais dit" %}{% endverbatim %}
"""
WORDS = """code,fr,en,pt,fr_many,en_many,pt_many
,Bureau,Office,Estância,,,
,Retour,Back,Voltar,,,
,38 %,38%,38%,,,
,Aucune | rien,None | nothing,Nenhum | nada,,,
,"%(n)s alerte à %(place)s, soit 5 %","%(n)s alert at %(place)s, or 5%","%(n)s alerta em %(place)s, ou 5%",\
"%(n)s alertes à %(place)s, soit 5 %","%(n)s alerts at %(place)s, or 5%","%(n)s alertas em %(place)s, ou 5%"
"""
SHOW = """
import json, sys
import django
from django.conf import settings
engine = {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [sys.argv[2]]}
settings.configure(
    USE_I18N=True, LANGUAGE_CODE="fr", LANGUAGES=[("fr", "fr"), ("en", "en"), ("pt", "pt")],
    LOCALE_PATHS=[sys.argv[1]], TEMPLATES=[engine],
)
django.setup()
from django.template.loader import render_to_string
from django.utils.translation import override
shown = {}
for language in ("fr", "en", "pt"):
    with override(language):
        pages = [
            render_to_string("security/alerts.html", {"alerts": n, "office": {"name": "Kaolack"}})
            for n in (0, 1, 2)
        ]
        shown[language] = [" ".join(page.split()).replace("&#x27;", "'") for page in pages]
print(json.dumps(shown))
"""


def plant(amont: Path, path: str, text: str) -> None:
    (amont / path).parent.mkdir(parents=True, exist_ok=True)
    (amont / path).write_text(text, encoding="utf-8")


def texts(amont: Path, path: str, text: str) -> list[tuple[int, str, str, str]]:
    plant(amont, path, text)
    return [(text.line, text.one, text.many, text.fault) for text in texts_of(amont)]


def test_a_page_asks_at_run_time_what_was_collected(tmp_path: Path) -> None:
    store = Store(tmp_path / "amont")
    store.sentences.mkdir(parents=True)
    plant(store.amont, PAGE, LIST)
    plant(store.amont.parent, "words.csv", WORDS)
    odd = merge(store, [store.amont.parent / "words.csv"])
    compile_all(store)

    folders = str(store.amont / "site" / "locale"), str(store.amont / "security" / "templates")
    run = subprocess.run(
        [sys.executable, "-c", SHOW, *folders], capture_output=True, text=True, check=True, env={}
    )
    shown = json.loads(run.stdout)

    assert odd == []
    assert "Jamais dit" not in [text.one for text in texts_of(store.amont)]
    assert shown["fr"][0].startswith("<p>Bureau|RETOUR|38 %</p> <p>0 alerte à Kaolack, soit 5 %</p>")
    assert "<p>1 alerte à Kaolack" in shown["fr"][1] and "<p>2 alertes à Kaolack" in shown["fr"][2]
    assert shown["en"][0].startswith("<p>Office|BACK|38%</p> <p>0 alerts at Kaolack, or 5%</p>")
    assert "<p>1 alert at Kaolack, or 5%</p> <p>None | nothing|autre</p>" in shown["en"][1]
    assert shown["pt"][0].startswith("<p>Estância|VOLTAR|38%</p> <p>0 alertas em Kaolack, ou 5%</p>")
    assert [line for line in check(store) if "no-break" not in line] == []


def test_each_text_bears_its_place(tmp_path: Path) -> None:
    plant(tmp_path / "amont", PAGE, '{% load i18n %}\n<b>{% translate "Bureau" %}</b>\n')

    assert texts_of(tmp_path / "amont") == [Text(f"amont/{PAGE}", 2, "Bureau")]


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ('{% translate "Bureau" context "meuble" %}', "a text with a context"),
        ('{% blocktranslate context "meuble" %}Bureau{% endblocktranslate %}', "a text with a context"),
        ("{% blocktranslate %}a\nb{% endblocktranslate %}", "a text over several lines"),
        ("{% blocktranslate %}{{ a.b }}{% endblocktranslate %}", "a hole without a name: a.b"),
        ("{% blocktranslate %}{% url 'x' %}{% endblocktranslate %}", "another tag inside: url 'x'"),
        ("{% blocktranslate %}a", "the block is not closed"),
        ("{{ a|default:_('5 %') }}", "a % is shown twice here"),
    ],
)
def test_a_page_that_no_catalogue_can_serve_is_named(page: str, fault: str, tmp_path: Path) -> None:
    found = texts(tmp_path / "amont", PAGE, page)

    assert [text[3][: len(fault)] for text in found] == [fault]


def test_modules_of_every_room_are_read(tmp_path: Path) -> None:
    source = 'a = _("Bureau "\n  "de douane")\nb = ngettext("un", "des", 2)\nc = d(_(a), self.text("non"))\n'

    found = texts(tmp_path / "amont", "security/forms.py", source)

    assert found == [(1, "Bureau de douane", "", ""), (3, "un", "des", "")]


def test_the_site_says_its_texts_by_words(tmp_path: Path) -> None:
    source = 'a = words.text("Bureau", n=1)\nb = words.plural("un", "des", 2)\n'

    assert texts(tmp_path / "amont", "site/report/head.py", source) == [
        (1, "Bureau", "", ""),
        (2, "un", "des", ""),
    ]


def test_the_report_keeps_its_own_engine(tmp_path: Path) -> None:
    page = '{{ _("Bureau {n}") }}{% for a in b if not a.c() %}{{ ngettext("un", "des", 2) }}{% endfor %}'

    assert texts(tmp_path / "amont", "site/report/templates/head.html", page) == [
        (1, "Bureau {n}", "", ""),
        (1, "un", "des", ""),
    ]


@pytest.mark.parametrize("source", ['_(f"Bureau {n}")', '_("Bureau " + n)', '_("Bureau %s" % n)'])
def test_a_text_glued_together_is_named(source: str, tmp_path: Path) -> None:
    found = texts(tmp_path / "amont", "security/forms.py", source)

    assert [text[3][:23] for text in found] == ["a text is glued togethe"]


def test_a_text_with_a_context_is_named_in_modules(tmp_path: Path) -> None:
    found = texts(tmp_path / "amont", "security/forms.py", 'pgettext("meuble", "Bureau")')

    assert [text[3][:21] for text in found] == ["a text with a context"]


def test_a_file_half_written_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    plant(tmp_path / "amont", "security/forms.py", 'a = _("Bureau"\n')

    found = texts(tmp_path / "amont", "security/screens.py", 'a = _("Retour")\n')

    assert [text[1] for text in found] == ["", "Retour"]
    assert found[0][3].startswith("cannot be read: ")

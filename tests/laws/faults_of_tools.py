"""Faults against the laws that need the whole house: layers, types, sentences, generated pages."""

from tests.laws.faults import DOC, Planting, plain, whole

SPOKEN = "amont/site/sentences/planted.py"
FRENCH = "Valeur trop basse : {value}."
FRENCH_PAGE = "Bureau de douane"
SAID = DOC + f'SENTENCES = {{\n    "planted.low": "{FRENCH}",\n}}\n'
FINDING = "from amont.kernel.findings import Finding, Severity\n"


def catalogue(text: str, french: str = FRENCH) -> str:
    """A catalogue that translates the one French sentence."""
    kind = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
    return f'{kind}\nmsgid "{french}"\nmsgstr "{text}"\n'


def spoken(what: str, english: str, portuguese: str, place: str) -> Planting:
    """One sentence in three languages."""
    files = {SPOKEN: SAID}
    for language, text in {"en": english, "pt": portuguese}.items():
        files[f"amont/site/locale/{language}/LC_MESSAGES/django.po"] = catalogue(text)
    return Planting("sentences", what, files, place)


def page(what: str, text: str, fault: str, *, room: str = "security") -> Planting:
    """One text of a page that has no translation; its line is named with what is wrong."""
    path = f"amont/{room}/templates/{room}/page.html"
    return Planting("sentences", what, {path: f"{{% load i18n %}}\n{text}\n"}, f"{path}:2: {fault}")


LAYERS = (
    plain("layers", "the kernel asks the engine", "from amont.engine import screen  # here"),
    plain(
        "layers", "formats ask the engine", "import amont.engine.screen  # here", path="amont/formats/x.py"
    ),
    plain(
        "layers",
        "a question asks another",
        "import amont.engine.learning  # here",
        path="amont/engine/selectivity/x.py",
    ),
    plain("layers", "a page plays with trade", "import amont.simulation  # here", path="amont/site/x.py"),
    whole("layers", "a room without a place", "amont/lighthouses/__init__.py"),
    whole("layers", "a question without a place", "amont/engine/tides/__init__.py"),
    Planting(
        "layers",
        "a circle",
        {
            f"amont/formats/{one}.py": f"{DOC}from amont.formats import {other}\n"
            for one, other in ("ab", "ba")
        },
        "amont/formats/",
    ),
    plain(
        "layers", "the command asks all", "import amont.simulation\nimport amont.site", path="amont/cli/x.py"
    ),
)
TYPES = (
    plain("types", "no types", "def planted(value):  # here\n    return value"),
    plain("types", "the wrong type", "def planted(value: int) -> str:\n    return value  # here"),
    plain(
        "types",
        "no types in the command",
        "def planted(value):  # here\n    return value",
        path="amont/cli/x.py",
    ),
)
SENTENCES = (
    plain(
        "sentences",
        "a refusal",
        'from amont.kernel.errors import Unreadable\nclass Torn(Unreadable):\n    code = "a.b"  # here',
    ),
    plain("sentences", "a finding", FINDING + 'found = Finding("planted.low", Severity.NOTE, "")  # here'),
    plain(
        "sentences",
        "a wrapper",
        'def doubt(path: str, *, code: str) -> None: ...\ndoubt("", code="a.b")  # here',
    ),
    plain(
        "sentences",
        "a table",
        FINDING + 'LOW = {1: "planted.low"}  # here\nfound = Finding(LOW[1], Severity.NOTE, "")',
    ),
    plain(
        "sentences", "a loop", FINDING + 'for code in ("a.b",):  # here\n    Finding(code, Severity.NOTE, "")'
    ),
    plain(
        "sentences", "glued", FINDING + 'low = "low"\nfound = Finding(f"a.{low}", Severity.NOTE, "")  # here'
    ),
    plain(
        "sentences",
        "a function's answer",
        FINDING + "def told() -> tuple[str, int]:\n"
        '    return "a.b", 1  # here\ncode, n = told()\nfound = Finding(code, Severity.NOTE, "")',
    ),
    plain(
        "sentences",
        "handed on",
        FINDING + "def note(rule: str) -> Finding:\n"
        '    return Finding(rule, Severity.NOTE, "")\nfound = note("a.b")  # here',
    ),
    Planting(
        "sentences",
        "a word of the command",
        {
            "amont/cli/x.py": DOC + 'from amont.site.y import say\nsay("low")\n',
            "amont/site/y.py": DOC
            + "from amont.kernel.findings import Finding, Severity\ndef say(word: str) -> Finding:\n"
            '    return Finding(f"cli.{word}", Severity.NOTE, "")\n',
        },
        "amont/cli/x.py:3: cli.low has no sentence",
    ),
    plain(
        "sentences",
        "a refusal of any room",
        'from amont.kernel.errors import AmontError\nclass Held(AmontError):\n    code = "held"  # here',
        path="amont/security/actions.py",
    ),
    plain(
        "sentences",
        "a refusal of any room, glued",
        "from amont.kernel.errors import AmontError\n"
        'class Held(AmontError):\n    code = "held." + __name__  # here',
        path="amont/security/actions.py",
    ),
    plain("sentences", "a text of a form", 'label = _("Bureau")  # here', path="amont/security/forms.py"),
    plain("sentences", "a glued text", 'label = _(f"Bureau {1}")  # here', path="amont/security/forms.py"),
    page("a text", '{% translate "Bureau" %}', "'Bureau': no en; no pt"),
    page(
        "a plural",
        "{% blocktranslate count n=n %}un{% plural %}{{ n }}{% endblocktranslate %}",
        "'un': no en",
    ),
    page("a bare sign", '{{ title|default:_("Bureau :") }}', "'Bureau :': fr: a no-break space"),
    page("a torn block", "{% blocktranslate trimmed %}un", "'un': the block is not closed"),
    Planting(
        "sentences",
        "a text in three languages",
        {
            "amont/security/forms.py": DOC + f'label = _("{FRENCH_PAGE}")\n',
            **{
                f"amont/site/locale/{language}/LC_MESSAGES/django.po": catalogue("Office", FRENCH_PAGE)
                for language in ("en", "pt")
            },
        },
        "",
    ),
    spoken("no Portuguese", "Value too low: {value}.", "", f"{SPOKEN}:3: planted.low is not said in pt"),
    spoken(
        "other holes", "Too low.", "Valor baixo: {value}.", f"{SPOKEN}:3: planted.low has other holes in en"
    ),
    spoken("three languages", "Value too low: {value}.", "Valor baixo: {value}.", ""),
)
DOCUMENTS = (
    whole("documents", "a path", "docs/journey.md", "`amont/lighthouses/` comes first.\n"),
    whole("documents", "a link", "docs/adr/0001.md", "[journey](journey.md)\n"),
    whole("documents", "a word that moved", "docs/glossary.md", "| `Nobody` | `amont/kernel/lanes.py` |\n"),
    Planting("documents", "a word", {"docs/glossary.md": "| `Lane` | `amont/kernel/lanes.py` |\n"}, ""),
)
PAGES = (
    whole("pages", "a page changed by hand", "docs/columns.md", "# Columns\n"),
    Planting("pages", "a new code", {SPOKEN: SAID}, "docs/reasons.md:1: "),
    plain("pages", "nothing that a page shows", "value = 1"),
)
FAULTS = LAYERS + TYPES + SENTENCES + DOCUMENTS + PAGES

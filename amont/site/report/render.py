"""A screening as one page that needs nothing else: no script, no outside address, its style inside."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from amont.kernel.lanes import Language
from amont.site import formats
from amont.site.holes import FILLERS, Filler, plain
from amont.site.report.choices import finding_rows, listing, reason_rows
from amont.site.report.conclusion import STRICTEST_FIRST, cause_rows, conclusion
from amont.site.report.data import ScreeningReport
from amont.site.report.quality import distribution, quality
from amont.site.words import Words

TEMPLATES = Path(__file__).parent / "templates"
# Signs that no page may hold: control signs, halves of signs, and those that turn the reading around.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
STAGES = {
    "read": "stage.read",
    "profiles": "stage.profiles",
    "learning": "stage.learning",
    "offence": "stage.offence",
    "critical": "stage.critical",
    "thresholds": "stage.thresholds",
    "criteria": "stage.criteria",
    "score": "stage.score",
    "lanes": "stage.lanes",
    "reasons": "stage.reasons",
    "write": "stage.write",
    "simulate": "stage.simulate",
    "evaluate": "stage.evaluate",
    "verify": "stage.verify",
}


def render(report: ScreeningReport, *, language: Language | str) -> str:
    """The whole page as HTML text, to be kept as UTF-8."""
    words = Words(language)
    page = environment(words.language).get_template("report.html")
    text = page.render(
        report=report,
        head=conclusion(report, words),
        causes=cause_rows(report, words),
        reasons=reason_rows(report, words),
        findings=finding_rows(report, words),
        listing=listing(report, words),
        quality=quality(report, words),
        distribution=distribution(report, words),
    )
    return UNSEEN.sub("\ufffd", text)


def in_language(filler: Filler, language: Language) -> Callable[[object], str]:
    """A way of writing a value, for the readers of one language."""
    return lambda value: filler(value, language)


def separator(sign: str, *, words: Words) -> str:
    """What parts the columns of a file; what cannot be seen has a word."""
    return words.text("tabulation") if sign == "\t" else plain(sign, words.language)


@lru_cache(maxsize=len(Language))
def environment(language: Language) -> Environment:
    """Templates in one language: `_` and `ngettext` translate, filters write figures and days."""
    words = Words(language)
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "_": words.text,
        "ngettext": words.plural,
        "words": words,
        "lanes": STRICTEST_FIRST,
        "stages": STAGES,
    }
    made.filters |= {name: in_language(filler, language) for name, filler in FILLERS.items()}
    made.filters |= {
        "plain": partial(plain, language=language),
        "long_day": partial(formats.long_day, language=language),
        "rounded_money": partial(formats.rounded_money, language=language),
        "own": words.own,
        "decimal3": partial(formats.number, language=language, decimals=3),
        "separator": partial(separator, words=words),
    }
    return made

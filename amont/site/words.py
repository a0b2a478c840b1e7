"""Every sentence a person reads, in the reader's language. French is the source, gettext brings the rest."""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from amont.kernel.errors import AmontError
from amont.kernel.findings import Finding, Severity, clip
from amont.kernel.lanes import Cause, Lane, Language
from amont.kernel.reasons import Reason
from amont.site.formats import EMPTY
from amont.site.holes import Holes, Ready, chosen, plain
from amont.site.sentences import SENTENCES

LOCALE = Path(__file__).parent / "locale"

# Written whole, so that a search for a code finds the place that says it.
LANES = {
    Lane.GREEN: "lane.green",
    Lane.BLUE: "lane.blue",
    Lane.YELLOW: "lane.yellow",
    Lane.RED: "lane.red",
}
LANE_OF = {lane.code: lane for lane in Lane}
CAUSES = {
    Cause.BLOCK: "cause.block",
    Cause.EARLIER: "cause.earlier",
    Cause.NEW_OPERATOR: "cause.new_operator",
    Cause.CRITERION: "cause.criterion",
    Cause.CRITICAL: "cause.score.critical",
    Cause.DUTY: "cause.score.duty",
    Cause.OFFENCE: "cause.score.offence",
    Cause.PRICE: "cause.price",
    Cause.EXPLORATION: "cause.exploration",
    Cause.RANDOM: "cause.random",
    Cause.NONE: "cause.none",
}
SEVERITIES = {
    Severity.NOTE: "severity.note",
    Severity.HOLD: "severity.hold",
    Severity.REFUSE: "severity.refuse",
}


@lru_cache(maxsize=len(Language))
def catalogue(language: Language) -> gettext.NullTranslations:
    """The translations of a language, read once; pages and forms ask the same file through Django.

    The French one holds plurals alone, for the rule of number: zero is singular.
    """
    return gettext.translation("django", localedir=LOCALE, languages=[language.value])


class Words:
    """All sentences in one language."""

    def __init__(self, language: Language | str) -> None:
        self.language = Language(language)
        self._catalogue = catalogue(self.language)
        self._holes = Holes(self.language)

    def text(self, french: str, /, **facts: object) -> str:
        """A whole sentence given in French, translated, its named holes filled."""
        return self._filled(self._catalogue.gettext(french), facts)

    def plural(self, one: str, many: str, n: int, /, **facts: object) -> str:
        """As `text`, in the number of `n`, which is also a hole of that name."""
        return self._filled(self._catalogue.ngettext(one, many, n), {"n": n, **facts})

    def sentence(self, code: str, facts: Mapping[str, object] | None = None) -> str:
        """The sentence of a code; a code without sentence is shown with its facts rather than refused."""
        french = SENTENCES.get(code)
        if french is None:
            return self._unknown(code, facts or {})
        return self._filled(self._catalogue.gettext(french), facts or {})

    def label(self, name: str) -> str:
        """At most 32 signs for a code, for a list: its ``.label`` sentence, else the code itself."""
        french = SENTENCES.get(name + ".label")
        return self._filled(self._catalogue.gettext(french), {}) if french else name

    def finding(self, finding: Finding) -> str:
        """What was noticed; `path`, `value` and `line` fill holes as well as the facts."""
        place = {"path": finding.path, "value": finding.value, "line": finding.line}
        return self.sentence(finding.code, {**place, **finding.facts})

    def reason(self, reason: Reason) -> str:
        """Why an item was selected."""
        return self.sentence(reason.code, reason.facts)

    def refusal(self, error: AmontError) -> str:
        """What was refused, and what to do."""
        return self.sentence(error.code, error.facts)

    def lane(self, lane: Lane) -> str:
        """Rouge, Red, Vermelho."""
        return self.sentence(LANES[lane])

    def cause(self, cause: Cause) -> str:
        """What decided, in a few words."""
        return self.sentence(CAUSES[cause])

    def severity(self, severity: Severity) -> str:
        """Refusée, Retenue, Note."""
        return self.sentence(SEVERITIES[severity])

    def own(self, text: str | Mapping[str, str]) -> str:
        """A title given by the data: one text for all, or one for each language."""
        return clip(text if isinstance(text, str) else chosen(text, self.language) or "", 160)

    def _filled(self, sentence: str, facts: Mapping[str, object]) -> str:
        return self._holes.fill(sentence, {name: self._named(name, fact) for name, fact in facts.items()})

    def _named(self, name: str, fact: object) -> object:
        """Lanes and causes are facts too, and have their words; a fact called lane may hold its code."""
        lane = LANE_OF.get(fact) if name == "lane" and isinstance(fact, str) else fact
        if isinstance(lane, Lane):
            return Ready(self.lane(lane))
        return Ready(self.cause(fact)) if isinstance(fact, Cause) else fact

    def _unknown(self, name: str, facts: Mapping[str, object]) -> str:
        known = {fact: self._shown(fact, value) for fact, value in facts.items()}
        shown = ", ".join(f"{fact} = {value}" for fact, value in known.items() if value != EMPTY)
        return f"{name} ({shown})" if shown else name

    def _shown(self, name: str, fact: object) -> str:
        named = self._named(name, fact)
        return plain(chosen(named, self.language) if isinstance(named, Mapping) else named, self.language)

"""Filters of the file of the day: what one may ask, what it means, how it is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import gettext as _

from amont.declarations.forms import HS_DIGITS, state_names
from amont.declarations.states import State
from amont.edge.filters import DAYS
from amont.edge.routes import Request
from amont.kernel.agents import Agent
from amont.kernel.lanes import Language
from amont.parties.models import Operator
from amont.screening.queries.queue.waiting import Wanted
from amont.site.formats import STYLES
from amont.site.sentences import SENTENCES
from amont.site.words import Words

LABEL = ".label"
STATES = (State.ROUTED, State.IN_CONTROL, State.CONTROLLED, State.CANCELLED)
GROUPS = {
    "block": ("cause.block", ("data.", "hold.")),
    "earlier": ("cause.earlier", ("earlier.",)),
    "operator": ("cause.new_operator", ("operator.",)),
    "criterion": ("cause.criterion", ("criterion.",)),
    "safety": ("cause.score.critical", ("safety.",)),
    "duty": ("cause.score.duty", ("duty.",)),
    "offence": ("cause.score.offence", ("offence.",)),
    "price": ("group.price", ("price.", "value.")),
    "importer": ("group.importer", ("importer.",)),
    "declarant": ("group.declarant", ("declarant.",)),
    "seller": ("group.seller", ("seller.",)),
    "carrier": ("group.carrier", ("carrier.",)),
    "goods": ("group.goods", ("goods.",)),
    "mass": ("group.mass", ("mass.",)),
    "origin": ("group.origin", ("origin.",)),
    "route": ("group.route", ("route.",)),
    "tariff": ("group.tariff", ("tariff.",)),
    "papers": ("group.papers", ("papers.",)),
    "office": ("group.office", ("office.",)),
    "repeat": ("group.repeat", ("repeat.",)),
    "chance": ("cause.random", ("chance.",)),
}  # group of reasons -> its words, beginnings of its codes
MOST_OPERATORS = 200


class Filters(forms.Form):
    """Read from the address; what cannot be understood narrows nothing."""

    def __init__(self, request: Request, *, offices: Mapping[str, str], has_reasons: bool) -> None:
        super().__init__(request.GET)
        self.words = Words(request.LANGUAGE_CODE)
        self.fields["op"] = forms.CharField(label=_("Opérateur"), required=False, max_length=60)
        self.fields["hs"] = forms.CharField(label=_("Position tarifaire"), required=False, max_length=20)
        self.fields["origine"] = forms.CharField(label=_("Origine"), required=False, max_length=60)
        if has_reasons:
            self.fields["motif"] = _choice(_("Motif"), _("Tous"), self._reasons(request.GET.get("motif", "")))
        if len(offices) > 1:
            named = [(code, f"{code} {name}") for code, name in sorted(offices.items())]
            self.fields["bureau"] = _choice(_("Bureau"), _("Tous"), named)
        self.fields["du"], self.fields["au"] = _day(_("Déclaré du")), _day(_("Au"))
        known = state_names()
        states = [(state.value, known[state]) for state in STATES]
        self.fields["etat"] = _choice(_("État"), _("En attente"), states)
        self.is_valid()

    def _reasons(self, asked: str) -> list[tuple[str, str]]:
        """Groups of reasons, and the one code that the address asks for."""
        groups = [(name, self.words.sentence(title)) for name, (title, _codes) in GROUPS.items()]
        is_code = asked in reason_codes()
        return [(asked, f"{self.words.label(asked)} ({asked})"), *groups] if is_code else groups

    def clean_hs(self) -> str:
        """Digits, whatever blanks or dots stand between them."""
        digits = "".join(self.cleaned_data["hs"].replace(".", "").split())
        least, most = HS_DIGITS
        if digits and not (digits.isascii() and digits.isdigit() and least <= len(digits) <= most):
            raise forms.ValidationError(_("Écrivez de 2 à 11 chiffres, comme 4011.10."))
        return digits

    def clean_origine(self) -> str:
        """A country by its code, or by its name in the language of the page."""
        text = " ".join(self.cleaned_data["origine"].split())
        code = countries(self.words.language).get(text.casefold(), text.upper())
        if text and not (len(code) == 2 and code.isascii() and code.isalpha()):
            raise forms.ValidationError(_("Écrivez le pays ou son code de deux lettres, comme CN."))
        return code

    def asked(self, name: str) -> Any:
        """One answer; "" when it is empty, not understood or not asked."""
        return self.cleaned_data.get(name) or ""

    @property
    def is_empty(self) -> bool:
        """Does nothing narrow the list?"""
        return not any(self.cleaned_data.values())

    def wanted(self, agent: Agent) -> Wanted:
        """What the list is narrowed to. One query when an operator is asked for, none otherwise."""
        operator, reason = self.asked("op"), self.asked("motif")
        return Wanted(
            operators=operators_like(operator, agent) if operator else None,
            hs_code=self.asked("hs"),
            origin=self.asked("origine"),
            reasons=codes_of(reason) if reason else (),
            office=self.asked("bureau"),
            since=self.asked("du") or None,
            until=self.asked("au") or None,
            state=self.asked("etat"),
        )

    def said(self) -> str:
        """The filters as a sentence, empty without any."""
        words, asked = self.words, self.asked
        told = {
            "op": words.text("opérateur «\u00a0{text}\u00a0»", text=asked("op")),
            "hs": words.text("position {code}", code=asked("hs")),
            "origine": words.text("origine {code:country}", code=asked("origine")),
            "motif": words.text("motif «\u00a0{text}\u00a0»", text=self._chosen("motif")),
            "bureau": words.text("bureau {name}", name=self._chosen("bureau")),
            "du": words.text("depuis le {day:day}", day=asked("du")),
            "au": words.text("jusqu’au {day:day}", day=asked("au")),
            "etat": words.text("état «\u00a0{state}\u00a0»", state=self._chosen("etat").lower()),
        }
        parts = [text for name, text in told.items() if asked(name)]
        return words.text("Vous voyez\u00a0: {filters}.", filters=", ".join(parts)) if parts else ""

    def _chosen(self, name: str) -> str:
        field = self.fields.get(name)
        return str(dict(field.choices).get(self.asked(name), "")) if field else ""  # type: ignore[attr-defined]


def _choice(label: str, every: str, choices: Iterable[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", every), *choices])


def _day(label: str) -> forms.DateField:
    wrong = _("Écrivez la date comme 23/11/2026.")
    return forms.DateField(
        label=label,
        required=False,
        input_formats=DAYS,
        error_messages={"invalid": wrong},
        widget=forms.TextInput,
    )


@lru_cache(maxsize=1)
def reason_codes() -> tuple[str, ...]:
    """Every code a reason may bear."""
    codes = (name.removesuffix(LABEL) for name in SENTENCES if name.endswith(LABEL))
    beginnings = tuple(begin for _title, begins in GROUPS.values() for begin in begins)
    return tuple(code for code in codes if code.startswith(beginnings))


def codes_of(reason: str) -> tuple[str, ...]:
    """A code by itself, or all those of a group."""
    if reason not in GROUPS:
        return (reason,)
    return tuple(code for code in reason_codes() if code.startswith(GROUPS[reason][1]))


@lru_cache(maxsize=len(Language))
def countries(language: Language) -> Mapping[str, str]:
    """Name of a country in small letters -> its code."""
    known = Locale.parse(STYLES[language].territories).territories
    return {str(name).casefold(): code for code, name in known.items() if len(code) == 2}


def operators_like(text: str, agent: Agent) -> tuple[str, ...]:
    """Codes of the operators of this name, and the text itself: whoever declares need not be registered."""
    word = " ".join(text.split())
    found = Operator.objects.visible_to(agent).filter(name__icontains=word)
    codes = found.order_by("code").values_list("code", flat=True)[:MOST_OPERATORS]
    return tuple(dict.fromkeys((word, word.upper(), *codes)))

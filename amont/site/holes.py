"""Fills the named holes of a sentence, ``{n:integer}`` ``{gap:percent}`` ``{on:day}``; it never fails."""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from amont.kernel.findings import clip
from amont.kernel.lanes import Language
from amont.kernel.money import Money
from amont.site import formats

Filler = Callable[[object, Language], str]
LONGEST = 200  # signs kept of a fact that is text


def _day(value: object, language: Language) -> str:
    if isinstance(value, str):
        try:
            return formats.day(date.fromisoformat(value), language)
        except ValueError:
            return plain(value, language)
    return formats.day(value, language) if isinstance(value, date) else plain(value, language)


def _money(value: object, language: Language) -> str:
    return formats.money(value, language) if isinstance(value, Money) else _number(value, language)


def _duration(value: object, language: Language) -> str:
    figure = formats.decimal_of(value)
    return plain(value, language) if figure is None else formats.duration(float(figure), language)


def _figure(written: Filler) -> Filler:
    """The same, but what is no figure is written as text."""

    def filler(value: object, language: Language) -> str:
        known = formats.decimal_of(value) is not None
        return written(value, language) if known else plain(value, language)

    return filler


_number = _figure(formats.number)


def _country(value: object, language: Language) -> str:
    return formats.country(clip(value), language)


FILLERS: dict[str, Filler] = {
    "integer": _figure(formats.integer),
    "number": _number,
    "percent": _figure(formats.percent),
    "signed": _figure(formats.signed_percent),
    "probability": _figure(formats.probability),
    "day": _day,
    "money": _money,
    "duration": _duration,
    "country": _country,
}


def plain(value: object, language: Language) -> str:
    """A fact without format: text as one printable line, a count ungrouped (it may be a code)."""
    if value is None or value == "":
        return formats.EMPTY
    if isinstance(value, Money):
        return formats.money(value, language)
    if isinstance(value, datetime):
        return formats.instant(value, language)
    if isinstance(value, date):
        return formats.day(value, language)
    if isinstance(value, float | Decimal) and formats.decimal_of(value) is not None:
        return formats.number(value, language)
    if isinstance(value, list | tuple | set | frozenset):
        parts = sorted(value, key=str) if isinstance(value, set | frozenset) else value
        return ", ".join(plain(part, language) for part in parts)
    return clip(value, LONGEST)


class Holes(string.Formatter):
    """Only plain names are looked up: no attribute, no index, so a fact can never reach into an object.

    A hole {title} is also filled by the facts title_fr, title_en and title_pt, each for its language.
    """

    def __init__(self, language: Language) -> None:
        self.language = language

    def fill(self, sentence: str, facts: Mapping[str, object]) -> str:
        return self.vformat(sentence, (), dict(facts))

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, str]:
        if field_name in kwargs:
            return kwargs[field_name], field_name
        return chosen(
            {language.value: kwargs.get(f"{field_name}_{language.value}") for language in Language},
            self.language,
        ), field_name

    def convert_field(self, value: Any, conversion: str | None) -> Any:
        return value

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Mapping):
            value = chosen(value, self.language)
        if value is None or value == "":
            return formats.EMPTY
        if isinstance(value, Ready):
            return str(value)
        return FILLERS.get(format_spec, plain)(value, self.language)


class Ready(str):
    """Text already written for the reader (a formatted figure, a translated list): not touched again."""


def chosen(texts: Mapping[str, object], language: Language) -> object:
    """The text of a language among {fr, en, pt}; the source language when it is absent, else any."""
    own = texts.get(language.value) or texts.get(Language.FR.value)
    return own or next(filter(None, texts.values()), None)


def holes_of(sentence: str) -> tuple[tuple[str, str], ...]:
    """(name, format) of each hole, sorted. Raises ValueError when braces do not match."""
    parts = string.Formatter().parse(sentence)
    return tuple(sorted({(name, spec or "") for _, name, spec, _ in parts if name is not None}))

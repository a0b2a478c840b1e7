"""Figures, days and sentences in the language of the reader: the filters of every template."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache, wraps

from django import template
from django.utils import timezone, translation

from amont.kernel.errors import AmontError
from amont.kernel.findings import Finding
from amont.kernel.lanes import Cause, Lane, Language
from amont.kernel.money import Money
from amont.kernel.reasons import Reason
from amont.site import formats, holes
from amont.site.words import Words

register = template.Library()


def language() -> Language:
    """The language of the page being written; the source when there is none of ours."""
    code = (translation.get_language() or Language.FR.value).split("-")[0]
    return Language(code) if code in set(Language) else Language.FR


@lru_cache(maxsize=len(Language))
def _words_in(of: Language) -> Words:
    return Words(of)


def words() -> Words:
    """Every sentence, in the language of the page."""
    return _words_in(language())


def local(value: date) -> date:
    """An instant in the zone of the office; a day stays as it is."""
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def or_dash(written: Callable[..., str]) -> Callable[..., str]:
    """The same, where nothing is written as a dash."""

    @wraps(written)  # the engine counts the arguments of what is wrapped
    def filler(value: object, *options: object) -> str:
        return formats.EMPTY if value is None or value == "" else written(value, *options)

    return filler


def _filter(name: str) -> Callable[[Callable[..., str]], Callable[..., str]]:
    def registered(written: Callable[..., str]) -> Callable[..., str]:
        register.filter(name, or_dash(written))
        return written

    return registered


@_filter("day")
def day(value: date) -> str:
    """23/11/2026."""
    return formats.day(local(value), language())


@_filter("long_day")
def long_day(value: date) -> str:
    """lundi 23 novembre 2026."""
    return formats.long_day(local(value), language())


@_filter("instant")
def instant(value: datetime, zone: str = "") -> str:
    """23/11/2026 à 09:12; `zone` is written where two can meet."""
    shown = local(value)
    return formats.instant(shown, language(), zone=zone) if isinstance(shown, datetime) else day(shown)


@_filter("clock")
def clock(value: datetime) -> str:
    """09:12, for a list of today."""
    shown = local(value)
    return formats.clock(shown) if isinstance(shown, datetime) else day(shown)


@_filter("delay")
def delay(value: timedelta | float) -> str:
    """1 h 48, 3 j 4 h, in whole minutes from one on; a figure is in seconds."""
    seconds = value.total_seconds() if isinstance(value, timedelta) else float(value)
    return formats.duration(seconds // 60 * 60 if seconds >= 60 else seconds, language())


@_filter("week")
def week(value: date) -> str:
    """s. 44."""
    return formats.week(local(value), language())


@_filter("number")
def number(value: object, decimals: int | None = None) -> str:
    """38 412 600 or 1 204,50."""
    return formats.number(value, language(), decimals=decimals)


@_filter("integer")
def integer(value: object) -> str:
    """38 412 600."""
    return formats.integer(value, language())


@_filter("percent")
def percent(value: object, decimals: int | None = None) -> str:
    """A share from 0 to 1, as 38 %."""
    return formats.percent(value, language(), decimals=decimals)


@_filter("signed")
def signed(value: object) -> str:
    """A difference as a share, with its sign."""
    return formats.signed_percent(value, language())


@_filter("probability")
def probability(value: object) -> str:
    """Whole points, never 0 % nor 100 %."""
    return formats.probability(value, language())


def _money_of(value: object, currency: str) -> Money:
    return value if isinstance(value, Money) else Money(Decimal(str(value)), currency)


@_filter("money")
def money(value: object, currency: str = "") -> str:
    """38 412 600 XOF, from an amount with its currency, or from a figure and the currency beside it."""
    return formats.money(_money_of(value, currency), language())


@_filter("rounded_money")
def rounded_money(value: object, currency: str = "") -> str:
    """1 940 M XOF, for titles and plots only."""
    return formats.rounded_money(_money_of(value, currency), language())


@_filter("country")
def country(alpha2: str) -> str:
    """Name of a country."""
    return formats.country(alpha2, language())


@_filter("plain")
def plain(value: object) -> str:
    """A fact of any kind as one line."""
    return holes.plain(local(value) if isinstance(value, datetime) else value, language())


@_filter("sentence")
def sentence(of: object) -> str:
    """The sentence of a code, of (code, facts), of a reason, a finding or a refusal."""
    match of:
        case Reason():
            return words().reason(of)
        case Finding():
            return words().finding(of)
        case AmontError():
            return words().refusal(of)
        case (str() as code, dict() as facts):
            return words().sentence(code, facts)
        case _:
            return words().sentence(str(of))


@_filter("label")
def label(of: object) -> str:
    """At most 32 signs for a code, a reason, a cause or a lane, for lists."""
    match of:
        case Reason() | Finding() | AmontError():
            return words().label(of.code)
        case Cause():
            return words().cause(of)
        case Lane():
            return words().lane(of)
        case _:
            return words().label(str(of))

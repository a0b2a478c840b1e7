"""Numbers, days and texts of a case, out of what JSON gave; a refusal names the key, shows the value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from amont.kernel.errors import AmontError
from amont.kernel.findings import clip

MOST, MOST_RATE = Decimal(10) ** 15, Decimal(10)
FINEST = -10  # exponent of the last decimal that a number may have
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class CaseRefused(AmontError):
    """A case cannot be read. Facts: path."""

    code = "duties.case_refused"


class KeyAbsent(CaseRefused):
    code = "duties.key_missing"


class NotANumber(CaseRefused):
    """Facts: path, value."""

    code = "duties.not_a_number"


class Negative(CaseRefused):
    """Facts: path, value."""

    code = "duties.below_zero"


class TooLarge(CaseRefused):
    """Facts: path, value, most."""

    code = "duties.too_large"


class RateTooLarge(CaseRefused):
    """A rate of more than ten times the value: most often percents where a share is expected. As TooLarge."""

    code = "duties.rate_too_large"


class NotADay(CaseRefused):
    """Facts: path, value."""

    code = "duties.not_a_day"


class NotText(CaseRefused):
    """Facts: path, value."""

    code = "duties.text_expected"


class CountryUnknown(CaseRefused):
    """No country pack bears this code. Facts: path, value, known."""

    code = "duties.country_unknown"


class NotKnown(CaseRefused):
    """A value outside a closed list. Facts: path, value, known."""

    code = "duties.not_known"


def whole(text: str) -> Decimal | int:
    """A whole number; one of more digits than any amount stays a decimal and is refused by its key."""
    return int(text) if len(text) < 20 else Decimal(text)


def number(raw: Mapping[str, object], key: str, *, most: Decimal = MOST) -> Decimal:
    """An exact decimal from zero to `most`. NotANumber, Negative, TooLarge, RateTooLarge."""
    value = raw.get(key)
    written = isinstance(value, str) and _NUMBER.fullmatch(value.strip()) is not None
    if not written and (isinstance(value, bool) or not isinstance(value, int | Decimal)):
        raise NotANumber(path=key, value=clip(value))
    try:
        figure = Decimal(str(value).strip())
    except InvalidOperation as error:
        raise NotANumber(path=key, value=clip(value)) from error
    if int(figure.as_tuple().exponent) < FINEST:
        raise NotANumber(path=key, value=clip(value))
    if figure < 0:
        raise Negative(path=key, value=clip(value))
    if figure > most:
        refusal = RateTooLarge if most == MOST_RATE else TooLarge
        raise refusal(path=key, value=clip(value), most=most)
    return figure


def day(raw: Mapping[str, object], key: str) -> date:
    """A day as 2024-06-03. NotADay."""
    value = raw.get(key)
    try:
        if isinstance(value, str) and len(value) == 10:
            return date.fromisoformat(value)
    except ValueError as error:
        raise NotADay(path=key, value=clip(value)) from error
    raise NotADay(path=key, value=clip(value))


def text(raw: Mapping[str, object], key: str) -> str:
    """A text, "" where nothing stands. NotText."""
    value = raw.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise NotText(path=key, value=clip(value))
    return value.strip()


def chosen(raw: Mapping[str, object], key: str, known: tuple[str, ...]) -> str:
    """One of a closed list, "" where nothing stands. NotKnown."""
    value = text(raw, key)
    if value and value not in known:
        raise NotKnown(path=key, value=clip(value), known=", ".join(known))
    return value


def flags(raw: Mapping[str, object]) -> list[str]:
    """A list of texts. NotText."""
    value = raw.get("flags")
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(flag, str) for flag in value):
        raise NotText(path="flags", value=clip(value))
    return value

"""Numbers, amounts and days as each language writes them. Source: the interface guide, section 9.

Minus is U+2212; groups of three from four digits, by U+00A0 in French and Portuguese.
No milliard, billion or bilhão: they differ between the three.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext

from babel import Locale

from amont.kernel.lanes import Language
from amont.kernel.money import MINOR_UNITS, Money

NBSP = "\u00a0"
MINUS = "\u2212"
EMPTY = "\u2013"  # what stands where there is nothing
MILLION = Decimal(1_000_000)
SYMBOLS = {  # printed symbols of UN/CEFACT Recommendation 20; a count keeps its code
    "KGM": "kg", "GRM": "g", "TNE": "t", "DTN": "q", "LTR": "l", "HLT": "hl", "MTR": "m", "CMT": "cm",
    "MTK": "m²", "MTQ": "m³", "KWH": "kWh", "MWH": "MWh",
}  # fmt: skip
LARGEST = 40  # powers of ten beyond which a figure is shown as it came


@dataclass(frozen=True, slots=True)
class Style:
    """How one language writes figures and days. percent: what stands before the sign."""

    group: str
    point: str
    percent: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    day_mark: str
    minutes: str
    week: str
    territories: str


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


STYLES: dict[Language, Style] = {
    Language.FR: Style(
        group=NBSP,
        point=",",
        percent=NBSP,
        months=_words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
        weekdays=_words("lundi mardi mercredi jeudi vendredi samedi dimanche"),
        day_mark="j",
        minutes="",
        week="s.",
        territories="fr",
    ),
    Language.EN: Style(
        group=",",
        point=".",
        percent="",
        months=_words(
            "January February March April May June July August September October November December"
        ),
        weekdays=_words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
        day_mark="d",
        minutes=f"{NBSP}min",
        week="wk",
        territories="en",
    ),
    Language.PT: Style(
        group=NBSP,
        point=",",
        percent="",
        months=_words(
            "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
        ),
        weekdays=_words("segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo"),
        day_mark="d",
        minutes=f"{NBSP}min",
        week="sem.",
        territories="pt_PT",  # the names of Africa's Portuguese, not Brazil's
    ),
}


def decimal_of(value: object) -> Decimal | None:
    """The figure in a value, or None: text, nothing, not a number, or of a size nobody declares."""
    if value is None or isinstance(value, bool):
        return None
    try:
        figure = Decimal(str(value))
    except InvalidOperation:
        return None
    return figure if figure.is_finite() and abs(figure.adjusted()) <= LARGEST else None


def _rounded(figure: Decimal, decimals: int) -> Decimal:
    with localcontext(prec=4 * LARGEST):
        return figure.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _written(figure: Decimal, language: Language, *, decimals: int) -> str:
    style = STYLES[language]
    rounded = _rounded(figure, decimals)
    text = f"{abs(rounded):,.{decimals}f}".replace(",", "\0").replace(".", style.point)
    return (MINUS if rounded < 0 else "") + text.replace("\0", style.group)


def _own_decimals(value: object, figure: Decimal) -> int:
    """A whole figure has none; an exact decimal keeps its own; a float has two, three when under 1."""
    if isinstance(value, Decimal):
        return min(10, max(0, -int(figure.as_tuple().exponent)))
    if figure == figure.to_integral_value():
        return 0
    return 2 if abs(figure) >= 1 else 3


def number(value: object, language: Language, *, decimals: int | None = None) -> str:
    """38 412 600 or 1 204,50. What is no figure is written as it is, nothing as a dash."""
    figure = decimal_of(value)
    if figure is None:
        return EMPTY if value is None or isinstance(value, float) else str(value)
    places = _own_decimals(value, figure) if decimals is None else decimals
    return _written(figure, language, decimals=places)


def integer(value: object, language: Language) -> str:
    """A count: grouped, without decimals."""
    return number(value, language, decimals=0)


def _percent_decimals(points: Decimal) -> int:
    """None from 10 %; one below when it says something; as many as needed for a trace."""
    size = abs(points)
    if size == 0 or size >= 10:
        return 0
    if size < Decimal("0.1"):
        return min(4, -size.adjusted())
    tenths = _rounded(size, 1)
    return 0 if tenths == tenths.to_integral_value() else 1


def percent(value: object, language: Language, *, decimals: int | None = None) -> str:
    """A share from 0 to 1, as 38 %."""
    figure = decimal_of(value)
    if figure is None:
        return number(value, language)
    points = figure * 100
    places = _percent_decimals(points) if decimals is None else decimals
    return f"{_written(points, language, decimals=places)}{STYLES[language].percent}%"


def signed_percent(value: object, language: Language) -> str:
    """A difference: its sign is always written."""
    text = percent(value, language)
    figure = decimal_of(value)
    return f"+{text}" if figure is not None and figure > 0 else text


def probability(value: object, language: Language) -> str:
    """Whole points only; never 0 % nor 100 %, since no score is sure."""
    figure = decimal_of(value)
    if figure is None:
        return number(value, language)
    if figure < Decimal("0.01"):
        return f"<{NBSP}{percent(Decimal('0.01'), language)}"
    if figure > Decimal("0.99"):
        return f">{NBSP}{percent(Decimal('0.99'), language)}"
    return percent(figure, language, decimals=0)


def _with_currency(text: str, currency: str, language: Language) -> str:
    if not currency:
        return text
    if language is not Language.EN:
        return f"{text}{NBSP}{currency}"
    return f"{MINUS}{currency}{NBSP}{text[1:]}" if text.startswith(MINUS) else f"{currency}{NBSP}{text}"


def money(amount: Money, language: Language) -> str:
    """38 412 600 XOF, XOF 38,412,600: the currency's own decimals, its ISO code."""
    decimals = MINOR_UNITS.get(amount.currency, 2)
    return _with_currency(_written(amount.amount, language, decimals=decimals), amount.currency, language)


def rounded_money(amount: Money, language: Language) -> str:
    """1 940 M XOF, for titles and plots only; whole when under a million."""
    size = abs(amount.amount)
    if size < MILLION:
        return money(amount, language)
    decimals = 0 if size >= 100 * MILLION else 1 if size >= 10 * MILLION else 2
    text = _written(amount.amount / MILLION, language, decimals=decimals)
    return _with_currency(f"{text}{NBSP}M", amount.currency, language)


def day(value: date, language: Language) -> str:
    """23/11/2026, in English 23 Nov 2026: never a day one could read as a month."""
    if language is Language.EN:
        return f"{value.day}{NBSP}{STYLES[language].months[value.month - 1][:3]}{NBSP}{value.year}"
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def long_day(value: date, language: Language) -> str:
    """lundi 23 novembre 2026."""
    style = STYLES[language]
    weekday, month = style.weekdays[value.weekday()], style.months[value.month - 1]
    if language is Language.PT:
        return f"{weekday}, {value.day} de {month} de {value.year}"
    number_of_day = "1er" if language is Language.FR and value.day == 1 else str(value.day)
    return f"{weekday} {number_of_day} {month} {value.year}"


def clock(value: datetime) -> str:
    """09:12, the same in the three languages."""
    return f"{value.hour:02}:{value.minute:02}"


def instant(value: datetime, language: Language, *, zone: str = "") -> str:
    """23/11/2026 à 09:12; `zone` is written where two can meet: 09:13 (UTC)."""
    joint = " à " if language is Language.FR else ", "
    return f"{day(value, language)}{joint}{clock(value)}" + (f" ({zone})" if zone else "")


def duration(seconds: float, language: Language) -> str:
    """3 j 4 h, 1 h 48, 12 min, 1 min 14 s, 42 s or 0,4 s: the two units that matter."""
    style = STYLES[language]
    if round(seconds) < 60:
        return f"{number(seconds, language, decimals=0 if seconds >= 10 else 1)}{NBSP}s"
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    if not hours:
        rest = whole % 60 if minutes < 10 else 0
        return f"{minutes}{NBSP}min" + (f" {rest}{NBSP}s" if rest else "")
    days, rest = divmod(hours, 24)
    if days:
        return f"{days}{NBSP}{style.day_mark}" + (f" {rest}{NBSP}h" if rest else "")
    return f"{hours}{NBSP}h {minutes:02}{style.minutes}"


def week(value: date, language: Language) -> str:
    """ISO week: s. 44, wk 44, sem. 44."""
    return f"{STYLES[language].week}{NBSP}{value.isocalendar().week}"


def country(alpha2: str, language: Language) -> str:
    """Name of an ISO 3166 alpha-2 country; a code without name is shown as it came."""
    return str(Locale.parse(STYLES[language].territories).territories.get(alpha2.upper(), alpha2))

"""The tariff on a day: lines of a declaration, chapters and headings, words and codes looked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib.postgres.lookups import TrigramWordSimilar
from django.contrib.postgres.search import SearchQuery
from django.db.models import CharField, Count, Max, Min, Q, QuerySet, TextField, Value
from django.db.models.functions import Left

from amont.formats.tariff.records import CHAPTER, FACTS, HEADING, LENGTHS, Line
from amont.reference.models import TariffLine
from amont.reference.models.tariff import SEARCHED
from amont.reference.wording import question, stems

TextField.register_lookup(TrigramWordSimilar)
CharField.register_lookup(TrigramWordSimilar)
LONGEST = LENGTHS[-1]
DUTY = ("unit", "rate_pct", "amount", "currency", "per_unit", "combine", "has_statistical_fee", "prohibited")


def tariff_lines(codes: Iterable[str], on: date) -> dict[str, Line]:
    """What the tariff says of declared codes on a day; those it does not know are absent. One query.

    A code is that of its own line; else of the longest line with a duty that it begins with (a declaration
    more precise than the tariff); else, where all lines with a duty below it say the same, the first of them.
    """
    asked = {code: _digits(code) for code in codes}
    headings = {digits[:HEADING] for digits in asked.values() if len(digits) >= HEADING}
    chapters = {digits[:CHAPTER] for digits in asked.values() if len(digits) >= CHAPTER}
    if not chapters:
        return {}
    below = Q(heading__in=headings) | Q(code__in=chapters)
    rows = in_force_on(on).annotate(heading=Left("code", Value(HEADING))).filter(below).defer("words")
    kept = {row.code: record_of(row) for row in rows.order_by("code")}
    codes = sorted(kept)
    found = {code: _resolved(digits, kept, codes) for code, digits in asked.items()}
    return {code: line for code, line in found.items() if line is not None}


def _digits(code: str) -> str:
    return "".join(sign for sign in code if sign.isascii() and sign.isdigit())[:LONGEST]


def _resolved(digits: str, kept: Mapping[str, Line], codes: Sequence[str]) -> Line | None:
    """codes: those of the lines that are kept, in order."""
    for size in range(len(digits), CHAPTER - 1, -1):
        line = kept.get(digits[:size])
        if line is not None and line.has_duty:
            return line
    under = codes[bisect_left(codes, digits) : bisect_right(codes, digits.ljust(LONGEST, "9"))]
    below = [kept[code] for code in under if kept[code].has_duty]
    said = {_rates(line) for line in below}
    return below[0] if len(said) == 1 and len(digits) >= HEADING else None


def _rates(line: Line) -> tuple[Any, ...]:
    """All that computing needs of a line."""
    named = (sorted(line.preferences.items()), sorted(line.other_rates.items()))
    return (*(getattr(line, name) for name in DUTY), *map(tuple, named))


def record_of(row: TariffLine) -> Line:
    """A row as plain data."""
    facts: dict[str, Any] = {name: getattr(row, name) for name in FACTS} | {"papers": tuple(row.papers)}
    return Line(
        row.code,
        **facts,
        from_on=row.from_on,
        until_on=row.to_on,
        source=row.source,
        evidence=row.evidence,
    )


def in_force_on(day: date) -> QuerySet[TariffLine]:
    """Lines of a day."""
    return TariffLine.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=day), from_on__lte=day)


def below(code: str, rows: QuerySet[TariffLine]) -> QuerySet[TariffLine]:
    """Lines that a code begins, its own aside."""
    return rows.filter(code__range=(code, code.ljust(LONGEST, "9"))).exclude(code=code)


def grouped(rows: QuerySet[TariffLine], size: int) -> list[dict[str, Any]]:
    """Lines with a duty by their first digits: how many, lowest and highest rate. One query."""
    first = rows.annotate(first=Left("code", Value(size))).values("first")
    has_duty = Q(rate_pct__isnull=False) | Q(amount__isnull=False)
    told = first.annotate(n=Count("pk", filter=has_duty), least=Min("rate_pct"), most=Max("rate_pct"))
    return [dict(one) for one in told.order_by("first")]


def family_of(code: str, day: date) -> dict[str, TariffLine]:
    """A code and all that stands above it on a day. One query."""
    wanted = [code[:size] for size in LENGTHS if size <= len(code)]
    return {row.code: row for row in in_force_on(day).filter(code__in=wanted).order_by("code")}


def history_of(code: str) -> list[TariffLine]:
    """All that a code ever said, the last first. One query."""
    return list(TariffLine.objects.filter(code=code).order_by("-from_on"))


def looked_for(text: str, rows: QuerySet[TariffLine]) -> QuerySet[TariffLine]:
    """Lines whose code begins with these digits, or that bear all these words, their synonyms or plurals."""
    digits = _digits(text)
    if digits and not any(sign.isalpha() for sign in text):
        return rows.filter(code__range=(digits, digits.ljust(LONGEST, "9")))
    asked = question(text)
    if not asked:
        return rows.none()
    query = SearchQuery(asked, config="simple", search_type="raw")
    return rows.annotate(searched=SEARCHED).filter(searched=query)


def near(text: str, rows: QuerySet[TariffLine]) -> QuerySet[TariffLine]:
    """Lines that bear a word written nearly like the longest of these."""
    words = sorted(stems(text), key=len)
    return rows.filter(words__trigram_word_similar=words[-1]) if words else rows.none()


def names_above(codes: Sequence[str], day: date) -> dict[str, dict[str, str]]:
    """Names of the headings above some codes. One query."""
    wanted = {code[:HEADING] for code in codes if len(code) > HEADING}
    rows = in_force_on(day).filter(code__in=wanted)
    return dict(rows.values_list("code", "names"))

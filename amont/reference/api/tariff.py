"""The tariff in the API: looked for by code or words, and one line on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query
from pydantic import BaseModel

from amont.edge.api.operations import given, operation
from amont.edge.routes import Request
from amont.formats.tariff.records import Line
from amont.kernel.agents import NotFound
from amont.reference.api.lists import DAY
from amont.reference.api.routing import router
from amont.reference.permissions import GRANTS
from amont.reference.queries.tariff import history_of, in_force_on, looked_for, record_of, tariff_lines

CODE: Any = Path(..., pattern=r"^[0-9]{2,10}$", example="100630")
WORDS: Any = Query(
    "", max_length=80, description="First digits of a code, or words in French, English or Portuguese."
)
AFTER: Any = Query("", pattern=r"^[0-9]{0,10}$", description="The member `after` of the lines before.")
ROWS: Any = Query(100, ge=1, le=1_000, description="Most lines of an answer.")


class LineShown(BaseModel):
    """A line. rate_pct, amount: absent where no duty is said. preferences: rate, %, by preference.

    other_rates: excise, adjustment, supplementary, trigger, vehicle: `50`, `335 XOF/KGM`, or both added.

    amount: in currency, for each per_unit. combine: how rate and amount go together. prohibited: import,
    export or both. papers: codes of the documents to show. evidence: how well it is known, from A to D.
    """

    code: str
    names: dict[str, str]
    unit: str | None = None
    rate_pct: float | None = None
    amount: float | None = None
    currency: str | None = None
    per_unit: str | None = None
    combine: str | None = None
    statistical_fee: bool
    prohibited: str | None = None
    papers: list[str]
    preferences: dict[str, float]
    other_rates: dict[str, str]
    from_on: date
    to_on: date | None = None
    source: str | None = None
    evidence: str | None = None


class Tariff(BaseModel):
    """Lines on a day, by code. after: what to ask for the next ones, null when there are none."""

    on: date
    lines: list[LineShown]
    after: str | None


class OneLine(BaseModel):
    """What the tariff says of a code on a day. line: its own, or the nearest that says its duty.

    history: all that the line ever said, the last first.
    """

    asked: str
    on: date
    line: LineShown
    history: list[LineShown]


LINE = {
    "code": "100630",
    "names": {"fr": "Riz blanchi", "en": "Milled rice", "pt": "Arroz branqueado"},
    "unit": "KGM",
    "rate_pct": 10.0,
    "statistical_fee": True,
    "papers": [],
    "preferences": {},
    "other_rates": {},
    "from_on": "2026-01-01",
    "source": "…",
    "evidence": "D",
}


@router.get(
    "/tariff",
    summary="The tariff, searched",
    **operation(
        GRANTS, "read", gives={200: Tariff}, example={"on": "2026-11-23", "lines": [LINE], "after": None}
    ),
)
def tariff(
    request: HttpRequest, q: str = WORDS, on: date | None = DAY, after: str = AFTER, rows: int = ROWS
) -> HttpResponse:
    """Lines in force on a day: all, those of a code, or those that bear words or their synonyms."""
    day = on or cast(Request, request).today
    found = in_force_on(day).defer("words")
    if q.strip():
        found = looked_for(q, found)
    if after:
        found = found.filter(code__gt=after)
    some = [record_of(row) for row in found.order_by("code")[: rows + 1]]
    following = some[rows - 1].code if len(some) > rows else None
    return given(Tariff(on=day, lines=[shown(one) for one in some[:rows]], after=following))


@router.get(
    "/tariff/{code}",
    summary="One line of the tariff",
    **operation(
        GRANTS,
        "read",
        gives={200: OneLine},
        example={"asked": "1006309000", "on": "2026-11-23", "line": LINE, "history": [LINE]},
    ),
)
def one_line(request: HttpRequest, code: str = CODE, on: date | None = DAY) -> HttpResponse:
    """The line that says the duty of a code on a day: its own, or the nearest. A heading says none."""
    day = on or cast(Request, request).today
    line = tariff_lines([code], day).get(code)
    if line is None:
        raise NotFound(what="tariff_line")
    history = [shown(record_of(row)) for row in history_of(line.code)]
    return given(OneLine(asked=code, on=day, line=shown(line), history=history))


def shown(one: Line) -> LineShown:
    """A line as it is told: what it does not say is absent."""
    said: dict[str, Any] = {
        "unit": one.unit,
        "rate_pct": _figure(one.rate_pct),
        "amount": _figure(one.amount),
        "currency": one.currency,
        "per_unit": one.per_unit,
        "combine": one.combine,
        "prohibited": one.prohibited,
        "to_on": one.until_on,
        "source": one.source,
        "evidence": one.evidence,
    }
    return LineShown(
        code=one.code,
        names=dict(one.names),
        statistical_fee=one.has_statistical_fee,
        papers=list(one.papers),
        preferences={name: float(rate) for name, rate in one.preferences.items()},
        other_rates=dict(one.other_rates),
        from_on=one.from_on or date.min,
        **{name: value for name, value in said.items() if value not in (None, "")},
    )


def _figure(number: Decimal | None) -> float | None:
    return None if number is None else float(number)

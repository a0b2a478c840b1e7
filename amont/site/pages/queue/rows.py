"""Rows of the file of the day, ready to be shown: names, thresholds, the first reason for who may read it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from amont.edge.routes import Request, Words
from amont.kernel.agents import Agent, Where, may
from amont.kernel.lanes import Cause, Lane
from amont.parties.queries import operator_names
from amont.screening.models import PlanRow
from amont.screening.permissions import GRANTS
from amont.screening.queries.queue.waiting import is_late
from amont.screening.queries.reasons import limits_of
from amont.site.words import CAUSES

SERIAL = re.compile(r"(.*[0-9])([A-Z]+[0-9]+)")  # 2026DM01 C41872: where a long reference may be cut


@dataclass(frozen=True, slots=True)
class Subject:
    """A declaration as rights see it. officer: whom its control was given to."""

    where: Where


@dataclass(frozen=True, slots=True)
class Row:
    """One declaration of the list. reference: parts between which it may be cut; under: what stands below.

    is_readable: score and reason are for these eyes. reason, code: empty where nothing asked for a control.
    """

    declaration: Any
    url: str
    lane: Lane | None
    reference: tuple[str, ...]
    under: str
    operator: str
    operator_code: str
    is_readable: bool
    score: float | None
    threshold: float | None
    reason: str
    code: str
    age: timedelta
    is_late: bool


def rows_of(found: Sequence[Any], request: Request) -> list[Row]:
    """Rows of a page: two queries, however many. found: declarations with their decision and `is_mine`."""
    names = operator_names(row.importer for row in found)
    plans = plans_of(found)
    kept = place_in([row.pk for row in found], request)
    return [_row(row, request, names=names, plans=plans, kept=kept) for row in found]


def place_in(keys: Sequence[int], request: Request) -> str:
    """What leads a sheet to its neighbours and back to this very list, in this order."""
    told = {"de": ",".join(str(key) for key in keys), "file": request.GET.urlencode()}
    return urlencode({name: value for name, value in told.items() if value}, safe=",")


def plans_of(found: Sequence[Any]) -> dict[int, PlanRow]:
    """The plans by which these were decided, without what lists do not need."""
    rows = PlanRow.objects.only("thresholds").filter(pk__in={row.plan for row in found if row.plan})
    return {row.pk: row for row in rows}


def is_readable(row: Any, agent: Agent) -> bool:
    """May this agent know why? Its officer may, and those who read the reasons of its office."""
    where = Where(row.office, row.broker, agent.name if row.is_mine else "")
    return may(GRANTS, agent, "read_reasons", Subject(where))


def why(row: Any, words: Words) -> tuple[str, str]:
    """Label and code of what asked for a control: the first reason, else what decided."""
    if row.reason:
        return words.label(row.reason), row.reason
    if not row.cause or row.cause == Cause.NONE:
        return "", ""
    code = CAUSES[Cause(row.cause)]
    return words.sentence(code), code


def cut(reference: str) -> tuple[str, ...]:
    """A long reference in the two parts it is read in."""
    found = SERIAL.fullmatch(reference)
    return (found[1], found[2]) if found else (reference,)


def under(row: Any) -> str:
    """Office and type under a reference; nothing under one that fills two lines and has its office in it."""
    if row.office not in row.reference:
        return " · ".join(filter(None, (row.office, row.declaration_type)))
    return "" if len(cut(row.reference)) > 1 else row.declaration_type


def _row(
    row: Any, request: Request, *, names: Mapping[str, str], plans: Mapping[int, PlanRow], kept: str
) -> Row:
    readable = is_readable(row, request.agent)
    reason, code = why(row, request.words) if readable else ("", "")
    name = names.get(row.importer, "")
    return Row(
        declaration=row,
        url=f"{reverse('declaration', args=[row.pk])}?{kept}",
        lane=None if row.lane is None else Lane(row.lane),
        reference=cut(row.reference),
        under=under(row),
        operator=name or row.importer,
        operator_code=row.importer if name else "",
        is_readable=readable,
        score=row.score if readable else None,
        threshold=limits_of(plans[row.plan], row.office).get("offence") if row.plan in plans else None,
        reason=reason,
        code=code,
        age=_age(row.lodged_at, request.now),
        is_late=is_late(row, now=request.now),
    )


def _age(since: datetime, now: datetime) -> timedelta:
    """At least a minute: a page opened while a file is read shows no seconds."""
    return max(now - since, timedelta(minutes=1))

"""Reference data in the API: offices, charges, code lists, as they stand on a day, with their source."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query
from pydantic import BaseModel

from amont.edge.api.operations import given, operation
from amont.edge.routes import Request
from amont.kernel.agents import NotFound
from amont.reference.api.routing import router
from amont.reference.models import Charge, Code, Office
from amont.reference.permissions import GRANTS

OFFICES, CHARGES = "offices", "charges"
MOST = 10_000
NAME: Any = Path(..., pattern=r"^[a-z][a-z0-9_]{0,39}$", example="offices")
DAY: Any = Query(None, description="The day that governs; today when absent.")


class Coded(BaseModel):
    """One entry. names: by language. evidence: how well it is known, from A (official) to D (our own)."""

    code: str
    names: dict[str, str]
    from_on: date | None = None
    to_on: date | None = None
    rate_pct: float | None = None
    base: str | None = None
    source: str | None = None
    evidence: str | None = None


class Lists(BaseModel):
    """Names of the lists."""

    lists: list[str]


class ListShown(BaseModel):
    """One list as it stands on a day."""

    name: str
    on: date
    entries: list[Coded]


ENTRY = {"code": "1", "names": {"fr": "Mer", "en": "Sea", "pt": "Mar"}, "evidence": "A"}


@router.get(
    "/reference",
    summary="Names of reference lists",
    **operation(
        GRANTS, "read", gives={200: Lists}, example={"lists": ["offices", "charges", "transport_mode"]}
    ),
)
def lists(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Offices, charges, and the code lists."""
    names = Code.objects.order_by("listed_in").values_list("listed_in", flat=True).distinct()
    return given(Lists(lists=[OFFICES, CHARGES, *names]))


@router.get(
    "/reference/{name}",
    summary="One reference list",
    **operation(
        GRANTS,
        "read",
        gives={200: ListShown},
        example={"name": "transport_mode", "on": "2026-11-23", "entries": [ENTRY]},
    ),
)
def one_list(
    request: HttpRequest,
    name: str = NAME,
    on: date | None = DAY,
) -> HttpResponse:
    """What is in force on a day, with its source and how sure it is."""
    day = on or cast(Request, request).today
    found = _offices() if name == OFFICES else _charges(day) if name == CHARGES else _codes(name, day)
    if not found and name not in (OFFICES, CHARGES) and not Code.objects.filter(listed_in=name).exists():
        raise NotFound(what="list")
    return given(ListShown(name=name, on=day, entries=found))


def _offices() -> list[Coded]:
    return [Coded(code=row.code, names={"fr": row.name}) for row in Office.objects.all()[:MOST]]


def _charges(day: date) -> list[Coded]:
    rows = Charge.objects.filter(_in_force(day)).order_by("code")[:MOST]
    return [
        Coded(base=row.base, rate_pct=None if row.rate_pct is None else float(row.rate_pct), **_dated(row))
        for row in rows
    ]


def _codes(name: str, day: date) -> list[Coded]:
    rows = Code.objects.filter(_in_force(day), listed_in=name).order_by("code")[:MOST]
    return [Coded(**_dated(row)) for row in rows]


def _in_force(day: date) -> Q:
    return Q(from_on__lte=day) & (Q(to_on__isnull=True) | Q(to_on__gte=day))


def _dated(row: Charge | Code) -> dict[str, Any]:
    names = ("code", "names", "from_on", "to_on", "source", "evidence")
    return {name: getattr(row, name) for name in names}

"""Criteria and thresholds, by version: read here, changed by the country pack or, later, by four eyes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amont.edge.exports import export
from amont.edge.routes import Request, page
from amont.kernel.agents import NotFound
from amont.reference.queries import office_names
from amont.screening.models import CriterionRow, PlanRow, PolicyRow
from amont.screening.permissions import GRANTS
from amont.screening.queries.board import by_criterion, wilson

SINCE = timedelta(days=365)
HEADS = (
    "code",
    "version",
    "lane",
    "share",
    "from",
    "to",
    "met",
    "selected",
    "inspected",
    "offences",
    "recovered",
)


@require_safe
@page(GRANTS, "read_criteria")
def criteria(request: Request) -> HttpResponseBase:
    """Every criterion with its last version, what it met and what was found."""
    rows = [_criterion(row, request) for row in _last_versions(request.today)]
    wanted = request.GET.get("q", "").strip().lower()
    rows = [row for row in rows if wanted in f"{row['code']} {row['title']}".lower()]
    if (kind := request.GET.get("export", "")) in ("csv", "xlsx"):
        return export(
            ([row[name] for name in HEADS] for row in rows), heads=HEADS, name="criteres", kind=kind
        )
    return render(request, "screening/criteria.html", {"rows": rows, "wanted": wanted})


@require_safe
@page(GRANTS, "read_criteria")
def criterion(request: Request, code: str) -> HttpResponse:
    """One criterion: its condition, its ground and source, all its versions."""
    versions = list(CriterionRow.objects.filter(code=code).order_by("-from_on"))
    if not versions:
        raise NotFound(what=code)
    shown = [_criterion(row, request) | {"raw": _lines(row.raw["condition"])} for row in versions]
    return render(request, "screening/criterion.html", {"code": code, "shown": shown[0], "versions": shown})


@require_safe
@page(GRANTS, "read_criteria")
def plans(request: Request) -> HttpResponse:
    """Thresholds in force by office, what each office can control, and the plans of past days."""
    last = PlanRow.objects.select_related("day", "model").first()
    names = office_names()
    offices = [
        one | {"name": names.get(one["office"], ""), "shares": _shares(last, one["office"])}
        for one in (last.thresholds["offices"] if last else [])
    ]
    policy = PolicyRow.objects.filter(from_on__lte=request.today).first()
    older = PlanRow.objects.select_related("day", "model")[1:61]
    context = {"last": last, "offices": offices, "older": older, "policy": policy}
    return render(request, "screening/plans.html", context)


def _shares(plan: PlanRow | None, office: str) -> dict[str, Any]:
    if plan is None:
        return {}
    return plan.shares.get(office) or plan.shares.get("", {})


def _last_versions(today: date) -> list[CriterionRow]:
    """The version in force of each criterion, else its latest, in their order."""
    found: dict[str, CriterionRow] = {}
    for row in CriterionRow.objects.order_by("place", "from_on"):
        known = found.get(row.code)
        if known is None or row.from_on <= today:
            found[row.code] = row
    return list(found.values())


def _criterion(row: CriterionRow, request: Request) -> dict[str, Any]:
    board = _board(request)
    told = board.get(
        row.code, {"met": 0, "selected": 0, "inspected": 0, "offences": 0, "recovered": 0, "last_hit": None}
    )
    low, high = wilson(told["offences"], told["inspected"])
    return {
        "code": row.code,
        "version": row.version,
        "title": row.raw["title"].get(request.LANGUAGE_CODE, row.raw["title"].get("fr", row.code)),
        "owner": row.raw["owner"],
        "lane": row.raw["lane"],
        "share": row.raw["share"],
        "ground": row.raw.get("ground", ""),
        "source": row.raw.get("source", ""),
        "evidence": row.raw.get("evidence", ""),
        "from": row.from_on,
        "begins": row.from_on,
        "to": row.to_on,
        "in_force": row.from_on <= request.today and (row.to_on is None or row.to_on >= request.today),
        "low": low,
        "high": high,
        "n": told["inspected"],
        "found": told["offences"],
        **told,
    }


def _board(request: Request) -> dict[str, dict[str, Any]]:
    """Asked once a page."""
    kept: dict[str, dict[str, Any]] | None = getattr(request, "criteria_board", None)
    if kept is None:
        kept = by_criterion(request.now - SINCE)
        request.criteria_board = kept  # type: ignore[attr-defined]
    return kept


def _lines(condition: dict[str, Any], depth: int = 0) -> list[str]:
    """A condition, one line for each part, indented."""
    indent = "\u2003" * depth
    for word in ("all", "any", "none"):
        if word in condition:
            parts = [line for one in condition[word] for line in _lines(one, depth + 1)]
            return [f"{indent}{word}", *parts]
    told = condition.get("value", condition.get("other", ""))
    shown = ", ".join(map(str, told)) if isinstance(told, list) else str(told)
    return [f"{indent}{condition['field']} {condition['operator']} {shown}".rstrip()]

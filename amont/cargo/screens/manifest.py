"""The sheet of a manifest: what it is, what asks for a word, its totals, its bills, its versions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amont.cargo.actions.taking_away import note_export
from amont.cargo.forms.lists import (
    BillFilters,
    alert_code,
    alert_names,
    nature_names,
    state_names,
    version_state_names,
)
from amont.cargo.models import Bill, Manifest, ManifestVersion
from amont.cargo.permissions import GRANTS
from amont.cargo.queries.lists import bills_of, manifest_seen_by, proposed, sees_lanes, versions_of
from amont.cargo.queries.sheets import findings_of_manifest, last_whole
from amont.cargo.queries.story import ports_of, story_of_voyage
from amont.cargo.screens.receipts import finding_line
from amont.cargo.screens.story import moments_of, places_of, ways_of_voyage
from amont.cargo.states import TRANSITIONS
from amont.edge.exports import CSV, XLSX, export
from amont.edge.lists import pager_of, query_with
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, page
from amont.kernel.agents import may, require
from amont.kernel.lanes import Lane
from amont.kernel.states import acts_from
from amont.parties.queries import names_of, operator_names

IN_ORDER = (Order("place"), Order("id"))
MOST_VERSIONS = 50
CHUNK = 2_000
HEADS = (
    "number", "master", "line", "nature", "kind", "shipper", "consignee", "consignee_code", "notify",
    "loading", "unloading", "destination", "description", "hs_code", "package_kind", "packages", "gross_kg",
    "containers", "held", "cancelled",
)  # fmt: skip
TOTALS = ("bills", "packages", "containers", "gross_kg")


@page(GRANTS, "read")
@require_GET
def manifest(request: Request, pk: int) -> HttpResponse:
    """One manifest, its bills a page at a time."""
    row = manifest_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "read", row) if not _has_bills_of(request, row) else None
    form = BillFilters(request.GET)
    rows = bills_of(row, form.asked, by=request.agent)
    shown = page_of(rows, IN_ORDER, after=request.GET.get("apres", ""))
    total = counted(rows)
    versions = list(versions_of(row, by=request.agent)[:MOST_VERSIONS])
    names = names_of([*(one.by for one in versions), *(one.decided_by for one in versions)])
    ways = ways_of_voyage(row, ports_of(row, by=request.agent))
    context = {
        "manifest": row,
        "state": state_names()[row.state],
        "facts": _facts(row),
        "totals": _totals(row) if may(GRANTS, request.agent, "read", row) else [],
        "alerts": _alerts(request, row),
        "proposed": [_version(one, names) for one in _proposed(request, row)],
        "may_decide": may(GRANTS, request.agent, "decide_amendment", row),
        "versions": [_version(one, names) for one in versions],
        "found": _found(request, row),
        "moments": moments_of(story_of_voyage(row, by=request.agent, now=request.now)),
        "ways": ways,
        "places": places_of(ways, request),
        "form": form,
        "active": form.said(),
        "has_lane": sees_lanes(request.agent),
        "bills": _bills(shown.rows),
        "pager": pager_of(shown, total, request),
        "clear": request.path,
        "crumbs": [{"title": _("Manifestes"), "url": reverse("manifests")}],
        "head_acts": _acts(request, row),
        "now": request.now,
    }
    return render(request, "cargo/manifest.html", context)


def _has_bills_of(request: Request, row: Manifest) -> bool:
    """An agent reads the manifest in which he announced bills, though another one answers for it."""
    own = request.agent.operators
    return bool(own) and row.operator not in own and may(GRANTS, request.agent, "read")


def _facts(row: Manifest) -> list[dict[str, Any]]:
    whose = operator_names([row.operator]).get(row.operator, "") if row.operator else ""
    return [
        {"term": _("Arrivée prévue"), "value": row.expected_at or _("non dite")},
        {"term": _("Arrivée constatée"), "value": row.arrived_at},
        {"term": _("Bureau"), "value": row.office},
        {"term": _("Départ"), "value": row.departed_on, "note": row.departure},
        {"term": _("Transporteur"), "value": row.carrier or whose, "note": row.carrier_code},
        {"term": _("Annoncé par"), "value": whose or row.agent or row.operator},
        {"term": _("Numéro OMI"), "value": row.imo},
        {"term": _("Pavillon"), "value": row.nationality},
    ]


def _totals(row: Manifest) -> list[dict[str, Any]]:
    """Declared totals beside those counted in the last message of the whole voyage."""
    version = last_whole(row)
    if version is None:
        return []
    names = {
        "bills": _("Titres"),
        "packages": _("Colis"),
        "containers": _("Conteneurs"),
        "gross_kg": _("Masse brute, kg"),
    }
    return [
        {
            "name": names[name],
            "declared": version.declared.get(name),
            "counted": version.counted.get(name),
            "differs": _differs(version, name),
        }
        for name in TOTALS
    ]


def _differs(version: ManifestVersion, name: str) -> bool:
    said, found = version.declared.get(name), version.counted.get(name)
    return said is not None and found is not None and abs(float(said) - float(found)) > 0.5  # noqa: PLR2004


def _alerts(request: Request, row: Manifest) -> list[dict[str, Any]]:
    if not may(GRANTS, request.agent, "read_alerts", row):
        return []
    names = alert_names()
    rows = row.alerts.filter(closed_at__isnull=True).order_by("pk")
    return [
        {
            "title": names[one.kind],
            "sentence": request.words.sentence(alert_code(one), one.facts),
            "url": reverse("close_alert", args=[one.pk])
            if may(GRANTS, request.agent, "close_alert", one)
            else "",
        }
        for one in rows
    ]


def _proposed(request: Request, row: Manifest) -> list[ManifestVersion]:
    if not may(GRANTS, request.agent, "read", row):
        return []
    return list(proposed(row).order_by("pk")[:MOST_VERSIONS])


def _version(one: ManifestVersion, names: dict[str, str]) -> dict[str, Any]:
    return {
        "version": one,
        "by": names.get(one.by, one.by),
        "state": version_state_names()[one.state],
        "decided": names.get(one.decided_by, one.decided_by),
    }


def _found(request: Request, row: Manifest) -> list[dict[str, Any]]:
    """What was noticed, by rule."""
    if not may(GRANTS, request.agent, "read", row):
        return []
    return [{**finding_line(one, request.words), "n": n} for one, n in findings_of_manifest(row)]


def _bills(shown: Sequence[Bill]) -> list[dict[str, Any]]:
    natures = nature_names()
    return [
        {
            "bill": row,
            "lane": None if row.lane is None else Lane(row.lane),
            "nature": natures.get(row.nature, row.nature),
        }
        for row in shown
    ]


def _acts(request: Request, row: Manifest) -> list[dict[str, Any]]:
    """What one may do now, the main act first; the rest is absent."""
    now = acts_from(row.state, table=TRANSITIONS)
    acts: list[dict[str, Any]] = []
    for act, verb, route, title, icon in (
        ("arrive", "note_arrival", "manifest_arrival", _("Constater l’arrivée"), "anchor"),
        ("complete", "complete", "manifest_complete", _("Déclarer le manifeste complet"), "check"),
        ("cancel", "cancel", "manifest_cancel", _("Annuler le manifeste"), "x"),
    ):
        if act in now and may(GRANTS, request.agent, verb, row):
            url = reverse(route, args=[row.pk])
            acts.append({"title": title, "url": url, "icon": icon, "primary": not acts})
    if may(GRANTS, request.agent, "export", row):
        for kind, title in ((CSV, _("Titres en CSV")), (XLSX, _("Titres en XLSX"))):
            url = reverse("bills_export", args=[row.pk]) + query_with(
                request, format=kind, apres=None, rang=None
            )
            acts.append({"title": title, "url": url, "icon": "download", "wide": True})
    return acts


@page(GRANTS, "export")
@require_GET
def bills_export(request: Request, pk: int) -> HttpResponseBase:
    """The bills that are filtered, as a table; who takes it away is noted."""
    row = manifest_seen_by(request.agent, pk)
    form = BillFilters(request.GET)
    rows = bills_of(row, form.asked, by=request.agent).order_by("place", "id")
    kind = XLSX if request.GET.get("format") == XLSX else CSV
    note_export(by=request.agent, what=row.subject, kind=kind, filters=form.given)
    return export(
        _cells(rows.iterator(chunk_size=CHUNK)), heads=HEADS, name=f"titres-{row.office}-{row.pk}", kind=kind
    )


def _cells(rows: Iterator[Bill]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        yield (
            row.number, row.master, row.place, row.nature, row.kind, row.shipper, row.consignee,
            row.consignee_code, row.notify, row.loading, row.unloading, row.destination, row.description,
            row.hs_code, row.package_kind, row.packages, row.gross_kg, row.box_count, row.held,
            row.cancelled_in_id is not None,
        )  # fmt: skip

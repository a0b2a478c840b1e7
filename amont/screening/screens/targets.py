"""Targeting: bills that come, the gravest first, with the way to hold them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amont.cargo.models import Manifest
from amont.edge.exports import CSV, XLSX, export
from amont.edge.filters import Filters, as_seen
from amont.edge.lists import pager_of, query_with
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, Words, page
from amont.holds.models import HeldField
from amont.holds.permissions import GRANTS as HOLDS
from amont.journal.actions import note_read
from amont.kernel.agents import may
from amont.kernel.lanes import Cause, Lane
from amont.kernel.reasons import Reason
from amont.reference.models import Office
from amont.screening.models import BillDecision
from amont.screening.permissions import GRANTS
from amont.screening.queries.searches import notices_waiting
from amont.screening.queries.targets import (
    DAYS_AHEAD,
    LONGEST,
    TargetsAsked,
    is_reason,
    reasons_now,
    targets,
)

GRAVEST = (Order("lane", descending=True), Order("score", descending=True), Order("id"))
GREATEST_ID = 2**63 - 1
LANES = {lane.code: f"lane.{lane.code}" for lane in (Lane.RED, Lane.YELLOW, Lane.BLUE, Lane.GREEN)}
CHUNK = 2_000
HEADS = (
    "lane", "score", "cause", "reason", "bill", "voyage", "vessel", "office", "expected_at", "shipper",
    "consignee", "consignee_code", "description", "packages", "gross_kg", "loading", "unloading",
)  # fmt: skip


class TargetFilters(Filters):
    """What is looked for among bills that come."""

    def __init__(self, data: Any, *, request: Request) -> None:
        super().__init__(data)
        words = request.words
        self.fields["q"] = forms.CharField(
            label=_("Titre, conteneur, nom, marchandise, voyage"), required=False, max_length=60
        )
        lanes = [("", _("Tous")), *((code, words.sentence(name)) for code, name in LANES.items())]
        self.fields["circuit"] = forms.ChoiceField(label=_("Circuit"), required=False, choices=lanes)
        codes = reasons_now(request.agent, today=request.today)
        asked = self.data.get("motif", "")[:LONGEST]
        if asked and asked not in codes and is_reason(asked):  # of a search that was kept before
            codes = sorted([*codes, asked])
        reasons = [(code, words.label(code)) for code in codes]
        self.fields["motif"] = forms.ChoiceField(
            label=_("Premier motif"), required=False, choices=[("", _("Tous")), *reasons]
        )
        offices = [("", _("Tous")), *((one.code, str(one)) for one in Office.objects.all())]
        self.fields["bureau"] = forms.ChoiceField(label=_("Bureau"), required=False, choices=offices)
        days = [("", _("sept jours")), ("1", _("aujourd’hui")), ("3", _("trois jours")), ("0", _("tous"))]
        self.fields["jours"] = forms.ChoiceField(label=_("Arrivées"), required=False, choices=days)
        self.fields["voyage"] = forms.IntegerField(
            required=False, min_value=1, max_value=GREATEST_ID, widget=forms.HiddenInput
        )

    @property
    def asked(self) -> TargetsAsked:
        """What the list is narrowed to."""
        lane, days = self.asked_of("circuit"), self.asked_of("jours")
        return TargetsAsked(
            lane=Lane[lane.upper()] if lane else None,
            office=self.asked_of("bureau") or "",
            reason=self.asked_of("motif") or "",
            words=" ".join((self.asked_of("q") or "").split()),
            days=int(days) if days else DAYS_AHEAD,
            manifest=self.asked_of("voyage"),
        )

    def said(self, request: Request) -> str:
        """The filters as a sentence, empty without any."""
        parts, asked = asked_parts(self.asked, request.words), self.asked
        if asked.manifest is not None:
            row = Manifest.objects.all().visible_to(request.agent).filter(pk=asked.manifest).first()
            parts.append(_("voyage %(voyage)s") % {"voyage": row.voyage if row else asked.manifest})
        return as_seen(parts)


def asked_parts(asked: TargetsAsked, words: Words) -> list[str]:
    """What is looked for, a few words for each filter; days of arrival aside."""
    parts = []
    if asked.words:
        parts.append(f"«\u00a0{asked.words}\u00a0»")
    if asked.lane is not None:
        parts.append(_("circuit %(lane)s") % {"lane": words.sentence(LANES[asked.lane.code]).lower()})
    if asked.reason:
        parts.append(words.label(asked.reason))
    if asked.office:
        parts.append(_("bureau %(office)s") % {"office": asked.office})
    return parts


@page(GRANTS, "read_targets")
@require_GET
def target_list(request: Request) -> HttpResponse:
    """The list, the gravest first."""
    form = TargetFilters(request.GET, request=request)
    rows = targets(request.agent, form.asked, today=request.today)
    shown = page_of(rows, GRAVEST, after=request.GET.get("apres", ""))
    total = counted(rows)
    places, asks = may(HOLDS, request.agent, "place"), may(GRANTS, request.agent, "refer")
    context = {
        "form": form,
        "active": form.said(request),
        "rows": [
            _row(one, request.words, hold_url=_hold(one) if places else "")
            | {"refer_url": reverse("refer", args=[one.bill_id]) if asks else ""}
            for one in shown.rows
        ],
        "orders": may(GRANTS, request.agent, "give_order"),
        "pager": pager_of(shown, total, request),
        "clear": reverse("targets"),
        "head_acts": _acts(request),
        "keep_url": _keep_url(request, form.asked),
        "sections": sections(request, "targets"),
        "now": request.now,
    }
    return render(request, "screening/targets.html", context)


def sections(request: Request, current: str) -> list[dict[str, Any]]:
    """The pages of targeting that one may open: bills, voyages, notices, searches, plans."""
    named = (
        ("targets", _("Titres"), "read_targets"),
        ("arrivals", _("Arrivées"), "read_targets"),
        ("search_notices", _("Avis"), "see_notices"),
        ("searches", _("Recherches gardées"), "read_searches"),
        ("targeting_plans", _("Réglages"), "read_targeting_plans"),
    )
    return [
        {
            "title": title,
            "url": reverse(route),
            "current": route == current,
            "n": notices_waiting(request.agent) if route == "search_notices" else None,
        }
        for route, title, act in named
        if may(GRANTS, request.agent, act)
    ]


def _row(one: BillDecision, words: Words, *, hold_url: str) -> dict[str, Any]:
    first = one.reasons[0] if one.reasons else None
    return {
        "decision": one,
        "bill": one.bill,
        "manifest": one.bill.manifest,
        "lane": Lane(one.lane),
        "cause": words.cause(Cause(one.cause)),
        "label": words.label(one.reason) if one.reason else "",
        "sentence": words.sentence(one.reason, first["facts"]) if first else "",
        "hold_url": hold_url,
    }


def _hold(one: BillDecision) -> str:
    """The form of a hold, filled in with the bill."""
    return f"{reverse('hold_place')}?{urlencode({'field': HeldField.BILL, 'value': one.bill.number})}"


def _keep_url(request: Request, asked: TargetsAsked) -> str:
    """The way to keep the search before the eyes; "" where nothing is looked for."""
    if not (asked.is_narrow and may(GRANTS, request.agent, "keep_search")):
        return ""
    return reverse("search_keep") + query_with(request, apres=None, rang=None, voyage=None)


def _acts(request: Request) -> list[dict[str, Any]]:
    acts = []
    for kind, title in ((CSV, _("Exporter en CSV")), (XLSX, _("Exporter en XLSX"))):
        url = reverse("targets_export") + query_with(request, format=kind, apres=None, rang=None)
        acts.append({"title": title, "url": url, "icon": "download", "wide": True})
    return acts


@page(GRANTS, "read_targets")
@require_GET
def targets_export(request: Request) -> HttpResponseBase:
    """What is filtered, as a table; who takes it away is noted."""
    form = TargetFilters(request.GET, request=request)
    rows = targets(request.agent, form.asked, today=request.today).order_by("-lane", "-score", "id")
    kind = XLSX if request.GET.get("format") == XLSX else CSV
    note_read("screening.export_targets", by=request.agent.name, format=kind, filters=form.given)
    name = f"ciblage-{request.today.isoformat()}"
    return export(_cells(rows.iterator(chunk_size=CHUNK)), heads=HEADS, name=name, kind=kind)


def _cells(rows: Iterator[BillDecision]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        bill, manifest = row.bill, row.bill.manifest
        yield (
            Lane(row.lane).code, row.score, row.cause, row.reason, bill.number, manifest.voyage,
            manifest.vessel, manifest.office, manifest.expected_at, bill.shipper, bill.consignee,
            bill.consignee_code, bill.description, bill.packages, bill.gross_kg, bill.loading,
            bill.unloading,
        )  # fmt: skip


def decision_shown(one: BillDecision, words: Words) -> dict[str, Any]:
    """One decision as the sheet of a bill shows it: lane, cause, reasons, chance, what was proposed."""
    return {
        "decision": one,
        "lane": Lane(one.lane),
        "earlier": None if one.earlier_lane is None else Lane(one.earlier_lane),
        "cause": words.cause(Cause(one.cause)),
        "reasons": [_reason(raw, words) for raw in one.reasons],
    }


def _reason(raw: Mapping[str, Any], words: Words) -> dict[str, Any]:
    reason = Reason(raw["code"], Lane[str(raw["lane"]).upper()], raw["facts"], raw["weight"])
    return {
        "sentence": words.sentence(reason.code, reason.facts),
        "code": reason.code,
        "weight": raw["weight"],
    }

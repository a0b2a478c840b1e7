"""The quay on a phone: what is there, what is still to be counted, one count a page; without any script."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amont.cargo.actions.taking import Taken, end_unloading, take_over
from amont.cargo.forms.counting import CountForm
from amont.cargo.forms.lists import state_names
from amont.cargo.models import Bill, BillBox, Difference, Manifest
from amont.cargo.permissions import GRANTS
from amont.cargo.queries.counting import bills_to_count, uncounted, with_boxes
from amont.cargo.queries.taken import manifest_there, sentence_of, to_count
from amont.cargo.screens.offline import quay
from amont.cargo.screens.photos import photos_of
from amont.edge.lists import pager_of
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, page
from amont.formats.manifest.numbers import container_number
from amont.kernel.agents import NotFound, may, require
from amont.kernel.errors import AmontError

ARRIVED = (Order("arrived_at", descending=True), Order("id", descending=True))
IN_ORDER = (Order("place"), Order("id"))
LONGEST_ASKED = 60


@page(GRANTS, "take_over")
@require_GET
def take_overs(request: Request) -> HttpResponse:
    """Manifests that are there, the last arrived first."""
    rows = to_count(request.agent)
    found = page_of(rows, ARRIVED, after=request.GET.get("apres", ""))
    states = state_names()
    context = {
        "rows": [{"manifest": one, "state": states[one.state]} for one in found.rows],
        "pager": pager_of(found, counted(rows), request),
        "quay": quay(request),
    }
    return render(request, "cargo/take_overs.html", context)


@page(GRANTS, "take_over")
@require_GET
def take_over_sheet(request: Request, manifest: int) -> HttpResponse:
    """Bills and boxes of one manifest; `?q=` narrows them to a number."""
    row = manifest_there(request.agent, manifest)
    asked = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST_ASKED]
    rows = bills_to_count(row, asked)
    found = page_of(rows, IN_ORDER, after=request.GET.get("apres", ""))
    context = {
        "manifest": row,
        "state": state_names()[row.state],
        "asked": asked,
        "rows": with_boxes(found.rows),
        "left": uncounted(row).count(),
        "pager": pager_of(found, counted(rows), request),
        "quay": quay(request, row),
        "may_end": row.state == "unloading" and may(GRANTS, request.agent, "end_unloading", row),
    }
    return render(request, "cargo/take_over.html", context)


@page(GRANTS, "take_over")
@require_http_methods(["GET", "POST"])
def take_over_count(request: Request, manifest: int, bill: int) -> HttpResponseBase:
    """One count of a bill, or of the box that the address names."""
    row = manifest_there(request.agent, manifest)
    found = Bill.objects.filter(manifest=row, pk=bill).first()
    if found is None:
        raise NotFound(what="bill")
    number = container_number(request.GET.get("conteneur", ""))[:17]
    box = BillBox.objects.filter(bill=found, number=number, is_live=True).first() if number else None
    if number and box is None:
        raise NotFound(what="box")
    return _count(request, row, found, box)


@page(GRANTS, "take_over")
@require_http_methods(["GET", "POST"])
def take_over_other(request: Request, manifest: int) -> HttpResponseBase:
    """A count of what the manifest does not announce."""
    return _count(request, manifest_there(request.agent, manifest), None, None)


def _count(request: Request, row: Manifest, bill: Bill | None, box: BillBox | None) -> HttpResponseBase:
    fresh = {"key": uuid4().hex, "seen": row.version, "counted_at": request.now.isoformat()}
    data = request.POST if request.method == "POST" else None
    form = CountForm(data, initial=fresh, is_other=bill is None)
    if form.is_valid():
        try:
            count = form.count(
                bill=bill.pk if bill else None, box=box.number if box else "", photos=photos_of(request)
            )
            kept = take_over(row.pk, count=count, by=request.agent, now=request.now)
        except AmontError as refusal:
            form.add_error(None, request.words.sentence(refusal.code, refusal.facts))
        else:
            _say(request, kept)
            return redirect("take_over", manifest=row.pk)
    context = {
        "manifest": row,
        "bill": bill,
        "box": box,
        "form": form,
        "quay": quay(request),
        "said": {
            "packages": box.packages if box else bill.packages if bill else None,
            "kg": box.goods_kg if box else bill.gross_kg if bill else None,
            "seals": ", ".join(box.seals) if box else "",
        },
    }
    return render(request, "cargo/count.html", context, status=400 if form.errors else 200)


def _say(request: Request, kept: Taken) -> None:
    """What differs is said at once, in words."""
    if kept.changed:
        numbers = ", ".join(kept.changed)
        messages.warning(
            request,
            _("Modifié depuis l’ouverture de la page\u00a0: %(numbers)s. Le comptage est gardé.")
            % {"numbers": numbers},
        )
    for one in kept.differences:
        messages.warning(request, sentence_of(one, request.words))
    if not kept.differences:
        messages.success(request, _("Comptage enregistré. Rien ne diffère de l’annoncé."))


@page(GRANTS, "end_unloading")
@require_http_methods(["GET", "POST"])
def take_over_end(request: Request, manifest: int) -> HttpResponseBase:
    """Nothing more comes: what was not found is said before it is declared so."""
    row = manifest_there(request.agent, manifest)
    require(GRANTS, request.agent, "end_unloading", row)
    if request.method == "POST":
        raised = end_unloading(row.pk, by=request.agent, now=request.now)
        for one in raised:
            messages.warning(request, f"{_name(one)}\u00a0: {sentence_of(one, request.words)}")
        messages.success(request, _("Le manifeste est pris en charge."))
        return redirect("take_over", manifest=row.pk)
    left = uncounted(row).order_by("place", "pk")
    context = {"manifest": row, "left": list(left[:200]), "n": left.count()}
    return render(request, "cargo/end_unloading.html", context)


def _name(row: Difference) -> str:
    return row.bill.number if row.bill else row.box

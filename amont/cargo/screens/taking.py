"""The quay on a phone: what is there, what is still to be counted, one count a page; without any script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amont.cargo import facts
from amont.cargo.actions.taking import Taken, end_unloading, take_over
from amont.cargo.api.counts import CountTold
from amont.cargo.api.taking import shown
from amont.cargo.forms.counting import CountForm
from amont.cargo.forms.lists import state_names
from amont.cargo.models import Bill, BillBox, Difference, FoundLine, Manifest
from amont.cargo.permissions import GRANTS
from amont.cargo.queries.counting import is_counted, top_level, uncounted
from amont.cargo.queries.taken import picture_seen_by, sentence_of, to_count
from amont.edge.api.bodies import body_of
from amont.edge.api.problems import told
from amont.edge.lists import pager_of
from amont.edge.paging import Order, counted, page_of
from amont.edge.pictures import MOST_BYTES, PhotoTooLarge, vignette
from amont.edge.routes import Request, page
from amont.formats.manifest.numbers import container_number
from amont.kernel.agents import NotFound, may, require
from amont.kernel.errors import AmontError

ARRIVED = (Order("arrived_at", descending=True), Order("id", descending=True))
IN_ORDER = (Order("place"), Order("id"))
LONGEST_ASKED = 60
KEPT_SECONDS = 3_600  # by the browser of this person only: a picture never changes


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
    }
    return render(request, "cargo/take_overs.html", context)


@page(GRANTS, "take_over")
@require_GET
def take_over_sheet(request: Request, manifest: int) -> HttpResponse:
    """Bills and boxes of one manifest; `?q=` narrows them to a number."""
    row = _manifest(request, manifest)
    asked = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST_ASKED]
    rows = _bills(row, asked)
    found = page_of(rows, IN_ORDER, after=request.GET.get("apres", ""))
    context = {
        "manifest": row,
        "state": state_names()[row.state],
        "asked": asked,
        "rows": _lines(found.rows),
        "left": uncounted(row).count(),
        "pager": pager_of(found, counted(rows), request),
        "may_end": row.state == "unloading" and may(GRANTS, request.agent, "end_unloading", row),
    }
    return render(request, "cargo/take_over.html", context)


def _bills(row: Manifest, asked: str) -> Any:
    """What is to be counted: bills of the first level, and those below a split one."""
    live = Bill.objects.live().filter(manifest=row)
    rows = live.filter(Q(pk__in=top_level(row).filter(is_split=False)) | ~Q(master=""))
    if asked:
        boxes = BillBox.objects.filter(manifest=row, is_live=True, number__icontains=container_number(asked))
        rows = rows.filter(Q(number__icontains=facts.named(asked)) | Q(pk__in=boxes.values("bill")))
    return rows.annotate(is_done=Exists(Bill.objects.filter(pk=OuterRef("pk")).filter(is_counted())))


def _lines(bills: Sequence[Any]) -> list[dict[str, Any]]:
    """Each bill with its boxes and whether they were counted. Two queries."""
    done = set(FoundLine.objects.filter(bill__in=bills).values_list("bill", "box"))
    boxes: dict[int, list[dict[str, Any]]] = {}
    for box in BillBox.objects.filter(bill__in=bills, is_live=True).order_by("pk"):
        line = {"box": box, "is_done": (box.bill_id, box.number) in done}
        boxes.setdefault(box.bill_id, []).append(line)
    return [{"bill": one, "is_done": one.is_done, "boxes": boxes.get(one.pk, [])} for one in bills]


@page(GRANTS, "take_over")
@require_http_methods(["GET", "POST"])
def take_over_count(request: Request, manifest: int, bill: int) -> HttpResponseBase:
    """One count of a bill, or of the box that the address names."""
    row = _manifest(request, manifest)
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
    return _count(request, _manifest(request, manifest), None, None)


def _count(request: Request, row: Manifest, bill: Bill | None, box: BillBox | None) -> HttpResponseBase:
    fresh = {"key": uuid4().hex, "seen": row.version, "counted_at": request.now.isoformat()}
    data = request.POST if request.method == "POST" else None
    form = CountForm(data, initial=fresh, is_other=bill is None)
    if form.is_valid():
        try:
            count = form.count(
                bill=bill.pk if bill else None, box=box.number if box else "", photos=_photos(request)
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
        "said": {
            "packages": box.packages if box else bill.packages if bill else None,
            "kg": box.goods_kg if box else bill.gross_kg if bill else None,
            "seals": ", ".join(box.seals) if box else "",
        },
    }
    return render(request, "cargo/count.html", context, status=400 if form.errors else 200)


def _photos(request: Request) -> tuple[bytes, ...]:
    """PhotoTooLarge."""
    uploads = request.FILES.getlist("photos")
    if any((one.size or 0) > MOST_BYTES for one in uploads):
        raise PhotoTooLarge(most_mb=MOST_BYTES // 2**20)
    return tuple(one.read() for one in uploads)


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
    row = _manifest(request, manifest)
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


@page(GRANTS, "take_over")
@require_POST
def take_over_send(request: HttpRequest, manifest: int) -> HttpResponseBase:
    """A count sent by the phone's own script, as JSON; refusals are JSON too, with their code and status."""
    asked: Any = request
    try:
        row = _manifest(asked, manifest)
        count = body_of(asked, CountTold).count(channel="phone")
        kept = take_over(row.pk, count=count, by=asked.agent, now=asked.now)
    except AmontError as refusal:
        status = 400 if refusal.status == 422 else refusal.status
        return JsonResponse({**told(refusal, words=asked.words), "status": status}, status=status)
    answer = shown(kept, asked.words).model_dump_json()
    return HttpResponse(answer, content_type="application/json", status=201 if kept.is_new else 200)


@page(GRANTS, "read_counts")
@require_GET
def cargo_picture(request: Request, pk: int) -> HttpResponse:
    """A photo of a count or the image of a scanner; `?vue=petite` for lists."""
    data = bytes(picture_seen_by(request.agent, pk).data)
    picture = vignette(data) if request.GET.get("vue") == "petite" else data
    response = HttpResponse(picture, content_type="image/jpeg")
    response["Cache-Control"] = f"private, max-age={KEPT_SECONDS}"
    return response


def _manifest(request: Request, manifest: int) -> Manifest:
    """One that is there, of the agent's office. NotFound."""
    row = to_count(request.agent).filter(pk=manifest).first()
    if row is None:
        raise NotFound(what="manifest")
    return row

"""What comes back of orders: the result of an inspection, what an analyst sees on an image."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amont.cargo.models import Bill, BillBox
from amont.edge.routes import Request, page
from amont.kernel.agents import may, require
from amont.kernel.errors import AmontError
from amont.parties.queries import names_of
from amont.screening.actions.finding import note_inspection
from amont.screening.actions.judging import judge_image
from amont.screening.forms.orders import InspectionForm, JudgeForm, verdict_names
from amont.screening.models import Verdict
from amont.screening.permissions import GRANTS
from amont.screening.queries.images import Image, scan_seen_by
from amont.screening.queries.orders import order_seen_by
from amont.screening.screens.orders import order_lines


@page(GRANTS, "note_inspection")
@require_http_methods(["GET", "POST"])
def order_result(request: Request, pk: int) -> HttpResponseBase:
    """What an inspection found."""
    row = order_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "note_inspection", row)
    form = InspectionForm(request.POST or None)
    if form.is_valid():
        acts: dict[str, Any] = {"by": request.agent, "now": request.now, "today": request.today}
        try:
            note_inspection(row.pk, told=form.told, **acts)
        except AmontError as refusal:
            form.add_error("found", request.words.sentence(refusal.code, refusal.facts))
        else:
            messages.success(request, _("Le résultat est enregistré."))
            return redirect("orders")
    crumbs = [{"title": _("Ordres de la douane"), "url": reverse("orders")}]
    context = {"line": order_lines([row], request)[0], "form": form, "crumbs": crumbs}
    return render(request, "screening/order_result.html", context, status=400 if form.errors else 200)


@page(GRANTS, "judge_image")
@require_http_methods(["GET", "POST"])
def image_judge(request: Request, pk: int) -> HttpResponseBase:
    """What an analyst sees on an image; a suspicion leads to the order of an inspection."""
    row = scan_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "judge_image", row.manifest)
    bearers = BillBox.objects.filter(manifest=row.manifest_id, number=row.box, is_live=True)
    bill = Bill.objects.live().filter(pk__in=bearers.values("bill")).order_by("pk").first()
    back = reverse("bill", args=[bill.pk]) if bill else reverse("manifest", args=[row.manifest_id])
    form = JudgeForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        acts: dict[str, Any] = {"by": request.agent, "now": request.now, "today": request.today}
        try:
            judge_image(row.pk, verdict=said["verdict"], words=said["words"], **acts)
        except AmontError as refusal:
            form.add_error("verdict", request.words.sentence(refusal.code, refusal.facts))
        else:
            messages.success(request, _("Votre lecture de l’image est enregistrée."))
            is_suspicious = bill is not None and said["verdict"] == Verdict.SUSPICIOUS
            return redirect(inspect_url(bill.pk, row.box) if bill and is_suspicious else back)
    context = {"picture": row, "form": form, "back": back, "crumbs": [{"title": row.box, "url": back}]}
    return render(request, "screening/image_judge.html", context, status=400 if form.errors else 200)


def inspect_url(bill: int, box: str) -> str:
    """The form of an inspection, filled in with a container."""
    return f"{reverse('order_give', args=[bill])}?{urlencode({'acte': 'inspect', 'conteneur': box})}"


def image_lines(images: list[Image], bill: Bill, request: Request) -> list[dict[str, Any]]:
    """Images in words, with what this reader may do of each. One query, for the names."""
    judges = may(GRANTS, request.agent, "judge_image", bill)
    orders = may(GRANTS, request.agent, "give_order", bill)
    names = names_of({one.by for image in images for one in image.readings})
    verdicts = verdict_names()
    return [
        {
            "image": one,
            "readings": [
                {"verdict": verdicts[each.verdict], "words": each.words, "by": names.get(each.by, each.by)}
                for each in one.readings
            ],
            "judge": judges and all(each.by != request.agent.name for each in one.readings),
            "inspect_url": inspect_url(bill.pk, one.picture.box) if orders and one.is_suspicious else "",
        }
        for one in images
    ]

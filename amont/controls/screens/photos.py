"""Photos: sent from the camera, shown small, opened whole by who may read the control."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from amont.controls.actions.photographing import add_photo
from amont.controls.models import Control
from amont.controls.permissions import GRANTS
from amont.controls.queries import one_seen_by
from amont.controls.screens.showing import photos_in
from amont.edge.pictures import MOST_BYTES, PhotoRefused, PhotoTooLarge, vignette
from amont.edge.routes import Request, page
from amont.kernel.agents import NotFound, require

LONGEST_KEY = 18  # digits of a key: beyond, it is none of ours
KEPT_SECONDS = 3_600  # by the browser of this person only: a photo never changes


def keep_photos(request: Request, row: Control, *, item: int | None) -> list[str]:
    """Keep each photo that came with a form. Gives the sentences of those refused."""
    refused = []
    for upload in request.FILES.getlist("photos"):
        try:
            if (upload.size or 0) > MOST_BYTES:
                raise PhotoTooLarge(most_mb=MOST_BYTES // 2**20)
            add_photo(row.pk, item=item, data=upload.read(), by=request.agent, now=request.now)
        except PhotoRefused as refusal:
            refused.append(request.words.sentence(refusal.code, refusal.facts))
    return refused


@page(GRANTS, "add_photo")
@require_POST
def control_photos(request: Request, pk: int) -> HttpResponseBase:
    """Photos of the whole control, or of an item as soon as they are taken."""
    row = one_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "add_photo", row)
    asked = request.POST.get("item", "")
    item = int(asked) if asked.isdecimal() and len(asked) <= LONGEST_KEY else None
    refused = keep_photos(request, row, item=item)
    if getattr(request, "htmx", False):
        context = {
            "control": row,
            "item": item,
            "photos": photos_in(row, item=item),
            "refused": refused,
            "can_add": True,
        }
        return render(request, "controls/photos.html", context)
    for sentence in refused:
        messages.error(request, sentence)
    place = reverse("control_item", args=[pk, item]) if item else reverse("control", args=[pk])
    return redirect(f"{place}#photos")


@page(GRANTS, "read")
@require_GET
def control_photo(request: Request, pk: int, photo: int) -> HttpResponse:
    """The picture; `?vue=petite` for lists."""
    row = one_seen_by(request.agent, pk)
    found = row.photos.filter(pk=photo).first()
    if found is None:
        raise NotFound(what="controls.photo")
    data = bytes(found.data)
    picture = vignette(data) if request.GET.get("vue") == "petite" else data
    response = HttpResponse(picture, content_type="image/jpeg")
    response["Cache-Control"] = f"private, max-age={KEPT_SECONDS}"
    return response

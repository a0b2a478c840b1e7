"""Photos that come with a count, and pictures shown beside a bill."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from amont.cargo.permissions import GRANTS
from amont.cargo.queries.taken import picture_seen_by
from amont.edge.pictures import MOST_BYTES, PhotoTooLarge, vignette
from amont.edge.routes import Request, page

KEPT_SECONDS = 3_600  # by the browser of this person only: a picture never changes


def photos_of(request: Request) -> tuple[bytes, ...]:
    """The files of a form. PhotoTooLarge."""
    uploads = request.FILES.getlist("photos")
    if any((one.size or 0) > MOST_BYTES for one in uploads):
        raise PhotoTooLarge(most_mb=MOST_BYTES // 2**20)
    return tuple(one.read() for one in uploads)


@page(GRANTS, "read_counts")
@require_GET
def cargo_picture(request: Request, pk: int) -> HttpResponse:
    """A photo of a count or the image of a scanner; `?vue=petite` for lists."""
    data = bytes(picture_seen_by(request.agent, pk).data)
    picture = vignette(data) if request.GET.get("vue") == "petite" else data
    response = HttpResponse(picture, content_type="image/jpeg")
    response["Cache-Control"] = f"private, max-age={KEPT_SECONDS}"
    return response

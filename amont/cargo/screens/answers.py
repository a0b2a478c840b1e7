"""The answer to a received message, saved in the form its sender reads."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.http import FileResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amont.cargo.api.answering import Form, written
from amont.cargo.permissions import GRANTS
from amont.cargo.queries.lists import receipt_seen_by
from amont.edge.routes import Request, page
from amont.kernel.agents import NotFound, require


@page(GRANTS, "read_receipt")
@require_GET
def cargo_answer(request: Request, pk: int, form: str) -> HttpResponseBase:
    """As a file. MessageNotRead."""
    row = receipt_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "read_receipt", row)
    if form not in list(Form):
        raise NotFound(what="answer")
    told = written(row, Form(form), words=request.words)
    response = FileResponse(
        BytesIO(told.data), as_attachment=True, filename=told.name, content_type=told.media
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


def answer_links(receipt: int) -> list[dict[str, Any]]:
    """One for each form."""
    titles = {Form.CUSRES: _("CUSRES (EDIFACT)"), Form.XML: _("XML de SYDONIA"), Form.JSON: _("JSON")}
    return [
        {"title": title, "url": reverse("cargo_answer", args=[receipt, form.value])}
        for form, title in titles.items()
    ]

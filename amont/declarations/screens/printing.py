"""One declaration as a document: the SAD on paper, and as XML that a neighbour's ASYCUDA World reads."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from amont.declarations.models import Declaration
from amont.declarations.permissions import GRANTS
from amont.declarations.printing import document_of
from amont.edge.routes import Request, page
from amont.kernel.agents import NotFound


@page(GRANTS, "export")
@require_GET
def sad_pdf(request: Request, pk: int) -> HttpResponse:
    """The present version on paper."""
    return document_of(_seen(request, pk), kind="pdf", by=request.agent)


@page(GRANTS, "export")
@require_GET
def sad_xml(request: Request, pk: int) -> HttpResponse:
    """The present version as XML of ASYCUDA World."""
    return document_of(_seen(request, pk), kind="xml", by=request.agent)


def _seen(request: Request, pk: int) -> Declaration:
    row = Declaration.objects.all().visible_to(request.agent).filter(pk=pk).first()
    if row is None:
        raise NotFound(what="declaration")
    return row

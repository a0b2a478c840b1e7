"""A refusal as a page: what happened, whose right it is, what to do; the code beside, never instead."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from amont.kernel.errors import AmontError

PAGES = {400: "400.html", 401: "401.html", 403: "403.html", 404: "404.html", 409: "409.html", 429: "429.html"}


def refusal_page(request: HttpRequest, refusal: AmontError) -> HttpResponse:
    """The page of a refusal, with its status."""
    sentence = request.words.refusal(refusal)  # type: ignore[attr-defined]
    page = PAGES.get(refusal.status, "400.html")
    context = {"sentence": sentence, "code": refusal.code, "facts": refusal.facts}
    return render(request, page, context, status=refusal.status)

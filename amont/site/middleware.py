"""What happens to every request: its instant, its language, who acts, and refusals made into pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation

from amont.kernel.agents import NOBODY, WORKER, SignInFirst
from amont.kernel.errors import AmontError
from amont.parties.queries import agent_of
from amont.security.actions import note_refused
from amont.site.refusing import refusal_page
from amont.site.words import Words

Respond = Callable[[HttpRequest], HttpResponse]
LANGUAGES = [code for code, _ in settings.LANGUAGES]
LANGUAGE_COOKIE = "langue"
YEAR = 365 * 24 * 3600


def received(respond: Respond) -> Respond:
    """The clock is asked once: `request.now`, aware, and `request.today` in the office's zone."""
    zone = ZoneInfo(settings.TIME_ZONE)

    def answer(request: HttpRequest) -> HttpResponse:
        request.now = datetime.now(UTC)  # type: ignore[attr-defined]
        request.today = request.now.astimezone(zone).date()  # type: ignore[attr-defined]
        return respond(request)

    return answer


def language(respond: Respond) -> Respond:
    """The language asked for by `?langue=`, else the last one chosen, else the browser's, else French."""

    def answer(request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("langue", "")
        chosen = asked if asked in LANGUAGES else request.COOKIES.get(LANGUAGE_COOKIE, "")
        code = chosen if chosen in LANGUAGES else translation.get_language_from_request(request)
        code = code if code in LANGUAGES else "fr"
        request.LANGUAGE_CODE = code  # type: ignore[attr-defined]
        request.words = Words(code)  # type: ignore[attr-defined]
        with translation.override(code):
            response = respond(request)
        if asked in LANGUAGES:
            response.set_cookie(
                LANGUAGE_COOKIE, asked, max_age=YEAR, samesite="Lax", httponly=True, secure=settings.HTTPS
            )
        response.headers.setdefault("Content-Language", code)
        return response

    return answer


def who_acts(respond: Respond) -> Respond:
    """`request.agent` by the postings in force today. A person whose last posting ended is signed out."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.agent = NOBODY  # type: ignore[attr-defined]
        person = request.user
        if person.is_authenticated:
            agent = agent_of(person.pk, on=request.today)  # type: ignore[attr-defined]
            if not agent.is_known:
                logout(request)
                return refusal_page(request, SignInFirst(act="", ended=True))
            request.agent = agent  # type: ignore[attr-defined]
        response = respond(request)
        if person.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return answer


SAFE = ("GET", "HEAD", "OPTIONS")
REFUSED, UNDONE = (403, 404, 409), 400
GRAVE = ("payments.", "release.", "controls.decide_finding", "controls.change_lane", "controls.decide_lane")


class _Refusals:
    """Turns a foreseen refusal into a page with its status, its sentence and what to do."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._respond(request)
        agent = getattr(request, "agent", NOBODY)
        if request.method not in SAFE and agent.is_known and _is_refused(request, response.status_code):
            act = _act_of(request)
            note_refused(act, path=request.path, status=response.status_code, of=agent, by=WORKER)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Refusals only: a fault of ours goes on to the page for faults."""
        if isinstance(error, SignInFirst) and request.method == "GET":
            return redirect(f"{settings.LOGIN_PATH}?{urlencode({'next': request.get_full_path()})}")
        return refusal_page(request, error) if isinstance(error, AmontError) else None


def _act_of(request: HttpRequest) -> str:
    """What the page is opened by; "" for doors of machines."""
    match = request.resolver_match
    return getattr(match.func, "act", "") if match else ""


def _is_refused(request: HttpRequest, status: int) -> bool:
    """No right, not seen, not possible any more; an answer that did not do where money or goods move."""
    return status in REFUSED or (status == UNDONE and _act_of(request).startswith(GRAVE))


refusals = _Refusals

"""What every page shows around its content: the journey as a menu, who is here, the languages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from amont import __version__
from amont.kernel.agents import Agent
from amont.site.menu import MENU, Station


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context of the base template."""
    agent: Agent | None = getattr(request, "agent", None)
    if agent is None or not agent.is_known:
        return {
            "menu": [],
            "who": None,
            "languages": _languages(request),
            "theme": "",
            "release": __version__,
        }
    person = request.user
    first = agent.postings[0]
    return {
        "menu": [group for group in (_group(*one, request) for one in MENU) if group["stations"]],
        "who": {
            "name": agent.label,
            "role": first.role.value,
            "office": first.office or first.operator,
            "url": reverse("account"),
        },
        "languages": _languages(request),
        "theme": getattr(person, "theme", ""),
        "shortcuts": getattr(person, "shortcuts", True),
        "release": __version__,
    }


def _group(title: str, line: bool, stations: tuple[Station, ...], request: HttpRequest) -> dict[str, Any]:  # noqa: FBT001
    agent: Agent = request.agent  # type: ignore[attr-defined]
    words = request.words  # type: ignore[attr-defined]
    shown = [
        {
            "title": words.text(station.title),
            "url": (url := reverse(station.route)),
            "count": station.count(agent) if station.count else None,
            "current": request.path == url or (len(url) > 1 and request.path.startswith(url)),
        }
        for station in stations
        if station.is_for(agent)
    ]
    near = max((len(one["url"]) for one in shown if one["current"]), default=0)  # the nearest alone
    for one in shown:
        one["current"] = one["current"] and len(one["url"]) == near
    return {"title": words.text(title) if title else None, "line": line, "stations": shown}


def _languages(request: HttpRequest) -> list[dict[str, Any]]:
    now = getattr(request, "LANGUAGE_CODE", "fr")
    query = request.GET.copy()
    out = []
    for code, name in settings.LANGUAGES:
        query["langue"] = code
        out.append({"code": code, "name": name, "url": f"?{query.urlencode()}", "current": code == now})
    return out

"""The tag of the small map: the screen hands over codes of ports and where they lie, the tag draws them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.translation import gettext

from amont.engine.routes.distances import detour, way_km
from amont.kernel.lanes import Language
from amont.reference.starters import Port
from amont.site.formats import EMPTY, NBSP
from amont.site.holes import chosen
from amont.site.plots.marks import Table
from amont.site.plots.routes import Leg, Spot, legs_of, routes
from amont.site.templatetags.plotting import Shown, spoken, writer
from amont.site.templatetags.writing import language

register = template.Library()
FIRST, BETWEEN, LAST = "dot-o", "dot", "here"


@register.inclusion_tag("parts/route_map.html")
def route_map(given: Sequence[Mapping[str, Any]], places: Mapping[str, Port], *, title: str = "") -> Shown:
    """given: {name, ports: codes in their order, note: why the way is odd, "" where it is not}."""
    spots: dict[str, Spot] = {}
    legs: dict[tuple[str, str], Leg] = {}
    for way in given:
        for leg in legs_of(_spots(_ports(way, places), spots), is_odd=bool(way.get("note"))):
            key = leg.start.name, leg.end.name
            legs[key] = leg if leg.is_odd else legs.get(key, leg)
    codes = {code for way in given for code in way["ports"] if code}
    shown = None
    if spots:
        rows = [_row(way, places) for way in given]
        heads = (
            gettext("Trajet"),
            gettext("Ports"),
            gettext("Longueur"),
            gettext("Détour"),
            gettext("À savoir"),
        )
        shown = routes(
            list(legs.values()),
            list(spots.values()),
            east=lambda degrees: _degrees(degrees, "E", _west()),
            north=lambda degrees: _degrees(degrees, "N", "S"),
            sentence=spoken(title, rows),
            table=Table(title, heads, tuple(rows)),
        )
    text = gettext(
        "Cercle vide\u00a0: chargement\u00a0; point\u00a0: transbordement\u00a0; point cerclé\u00a0: "
        "arrivée. Les traits relient les ports en ligne droite, rouges et tiretés où le trajet "
        "est inhabituel."
    )
    unknown = sorted(code for code in codes if code not in places)
    return {"shown": shown, "unknown": unknown, "title": title, "text": text}


def _ports(way: Mapping[str, Any], places: Mapping[str, Port]) -> list[Port]:
    return [places[code] for code in way["ports"] if code in places]


def _spots(ports: Sequence[Port], known: dict[str, Spot]) -> list[Spot]:
    """The spots of a way; a port where any way ends keeps that mark."""
    found = []
    for place, port in enumerate(ports):
        kind = FIRST if place == 0 else LAST if place == len(ports) - 1 else BETWEEN
        if port.code not in known or kind == LAST:
            known[port.code] = Spot(_name(port), port.latitude, port.longitude, kind)
        found.append(known[port.code])
    return found


def _row(way: Mapping[str, Any], places: Mapping[str, Port]) -> tuple[str, ...]:
    """Name, ports, length over the globe, how much longer than the direct way, why it is odd."""
    ports = _ports(way, places)
    points = [port.point for port in ports]
    is_whole = len(ports) == len([code for code in way["ports"] if code]) > 1
    more = detour(points) if is_whole else None
    names = {port.code: _name(port) for port in ports}
    chain = " → ".join(names.get(code, code) for code in way["ports"] if code)
    return (
        str(way["name"]),
        chain or EMPTY,
        writer("integer", "km")(way_km(points)) if is_whole else EMPTY,
        writer("percent")(more) if more is not None and len(ports) > 2 else EMPTY,  # noqa: PLR2004
        str(way.get("note") or EMPTY),
    )


def _name(port: Port) -> str:
    """In the language of the reader."""
    return str(chosen(port.names, language()) or port.code)


def _west() -> str:
    return "W" if language() is Language.EN else "O"


def _degrees(degrees: float, above: str, below: str) -> str:
    """20° E; zero has no side."""
    side = above if degrees > 0 else below if degrees < 0 else ""
    return f"{writer('number')(abs(degrees))}°{NBSP}{side}".rstrip(NBSP)

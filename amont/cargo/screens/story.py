"""The line of time of a voyage and of a bill, in words; and the ways of their goods, for the map."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amont.cargo.models import Bill, Manifest
from amont.cargo.queries.story import Passed, Step
from amont.edge.routes import Request
from amont.reference.queries import ports_of
from amont.reference.starters import Port

TITLES = 20  # ways drawn on the map of a voyage


def step_names() -> dict[str, str]:
    """What each moment is called."""
    return {
        Step.ANNOUNCED: _("Annoncé"),
        Step.VERSION: _("Nouvelle version"),
        Step.PROPOSED: _("Modification proposée"),
        Step.REFUSED: _("Modification refusée"),
        Step.COMPLETE: _("Manifeste complet"),
        Step.ARRIVED: _("Arrivé"),
        Step.UNLOADED: _("Fin du déchargement"),
        Step.COUNTED: _("Compté"),
        Step.DIFFERENCES: _("Écarts relevés"),
        Step.WRITTEN_OFF: _("Apuré"),
        Step.LIMIT: _("Limite d’annonce"),
        Step.AWAITED: _("Arrivée attendue"),
        Step.EXPLAIN: _("Limite pour expliquer les écarts"),
        Step.DECLARE: _("Limite pour déclarer"),
        "ManifestScreened": _("Circuits décidés"),
        "ManifestTakenOver": _("Pris en charge"),
        "ManifestClosed": _("Clos"),
        "ManifestReopened": _("Rouvert"),
        "ManifestCancelled": _("Annulé"),
    }


def moments_of(passed: Sequence[Passed]) -> list[dict[str, Any]]:
    """As parts/timeline.html takes them, the last that happened marked."""
    names = step_names()
    moments = [
        {"at": one.at, "title": names[one.step], "text": _text(one), "expected": one.is_awaited}
        for one in passed
    ]
    return marked(moments)


def marked(moments: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What happened in the order of time, its last where things stand; then what is awaited, late or not."""
    moments.sort(key=lambda moment: (bool(moment.get("expected")), _instant(moment["at"])))
    for moment in moments:
        moment.pop("now", None)
    past = [moment for moment in moments if not moment.get("expected")]
    if past:
        past[-1]["now"] = True
    return moments


def _instant(at: datetime | date) -> datetime:
    """A day is put at its end."""
    return at if isinstance(at, datetime) else datetime.combine(at, time.max, UTC)


def _text(one: Passed) -> str:
    if one.step == Step.VERSION:
        return _("n° %(n)s\u00a0: ajoutés %(added)s, modifiés %(changed)s, annulés %(cancelled)s") % one.facts
    if one.step in (Step.DIFFERENCES, Step.EXPLAIN):
        return ngettext("%(n)s écart", "%(n)s écarts", one.facts["n"]) % one.facts
    return _("heure passée") if one.facts.get("is_late") else ""


def way_of(bill: Bill, content: dict[str, Any]) -> dict[str, Any]:
    """Ports of a bill, from the first to the last, each said once in a row."""
    between = content.get("transhipments") or []
    return way(bill.number, [content.get("origin_port") or "", bill.loading, *between, bill.unloading])


def ways_of_voyage(manifest: Manifest, bills: Sequence[tuple[str, str, int]]) -> list[dict[str, Any]]:
    """That of the ship, and those of its bills. bills: loading, unloading, how many."""
    ways = [way(manifest.voyage, [manifest.departure, manifest.destination])]
    for loading, unloading, n in bills[:TITLES]:
        name = ngettext("%(n)s titre", "%(n)s titres", n) % {"n": n}
        ways.append(way(name, [loading, unloading]))
    return [one for one in ways if len(one["ports"]) > 1]


def places_of(ways: Sequence[dict[str, Any]], request: Request) -> dict[str, Port]:
    """Where the ports of ways lie. One query."""
    return ports_of((code for one in ways for code in one["ports"]), request.today)


def way(name: str, codes: Sequence[str], note: str = "") -> dict[str, Any]:
    """One way for the map."""
    ports: list[str] = []
    for code in codes:
        bare = "".join(code.upper().split())
        if bare and ports[-1:] != [bare]:
            ports.append(bare)
    return {"name": name, "ports": ports, "note": note}

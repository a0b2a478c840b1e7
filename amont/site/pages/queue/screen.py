"""The page of the file of the day, and its rows alone when the page asks for them again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amont.declarations.permissions import GRANTS
from amont.edge.exports import CSV, XLSX
from amont.edge.lists import pager_of, query_with
from amont.edge.paging import MOST_COUNTED
from amont.edge.routes import Request
from amont.kernel.agents import may, require
from amont.kernel.lanes import Lane
from amont.reference.queries import administration
from amont.screening.permissions import GRANTS as SCREENING
from amont.screening.queries.queue.counting import Tally, counts, tally
from amont.screening.queries.queue.ordering import page
from amont.screening.queries.queue.waiting import LATE_AFTER, Wanted
from amont.site.pages.queue import lists
from amont.site.pages.queue.address import address
from amont.site.pages.queue.empty import nothing
from amont.site.pages.queue.lists import Asked, asked_by, lists_of, marked
from amont.site.pages.queue.rows import rows_of
from amont.site.templatetags.writing import delay, integer
from amont.site.words import LANES

PAGE, ROWS_ALONE = "pages/queue.html", "pages/queue_rows.html"
MANY = MOST_COUNTED + 1


def queue(request: Request) -> HttpResponse:
    """What waits for this officer."""
    require(GRANTS, request.agent, "read")
    htmx = request.htmx  # type: ignore[attr-defined]
    is_part = bool(htmx) and not htmx.history_restore_request
    context = shown(request) | {"is_part": is_part}
    response = render(request, ROWS_ALONE if is_part else PAGE, context)
    response.headers["Vary"] = "HX-Request"
    return response


def shown(request: Request) -> dict[str, Any]:
    """All that the page shows. Seven queries; one more for an operator asked for, one for an empty list."""
    asked = asked_by(request)
    files = lists_of(request, asked.wanted)
    file, is_work = files[asked.view], asked.view == lists.WORK
    views = counts(lists_of(request, Wanted()))
    counted = tally(files[lists.OFFICE] if is_work else file, now=request.now)
    of_view = counted.of(*lists.ASKING) if is_work else counted
    of_lane = of_view if asked.lane is None else counted.of(asked.lane)
    rows = file if asked.lane is None else file.among(lane=asked.lane)
    rows = replace(rows, rows=marked(rows.rows, request.agent))
    found = page(rows, asked.order, tally=of_lane, after=request.GET.get("apres", ""))
    active = asked.form.said()
    return {
        "rows": rows_of(found.rows, request),
        "total": of_lane.total,
        "counted": MANY if of_lane.total is None else of_lane.total,
        "text": " ".join(filter(None, (_text(of_view, asked), _hint(asked)))),
        "views": _views(views, asked),
        "lane_counts": _lanes(counted, of_view, asked=asked, request=request),
        "form": asked.form,
        "active": active,
        "clear": address(vue=asked.view) if not asked.form.is_empty else "",
        "kept": _kept(request),
        "pager": pager_of(found, of_lane.total, request),
        "has_reasons": asked.has_reasons,
        "currency": administration().currency,
        "head_acts": _exports(request),
        "lane_exports": _lane_exports(request),
        "empty": None if found.rows else nothing(request, asked),
        "now": request.now,
        "reader": request.agent.label,
        "listed": _listed(asked, request),
    }


def _text(counted: Tally, asked: Asked) -> str:
    """What waits, and what has waited too long."""
    n, n_late = counted.total, counted.total_late
    if n == 0:
        return ""
    office = " ".join(next(iter(asked.offices.items()))) if len(asked.offices) == 1 else ""
    told = {"n": _written(n), "late": _written(n_late), "delay": delay(LATE_AFTER), "office": office}
    many = MANY if n is None else n
    if office:
        waits = ngettext(
            "%(n)s déclaration, bureau %(office)s.", "%(n)s déclarations, bureau %(office)s.", many
        )
    else:
        waits = ngettext("%(n)s déclaration.", "%(n)s déclarations.", many)
    waits %= told
    if n_late == 0:
        return waits
    many = MANY if n_late is None else n_late
    since = ngettext(
        "%(late)s attend depuis plus de %(delay)s.", "%(late)s attendent depuis plus de %(delay)s.", many
    )
    return f"{waits} {since % told}"


def _hint(asked: Asked) -> str:
    if asked.has_reasons:
        return ""
    return _("Le score et le motif se lisent sur les dossiers qui vous sont confiés.")


def _written(n: int | None) -> str:
    return _("plus de %(n)s") % {"n": integer(MOST_COUNTED)} if n is None else integer(n)


def _listed(asked: Asked, request: Request) -> str:
    """The list by its name, for whoever finds it on paper: ``À traiter, rouge``."""
    lane = "" if asked.lane is None else request.words.sentence(LANES[asked.lane]).lower()
    return ", ".join(filter(None, (_titles(asked)[asked.view], lane)))


def _titles(asked: Asked) -> dict[str, str]:
    office = _("Tous les bureaux") if len(asked.offices) > 1 else _("Tout le bureau")
    return {
        lists.MINE: _("Mes dossiers"),
        lists.WORK: _("À traiter"),
        lists.OFFICE: office,
        lists.LATE: _("En retard"),
        lists.NEW: _("Nouveaux opérateurs"),
        lists.HELD: _("Retenues"),
        lists.UNROUTED: _("Sans circuit"),
    }


def _views(counted: dict[str, int | None], asked: Asked) -> list[dict[str, Any]]:
    titles = _titles(asked)
    return [
        {
            "title": titles[view],
            "n": MANY if n is None else n,
            "url": address(vue=view),
            "current": view == asked.view,
        }
        for view, n in counted.items()
    ]


def _lanes(counted: Tally, of_view: Tally, *, asked: Asked, request: Request) -> list[dict[str, Any]]:
    """All that is listed, then each lane: figure and filter in one. Beyond a thousand, the note says so.

    Beside what asks for work, the other lanes are counted too: they are those of the whole office.
    """
    usual = {
        Lane.RED: _("à visiter"),
        Lane.YELLOW: _("documents à vérifier"),
        Lane.BLUE: _("contrôle après mainlevée"),
        Lane.GREEN: _("sans contrôle"),
    }
    is_work = asked.view == lists.WORK
    title = _("À traiter") if is_work else _("Tous")
    first = _count("", of_view.total, _late(of_view.total_late), url=_lane_url(request))
    out = [first | {"title": title, "current": asked.lane is None}]
    for lane in sorted(Lane, reverse=True):
        note = _late(counted.count_late(lane)) or usual[lane]
        view = lists.OFFICE if is_work and lane not in lists.ASKING else asked.view
        url = _lane_url(request, circuit=lane.code, vue=view)
        out.append(_count(lane.code, counted.count(lane), note, url=url) | {"current": asked.lane is lane})
    return out


def _lane_url(request: Request, **asked: str) -> str:
    """This list from its first line, for one lane or for all."""
    changes = {"circuit": None, "apres": None, "rang": None} | asked
    return reverse("queue") + (query_with(request, **changes) or "?")


def _count(code: str, n: int | None, note: str, *, url: str) -> dict[str, Any]:
    if n is None:
        note = _("et plus, %(note)s") % {"note": note} if note else _("et plus")
    return {"lane": code, "n": MOST_COUNTED if n is None else n, "note": note, "url": url}


def _late(n: int | None) -> str:
    return "" if n == 0 else _("%(n)s en retard") % {"n": _written(n)}


def _kept(request: Request) -> list[tuple[str, str]]:
    """What the filters carry along."""
    return [(name, request.GET[name]) for name in ("vue", "circuit", "tri") if request.GET.get(name)]


def _exports(request: Request) -> list[dict[str, Any]]:
    acts = []
    for kind, title in ((CSV, _("Exporter en CSV")), (XLSX, _("Exporter en XLSX"))):
        url = reverse("queue_export") + query_with(request, format=kind, apres=None, rang=None)
        acts.append({"title": title, "url": url, "icon": "download", "wide": True})
    return [*acts, {"title": _("Imprimer"), "print": True, "wide": True}]


def _lane_exports(request: Request) -> list[dict[str, str]]:
    """The lanes of the day, for the system beside; none for who may not take them."""
    if not may(SCREENING, request.agent, "export_lanes"):
        return []
    url = reverse("lanes_export")
    today = request.today.isoformat()
    return [
        {"title": kind.upper(), "url": f"{url}?jour={today}&format={kind}"} for kind in ("csv", "xlsx", "xml")
    ]

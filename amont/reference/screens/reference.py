"""What the law and the administration say, with dates, source and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from amont.edge.routes import Request, page
from amont.formats.code_lists import LISTS as CODE_LISTS
from amont.kernel.spans import Unit
from amont.reference.actions.packs import change_settings
from amont.reference.forms import ReferenceFilter, SettingsForm
from amont.reference.models import Charge, Code, Office, TimeLimit
from amont.reference.permissions import GRANTS
from amont.reference.queries import administration

EVIDENCE = {
    "A": _("lu dans le texte même"),
    "B": _("bonne source secondaire"),
    "C": _("à confirmer par l’administration"),
    "D": _("convention d’Amont"),
    "GK": _("connaissance générale"),
    "NV": _("non vérifié"),
}
SURE = "A"
MODES = "transport_mode"
UNSURE = ("C", "GK", "NV")
BASES = {"customs_value": _("valeur en douane")}
KINDS = {
    "seaport": _("port"),
    "airport": _("aéroport"),
    "land": _("frontière terrestre"),
    "inland": _("intérieur"),
}
LIMITS = {
    "manifest.before_loading": _("Manifeste, avant le chargement"),
    "manifest.before_arrival": _("Manifeste, avant l’arrivée"),
    "manifest.after_arrival": _("Manifeste, après l’arrivée"),
    "difference.explain": _("Explication d’une différence"),
    "bill.declare": _("Déclaration des marchandises d’un titre"),
    "declaration.lapse": _("Arrivée des marchandises déclarées d’avance"),
    "release.exit": _("Sortie des marchandises après mainlevée"),
    "referral.information": _("Réponse à une demande d’information"),
    "referral.screening": _("Réponse à une demande de contrôle avant chargement"),
    "referral.do_not_load": _("Réponse à un ordre de ne pas charger"),
    "order.acknowledge": _("Accusé de réception d’un ordre de la douane"),
}
STARTS = {
    "loading": _("le chargement"),
    "arrival": _("l’arrivée"),
    "unloading": _("le déchargement"),
    "take_over": _("la prise en charge"),
    "difference": _("la différence constatée"),
    "referral": _("la demande"),
    "order": _("l’ordre donné"),
    "lodging": _("le dépôt de la déclaration"),
    "release": _("la mainlevée"),
}
LISTS = {MODES: _("Modes de transport")}


@require_http_methods(["GET", "POST"])
@page(GRANTS, "change_settings")
def settings_page(request: Request) -> HttpResponse:
    """Settings of the node: read, and changed by the administrator of accounts."""
    now = administration()
    names = ("lane_published", "shadow_mode", "collects")
    form = SettingsForm(request.POST or None, initial={name: getattr(now, name) for name in names})
    if request.method == "POST":
        form = SettingsForm(request.POST)
        if form.is_valid():
            change_settings(**form.cleaned_data, by=request.agent)
            messages.success(request, gettext("Les réglages sont enregistrés."))
            return redirect("settings")
    return render(request, "reference/settings.html", {"form": form})


@require_GET
@page(GRANTS, "read")
def reference_page(request: Request) -> HttpResponseBase:
    """Offices, charges, code lists: what bears the words asked for. Five queries."""
    form = ReferenceFilter(request.GET)
    words = (form.cleaned_data["q"] if form.is_valid() else "").strip()
    found = administration()
    charges = [_charge(request, row) for row in Charge.objects.all()]
    codes = [_code(request, row) for row in Code.objects.exclude(listed_in__in=CODE_LISTS)]
    offices = [_office(row) for row in Office.objects.all()]
    modes = {row["code"]: row["name"] for row in codes if row["key"] == MODES}
    limits = [_limit(request, row, modes) for row in TimeLimit.objects.all()]
    context = {
        "form": form,
        "administration": _own(request, found.names),
        "pack": found.pack,
        "active": words,
        "offices": [row for row in offices if _holds(words, row["code"], row["name"], row["kind"])],
        "charges": [row for row in charges if _holds(words, row["code"], row["name"], row["base"])],
        "limits": [row for row in limits if _holds(words, row["code"], row["name"], row["mode"])],
        "lists": _by_list([row for row in codes if _holds(words, row["code"], row["name"], row["list"])]),
    }
    return render(request, "reference/reference.html", context)


def _office(row: Office) -> dict[str, str]:
    return {"code": row.code, "name": row.name, "kind": str(KINDS.get(row.kind, row.kind))}


def _charge(request: Request, row: Charge) -> dict[str, Any]:
    shown = dated(request, row.from_on, row.to_on)
    return {
        **shown,
        "code": row.code,
        "name": _own(request, row.names),
        "base": str(BASES.get(row.base, row.base)),
        "rate_pct": row.rate_pct,
        "source": row.source,
        **sure(row.evidence),
    }


def _limit(request: Request, row: TimeLimit, modes: dict[str, str]) -> dict[str, Any]:
    return {
        **dated(request, row.from_on, row.to_on),
        "code": row.code,
        "name": str(LIMITS.get(row.code, row.code)),
        "mode": modes.get(row.mode, row.mode),
        "span": _spoken(row),
        "starts": str(STARTS.get(row.starts, row.starts)),
        "law": row.law,
        "source": row.source,
        **sure(row.evidence),
        "unsure": row.evidence != SURE,
    }


def _spoken(row: TimeLimit) -> str:
    if row.unit == Unit.HOURS:
        return ngettext("%(n)s heure", "%(n)s heures", row.number) % {"n": row.number}
    if row.unit == Unit.DAYS:
        return ngettext("%(n)s jour", "%(n)s jours", row.number) % {"n": row.number}
    return ngettext("%(n)s mois", "%(n)s mois", row.number) % {"n": row.number}


def _code(request: Request, row: Code) -> dict[str, Any]:
    name = _own(request, row.names)
    title = str(LISTS.get(row.listed_in, row.listed_in))
    shown = {
        "code": row.code,
        "name": name,
        "list": title,
        "key": row.listed_in,
        "source": row.source,
        **sure(row.evidence),
    }
    return {**dated(request, row.from_on, row.to_on), **shown}


def dated(request: Request, from_on: date, to_on: date | None) -> dict[str, Any]:
    in_force = from_on <= request.today and (to_on is None or to_on >= request.today)
    return {"from_on": None if from_on.year <= 1900 else from_on, "to_on": to_on, "in_force": in_force}


def sure(evidence: str) -> dict[str, Any]:
    return {"evidence": evidence, "said": EVIDENCE.get(evidence, ""), "unsure": evidence in UNSURE}


def _own(request: Request, names: dict[str, str]) -> str:
    return request.words.own(names)


def _holds(words: str, *texts: str) -> bool:
    return not words or any(words.casefold() in text.casefold() for text in texts)


def _by_list(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Codes by the list they stand in, in order."""
    lists: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        lists.setdefault(row["list"], []).append(row)
    return [{"title": title, "rows": of} for title, of in lists.items()]

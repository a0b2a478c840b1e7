"""The sheet of a finding: declared and found, what it changes of what is owed, who decided."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amont.controls.forms.finding import methods
from amont.controls.models import Finding, FoundItem
from amont.controls.permissions import GRANTS
from amont.controls.queries import finding_seen_by
from amont.controls.screens.finding import state_names
from amont.controls.states import FindingState
from amont.declarations.permissions import GRANTS as DECLARATIONS
from amont.edge.routes import Request, page
from amont.kernel.agents import may
from amont.parties.queries import names_of
from amont.payments.actions.assessing import NOT_COMPUTED
from amont.payments.differing import Difference, difference_of

PARTS = ("hs_code", "origin", "packages", "net_kg", "value")
DECLARED = {"value": "customs_value"}


@page(GRANTS, "read_findings")
@require_GET
def finding(request: Request, pk: int) -> HttpResponse:
    """One finding, for officers and for who declared."""
    row = finding_seen_by(request.agent, pk)
    items = list(row.items.select_related("item").order_by("item__item", "pk"))
    declaration = row.control.version.declaration
    is_officer = not request.agent.operators
    people = names_of([row.proposed_by, row.decided_by, row.answered_by]) if is_officer else {}
    owed, why = _owed(row, items, request)
    context = {
        "finding": row,
        "declaration": declaration,
        "state": state_names()[row.state],
        "items": [_item(one) for one in items],
        "owed": owed,
        "why": why,
        "proposed_by": people.get(row.proposed_by, ""),
        "decided_by": people.get(row.decided_by, ""),
        "acts": _acts(request, row),
        "crumbs": [{"title": _("Constats"), "url": reverse("findings")}],
    }
    return render(request, "pages/finding.html", context)


def _item(one: FoundItem) -> dict[str, Any]:
    """What differs: name, declared, found."""
    names = {
        "hs_code": _("Position"), "origin": _("Origine"), "packages": _("Colis"),
        "net_kg": _("Poids net, kg"), "value": _("Valeur en douane"),
    }  # fmt: skip
    gaps = [
        {"name": names[part], "declared": _shown(getattr(one.item, DECLARED.get(part, part))),
         "found": _shown(getattr(one, part))}
        for part in PARTS if getattr(one, part) not in ("", None)
    ]  # fmt: skip
    return {"number": one.item.item, "gaps": gaps, "method": methods().get(one.method, "")}


def _shown(value: object) -> object:
    return Decimal(format(value.normalize(), "f")) if isinstance(value, Decimal) else value


def _owed(row: Finding, items: list[FoundItem], request: Request) -> tuple[dict[str, Any] | None, str]:
    """The difference of duties, or why it cannot be told."""
    version = row.control.version
    try:
        found = difference_of(version, items, on=version.declaration.registered_on or request.today)
    except NOT_COMPUTED as refusal:
        return None, request.words.sentence(refusal.code, refusal.facts)
    return _differing(found), ""


def _differing(found: Difference) -> dict[str, Any]:
    language = (get_language() or "fr")[:2]
    return {
        "difference": found,
        "change": _signed(found.change),
        "rows": [
            {
                "one": one,
                "name": one.names.get(language) or one.names.get("fr", ""),
                "change": _signed(one.change),
            }
            for one in found.charges
        ],
    }


def _signed(change: Decimal) -> dict[str, Any]:
    return {"sign": "+" if change > 0 else "−" if change < 0 else "", "amount": abs(change)}


def _acts(request: Request, row: Finding) -> list[dict[str, Any]]:
    acts: list[dict[str, Any]] = []
    is_open = row.state == FindingState.PROPOSED
    is_own = request.agent.name in (row.proposed_by, row.control.officer)
    ways = {name: reverse(f"finding_{name}", args=[row.pk]) for name in ("confirm", "send_back", "answer")}
    if is_open and may(GRANTS, request.agent, "decide_finding", row) and not is_own:
        acts.append({"title": _("Confirmer"), "url": ways["confirm"], "primary": True})
        acts.append({"title": _("Renvoyer"), "url": ways["send_back"]})
    if is_open and may(GRANTS, request.agent, "answer_finding", row):
        acts.append({"title": _("Répondre"), "url": ways["answer"], "primary": True})
    declaration = row.control.version.declaration
    if may(GRANTS, request.agent, "read", row.control):
        acts.append({"title": _("Voir le contrôle"), "url": reverse("control", args=[row.control_id])})
    if may(DECLARATIONS, request.agent, "read", declaration):
        url = reverse("declaration", args=[declaration.pk])
        acts.append({"title": _("Voir la déclaration"), "url": url, "wide": True})
    return acts

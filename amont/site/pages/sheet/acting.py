"""What one can do with a declaration, by its state and one's rights; what one cannot, and whose it is."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from amont.controls.permissions import GRANTS as CONTROLS
from amont.controls.states import ControlState
from amont.declarations.permissions import GRANTS
from amont.declarations.states import ENDS, TRANSITIONS, State
from amont.holds.permissions import GRANTS as HOLDS
from amont.kernel.agents import may
from amont.kernel.lanes import Lane
from amont.kernel.states import acts_from
from amont.release.permissions import GRANTS as RELEASE
from amont.release.queries.lists import release_of
from amont.site.pages.sheet.reading import Sheet, same_page

CLEARED = (State.PAID, State.RELEASED, State.LEFT)
LIVE = (ControlState.ASSIGNED, ControlState.STARTED)


def acts(sheet: Sheet) -> list[dict[str, Any]]:
    """Buttons, the main one first."""
    found: list[dict[str, Any]] = [
        *_control(sheet),
        *_release(sheet),
        *_amend(sheet),
        *_cancel(sheet),
        *_hold(sheet),
        *_lane(sheet),
    ]
    found += _take(sheet)
    found.append(
        {
            "title": _("Imprimer"),
            "url": same_page(sheet, papier="1"),
            "icon": "printer",
            "print": True,
            "wide": True,
        }
    )
    return found


def _control(sheet: Sheet) -> list[dict[str, Any]]:
    control = sheet.control
    if control is None:
        return []
    is_mine = may(CONTROLS, sheet.agent, "start", control) and control.state in LIVE
    visit = _("Ouvrir la visite") if control.lane == Lane.RED else _("Ouvrir le contrôle")
    title = visit if is_mine else _("Voir le contrôle")
    return [{"title": title, "url": reverse("control", args=[control.pk]), "primary": is_mine}]


def _release(sheet: Sheet) -> list[dict[str, Any]]:
    """No query where none can be."""
    if sheet.row.state not in CLEARED or not may(RELEASE, sheet.agent, "read"):
        return []
    row = release_of(sheet.row, agent=sheet.agent)
    if row is None:
        return []
    return [{"title": _("Voir la mainlevée"), "url": reverse("release", args=[row.pk]), "primary": True}]


def _take(sheet: Sheet) -> list[dict[str, Any]]:
    """The declaration as a document, on paper and for a neighbour; and what customs answers to it."""
    if not may(GRANTS, sheet.agent, "export", sheet.row):
        return []
    key = sheet.row.pk
    ways = {_("DAU en PDF"): reverse("sad_pdf", args=[key]), _("DAU en XML"): reverse("sad_xml", args=[key])}
    if sheet.agent.operators:  # whose system reads it
        ways |= {
            _("Réponse en CUSRES"): reverse("declaration_answer", args=[key, "cusres"]),
            _("Réponse en XML"): reverse("declaration_answer", args=[key, "xml"]),
        }
    return [{"title": title, "url": url, "icon": "download", "wide": True} for title, url in ways.items()]


def _applies(sheet: Sheet, act: str) -> bool:
    return act in acts_from(sheet.row.state, table=TRANSITIONS)


def _amend(sheet: Sheet) -> list[dict[str, Any]]:
    if not (_applies(sheet, "amend") and may(GRANTS, sheet.agent, "amend", sheet.row)):
        return []
    return [
        {
            "title": _("Déposer une nouvelle version"),
            "url": reverse("receive"),
            "icon": "upload",
            "primary": not sheet.eyes.is_officer,
        }
    ]


def _cancel(sheet: Sheet) -> list[dict[str, Any]]:
    if not (_applies(sheet, "cancel") and may(GRANTS, sheet.agent, "cancel", sheet.row)):
        return []
    return [{"title": _("Annuler la déclaration"), "url": reverse("declaration_cancel", args=[sheet.row.pk])}]


def _hold(sheet: Sheet) -> list[dict[str, Any]]:
    if sheet.row.state in ENDS or not may(HOLDS, sheet.agent, "place"):
        return []
    asked = urlencode({"field": "reference", "value": sheet.row.reference})
    return [
        {
            "title": _("Placer un blocage"),
            "url": f"{reverse('hold_place')}?{asked}",
            "icon": "lock",
            "wide": True,
        }
    ]


def _lane(sheet: Sheet) -> list[dict[str, Any]]:
    if sheet.row.state != State.ROUTED or not may(CONTROLS, sheet.agent, "change_lane", sheet.row):
        return []
    url = reverse("lane_change", args=[sheet.row.pk])
    return [{"title": _("Changer le circuit"), "url": url, "wide": True}]


def why_not(sheet: Sheet) -> str:
    """What cannot be done now, and the way there."""
    state = State(sheet.row.state)
    if state in SAID:
        return str(SAID[state]())
    if not sheet.eyes.is_officer:
        return _waiting_broker(sheet)
    parts = [_control_way(sheet), _cancel_way(sheet)]
    return " ".join(part for part in parts if part)


SAID = {
    State.PAST: lambda: _("Cette déclaration vient du système précédent : elle se lit, sans acte possible."),
    State.CANCELLED: lambda: _("Cette déclaration est annulée : elle n’a plus d’effet."),
    State.CONTROLLED: lambda: _("Le contrôle est clos : la déclaration ne change plus."),
    State.ASSESSED: lambda: _("Les droits et taxes sont liquidés : ils restent à payer."),
    State.PAID: lambda: _("Les droits et taxes sont payés ou garantis : la mainlevée suit, sauf blocage."),
    State.RELEASED: lambda: _("La mainlevée est donnée : les marchandises peuvent sortir."),
    State.LEFT: lambda: _("Les marchandises sont sorties."),
    State.LAPSED: lambda: _("Rien n’est arrivé dans le délai : la déclaration anticipée est caduque."),
}


def _waiting_broker(sheet: Sheet) -> str:
    if sheet.row.state == State.IN_CONTROL:
        return _("Un contrôle est en cours : une nouvelle version ne peut plus être déposée.")
    if sheet.row.state == State.LODGED:
        return _("La déclaration est reçue ; son traitement est en cours.")
    return _("Pour corriger, déposez le fichier avec le numéro de version suivant.")


def _control_way(sheet: Sheet) -> str:
    if sheet.row.state == State.LODGED:
        return _("Le circuit est en cours de calcul.")
    control = sheet.control
    if control is not None and may(CONTROLS, sheet.agent, "start", control):
        return ""
    if sheet.row.state == State.IN_CONTROL:
        return _("Le contrôle revient à l’agent que le tirage a désigné.")
    if sheet.row.lane is not None and sheet.row.lane >= Lane.YELLOW and control is None:
        return _("Le contrôle est confié par tirage au sort.")
    return ""


def _cancel_way(sheet: Sheet) -> str:
    if not _applies(sheet, "cancel"):
        return _("Une fois le contrôle commencé, la déclaration ne s’annule plus.")
    if not may(GRANTS, sheet.agent, "cancel", sheet.row):
        return _("L’annulation revient au chef de visite du bureau.")
    return ""

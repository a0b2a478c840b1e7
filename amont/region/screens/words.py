"""Names of milestones, of who holds the clock, and of what figures are put together by."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from amont.engine.indicators.passage import Holder, Milestone
from amont.kernel.lanes import Lane
from amont.region.queries.times import By

Names = Mapping[str, str | Promise]


def milestone_names() -> dict[Milestone, str]:
    """In the order of the study."""
    return {
        Milestone.PRE_DOC_FIRST: _("Première demande de document"),
        Milestone.PRE_DOC_LAST: _("Dernier document obtenu"),
        Milestone.MANIFEST_FILED: _("Manifeste transmis"),
        Milestone.DECL_LODGED: _("Déclaration déposée"),
        Milestone.ARRIVAL: _("Arrivée du moyen de transport"),
        Milestone.UNLOADED: _("Fin du déchargement"),
        Milestone.TAKEN_OVER: _("Prise en charge"),
        Milestone.LANE: _("Circuit attribué"),
        Milestone.ASSIGNED: _("Vérificateur désigné"),
        Milestone.DOC_CHECK: _("Contrôle documentaire fait"),
        Milestone.INSPECT_START: _("Début de la visite"),
        Milestone.INSPECT_END: _("Acte de visite signé"),
        Milestone.OGA_RELEASE: _("Accord des autres administrations"),
        Milestone.ASSESSED: _("Liquidation"),
        Milestone.PAID: _("Paiement"),
        Milestone.RELEASED: _("Bon à enlever"),
        Milestone.PORT_PAID: _("Frais portuaires payés"),
        Milestone.GATE_OUT: _("Sortie"),
    }


def holder_names() -> dict[str, str]:
    """Who is waited for."""
    return {
        Holder.TRADER.value: _("Opérateur"),
        Holder.BANK.value: _("Banque"),
        Holder.AGENCY.value: _("Autre administration"),
        Holder.CUSTOMS.value: _("Douane"),
        Holder.PORT.value: _("Port"),
    }


def group_names() -> dict[By, str]:
    """What figures are put together by."""
    return {
        By.OFFICE: _("Bureau"),
        By.LANE: _("Circuit"),
        By.MODEL: _("Modèle"),
        By.MONTH: _("Mois"),
        By.EARLY: _("Moment du dépôt"),
    }


def lane_names() -> dict[str, str]:
    """By code, as in an address."""
    return {
        Lane.GREEN.code: _("Vert"),
        Lane.BLUE.code: _("Bleu"),
        Lane.YELLOW.code: _("Jaune"),
        Lane.RED.code: _("Rouge"),
    }

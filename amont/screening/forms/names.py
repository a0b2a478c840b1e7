"""What is asked and answered, in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from amont.screening.models import Act, Method, Outcome, Point, Referral, ReferralKind, Result, ToldGround
from amont.screening.states import ReferralState


def kind_names() -> dict[str, str]:
    """What is asked."""
    return {
        ReferralKind.INFORMATION.value: _("Information demandée"),
        ReferralKind.SCREENING.value: _("Contrôle avant chargement"),
        ReferralKind.DO_NOT_LOAD.value: _("Ne pas charger"),
    }


def state_names() -> dict[str, str]:
    """How far it is."""
    return {
        ReferralState.ASKED.value: _("À répondre"),
        ReferralState.ANSWERED.value: _("Répondue, à examiner"),
        ReferralState.CLOSED.value: _("Close"),
        ReferralState.WITHDRAWN.value: _("Retirée"),
    }


def point_names() -> dict[str, str]:
    """What information is wanted on."""
    return {
        Point.GOODS.value: _("Marchandise"),
        Point.SHIPPER.value: _("Expéditeur"),
        Point.CONSIGNEE.value: _("Destinataire"),
        Point.CONTAINER.value: _("Conteneur, scellés"),
        Point.VALUE.value: _("Valeur, fret"),
        Point.ROUTE.value: _("Itinéraire"),
        Point.PAPERS.value: _("Documents"),
    }


def ground_names() -> dict[str, str]:
    """Why, as the carrier is told."""
    return {
        ToldGround.SECURITY.value: _("Sûreté du transport"),
        ToldGround.SAFETY.value: _("Sécurité et santé publiques"),
        ToldGround.MISSING.value: _("Informations manquantes"),
        ToldGround.UNCLEAR.value: _("Informations à préciser"),
        ToldGround.PROHIBITED.value: _("Prohibition ou restriction"),
        ToldGround.CHECK.value: _("Vérification douanière"),
    }


def method_names() -> dict[str, str]:
    """How goods are screened."""
    return {
        Method.SCANNER.value: _("Scanner"),
        Method.HAND.value: _("Fouille"),
        Method.TRACE.value: _("Détection de traces"),
        Method.DOGS.value: _("Chien"),
        Method.METAL.value: _("Détecteur de métaux"),
        Method.OTHER.value: _("Autre moyen"),
    }


def result_names() -> dict[str, str]:
    """What screening found."""
    return {
        Result.CLEAR.value: _("Rien à signaler"),
        Result.DOUBT.value: _("Doute ou anomalie"),
        Result.IMPOSSIBLE.value: _("Contrôle impossible"),
    }


def outcome_names() -> dict[str, str]:
    """What became of goods that may not be loaded."""
    return {
        Outcome.ACKNOWLEDGED.value: _("Ordre bien reçu"),
        Outcome.NOT_LOADED.value: _("Non chargée"),
        Outcome.LOADED.value: _("Déjà chargée"),
    }


def act_names() -> dict[str, str]:
    """What happened."""
    return {
        Act.ASK.value: _("Demande"),
        Act.ASK_AGAIN.value: _("Nouvelle question"),
        Act.REMIND.value: _("Rappel à mi-délai"),
        Act.OVERDUE.value: _("Délai passé sans réponse"),
        Act.ANSWER.value: _("Réponse du transporteur"),
        Act.CLOSE.value: _("Demande close"),
        Act.WITHDRAW.value: _("Demande retirée"),
    }


def referral_line(row: Referral, now: datetime) -> dict[str, Any]:
    """One referral in words. left, late: what is left of its time, or how far it is past."""
    is_asked = row.state == ReferralState.ASKED
    is_late = is_asked and row.due_at <= now
    return {
        "referral": row,
        "bill": row.bill,
        "kind": kind_names()[row.kind],
        "state": state_names()[row.state],
        "ground": ground_names()[row.told],
        "points": [point_names()[one] for one in row.points],
        "is_asked": is_asked,
        "is_late": is_late,
        "late": now - row.due_at if is_late else None,
        "left": row.due_at - now if is_asked and not is_late else None,
    }

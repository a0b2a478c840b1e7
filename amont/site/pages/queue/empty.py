"""What an empty list says: what would come here, when the last one came, one way out."""

from __future__ import annotations

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from amont.controls.models import Control
from amont.declarations.models import Declaration
from amont.declarations.states import State
from amont.edge.routes import Request
from amont.screening.queries.queue.waiting import LATE_AFTER
from amont.site.pages.queue import lists
from amont.site.pages.queue.address import address
from amont.site.pages.queue.lists import Asked
from amont.site.templatetags.writing import day, delay


def nothing(request: Request, asked: Asked) -> dict[str, str]:
    """What would come here, when the last one came, one way out. One query at most."""
    everything = {"url": address(vue=lists.OFFICE), "act": _("Voir tout le bureau")}
    if not asked.form.is_empty or asked.lane is not None:
        text = _("Rien dans cette liste ne répond à ce que vous demandez.")
        way = {"url": address(vue=asked.view), "act": _("Effacer les filtres")}
        return {"title": _("Aucune déclaration avec ce filtre"), "text": text, **way}
    told = {
        lists.WORK: (
            _("Aucune déclaration à traiter"),
            _("Une déclaration rouge ou jaune vient ici dès que son circuit est décidé."),
        ),
        lists.MINE: (
            _("Aucun dossier ne vous attend"),
            _("Un dossier vient ici dès qu’un tirage vous le confie."),
        ),
        lists.LATE: (
            _("Aucune déclaration en retard"),
            _("Une déclaration jaune ou rouge vient ici après %(delay)s sans acte.")
            % {"delay": delay(LATE_AFTER)},
        ),
        lists.NEW: (
            _("Aucun nouvel opérateur"),
            _("Une déclaration vient ici quand son importateur n’a pas encore d’histoire."),
        ),
        lists.HELD: (
            _("Aucune déclaration retenue"),
            _("Une déclaration vient ici quand une donnée essentielle manque ou ne se lit pas."),
        ),
        lists.UNROUTED: (
            _("Aucune déclaration sans circuit"),
            _("Une déclaration passe ici le temps que son circuit soit décidé."),
        ),
    }
    if asked.view in told:
        title, text = told[asked.view]
        last = LAST[asked.view](request) if asked.view in LAST else ""
        return {"title": title, "text": f"{text} {last}".strip(), **everything}
    text = _("Une déclaration vient ici dès que son circuit est décidé.")
    way = {"url": reverse("declarations"), "act": _("Voir toutes les déclarations")}
    return {
        "title": _("Aucune déclaration n’attend"),
        "text": f"{text} {_last_lodged(request)}".strip(),
        **way,
    }


def _last_given(request: Request) -> str:
    own = Control.objects.visible_to(request.agent).filter(officer=request.agent.name)
    last = own.aggregate(last=Max("assigned_at"))["last"]
    return _("Le dernier date du %(day)s.") % {"day": day(last)} if last else ""


def _last_lodged(request: Request) -> str:
    done = Declaration.objects.visible_to(request.agent).filter(state__in=(State.CONTROLLED, State.CANCELLED))
    last = done.aggregate(last=Max("lodged_at"))["last"]
    return _("La dernière date du %(day)s.") % {"day": day(last)} if last else ""


LAST = {lists.MINE: _last_given, lists.WORK: _last_lodged}  # when the last one came, where that helps

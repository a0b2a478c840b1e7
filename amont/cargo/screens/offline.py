"""The quay without a line: what the phone takes along, the page that needs nobody, and counts sent later."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amont.cargo.actions.taking import take_over
from amont.cargo.api.taking import shown
from amont.cargo.forms.counting import CountForm
from amont.cargo.forms.lists import state_names
from amont.cargo.models import Manifest
from amont.cargo.permissions import GRANTS
from amont.cargo.queries.taken import manifest_there
from amont.cargo.queries.taken_along import stand_of, taken_along
from amont.cargo.screens.photos import photos_of
from amont.edge.api.problems import Unfit, told
from amont.edge.routes import Request, page
from amont.formats.manifest.numbers import container_number
from amont.kernel.errors import AmontError

LONGEST_KEY = 18  # digits of a key: beyond, it is none of ours


def quay(request: Request, manifest: Manifest | None = None) -> dict[str, Any]:
    """What the script of these pages needs: its words, who holds the phone, how the manifest stands."""
    stand = stand_of(manifest) if manifest else ""
    return {"words": words(), "person": request.agent.name, "stand": stand}


def words() -> dict[str, str]:
    """Sentences of the script; what stands in braces it fills in itself."""
    return {
        "offline_since": _("Hors ligne depuis {since}."),
        "offline_kept": _("Vos comptages sont gardés sur ce téléphone et partiront au retour du réseau."),
        "still_lost": _("Toujours pas de réseau."),
        "sign_in": _("Connectez-vous pour envoyer vos comptages."),
        "waiting": _("À envoyer"),
        "waits": _("Compté le {at}. Gardé ici jusqu’à l’envoi."),
        "send": _("Envoyer maintenant"),
        "refused": _("Refusés"),
        "take_up": _("Reprendre"),
        "remove": _("Supprimer"),
        "remove_sure": _("Supprimer ce comptage de {label}\u00a0? Il n’a pas été enregistré."),
        "sent": _("Envoyés"),
        "same": _("Comptage enregistré. Rien ne diffère de l’annoncé."),
        "changed": _("Modifié depuis l’ouverture de la page\u00a0: {numbers}. Le comptage est gardé."),
        "read": _("Lu"),
        "no_figure": _(
            "«\u00a0{text}\u00a0» ne se lit pas comme un nombre\u00a0: écrivez par exemple 1204,50."
        ),
        "seals_noted": _("Des scellés sont notés\u00a0: effacez-les, ou décochez."),
        "no_number": _("Indiquez le numéro du titre ou du conteneur."),
        "not_taken": _("Ce comptage n’a pas pu être pris. Reprenez-le, avec moins de photos s’il en porte."),
        "anothers": _(
            "Une autre personne s’est connectée sur ce téléphone. Rouvrez cette page avant de signer."
        ),
        "full": _("Ce téléphone n’a plus de place pour garder ce comptage. Notez-le sur papier."),
        "taken": _("Sur ce téléphone depuis {at}, pour compter sans réseau."),
        "heading": _("Prise en charge"),
        "open": _("Ouvrir le voyage {voyage}"),
        "none_here": _("Aucun manifeste n’est sur ce téléphone. Ouvrez-en un quand le réseau est là."),
        "not_here": _("Ce manifeste n’est pas sur ce téléphone. Ouvrez-le quand le réseau est là."),
        "needs_line": _("Cette page a besoin du réseau."),
        "nobody": _("Connectez-vous quand le réseau est là\u00a0: ce téléphone ne garde rien pour vous."),
        "search": _("Chercher un titre ou un conteneur"),
        "no_such": _("Aucun titre ni conteneur ne porte ce numéro ici."),
        "more": _("Et {n} autres titres\u00a0: cherchez par numéro."),
        "other": _("Compter ce qui n’est pas annoncé"),
        "unannounced": _("Non annoncé"),
        "found": _("Trouvé"),
        "figures": _("{packages} colis, {kg} kg"),
        "counted": _("compté"),
        "to_count": _("à compter"),
        "kept_here": _("compté, à envoyer"),
    }


@page(GRANTS, "take_over")
@require_GET
def take_over_line(request: Request) -> HttpResponse:
    """That the node answers, whom it knows, and the token that a form would have."""
    return JsonResponse({"person": request.agent.name, "token": get_token(request)})


@page(GRANTS, "take_over")
@require_GET
def take_over_along(request: Request, manifest: int) -> HttpResponse:
    """One manifest for the phone."""
    row = manifest_there(request.agent, manifest)
    return JsonResponse(taken_along(row, state=state_names()[row.state]))


@page(GRANTS, "take_over")
@require_GET
def take_over_offline(request: Request) -> HttpResponse:
    """The page shown where no line is: it holds no goods and no name, the phone's script fills it."""
    nobody = {"words": words(), "person": "", "stand": ""}
    return render(request, "cargo/offline.html", {"quay": nobody, "form": CountForm(is_other=True)})


@page(GRANTS, "take_over")
@require_GET
def take_over_worker(request: Request) -> HttpResponse:
    """The script that answers in the place of the node when the line is dead."""
    told = {"language": request.LANGUAGE_CODE}
    return render(request, "cargo/worker.js", told, content_type="text/javascript")


@page(GRANTS, "take_over")
@require_POST
def take_over_send(request: HttpRequest, manifest: int) -> HttpResponseBase:
    """A count kept on a phone, with the answers as they were typed; its refusals are JSON with a sentence."""
    asked: Any = request
    try:
        row = manifest_there(asked.agent, manifest)
        bill = _key(asked.POST.get("bill", ""))
        box = container_number(asked.POST.get("container", ""))[:17]
        form = CountForm(asked.POST, is_other=bill is None)
        if not form.is_valid():
            return _unfit(form)
        count = form.count(
            bill=bill,
            box=box,
            photos=photos_of(asked),
            originals=tuple(asked.POST.getlist("originals")),
            channel="phone",
        )
        kept = take_over(row.pk, count=count, by=asked.agent, now=asked.now)
    except AmontError as refusal:
        status = 400 if refusal.status == 422 else refusal.status
        return JsonResponse({**told(refusal, words=asked.words), "status": status}, status=status)
    answer = shown(kept, asked.words).model_dump_json()
    return HttpResponse(answer, content_type="application/json", status=201 if kept.is_new else 200)


def _key(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY else None


def _unfit(form: BaseForm) -> HttpResponse:
    """Every answer that does not fit, in one text."""
    said = " ".join(str(error) for errors in form.errors.values() for error in errors)
    return JsonResponse({"status": 400, "code": Unfit.code, "detail": said}, status=400)

"""Help: what each person does here, what the lanes mean, what a page can do from the keyboard."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amont.declarations.permissions import GRANTS
from amont.edge.routes import Request, for_everyone
from amont.kernel.agents import Role, may
from amont.kernel.lanes import Lane
from amont.site.pages.columns import columns_of_a_file


@require_safe
@for_everyone
def help_page(request: Request) -> HttpResponse:
    """The parts of one's own roles come first."""
    mine = {posting.role for posting in request.agent.postings}
    parts = sorted(_parts(), key=lambda part: part["role"] not in mine)
    columns = list(columns_of_a_file()) if may(GRANTS, request.agent, "receive") else []
    context = {"parts": parts, "lanes": _lanes(), "mine": mine, "columns_told": columns}
    return render(request, "aide/aide.html", context)


def _parts() -> list[dict[str, object]]:
    return [
        {
            "role": Role.BROKER,
            "title": _("Déclarant"),
            "steps": [
                _("Déposez vos fichiers : le format est reconnu, vous ne le choisissez pas."),
                _("Lisez le compte rendu : chaque ligne refusée dit où, quoi et que faire."),
                _("Corrigez les lignes refusées, puis déposez-les seules."),
                _("Pour rectifier, redéposez la référence avec une version plus élevée, avant le contrôle."),
            ],
        },
        {
            "role": Role.ANALYST,
            "title": _("Analyste"),
            "steps": [
                _("La file du jour suit l’ordre du travail : blocages, puis score."),
                _("La fiche dit ce qui a décidé, pourquoi, puis ce que dit l’historique."),
                _(
                    "Placez un blocage quand un renseignement l’exige\u00a0; il vaut aussi pour les "
                    "déclarations déjà orientées."
                ),
                _("Comparez chaque critère au tirage au sort avant de le garder."),
            ],
        },
        {
            "role": Role.INSPECTOR,
            "title": _("Inspecteur"),
            "steps": [
                _("Vos contrôles vous sont confiés par tirage au sort ; personne ne les choisit."),
                _("Saisissez un article par page, sur un téléphone, avec des photos."),
                _("« Non visité » ne vaut pas « conforme » : dites ce que vous avez vu."),
                _("La clôture rend le résultat ; il compte dans les profils dès le lendemain."),
            ],
        },
        {
            "role": Role.CHIEF,
            "title": _("Chef de visite"),
            "steps": [
                _("Voyez les contrôles du bureau, les retards d’abord."),
                _("Un inspecteur absent : demandez un nouveau tirage, avec le motif."),
                _("Une annulation dit son motif ; elle est inscrite au journal."),
            ],
        },
        {
            "role": Role.DIRECTOR,
            "title": _("Direction"),
            "steps": [
                _("Les indicateurs montrent ce que trouve chaque cause, à côté du tirage au sort."),
                _("Chaque chiffre a son intervalle ; sous vingt contrôles, seul l’intervalle est dit."),
            ],
        },
        {
            "role": Role.ADMINISTRATOR,
            "title": _("Administration des comptes"),
            "steps": [
                _("Ouvrez un compte, puis proposez une affectation ; une autre personne l’approuve."),
                _("Dès qu’une affectation finit, la personne ne peut plus rien ouvrir en son nom."),
            ],
        },
        {
            "role": Role.SECURITY,
            "title": _("Sécurité"),
            "steps": [
                _("Événements non traités, échecs de connexion, état du journal : tout est sur une page."),
                _("Gardez ailleurs une tête signée du journal : elle montre toute réécriture."),
            ],
        },
    ]


def _lanes() -> list[tuple[Lane, str]]:
    return [
        (Lane.RED, _("La marchandise est visitée.")),
        (Lane.YELLOW, _("Les documents sont vérifiés.")),
        (Lane.BLUE, _("La marchandise sort, le contrôle vient après.")),
        (Lane.GREEN, _("Rien n’est demandé.")),
    ]

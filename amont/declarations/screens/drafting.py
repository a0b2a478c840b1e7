"""Typing a declaration: the drafts of a firm, the form, and what its script sends."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from pydantic import Field as Member

from amont.declarations.actions.keeping import (
    MOST_ITEMS,
    Typed,
    copy_declaration,
    copy_draft,
    discard_draft,
    keep_draft,
    send_draft,
)
from amont.declarations.api.typed import rows_of
from amont.declarations.models import KeptDraft
from amont.declarations.permissions import GRANTS
from amont.declarations.screens.boxes import header_boxes, item_boxes
from amont.edge.api.bodies import Told as Body
from amont.edge.api.bodies import body_of
from amont.edge.api.problems import problem
from amont.edge.lists import pager_of
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, page
from amont.kernel.agents import NotFound
from amont.kernel.errors import AmontError

NEWEST = (Order("id", descending=True),)


class Kept(Body):
    """What the form sends. seen: version that it began from."""

    seen: int = Member(0, ge=0)
    header: dict[str, str] = Member(default_factory=dict)
    items: list[dict[str, str]] = Member(default_factory=list)


class Seen(Body):
    """The version that is sent."""

    seen: int = Member(ge=0)


def drafts_of_firm(request: Request) -> Any:
    """Those of the reader's firm, narrowed by what is looked for."""
    rows = KeptDraft.objects.all().visible_to(request.agent)
    text = request.GET.get("q", "").strip()[:80]
    if not text:
        return rows
    found = rows.filter(header__reference__icontains=text) | rows.filter(header__importer__icontains=text)
    return found | rows.filter(name__icontains=text)


@page(GRANTS, "keep_draft")
@require_GET
def drafts(request: Request) -> HttpResponse:
    """Drafts and templates of one's firm, the last begun first."""
    rows = drafts_of_firm(request)
    shown = page_of(rows, NEWEST, after=request.GET.get("apres", ""))
    total = counted(rows)
    acts = [
        {"title": _("Saisir une déclaration"), "url": reverse("draft_new"), "icon": "plus", "primary": True}
    ]
    context = {
        "rows": shown.rows,
        "pager": pager_of(shown, total, request),
        "asked": request.GET.get("q", "").strip(),
        "crumbs": [{"title": _("Déclarations"), "url": reverse("declarations")}],
        "head_acts": acts,
    }
    return render(request, "declarations/drafts.html", context)


@page(GRANTS, "keep_draft")
@require_GET
def draft_new(request: Request) -> HttpResponse:
    """An empty form; its script gives it a key and its own address."""
    return _form(request, KeptDraft(key=uuid4(), version=0))


@page(GRANTS, "keep_draft")
@require_GET
def draft(request: Request, key: UUID) -> HttpResponse:
    """A draft as it was left. NotFound."""
    return _form(request, _seen(request, key))


@page(GRANTS, "keep_draft")
@require_GET
def draft_now(request: Request, key: UUID) -> HttpResponse:
    """What is kept of it, for a form that was changed elsewhere."""
    row = _seen(request, key)
    return JsonResponse({"seen": row.version, "header": row.header, "items": row.items})


@page(GRANTS, "keep_draft")
@require_POST
def draft_keep(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Keep what is typed; refusals are JSON with a sentence."""
    asked: Any = request
    try:
        body = body_of(request, Kept)
        typed = Typed(body.header, body.items)
        row = keep_draft(key, typed=typed, seen=body.seen, by=asked.agent, now=asked.now)
    except AmontError as refusal:
        return problem(asked, refusal)
    return JsonResponse({"seen": row.version})


@page(GRANTS, "send_draft")
@require_POST
def draft_send(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Lodge it; refusals are JSON, each at its box."""
    asked: Any = request
    try:
        seen = body_of(request, Seen).seen
        row = send_draft(key, reading=rows_of, seen=seen, by=asked.agent, now=asked.now)
    except AmontError as refusal:
        return problem(asked, refusal)
    return JsonResponse({"reference": row.reference, "url": f"{reverse('declarations')}{row.pk}/"})


@page(GRANTS, "copy_draft")
@require_POST
def draft_copy(request: Request, key: UUID) -> HttpResponse:
    """A draft or a named template made of another."""
    to = uuid4()
    copy_draft(key, to=to, by=request.agent, now=request.now, name=request.POST.get("name", ""))
    return redirect("draft", to)


@page(GRANTS, "copy_draft")
@require_POST
def draft_from(request: Request, pk: int) -> HttpResponse:
    """A draft made of a lodged declaration."""
    to = uuid4()
    copy_declaration(pk, to=to, by=request.agent, now=request.now)
    return redirect("draft", to)


@page(GRANTS, "discard_draft")
@require_POST
def draft_discard(request: Request, key: UUID) -> HttpResponse:
    """Away with it, once that was confirmed on the page."""
    if request.POST.get("sure"):
        discard_draft(key, by=request.agent)
        messages.success(request, _("Le brouillon est supprimé."))
        return redirect("drafts")
    messages.error(request, _("Cochez la case pour confirmer la suppression."))
    return redirect("draft", key)


def _seen(request: Request, key: UUID) -> KeptDraft:
    row = KeptDraft.objects.all().visible_to(request.agent).filter(key=key).first()
    if row is None:
        raise NotFound(what="draft")
    return row


def _form(request: Request, row: KeptDraft) -> HttpResponse:
    told = {
        "key": str(row.key),
        "seen": row.version,
        "header": row.header,
        "items": row.items,
        "sent": row.sent_as,
        "person": request.agent.name,
        "most": MOST_ITEMS,
        "root": reverse("drafts"),
        "duties": reverse("draft_duties"),
        "columns": item_boxes(),
        "words": script_words(),
    }
    context = {
        "row": row,
        "told": json.loads(json.dumps(told, default=str)),
        "boxes": header_boxes(),
        "crumbs": [{"title": _("Déclarations saisies"), "url": reverse("drafts")}],
    }
    return render(request, "declarations/draft.html", context)


def script_words() -> dict[str, str]:
    """Sentences of the script; what stands in braces it fills in itself."""
    return {
        "kept": _("Enregistré."),
        "here": _("Gardé sur cet appareil. Sera enregistré au retour du réseau."),
        "waits": _("Sera envoyée au retour du réseau."),
        "changed": _("Ce brouillon a été modifié ailleurs. Choisissez la saisie à garder."),
        "mine": _("Garder ma saisie"),
        "theirs": _("Reprendre l’autre saisie"),
        "no_place": _("Cet appareil ne peut rien garder\u00a0: gardez la page ouverte."),
        "full": _("Une déclaration compte au plus {most} articles."),
        "remove": _("Supprimer"),
        "removed": _("Article {n} supprimé."),
        "undo": _("Annuler la suppression"),
        "item": _("Article {n}"),
        "owed": _("Droits et taxes"),
        "total": _("Total estimé"),
        "sums": _(
            "Articles\u00a0: {items}. Colis\u00a0: {packages}. Kg bruts\u00a0: {gross}. Kg nets\u00a0: {net}."
        ),
        "net_above": _("Article {n}\u00a0: le poids net dépasse le poids brut."),
        "sign_in": _("Connectez-vous pour enregistrer votre saisie."),
    }

"""When what was read is no longer what stands: both versions side by side, nothing replaced."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from amont.controls.actions.inspecting import ChangedMeanwhile, VersionChanged
from amont.controls.actions.results import Found, found_in
from amont.controls.forms.visit import ItemForm, kinds, outcomes
from amont.controls.models import Control, ItemResult
from amont.declarations.models import Item, Version
from amont.edge.routes import Request
from amont.kernel.errors import AmontError

Facts = list[dict[str, object]]


def changed_item(
    request: Request, row: Control, item: Item, form: ItemForm, refusal: ChangedMeanwhile
) -> HttpResponse:
    """The result of an item, as typed and as it stands."""
    stored = ItemResult.objects.filter(control=row, item=item).first()
    url = reverse("control_item", args=[row.pk, item.pk])
    return _both(
        request,
        refusal,
        yours=_of_found(form.found, form),
        theirs=_of_found(found_in(stored), form) if stored else [],
        way={"title": _("Rouvrir l’article"), "url": url},
    )


def _of_found(found: Found, form: ItemForm) -> Facts:
    """Answers under the labels of the form, those left open aside."""
    words = {
        "outcome": outcomes().get(found.outcome, ""),
        "offence_kind": kinds().get(found.offence_kind, ""),
    }
    words["threatens_safety"] = _("oui") if found.threatens_safety else ""
    answers = {name: words.get(name, getattr(found, name)) for name in form.fields if name != "seen"}
    return [
        {"term": form.fields[name].label, "value": value}
        for name, value in answers.items()
        if value not in (None, "")
    ]


def changed_version(request: Request, row: Control, refusal: VersionChanged) -> HttpResponse:
    """The declaration, as it was when the officer was drawn and as it stands."""
    declared = row.version.declaration
    current = Version.objects.filter(declaration=declared, number=declared.version).first()
    return _both(
        request,
        refusal,
        yours=_of_version(row.version),
        theirs=_of_version(current) if current else [],
        way={"title": _("Revenir à vos contrôles"), "url": reverse("controls")},
    )


def _of_version(version: Version) -> Facts:
    sums = version.items.aggregate(
        items=Count("pk"), packages=Sum("packages"), net_kg=Sum("net_kg"), value=Sum("customs_value")
    )
    first = version.items.order_by("item", "pk").first()
    return [
        {"term": _("Version"), "value": version.number},
        {"term": _("Déposée le"), "value": version.lodged_at},
        {"term": _("Articles"), "value": sums["items"]},
        {"term": _("Premier article"), "value": first.description if first else None},
        {"term": _("Colis"), "value": sums["packages"]},
        {"term": _("Masse nette, kg"), "value": sums["net_kg"]},
        {"term": _("Valeur en douane"), "value": sums["value"]},
    ]


def _both(
    request: Request, refusal: AmontError, *, yours: Facts, theirs: Facts, way: dict[str, Any]
) -> HttpResponse:
    context = {
        "sentence": request.words.sentence(refusal.code, refusal.facts),
        "code": refusal.code,
        "yours": yours,
        "theirs": theirs,
        "way": way,
    }
    return render(request, "409.html", context, status=refusal.status)

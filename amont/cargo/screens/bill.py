"""The sheet of a bill: who, what, in which boxes, under which master, and each version of it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from amont.cargo.forms.lists import change_names, nature_names
from amont.cargo.models import Bill
from amont.cargo.permissions import GRANTS
from amont.cargo.queries.lists import bill_seen_by, sees_lanes
from amont.cargo.queries.sheets import (
    Passage,
    boxes_of,
    content_of,
    events_of,
    findings_of_bill,
    houses_of,
    master_of,
    passages_of,
    vehicles_of,
)
from amont.cargo.queries.story import story_of_bill
from amont.cargo.queries.taken import balance_of
from amont.cargo.queries.tracking import secret_of
from amont.cargo.screens.coded import Names, names_on, said, with_kinds
from amont.cargo.screens.names import event_names, field_name, filling_names, party_names
from amont.cargo.screens.receipts import finding_line
from amont.cargo.screens.story import marked, moments_of, places_of, way_of
from amont.edge.routes import Request
from amont.formats.code_lists import PACKAGES, PLACES
from amont.kernel.agents import may, require
from amont.kernel.lanes import Lane

MOST_HOUSES = 100


def bill_shown(request: Request, pk: int) -> dict[str, Any]:
    """What the sheet of a bill says of it: its last version, then how it came to be so. NotFound."""
    row = bill_seen_by(request.agent, pk)
    if row.manifest.operator not in request.agent.operators:
        require(GRANTS, request.agent, "read", row)
    content = content_of(row)
    boxes = boxes_of(row, by=request.agent)
    goods = content.get("goods", [])
    names, ways = names_on(row, goods, request), [way_of(row, content)]
    events = []
    if may(GRANTS, request.agent, "read_events", row):
        numbers = [one.box.number for one in boxes]
        events = events_of(numbers, since=row.manifest.announced_at, by=request.agent)
    return {
        "bill": row,
        "manifest": row.manifest,
        "lane": Lane(row.lane) if row.lane is not None and sees_lanes(request.agent) else None,
        "secret": _secret(row, request),
        "has_lane": sees_lanes(request.agent),
        "facts": _facts(row, content, names),
        "parties": _parties(content),
        "goods": with_kinds(goods, names),
        "boxes": boxes,
        "fillings": filling_names(),
        "vehicles": vehicles_of(row),
        "master": master_of(row),
        "houses": list(houses_of(row)[:MOST_HOUSES]) if row.is_split else [],
        "findings": [finding_line(one, request.words) for one in findings_of_bill(row)],
        "balance": balance_of(row, by=request.agent, today=request.today),
        "moments": marked(
            _moments(passages_of(row), events)
            + moments_of(story_of_bill(row, by=request.agent, now=request.now))
        ),
        "ways": ways,
        "places": places_of(ways, request),
        "crumbs": [
            {"title": _("Manifestes"), "url": reverse("manifests")},
            {"title": row.manifest.voyage, "url": reverse("manifest", args=[row.manifest_id])},
        ],
    }


def _secret(row: Bill, request: Request) -> str:
    """The code of public tracking, for the carrier alone: it hands it to whom it will."""
    is_own = {row.operator, row.manifest.operator} & request.agent.operators
    code = secret_of(row.pk) if is_own else ""
    return f"{code[:5]} {code[5:]}".strip()


def _facts(row: Bill, content: Mapping[str, Any], names: Names) -> list[dict[str, Any]]:
    freight = content.get("freight") or {}
    kind = said(row.package_kind, names.get((PACKAGES, row.package_kind), ""))
    return [
        {"term": _("Colis"), "value": row.packages, "note": kind, "big": True},
        {"term": _("Masse brute, kg"), "value": row.gross_kg, "big": True},
        {"term": _("Nature"), "value": nature_names().get(row.nature, row.nature)},
        {"term": _("Chargement"), "value": row.loading, "note": names.get((PLACES, row.loading), "")},
        {"term": _("Déchargement"), "value": row.unloading, "note": names.get((PLACES, row.unloading), "")},
        {
            "term": _("Destination"),
            "value": row.destination,
            "note": names.get((PLACES, row.destination), ""),
        },
        {"term": _("Position annoncée"), "value": row.hs_code},
        {"term": _("Fret"), "value": _figure(freight.get("value")), "note": freight.get("currency", "")},
    ]


def _figure(said: Any) -> Decimal | None:
    """An amount kept as text, as a number again."""
    return None if said is None else Decimal(str(said))


def _parties(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Who is named, in the order of the trade."""
    names = party_names()
    found = ((title, content.get(name)) for name, title in names.items())
    return [{"title": title, **party} for title, party in found if isinstance(party, dict)]


def _moments(passages: list[Passage], events: list[Any]) -> list[dict[str, Any]]:
    """The versions of a bill and what terminals told of its boxes."""
    changes, kinds = change_names(), event_names()
    moments = [
        {
            "at": one.version.lodged_at,
            "title": f"{changes[one.change]} · {_('version %(n)s') % {'n': one.version.number}}",
            "text": "; ".join(
                _("%(field)s\u00a0: %(before)s devient %(after)s")
                % {"field": field_name(each.path), "before": each.before or "–", "after": each.after or "–"}
                for each in one.changes
            ),
        }
        for one in passages
    ]
    moments += [
        {
            "at": one.at,
            "title": f"{kinds.get(one.kind, one.kind)} · {one.box}",
            "text": one.terminal or one.place,
        }
        for one in events
    ]
    return moments

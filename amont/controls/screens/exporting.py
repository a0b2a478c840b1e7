"""The list of controls to take away: CSV and XLSX of what is filtered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.http import HttpResponseBase
from django.views.decorators.http import require_GET

from amont.controls.forms.filters import LANE_WORDS, Filters
from amont.controls.models import Control
from amont.controls.permissions import GRANTS
from amont.controls.queries import seen_by
from amont.controls.screens.listing import VIEWS, filtered, officers_of, state_names, view_of
from amont.edge.exports import CSV, XLSX, export
from amont.edge.routes import Request, page
from amont.journal.actions import note_read
from amont.kernel.lanes import Lane

CHUNK = 2_000
HEADS = (
    "reference", "version", "lane", "lane_name", "office", "importer", "declarant", "hs_code", "origin",
    "items", "items_done", "state", "state_name", "officer", "officer_name", "redraws", "assigned_at",
    "started_at", "closed_at", "minutes", "means",
)  # fmt: skip


@page(GRANTS, "read")
@require_GET
def controls_export(request: Request) -> HttpResponseBase:
    """What is filtered, as a table; who takes it away is noted."""
    officers = officers_of(request)
    form = Filters(request.GET, words=request.words, officers=officers)
    view = view_of(request)
    rows = filtered(seen_by(request.agent).filter(state__in=VIEWS[view]), form.asked)
    kind = XLSX if request.GET.get("format") == XLSX else CSV
    note_read("controls.export", by=request.agent.name, view=view, filters=sorted(form.asked))
    found = rows.order_by("assigned_at", "id").iterator(chunk_size=CHUNK)
    name = f"controles-{request.today.isoformat()}"
    return export(_cells(found, officers, request), heads=HEADS, name=name, kind=kind)


def _cells(
    rows: Iterable[Control], officers: Mapping[str, str], request: Request
) -> Iterator[tuple[object, ...]]:
    states = state_names()
    lanes = {lane: request.words.sentence(code) for lane, code in LANE_WORDS.items()}
    own = {request.agent.name: request.agent.label}
    for row in rows:
        declared = row.version.declaration
        lane = Lane(row.lane)
        yield (
            declared.reference, row.version.number, lane.code, lanes.get(lane, lane.code), row.office,
            declared.importer, declared.declarant, declared.hs_code, declared.origin, declared.item_count,
            vars(row)["done"], row.state, states[row.state], row.officer,
            (officers or own).get(row.officer, ""), row.redraws, row.assigned_at, row.started_at,
            row.closed_at, row.minutes, row.means,
        )  # fmt: skip

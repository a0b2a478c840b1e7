"""Manifests as those eyes may see them: a list, one, its documents."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, cast

from django.http import HttpRequest, HttpResponse
from ninja import Query

from amont.cargo.api import telling
from amont.cargo.api.examples import BILL, MANIFEST, VERSION
from amont.cargo.api.routing import NUMBER, CargoPaged, code, router
from amont.cargo.api.shapes import (
    Bills,
    BillShown,
    Manifests,
    ManifestShown,
    ManifestVersionShown,
    ManifestWhole,
)
from amont.cargo.models import ManifestVersion
from amont.cargo.permissions import GRANTS
from amont.cargo.queries.lists import (
    BillsAsked,
    ManifestsAsked,
    bills_of,
    manifest_seen_by,
    manifests,
    sees_lanes,
    versions_of,
)
from amont.edge.api.operations import given, operation
from amont.edge.routes import Request

MOST_VERSIONS = 200
STATES = Literal[
    "announced", "complete", "screened", "arrived", "unloading", "taken_over", "closed", "cancelled"
]


class ManifestsTold(CargoPaged):
    """What a list of manifests is narrowed to. Days are those on which it is expected."""

    office: code(17) = ""  # type: ignore[valid-type]
    state: STATES | None = None
    voyage: code(35) = ""  # type: ignore[valid-type]
    expected_from: date | None = None
    expected_to: date | None = None

    def asked(self) -> ManifestsAsked:
        """As the queries of the room take it."""
        return ManifestsAsked(
            state=self.state or "", office=self.office, since=self.expected_from, until=self.expected_to
        )


@router.get(
    "/cargo/manifests",
    summary="List manifests",
    **operation(GRANTS, "read", gives={200: Manifests}, example={"manifests": [MANIFEST], "after": None}),
)
def list_manifests(request: HttpRequest, told: Query[ManifestsTold]) -> HttpResponse:
    """Newest first, a page by key."""
    rows = manifests(cast(Request, request).agent, told.asked()).order_by("-pk")
    if told.voyage:
        rows = rows.filter(voyage=told.voyage.strip())
    if told.after is not None:
        rows = rows.filter(pk__lt=told.after)
    found = list(rows[: told.rows + 1])
    shown = [ManifestShown(**telling.manifest(row)) for row in found[: told.rows]]
    return given(Manifests(manifests=shown, after=shown[-1].id if len(found) > told.rows else None))


@router.get(
    "/cargo/manifests/{manifest}",
    summary="Read a manifest",
    **operation(GRANTS, "read", gives={200: ManifestWhole}, example={**MANIFEST, "versions": [VERSION]}),
)
def read_manifest(request: HttpRequest, manifest: int = NUMBER) -> HttpResponse:
    """As it stands, and what was lodged of it, the last first."""
    agent = cast(Request, request).agent
    row = manifest_seen_by(agent, manifest)
    versions = versions_of(row, by=agent)[:MOST_VERSIONS]
    return given(ManifestWhole(**telling.manifest(row), versions=[_version(one) for one in versions]))


def _version(row: ManifestVersion) -> ManifestVersionShown:
    told: dict[str, Any] = {
        name: getattr(row, name) for name in ManifestVersionShown.model_fields if name != "message"
    }
    return ManifestVersionShown(**told, message=row.receipt_id)


@router.get(
    "/cargo/manifests/{manifest}/bills",
    summary="List the bills of a manifest",
    **operation(GRANTS, "read", gives={200: Bills}, example={"bills": [BILL], "after": None}),
)
def list_bills(request: HttpRequest, told: Query[CargoPaged], manifest: int = NUMBER) -> HttpResponse:
    """In the order they were first announced, those cancelled too."""
    agent = cast(Request, request).agent
    rows = bills_of(manifest_seen_by(agent, manifest), BillsAsked(), by=agent).order_by("pk")
    if told.after is not None:
        rows = rows.filter(pk__gt=told.after)
    found = list(rows[: told.rows + 1])
    sees_lane = sees_lanes(agent)
    shown = [BillShown(**telling.bill(row, sees_lane=sees_lane)) for row in found[: told.rows]]
    return given(Bills(bills=shown, after=shown[-1].id if len(found) > told.rows else None))

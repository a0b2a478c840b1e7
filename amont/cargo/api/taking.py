"""Counts of terminals, weighbridges and scanners in the API."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from ninja import Path

from amont.cargo.actions.taking import Taken, take_over
from amont.cargo.actions.weighing import note_scan, note_weighing
from amont.cargo.api.counts import (
    CountShown,
    CountTold,
    DifferenceShown,
    ScanShown,
    ScanTold,
    WeighingShown,
    WeighingTold,
)
from amont.cargo.api.routing import router
from amont.cargo.permissions import GRANTS
from amont.cargo.queries.lists import manifest_seen_by
from amont.cargo.queries.taken import sentence_of
from amont.edge.api.bodies import body_of
from amont.edge.api.operations import WRITING, given, operation, taken
from amont.edge.routes import Request, Words

CREATED, OK = 201, 200
MANIFEST: Any = Path(..., ge=1, le=2**63 - 1, example=12)  # type: ignore[type-arg]
COUNT = {
    "key": "2f1c9a",
    "seen": 1,
    "counted_at": "2026-11-23T14:12:00Z",
    "holder": "TER01",
    "place": "Hangar 3",
    "lines": [{"number": "MAEU123", "container": "MSKU1234565", "packages": 98.0, "seals": ["CN001"]}],
}
KEPT = {
    "id": 7,
    "state": "unloading",
    "changed": [],
    "differences": [
        {"kind": "shortage", "bill": "MAEU123", "container": "", "announced": "100", "found": "98",
         "sentence": "98 colis trouvés, 100 annoncés."}
    ],
}  # fmt: skip
MACHINE = {"key": "wb-0001", "container": "MSKU1234565", "at": "2026-11-23T14:12:00Z", "station": "PB2"}


@router.post(
    "/cargo/manifests/{manifest}/counts",
    summary="Send a count of goods taken over",
    **operation(
        GRANTS,
        "take_over",
        gives={CREATED: CountShown, OK: CountShown},
        example=KEPT,
        takes=taken(CountTold, example=COUNT),
        refuses=WRITING,
    ),
)
def count(request: HttpRequest, manifest: int = MANIFEST) -> HttpResponse:
    """201: kept. 200: it was kept before. A bill amended since is told, and compared as it is now."""
    asked = cast(Request, request)
    row = manifest_seen_by(asked.agent, manifest)
    told = body_of(asked, CountTold).count(channel="api")
    found = take_over(row.pk, count=told, by=asked.agent, now=asked.now)
    return given(shown(found, asked.words), status=CREATED if found.is_new else OK)


@router.post(
    "/cargo/weighings",
    summary="Report a container on a weighbridge",
    **operation(
        GRANTS,
        "note_weighing",
        gives={CREATED: WeighingShown, OK: WeighingShown},
        example={"id": 3, "announced_kg": 24000.0},
        takes=taken(WeighingTold, example={**MACHINE, "gross_kg": 24310.0}),
        refuses=WRITING,
    ),
)
def weighing(request: HttpRequest) -> HttpResponse:
    """201: kept. 200: this key brought the same before; 409: it brought another."""
    asked = cast(Request, request)
    told = body_of(asked, WeighingTold)
    row, is_new = note_weighing(told.report(), kg=told.kg(), by=asked.agent, now=asked.now)
    announced = None if row.announced_kg is None else float(row.announced_kg)
    answer = WeighingShown(id=row.pk, announced_kg=announced)
    return given(answer, status=CREATED if is_new else OK)


@router.post(
    "/cargo/scans",
    summary="Send the image of a scanned container",
    **operation(
        GRANTS,
        "note_scan",
        gives={CREATED: ScanShown, OK: ScanShown},
        example={"id": 5},
        takes=taken(ScanTold, example={**MACHINE, "image": "iVBORw0KGgo=", "result": "clear"}),
        refuses=WRITING,
    ),
)
def scan(request: HttpRequest) -> HttpResponse:
    """The image lies beside each bill that has the container. 201: kept. 200: it was kept before."""
    asked = cast(Request, request)
    told = body_of(asked, ScanTold)
    row, is_new = note_scan(
        told.report(), image=told.bytes(), result=told.result, by=asked.agent, now=asked.now
    )
    return given(ScanShown(id=row.pk), status=CREATED if is_new else OK)


def shown(found: Taken, words: Words) -> CountShown:
    """What became of a count, in words too."""
    kept = found.take_over
    return CountShown(
        id=kept.pk,
        state=kept.manifest.state,
        changed=list(found.changed),
        differences=[
            DifferenceShown(
                kind=one.kind,
                bill=one.bill.number if one.bill else "",
                container=one.box,
                announced=one.announced,
                found=one.found,
                sentence=sentence_of(one, words),
            )
            for one in found.differences
        ],
    )

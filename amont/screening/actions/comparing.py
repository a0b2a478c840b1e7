"""Shadow mode: what the system beside chose is noted, and changes nothing here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from amont.declarations.models import Declaration, Version
from amont.journal.actions import record
from amont.kernel.agents import Agent, require
from amont.kernel.lanes import Lane
from amont.screening.models import OtherLane
from amont.screening.permissions import GRANTS

LANES = {lane.code: lane for lane in Lane}


@transaction.atomic
def note_other_lanes(lanes: Iterable[tuple[str, str]], *, system: str, by: Agent, now: datetime) -> list[str]:
    """Note (reference, lane code) pairs for versions in force. Gives the references that are unknown here.

    Noted again, the last word counts. A code that is no lane makes its reference one of those given back, and
    so does a declaration that is not for these eyes.
    """
    require(GRANTS, by, "note_other_lanes")
    chosen = {reference.strip(): LANES.get(code.strip().lower()) for reference, code in lanes}
    seen = Declaration.objects.visible_to(by).filter(reference__in=chosen)
    current = Version.objects.filter(declaration__in=seen, number=F("declaration__version"))
    rows, known = [], set()
    for key, reference in current.values_list("pk", "declaration__reference"):
        lane = chosen[reference]
        if lane is not None:
            known.add(reference)
            facts = {"lane": int(lane), "system": system[:40], "noted_at": now, "by": by.name}
            rows.append(OtherLane(version_id=key, **facts))
    OtherLane.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["version"],
        update_fields=["lane", "system", "noted_at", "by"],
        batch_size=2_000,
    )
    record("screening.note_other_lanes", by=by.name, system=system[:40], declarations=len(rows))
    return [reference for reference in chosen if reference not in known]

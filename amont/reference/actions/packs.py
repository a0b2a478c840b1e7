"""Reference data from a country pack, dated, with source and evidence; the same twice changes nothing."""

from __future__ import annotations

from django.db import transaction

from amont.formats.packs import Pack
from amont.journal.actions import record
from amont.kernel.agents import Agent, require
from amont.reference.models import Administration, Charge, Office, TimeLimit
from amont.reference.permissions import GRANTS


@transaction.atomic
def load_pack(pack: Pack, *, name: str, mapping: str, by: Agent) -> Administration:
    """Offices, charges and time limits of a pack, and the administration itself."""
    require(GRANTS, by, "load")
    row, is_new = Administration.objects.update_or_create(
        code=pack.country,
        defaults={
            "names": dict(pack.names),
            "country": pack.country,
            "currency": pack.currency,
            "pack": name,
            "mapping": mapping,
        },
    )
    for office in pack.offices:
        Office.objects.update_or_create(code=office.code, defaults={"name": office.name, "kind": office.kind})
    for charge in pack.charges:
        Charge.objects.update_or_create(
            code=charge.code,
            from_on=charge.dated.begins,
            defaults={
                "names": dict(charge.names),
                "base": charge.base,
                "rate_pct": charge.rate_pct,
                "to_on": charge.dated.ends,
                "source": charge.dated.source,
                "evidence": str(charge.dated.evidence),
            },
        )
    for limit in pack.limits:
        TimeLimit.objects.update_or_create(
            code=limit.code,
            mode=limit.mode,
            from_on=limit.dated.begins,
            defaults={
                "number": limit.span.number,
                "unit": limit.span.unit.value,
                "starts": limit.starts,
                "law": limit.law,
                "to_on": limit.dated.ends,
                "source": limit.dated.source,
                "evidence": str(limit.dated.evidence),
            },
        )
    if is_new:
        record("reference.load", by=by.name, pack=name, offices=len(pack.offices), charges=len(pack.charges))
    return row


@transaction.atomic
def change_settings(*, lane_published: bool, shadow_mode: bool, by: Agent) -> Administration:
    """Whether declarants see their lane, and whether the node scores in silence."""
    require(GRANTS, by, "change_settings")
    row = Administration.objects.select_for_update().get()
    before = (row.lane_published, row.shadow_mode)
    if before != (lane_published, shadow_mode):
        row.lane_published, row.shadow_mode = lane_published, shadow_mode
        row.save(update_fields=["lane_published", "shadow_mode"])
        record(
            "reference.change_settings", by=by.name, lane_published=lane_published, shadow_mode=shadow_mode
        )
    return row

"""Changes after arrival: a carrier proposes them with his file, an officer agrees or not."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from amont.cargo.actions.arriving import GroundMissing
from amont.cargo.actions.messages import Decided, Outcome
from amont.cargo.actions.reading import read_again
from amont.cargo.events import AmendmentRefused
from amont.cargo.models import Manifest, ManifestVersion, VersionState
from amont.cargo.permissions import GRANTS
from amont.journal.actions import announce, record
from amont.kernel.agents import Agent, require
from amont.kernel.errors import AmontError
from amont.kernel.states import NotNow

LONGEST = 300


class AmendmentDecided(AmontError):
    """Somebody decided it before. Facts: state."""

    code = "cargo.amendment_decided"
    status = 409


@transaction.atomic
def accept_amendment(version: int, *, ground: str, by: Agent, now: datetime, today: date) -> Outcome:
    """What was proposed takes effect, with the officer's ground. GroundMissing, AmendmentDecided, NotNow."""
    row, why = _proposed(version, ground, by)
    row.decided_by, row.decided_at, row.ground = by.name, now, why
    record("cargo.accept_amendment", by=by.name, subject=row.subject, office=row.manifest.office, ground=why)
    outcome = read_again(Decided(row, why, by), now=now, today=today)
    if outcome.state != VersionState.APPLIED:
        raise NotNow(act="amend_after", state=str(row.manifest.state))
    return outcome


@transaction.atomic
def refuse_amendment(version: int, *, ground: str, by: Agent, now: datetime) -> ManifestVersion:
    """The manifest stays as it is. GroundMissing, AmendmentDecided."""
    row, why = _proposed(version, ground, by)
    row.state, row.decided_by, row.decided_at, row.ground = VersionState.REFUSED, by.name, now, why
    row.save(update_fields=["state", "decided_by", "decided_at", "ground"])
    record("cargo.refuse_amendment", by=by.name, subject=row.subject, office=row.manifest.office, ground=why)
    event = AmendmentRefused(row.manifest_id, row.pk)
    announce(event, by=by.name, subject=row.manifest.subject, office=row.manifest.office)
    return row


def _proposed(version: int, ground: str, by: Agent) -> tuple[ManifestVersion, str]:
    """The version, locked after its manifest, as every writer does."""
    manifest = ManifestVersion.objects.values_list("manifest", flat=True).get(pk=version)
    Manifest.objects.select_for_update(of=("self",)).get(pk=manifest)
    row = ManifestVersion.objects.select_for_update(of=("self",)).select_related("manifest").get(pk=version)
    require(GRANTS, by, "decide_amendment", row.manifest)
    why = " ".join(ground.split())[:LONGEST]
    if not why:
        raise GroundMissing()
    if row.state != VersionState.PROPOSED:
        raise AmendmentDecided(state=str(row.state))
    return row, why

"""A manifest closes when nothing is left of it and no difference is undecided; it opens when something is."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from amont.cargo.actions.locking import lock_manifest
from amont.cargo.events import ManifestClosed, ManifestReopened
from amont.cargo.models import Bill, Difference, Manifest
from amont.cargo.models.left import OPEN
from amont.cargo.permissions import GRANTS
from amont.cargo.states import TRANSITIONS, State
from amont.journal.actions import announce
from amont.kernel.agents import Agent, require
from amont.kernel.states import step


def settle(manifests: Iterable[int], *, by: Agent) -> None:
    """Close or reopen these manifests as their bills and differences say. Done twice, it changes nothing."""
    require(GRANTS, by, "settle")
    for manifest in sorted(set(manifests)):
        _settle(manifest, by)


@transaction.atomic
def _settle(manifest: int, by: Agent) -> None:
    row = lock_manifest(manifest)
    if row.state == State.TAKEN_OVER and not _has_open(row):
        _become(row, "close", ManifestClosed(row.pk), by)
    elif row.state == State.CLOSED and _has_open(row):
        _become(row, "reopen", ManifestReopened(row.pk), by)


def _has_open(row: Manifest) -> bool:
    """Is anything left of a live bill, or any difference undecided?"""
    left = Bill.objects.live().filter(OPEN, manifest=row)
    return left.exists() or Difference.objects.undecided().filter(manifest=row).exists()


def _become(row: Manifest, act: str, event: ManifestClosed | ManifestReopened, by: Agent) -> None:
    step(row, act, table=TRANSITIONS)
    row.save(update_fields=["state"])
    announce(event, by=by.name, subject=row.subject, office=row.office)

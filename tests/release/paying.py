"""Declarations that are paid, and their releases, made by the verbs."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from amont.declarations.actions import routing
from amont.declarations.actions.clearing import locked, note_cleared
from amont.declarations.models import Declaration
from amont.kernel.agents import WORKER
from amont.kernel.lanes import Lane
from amont.release.actions.leaving import Leaving
from amont.release.actions.releasing import release_ready
from amont.release.models import Release
from tests.making import NOW, TODAY, a_declaration


def a_paid_one(lane: Lane = Lane.GREEN, **item: Any) -> Declaration:
    """A declaration whose lane is noted and whose payment is noted."""
    row = a_declaration(item)
    routing.note_lanes({row.versions.get().pk: lane}, by=WORKER)
    for act in ("assess", "pay"):
        with transaction.atomic():
            note_cleared(locked([row.pk]), act, by=WORKER)
    row.refresh_from_db()
    return row


def released(*keys: int) -> list[Release]:
    """What the worker releases of these."""
    return release_ready(keys, by=WORKER, now=NOW, today=TODAY)


def a_release(**item: Any) -> Release:
    """Of a green declaration, nothing missing."""
    return released(a_paid_one(**item).pk)[0]


def leaving(shown: str, *, key: str = "k1", **more: Any) -> Leaving:
    return Leaving(shown=shown, key=key, at=NOW, **more)

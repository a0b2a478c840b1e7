"""What left against what was released, both ways."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from amont.edge.paging import counted
from amont.kernel.agents import Agent, NotFound, may
from amont.release.models import Exit, Release
from amont.release.permissions import GRANTS
from amont.release.states import ReleaseState


def uncovered(agent: Agent, *, is_explained: bool = False) -> QuerySet[Exit]:
    """Exits that no release covers, and of which nobody said what came, or somebody did."""
    rows = Exit.objects.all().visible_to(agent).filter(release__isnull=True)
    return rows.filter(note__isnull=not is_explained).select_related("note")


def overdue(agent: Agent, *, now: datetime) -> QuerySet[Release]:
    """Releases whose goods should have left."""
    rows = Release.objects.all().visible_to(agent).select_related("declaration")
    return rows.filter(state=ReleaseState.IN_FORCE, exit_due_at__lt=now)


def bare_exits(agent: Agent) -> int | None:
    """The figure of the menu: exits without release that wait for this chief."""
    return counted(uncovered(agent)) if may(GRANTS, agent, "explain_exit") else None


def exit_seen_by(agent: Agent, key: int) -> Exit:
    """One exit. NotFound."""
    row = Exit.objects.all().visible_to(agent).select_related("note").filter(pk=key).first()
    if row is None:
        raise NotFound(what="exit")
    return row


def searched(
    rows: QuerySet[Exit], *, text: str, start: datetime | None, stop: datetime | None
) -> QuerySet[Exit]:
    """Exits on what was shown, a box or a vehicle, within instants."""
    if text:
        word = text.strip().upper()
        rows = rows.filter(Q(shown__istartswith=word) | Q(boxes__contains=[word]) | Q(vehicle=word))
    if start is not None:
        rows = rows.filter(at__gte=start)
    return rows.filter(at__lt=stop) if stop is not None else rows

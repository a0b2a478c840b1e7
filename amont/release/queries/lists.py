"""Lists of releases, and one of them, for the eyes of an agent."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from amont.declarations.models import Declaration
from amont.edge.paging import counted
from amont.kernel.agents import Agent, NotFound
from amont.release.models import Release
from amont.release.states import ReleaseState


def releases(
    agent: Agent,
    *,
    state: str = "",
    text: str = "",
    start: datetime | None = None,
    stop: datetime | None = None,
) -> QuerySet[Release]:
    """Those seen, of a state, issued within instants, whose number, reference or box is looked for."""
    rows = Release.objects.all().visible_to(agent).select_related("declaration")
    if state:
        rows = rows.filter(state=state)
    if text:
        word = text.strip().upper()
        rows = rows.filter(
            Q(number=word) | Q(declaration__reference__istartswith=word) | Q(boxes__contains=[word])
        )
    if start is not None:
        rows = rows.filter(issued_at__gte=start)
    return rows.filter(issued_at__lt=stop) if stop is not None else rows


def counts(agent: Agent) -> dict[str, int | None]:
    """How many are in each state. Three short queries."""
    return {state.value: counted(releases(agent, state=state.value)) for state in ReleaseState}


def release_seen_by(agent: Agent, key: int) -> Release:
    """One release with its declaration. NotFound."""
    row = Release.objects.all().visible_to(agent).select_related("declaration").filter(pk=key).first()
    if row is None:
        raise NotFound(what="release")
    return row


def release_of(declaration: Declaration, *, agent: Agent) -> Release | None:
    """The last release of a declaration, for who may see it. One query."""
    return Release.objects.all().visible_to(agent).filter(declaration=declaration).order_by("-pk").first()

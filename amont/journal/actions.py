"""Writing what happened, in the transaction of what happened."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import Field, asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar, Protocol

from django.db import transaction

from amont.edge.copying import copy_in, insert
from amont.journal.leaves import leaf_of
from amont.journal.models import Entry, Kind, Pending, Pulse

SALT_BYTES = 16


class Event(Protocol):
    """A frozen dataclass in the past tense: ids and codes only."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


@dataclass(frozen=True, slots=True)
class Told:
    """One row to write. subject: ``declarations.declaration:12``."""

    kind: Kind
    name: str
    by: str
    subject: str = ""
    office: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


def record(name: str, *, by: str, subject: str = "", office: str = "", **facts: object) -> None:
    """An act: who did what to which subject."""
    write([Told(Kind.ACT, name, by, subject, office, facts)])


def note_read(name: str, *, by: str, subject: str = "", office: str = "", **facts: object) -> None:
    """A sensitive file was read."""
    write([Told(Kind.READ, name, by, subject, office, facts)])


def announce(event: Event, *, by: str, subject: str = "", office: str = "") -> None:
    """An event; what follows is asked of `journey` after commit."""
    announce_all([(event, subject, office)], by=by)


def announce_all(events: Iterable[tuple[Event, str, str]], *, by: str) -> None:
    """Many events at once, each with its subject and office."""
    write([told_of(event, by=by, subject=subject, office=office) for event, subject, office in events])


def told_of(event: Event, *, by: str, subject: str = "", office: str = "") -> Told:
    """An event as a row to write, where many agents are told of at once."""
    return Told(Kind.EVENT, type(event).__name__, by, subject, office, asdict(event))


def write(told: Sequence[Told]) -> list[Entry]:
    """Append rows; events wait for their answers. Facts: texts, whole numbers, yes or no, lists of these."""
    at = datetime.now(UTC)
    rows = [_row(one, at) for one in told]
    with transaction.atomic(savepoint=False):
        insert(rows)
        waiting = [(row.pk, 0, at, "") for row in rows if row.kind == Kind.EVENT]
        copy_in(Pending, ("entry_id", "tries", "next_at", "error"), waiting)
    return rows


def _row(told: Told, at: datetime) -> Entry:
    row = Entry(
        at=at,
        kind=told.kind,
        name=told.name,
        subject=told.subject,
        office=told.office,
        by=told.by,
        facts=dict(told.facts),
        salt=os.urandom(SALT_BYTES),
    )
    row.leaf = leaf_of(row)
    return row


def beat(worker: str, *, at: datetime) -> None:
    """A worker is alive."""
    Pulse.objects.update_or_create(worker=worker[:80], defaults={"at": at})

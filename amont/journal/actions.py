"""Writing what happened, in the transaction of what happened."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import Field, asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar, Protocol

from amont.journal.leaves import leaf_of
from amont.journal.models import Entry, Kind, Pending, Pulse

SALT_BYTES = 16
BATCH = 2_000


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
    told = [
        Told(Kind.EVENT, type(event).__name__, by, subject, office, asdict(event))
        for event, subject, office in events
    ]
    write(told)


def write(told: Sequence[Told]) -> list[Entry]:
    """Append rows; events wait for their answers. Facts: texts, whole numbers, yes or no, lists of these."""
    at = datetime.now(UTC)
    rows = Entry.objects.bulk_create([_row(one, at) for one in told], batch_size=BATCH)
    events = [row for row in rows if row.kind == Kind.EVENT]
    Pending.objects.bulk_create([Pending(entry=row, next_at=at) for row in events], batch_size=BATCH)
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

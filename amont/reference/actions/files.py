"""Tables that are handed in: kept, looked at, then applied or withdrawn; the same verbs for every list."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import connection, transaction

from amont.journal.actions import record
from amont.kernel.agents import Agent, NotFound, require
from amont.kernel.errors import AmontError
from amont.kernel.findings import clip
from amont.reference.actions.codes import code_row
from amont.reference.actions.tariff import line_row, reword
from amont.reference.comparing import ONE_DAY, begins
from amont.reference.keeping import (
    TARIFF,
    Found,
    difference,
    keeper_of,
    last_applied,
    table_of,
)
from amont.reference.models import CodeFile
from amont.reference.permissions import GRANTS

MOST_BYTES = 30 * 2**20
WRITING = 0x434F  # first number of the advisory lock of a list being changed
PART = 5_000  # rows written at once


class CodesTooLarge(AmontError):
    """The file is larger than what is taken. Facts: size, most (bytes)."""

    code = "reference.codes_too_large"
    status = 413


class CodesChangedSince(AmontError):
    """The list was changed after the differences were shown: they are to be read again."""

    code = "reference.codes_changed_since"
    status = 409


class TableWithdrawn(AmontError):
    """The table was withdrawn: it is not applied any more."""

    code = "reference.table_withdrawn"
    status = 409


class TableApplied(AmontError):
    """The table was applied: it is not withdrawn any more."""

    code = "reference.table_applied"
    status = 409


@dataclass(frozen=True, slots=True)
class Handed:
    """A table as somebody hands it in. from_on: from when it counts, where a line does not say."""

    listed_in: str
    name: str
    data: bytes
    is_whole: bool
    from_on: date
    source: str
    evidence: str


@transaction.atomic
def propose_codes(handed: Handed, *, by: Agent, now: datetime) -> CodeFile:
    """Keep a table, to be looked at before it is applied. The same again, not applied yet, is the same.

    CodesTooLarge, and what its reader refuses.
    """
    require(GRANTS, by, "import_codes")
    if len(handed.data) > MOST_BYTES:
        raise CodesTooLarge(size=len(handed.data), most=MOST_BYTES)
    read = keeper_of(handed.listed_in).read(handed.data, handed.name)
    facts = {
        "listed_in": handed.listed_in,
        "sha256": sha256(handed.data).hexdigest(),
        "is_whole": handed.is_whole,
        "from_on": handed.from_on,
        "source": clip(handed.source, 300),
        "evidence": handed.evidence,
    }
    same = CodeFile.objects.filter(applied_at__isnull=True, withdrawn_at__isnull=True, **facts).first()
    if same is not None:
        return same
    row = CodeFile.objects.create(
        **facts,
        name=clip(handed.name, 200),
        body=handed.data,
        parts=read.parts,
        proposed_at=now,
        proposed_by=by.name,
    )
    record("reference.propose_codes", by=by.name, subject=row.subject, **_told(row))
    return row


@transaction.atomic
def apply_codes(key: int, *, by: Agent, now: datetime, seen: int | None = None) -> CodeFile:
    """Write what a table changes; applied before, it changes nothing.

    seen: the last table that was applied to the list when the differences were shown, 0 for none.
    NotFound, TableWithdrawn, CodesChangedSince.
    """
    row = _locked(key, by=by)
    if row.applied_at is not None:
        return row
    if row.withdrawn_at is not None:
        raise TableWithdrawn()
    _alone(row.listed_in)
    if seen is not None and seen != last_applied(row.listed_in):
        raise CodesChangedSince()
    found = difference(row, table_of(row))
    _write(row, found)
    row.applied_at, row.applied_by = now, by.name
    row.added, row.changed, row.ended = found.counts.values()
    row.save(update_fields=["applied_at", "applied_by", "added", "changed", "ended"])
    record("reference.apply_codes", by=by.name, subject=row.subject, **_told(row), **found.counts)
    return row


@transaction.atomic
def withdraw_codes(key: int, *, by: Agent, now: datetime) -> CodeFile:
    """Give up a table that nobody has applied; its bytes stay. NotFound, TableApplied."""
    row = _locked(key, by=by)
    if row.applied_at is not None:
        raise TableApplied()
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_by = now, by.name
        row.save(update_fields=["withdrawn_at", "withdrawn_by"])
        record("reference.withdraw_codes", by=by.name, subject=row.subject, **_told(row))
    return row


def _locked(key: int, *, by: Agent) -> CodeFile:
    require(GRANTS, by, "import_codes")
    row = CodeFile.objects.select_for_update(of=("self",)).filter(pk=key).first()
    if row is None:
        raise NotFound(what="code_file")
    return row


def _alone(listed_in: str) -> None:
    """Nobody else changes the list until the end of the transaction."""
    with connection.cursor() as cursor:
        number = int(sha256(listed_in.encode()).hexdigest()[:7], 16)
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [WRITING, number])


def _write(file: CodeFile, found: Found) -> None:
    """Close what ends, then write what begins; what began no earlier is written over."""
    keeper = keeper_of(file.listed_in)
    last: dict[date, list[int]] = defaultdict(list)
    for row in found.ended:
        last[max(file.from_on - ONE_DAY, row.from_on)].append(row.pk)
    fresh: list[Any] = []
    for before, one in (*found.added, *found.changed):
        first = begins(before, one, facts_of=keeper.facts_of, day=file.from_on)
        if before is not None and before.is_open(file.from_on) and before.from_on < first:
            last[first - ONE_DAY].append(before.pk)
        made = line_row if file.listed_in == TARIFF else code_row
        fresh.append(made(one, before, first, file=file))
    for to_on, keys in last.items():
        keeper.model._default_manager.filter(pk__in=keys).update(to_on=to_on)
    keeper.model._default_manager.bulk_create(
        fresh,
        batch_size=PART,
        update_conflicts=True,
        unique_fields=keeper.key,
        update_fields=keeper.said,
    )
    if file.listed_in == TARIFF:
        reword(file.parts)


def _told(row: CodeFile) -> dict[str, Any]:
    return {
        "list": row.listed_in,
        "file": row.name,
        "sha256": row.sha256,
        "whole": row.is_whole,
        "parts": row.parts,
    }

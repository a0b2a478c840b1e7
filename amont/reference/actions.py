"""Reference data from a country pack, dated, with source and evidence; the same twice changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import connection, transaction

from amont.formats.code_lists import CodeRead, CodesRead, read_codes
from amont.formats.packs import Pack
from amont.journal.actions import record
from amont.kernel.agents import Agent, NotFound, require
from amont.kernel.errors import AmontError
from amont.kernel.findings import clip
from amont.reference.comparing import ONE_DAY, Difference, begins, compare, facts_of
from amont.reference.models import Administration, Charge, Code, CodeFile, Office, TimeLimit
from amont.reference.permissions import GRANTS

SINCE_EVER = date(1900, 1, 1)
MOST_BYTES = 30 * 2**20
WRITING = 0x434F  # first number of the advisory lock of a list being changed
PART = 5_000  # rows written at once
SAID = ["names", "country", "latitude", "longitude", "to_on", "source", "evidence"]


class CodesTooLarge(AmontError):
    """The file is larger than what is taken. Facts: size, most (bytes)."""

    code = "reference.codes_too_large"
    status = 413


class CodesChangedSince(AmontError):
    """The list was changed after the differences were shown: they are to be read again."""

    code = "reference.codes_changed_since"
    status = 409


@dataclass(frozen=True, slots=True)
class Handed:
    """A table of codes as somebody hands it in. from_on: from when it counts, where a line does not say."""

    listed_in: str
    name: str
    data: bytes
    is_whole: bool
    from_on: date
    source: str
    evidence: str


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


@transaction.atomic
def load_codes(
    listed_in: str, codes: Mapping[str, dict[str, str]], *, source: str, evidence: str, by: Agent
) -> None:
    """A code list: code -> name by language."""
    require(GRANTS, by, "load")
    for code, names in codes.items():
        facts = {"names": names, "source": source, "evidence": evidence}
        Code.objects.update_or_create(listed_in=listed_in, code=code, from_on=SINCE_EVER, defaults=facts)


@transaction.atomic
def load_starter(listed_in: str, codes: Sequence[CodeRead], *, by: Agent) -> None:
    """Codes that an administration starts with; those it has, or has ended, stay as they are."""
    require(GRANTS, by, "load")
    known = set(Code.objects.filter(listed_in=listed_in).values_list("code", flat=True))
    rows = [_row(listed_in, one, None, SINCE_EVER) for one in codes if one.code not in known]
    Code.objects.bulk_create(rows, batch_size=PART, ignore_conflicts=True)


@transaction.atomic
def propose_codes(handed: Handed, *, by: Agent, now: datetime) -> CodeFile:
    """Keep a table, to be looked at before it is applied. The same again, not applied yet, is the same.

    CodesTooLarge, CodesUnreadable.
    """
    require(GRANTS, by, "import_codes")
    if len(handed.data) > MOST_BYTES:
        raise CodesTooLarge(size=len(handed.data), most=MOST_BYTES)
    read = read_codes(handed.data, handed.name, listed_in=handed.listed_in)
    facts = {
        "listed_in": handed.listed_in,
        "sha256": sha256(handed.data).hexdigest(),
        "is_whole": handed.is_whole,
        "from_on": handed.from_on,
        "source": clip(handed.source, 300),
        "evidence": handed.evidence,
    }
    same = CodeFile.objects.filter(applied_at__isnull=True, **facts).first()
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
    NotFound, CodesChangedSince.
    """
    require(GRANTS, by, "import_codes")
    row = CodeFile.objects.select_for_update(of=("self",)).filter(pk=key).first()
    if row is None:
        raise NotFound(what="code_file")
    if row.applied_at is not None:
        return row
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


def table_of(row: CodeFile) -> CodesRead:
    """What a table says, from the bytes that were kept."""
    return read_codes(bytes(row.body), row.name, listed_in=row.listed_in)


def difference(row: CodeFile, read: CodesRead) -> Difference:
    """What a table would change now. One query."""
    codes = Code.objects.filter(listed_in=row.listed_in)
    if row.parts != [""]:
        codes = codes.filter(country__in=row.parts)
    kept = {one.code: one for one in codes.order_by("code", "from_on")}
    return compare(read.codes, kept, is_whole=row.is_whole, day=row.from_on)


def last_applied(listed_in: str) -> int:
    """The number of the table that was applied last to a list, 0 for none. One query."""
    files = CodeFile.objects.filter(listed_in=listed_in, applied_at__isnull=False)
    return files.order_by("-applied_at", "-pk").values_list("pk", flat=True).first() or 0


def _alone(listed_in: str) -> None:
    """Nobody else changes the list until the end of the transaction."""
    with connection.cursor() as cursor:
        number = int(sha256(listed_in.encode()).hexdigest()[:7], 16)
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [WRITING, number])


def _write(file: CodeFile, found: Difference) -> None:
    """Close what ends, then write what begins; what began no earlier is written over."""
    closed = list(found.ended)
    for row in found.ended:
        row.to_on = max(file.from_on - ONE_DAY, row.from_on)
    fresh = []
    for before, one in (*found.added, *found.changed):
        first = begins(before, one, day=file.from_on)
        if before is not None and before.is_open(file.from_on) and before.from_on < first:
            before.to_on = first - ONE_DAY
            closed.append(before)
        fresh.append(_row(file.listed_in, one, before, first, file=file))
    Code.objects.bulk_update(closed, ["to_on"], batch_size=PART)
    Code.objects.bulk_create(
        fresh,
        batch_size=PART,
        update_conflicts=True,
        unique_fields=["listed_in", "code", "from_on"],
        update_fields=SAID,
    )


def _row(
    listed_in: str, one: CodeRead, before: Code | None, first: date, *, file: CodeFile | None = None
) -> Code:
    return Code(
        listed_in=listed_in,
        code=one.code,
        from_on=first,
        to_on=None if one.until_on is None else max(one.until_on, first),
        source=one.source or (file.source if file else ""),
        evidence=one.evidence or (file.evidence if file else ""),
        **facts_of(before, one),
    )


def _told(row: CodeFile) -> dict[str, Any]:
    return {
        "list": row.listed_in,
        "file": row.name,
        "sha256": row.sha256,
        "whole": row.is_whole,
        "parts": row.parts,
    }

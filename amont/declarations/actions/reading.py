"""Reading a kept file: its declarations are lodged a part at a time, what was noticed is written beside."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import PurePath

import polars as pl
from django.db import transaction

from amont.declarations.actions.lodging import Lodged, Sender, lodge
from amont.declarations.actions.recognising import Document, documents_of, recognise, settle
from amont.declarations.models import Declaration, Item, Noticed, Receipt, ReceiptState, Version
from amont.declarations.permissions import GRANTS
from amont.edge.noticed import kept, plain
from amont.formats.detect import HEAD_BYTES, kind_of
from amont.formats.items import SAD_KINDS, ItemsRead, read_items, table_of
from amont.formats.tabular import builtin
from amont.kernel.agents import WORKER, Agent, require
from amont.kernel.errors import AmontError
from amont.kernel.findings import Finding, Severity
from amont.parties.queries import agent_named

PART = 1_000  # declarations lodged in one transaction
DOCUMENTS_AT_ONCE = 200  # documents of ASYCUDA: each holds the lock of its names meanwhile
BATCH = 2_000
LONGEST_STEM = 40  # of a file's name, in the reference of a declaration that has none
MOST_ATTEMPTS = 10
OF_LODGING = "declaration."  # codes of what lodging found, not reading
DOCUMENTS = [kind.value for kind in SAD_KINDS]


class ReadingGivenUp(AmontError):
    """Reading stopped again and again without getting further. Facts: times."""

    code = "receipt.given_up"


def read_receipt(receipt: int, *, by: Agent, sender: Agent, now: datetime) -> None:
    """Read a kept file and lodge what it holds. Done twice, or resumed half-way, it changes nothing."""
    require(GRANTS, by, "lodge")
    row = _begin(receipt)
    if row is None:
        return
    try:
        if row.attempts > MOST_ATTEMPTS:
            raise ReadingGivenUp(times=MOST_ATTEMPTS)
        found = _read(row)
    except AmontError as refusal:
        _refuse(row.pk, refusal, now)
        return
    documents = documents_of(found, declarant=row.operator, at=row.received_at)
    if documents:
        _lodge_documents(row, found, documents, sender=sender, now=now)
    elif found.frames and not found.documents:
        _lodge_table(row, found, sender=sender, now=now)
    _close(row.pk, found, now)


def _lodge_table(row: Receipt, found: ItemsRead, *, sender: Agent, now: datetime) -> None:
    lines = pl.concat(found.frames, how="diagonal_relaxed")["line"]
    items, held = table_of(found.frames)
    Receipt.objects.filter(pk=row.pk).update(found=_count(items))
    for start, stop in _parts(items):
        part = slice(start, stop)
        _lodge_part(row.pk, items[part], held[part], lines[part], sender=sender, now=now)


def _lodge_documents(
    row: Receipt, found: ItemsRead, documents: Sequence[Document], *, sender: Agent, now: datetime
) -> None:
    """Each document of the file is one declaration, whatever others bear its name."""
    items, held = table_of(found.frames)
    Receipt.objects.filter(pk=row.pk).update(found=len(documents))
    start = 0
    for at in range(0, len(documents), DOCUMENTS_AT_ONCE):
        own = documents[at : at + DOCUMENTS_AT_ONCE]
        part = slice(start, start + sum(one.rows for one in own))
        _lodge_part(row.pk, items[part], held[part], None, sender=sender, now=now, documents=own)
        start = part.stop


def sender_of(name: str, today: date) -> Agent:
    """Who sent a file, with today's rights; who has none left is still named as the one who lodges."""
    found = agent_named(name, on=today)
    return found if found.is_known else replace(WORKER, name=name)


@transaction.atomic
def _begin(receipt: int) -> Receipt | None:
    """Count the attempt; None when the file was read already."""
    row = Receipt.objects.select_for_update(of=("self",)).get(pk=receipt)
    if row.state != ReceiptState.WAITING:
        return None
    row.attempts += 1
    row.save(update_fields=["attempts"])
    return row


def _read(row: Receipt) -> ItemsRead:
    data = bytes(row.body.data)
    stem = PurePath(row.name).stem[:LONGEST_STEM]
    others = Declaration.objects.filter(reference__startswith=f"{stem}#").exclude(versions__receipt=row)
    return read_items(
        io.BytesIO(data),
        kind=kind_of(data[:HEAD_BYTES]),
        mapping=builtin(row.mapping),
        stem=f"{stem}-{row.pk}" if others.exists() else stem,
        outcomes=False,
        declarant=row.operator,
    )


def _count(items: pl.DataFrame) -> int:
    return int(items.select(_key(items)).n_unique())


def _key(items: pl.DataFrame) -> list[pl.Expr]:
    version = pl.col("version").fill_null(1) if "version" in items.columns else pl.lit(1).alias("version")
    return [pl.col("reference").fill_null(""), version]


def _parts(items: pl.DataFrame) -> list[tuple[int, int]]:
    """Runs of rows of about PART declarations that never cut one; a file that mixes its rows is one part."""
    keys = items.select(_key(items))
    starts = keys.select(
        (pl.struct(pl.all()) != pl.struct(pl.all()).shift(1)).fill_null(value=True).arg_true()
    ).to_series()
    if len(starts) != keys.n_unique():
        return [(0, items.height)]
    cuts = [*starts.gather_every(PART).to_list(), items.height]
    return list(zip(cuts, cuts[1:], strict=False))


@transaction.atomic
def _lodge_part(
    receipt: int,
    items: pl.DataFrame,
    held: pl.Series,
    lines: pl.Series | None,
    *,
    sender: Agent,
    now: datetime,
    documents: Sequence[Document] = (),
) -> None:
    """Lodge some declarations; those of a part done before are known, stay, and are not told twice."""
    row = Receipt.objects.select_for_update(of=("self",)).get(pk=receipt)
    whose = Sender(sender, row.operator, row)
    if documents:
        known = recognise(documents, items)
        own = lodge(known.items, held.filter(known.kept), sender=whose, now=now)
        lodged, names = settle(known, own)
    else:
        lodged, names = lodge(items, held, sender=whose, now=now, lines=lines), []
    told = _untold(row, [one for one in lodged if one.finding is not None])
    fresh = [one for one in lodged if one.is_new and one.declaration is not None]
    row.declarations += len(fresh)
    row.refused += sum(one.rows for one in told if one.declaration is None)
    row.attempts = 0 if fresh else row.attempts
    row.save(update_fields=["declarations", "refused", "attempts"])
    findings = [
        *[(one, one.finding) for one in told if one.finding],
        *names,
        *_other_declarant(fresh, row),
        *_of_bills(fresh),
    ]
    _note(row, [_at(finding, lines, one.first) for one, finding in findings])


def _at(finding: Finding, lines: pl.Series | None, row: int) -> Finding:
    """The finding with the line of the file where its declaration begins."""
    return finding if lines is None else replace(finding, line=int(lines[row]))


def _untold(row: Receipt, lodged: Sequence[Lodged]) -> list[Lodged]:
    """Those that the report of this file does not tell yet."""
    paths = {kept(one.finding.path, 300) for one in lodged if one.finding}
    before = Noticed.objects.filter(receipt=row, path__in=paths, code__startswith=OF_LODGING)
    told = set(before.values_list("code", "path", "facts__version"))
    return [
        one
        for one in lodged
        if one.finding and (one.finding.code, kept(one.finding.path, 300), one.version) not in told
    ]


def _other_declarant(lodged: Sequence[Lodged], row: Receipt) -> list[tuple[Lodged, Finding]]:
    """Declarations that name a declarant other than the operator who sends them: kept, and said."""
    named = [
        (one, one.declaration.declarant)
        for one in lodged
        if one.declaration and row.operator and one.declaration.declarant not in ("", row.operator)
    ]
    return [(one, _names_other(one, declarant)) for one, declarant in named]


def _of_bills(lodged: Sequence[Lodged]) -> list[tuple[Lodged, Finding]]:
    """What of their transport documents could not be written off."""
    return [(one, finding) for one in lodged for finding in one.doubts]


def _names_other(one: Lodged, declarant: str) -> Finding:
    facts = {"reference": one.reference, "declarant": declarant, "version": one.version}
    return Finding("declaration.other_declarant", Severity.NOTE, one.reference, declarant, facts=facts)


@transaction.atomic
def _refuse(receipt: int, refusal: AmontError, now: datetime) -> None:
    row = Receipt.objects.select_for_update(of=("self",)).get(pk=receipt)
    row.state, row.read_at = ReceiptState.REFUSED, now
    row.refusal = {"code": refusal.code, "facts": plain(refusal.facts)}
    row.save(update_fields=["state", "read_at", "refusal"])


@transaction.atomic
def _close(receipt: int, found: ItemsRead, now: datetime) -> None:
    row = Receipt.objects.select_for_update(of=("self",)).get(pk=receipt)
    if row.state != ReceiptState.WAITING:
        return
    row.kind, row.encoding = found.kind.value, found.encoding
    _note(row, found.findings)
    row.rows, row.held, row.refused = found.rows, found.held, row.refused + found.refused
    row.state, row.read_at = ReceiptState.READ, now
    row.save()


def _note(row: Receipt, findings: Sequence[Finding]) -> None:
    """Write what was noticed, each with its version where it can be told."""
    versions = _versions(row, findings)
    Noticed.objects.bulk_create(
        (
            Noticed(
                receipt=row,
                version_id=versions.get(_place(one)),
                code=one.code,
                severity=one.severity,
                path=kept(one.path, 300),
                value=kept(one.value, 80),
                line=one.line,
                facts=plain(one.facts),
            )
            for one in findings
        ),
        batch_size=BATCH,
    )


def _place(finding: Finding) -> object:
    """How the version of a finding is found: by declaration, or by line of the file."""
    if finding.code.startswith(OF_LODGING):
        return finding.path, finding.facts.get("version")
    return finding.line


def _versions(row: Receipt, findings: Sequence[Finding]) -> dict[object, int]:
    """Places of findings -> keys of the versions that this file lodged.

    What is said of a file of one declaration is said of it; lines of XML tell nothing more.
    """
    own = Version.objects.filter(receipt=row)
    found: dict[object, int] = {}
    only = list(own.values_list("pk", flat=True)[:2])
    if len(only) == 1:
        is_document = row.kind in DOCUMENTS
        found |= {one.line: only[0] for one in findings if one.line is None or is_document}
    if lines := [one.line for one in findings if one.line is not None]:
        items = Item.objects.filter(version__receipt=row, line__in=lines)
        found |= dict(items.values_list("line", "version"))
    if references := {one.path for one in findings if one.code.startswith(OF_LODGING)}:
        named = own.filter(declaration__reference__in=references)
        rows = named.values_list("declaration__reference", "number", "pk")
        found |= {(reference, number): key for reference, number, key in rows}
    return found

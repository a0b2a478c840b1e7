"""Bytes of any file of declarations to one table of items, with what was noticed on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import IO

import polars as pl

from amont.formats.asycuda import (
    ItemRead,
    Recomputed,
    SadRead,
    StoreKey,
    Totals,
    header_row,
    item_row,
    key_of,
    recomputed,
    registration_of,
    stream_sad,
)
from amont.formats.detect import FileKind
from amont.formats.tabular import Batch, Mapping, read_table
from amont.kernel.findings import Finding, Severity
from amont.kernel.items import FIELDS, Kind

TYPES = {
    Kind.TEXT: pl.String(),
    Kind.CODE: pl.String(),
    Kind.DAY: pl.Date(),
    Kind.NUMBER: pl.Float64(),
    Kind.INTEGER: pl.Int64(),
}
DECLARED = {field.name: TYPES[field.kind] for field in FIELDS if not field.outcome}
KEPT = ("reference", "declared_on")
SAD_KINDS = (FileKind.SAD_XML, FileKind.XML)
DETAILED = 1_000
SLICE = 20_000


@dataclass(frozen=True, slots=True)
class DocumentRead:
    """One document of ASYCUDA World read to its end, without what it holds. reference: "" for none.

    taxes: the taxation lines of its items. fees: taxes of the whole document, in no item.
    """

    reference: str
    registration: str
    registered_on: date | None
    key: StoreKey
    encoding: str
    totals: Totals
    taxes: tuple[Recomputed, ...] = ()
    fees: Decimal | None = None


@dataclass
class ItemsRead:
    """One file read.

    frames: canonical columns, `held` (a key fact is missing or could not be read) and, for tables, `line`.
    findings: the first ones. counts: all of them, by code and weight. documents: one a frame, of a SAD.
    """

    kind: FileKind
    frames: list[pl.DataFrame] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    rows: int = 0
    refused: int = 0
    held: int = 0
    documents: list[DocumentRead] = field(default_factory=list)

    def note(self, findings: Sequence[Finding]) -> None:
        """Count findings; keep the first in detail."""
        for finding in findings:
            told = finding.facts.get("count") if finding.code == "table.more" else 1
            self.counts[finding.code, finding.severity] += told if isinstance(told, int) else 1
            if len(self.findings) < DETAILED:
                self.findings.append(finding)


def read_items(
    stream: IO[bytes], *, kind: FileKind, mapping: Mapping, stem: str, outcomes: bool, declarant: str = ""
) -> ItemsRead:
    """Read a whole file. stem: names declarations that have no reference. outcomes: are results looked at.

    declarant: who sent it, for documents that name nobody. Unreadable: nothing of the file can be used.
    """
    if kind in SAD_KINDS:
        return _read_sad(stream, stem=stem, declarant=declarant)
    return _read_table(read_table(stream, mapping, outcomes=outcomes, kind=kind), kind)


def table_of(frames: Sequence[pl.DataFrame]) -> tuple[pl.DataFrame, pl.Series]:
    """All items, without the columns nobody filled, and which of them are held."""
    joined = pl.concat(frames, how="diagonal_relaxed")
    keep = [column.name for column in joined if column.name in KEPT or column.null_count() < joined.height]
    return joined.select(name for name in keep if name not in ("held", "line")), joined["held"]


def _read_table(batches: Iterator[Batch], kind: FileKind) -> ItemsRead:
    whole, dialect = ItemsRead(kind), None
    for batch in batches:
        dialect = dialect or batch.dialect
        whole.rows += batch.rows_read
        whole.refused += batch.rows_refused
        whole.held += batch.rows_held
        whole.note(batch.findings)
        marked = pl.col("line").is_in(batch.held.implode()) if len(batch.held) else pl.lit(value=False)
        whole.frames.append(batch.frame.with_columns(marked.alias("held")))
    if dialect:
        whole.encoding, whole.delimiter, whole.decimal = dialect.encoding, dialect.delimiter, dialect.decimal
    return whole


def _read_sad(stream: IO[bytes], *, stem: str, declarant: str) -> ItemsRead:
    """Items of the declarations of one file; nothing of it counts until its end was reached."""
    whole = ItemsRead(FileKind.SAD_XML)
    own: list[pl.DataFrame] = []
    rows: list[dict[str, object]] = []
    taxes: list[Recomputed] = []
    header_of, header = None, {}
    for piece in stream_sad(stream):
        whole.note(piece.findings)
        if isinstance(piece, ItemRead):
            if piece.header is not header_of:
                header_of, header = piece.header, header_row(piece.header)
            rows.append({**item_row(piece.item, header=header), "held": _holds(piece.findings)})
            taxes.extend(recomputed(piece.item))
            if len(rows) >= SLICE:
                own.append(_frame(rows))
                rows = []
        else:
            document = _document(piece, taxes, declarant=declarant)
            whole.documents.append(document)
            name = document.reference or f"{stem}#{len(whole.documents)}"
            whole.frames.append(_settled([*own, _frame(rows)], piece, name=name))
            own, rows, taxes = [], [], []
    whole.rows = sum(frame.height for frame in whole.frames)
    whole.held = sum(int(frame["held"].sum()) for frame in whole.frames)
    whole.encoding = whole.documents[0].encoding if whole.documents else ""
    return whole


def _document(end: SadRead, taxes: Sequence[Recomputed], *, declarant: str) -> DocumentRead:
    """What names a document and adds it up: a header may hold very many values, and a file many headers."""
    registration, key = registration_of(end.declaration), key_of(end.declaration)
    return DocumentRead(
        reference=registration or key.name(declarant=declarant),
        registration=registration,
        registered_on=end.declaration.identification.registration.on,
        key=key,
        encoding=end.encoding,
        totals=end.totals,
        taxes=tuple(taxes),
        fees=end.declaration.financial.global_taxes,
    )


def _settled(parts: list[pl.DataFrame], end: SadRead, *, name: str) -> pl.DataFrame:
    """What the items could not know before the end: the reference, and doubts on the header."""
    header = header_row(end.declaration)
    held = any(one.severity is Severity.HOLD and not one.path.startswith("Item[") for one in end.findings)
    return pl.concat(parts).with_columns(
        reference=pl.lit(name),
        declared_on=pl.lit(header["declared_on"], dtype=pl.Date()),
        held=pl.col("held") | held,
    )


def _holds(findings: Sequence[Finding]) -> bool:
    return any(one.severity is Severity.HOLD for one in findings)


def _frame(rows: list[dict[str, object]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={**DECLARED, "held": pl.Boolean()})

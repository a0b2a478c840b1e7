"""Reading a table of declarations through a mapping, batch by batch, whatever the file is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from amont.formats.detect import FileKind, require_table
from amont.formats.tabular.batch import Batch, Dialect, Limits
from amont.formats.tabular.columns import typed_rows
from amont.formats.tabular.habits import Habits, habits_of
from amont.formats.tabular.headers import Plan, note_columns, plan_of
from amont.formats.tabular.ledger import Ledger
from amont.formats.tabular.mapping import Mapping
from amont.formats.tabular.parquet import Parquet
from amont.formats.tabular.raw import RawBlock, Source
from amont.formats.tabular.separated import SeparatedText
from amont.formats.tabular.workbook import Workbook
from amont.kernel.findings import Severity

DEFAULT_LIMITS = Limits()


def read_table(
    stream: IO[bytes],
    mapping: Mapping,
    *,
    outcomes: bool,
    kind: FileKind,
    batch_rows: int = 200_000,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Batch]:
    """Rows of a file in canonical columns; at least one batch, maybe without rows.

    The stream is read from where it stands. With outcomes=False results of control are not even converted.
    Raises at once, before the first batch: the refusals of `require_table`, ColumnMissing, and those of the
    format (EmptyFile, WorkbookTooLarge, ParquetUnreadable...); between batches: NulInText, LineTooLong,
    TableUnreadable, ParquetUnreadable.
    """
    require_table(kind)
    ledger = Ledger(limits)
    source = _open(stream, mapping, kind=kind, ledger=ledger, limits=limits)
    plan = plan_of(source.header, mapping, outcomes=outcomes)
    note_columns(plan, source.header, mapping, header_line=source.header_line, ledger=ledger)
    return _batches(source, plan, ledger=ledger, batch_rows=max(batch_rows, 1))


def _open(stream: IO[bytes], mapping: Mapping, *, kind: FileKind, ledger: Ledger, limits: Limits) -> Source:
    if kind is FileKind.XLSX:
        return Workbook(stream, mapping=mapping, ledger=ledger, limits=limits)
    if kind is FileKind.PARQUET:
        return Parquet(stream, mapping=mapping, ledger=ledger, limits=limits)
    return SeparatedText(stream, mapping=mapping, ledger=ledger, limits=limits)


def _batches(source: Source, plan: Plan, *, ledger: Ledger, batch_rows: int) -> Iterator[Batch]:
    habits: Habits | None = None
    blank = 0
    for block in _worth_reading(source.blocks(plan.wanted)):
        dialect: Dialect | None = None
        if habits is None:
            habits = habits_of(block, plan, delimiter=source.delimiter, ledger=ledger)
            dialect = habits.dialect(source)
        for part in block.slices(batch_rows):
            rows = typed_rows(part, plan, habits=habits, ledger=ledger)
            if rows.blank and not blank:
                ledger.file("table.blank_rows", Severity.NOTE, "")
            blank += rows.blank
            refused = part.refused + rows.refused
            yield Batch(
                frame=rows.frame,
                held=rows.held,
                findings=ledger.drain(),
                rows_read=rows.frame.height + refused,
                rows_refused=refused,
                rows_held=len(rows.held),
                dialect=dialect,
            )
            dialect = None


def _worth_reading(blocks: Iterator[RawBlock]) -> Iterator[RawBlock]:
    """Blocks with rows or refusals; one empty block when there is none, to give the columns."""
    empty = None
    is_first = True
    for block in blocks:
        if len(block.lines) or block.refused:
            is_first = False
            yield block
        else:
            empty = block
    if is_first and empty is not None:
        yield empty

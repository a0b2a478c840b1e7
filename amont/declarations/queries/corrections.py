"""The rows of a file that went no further, as they stood there: one corrects and sends only those."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from amont.declarations.models import Noticed, Receipt
from amont.declarations.queries.findings import SHOWN
from amont.formats.detect import HEAD_BYTES, FileKind, kind_of
from amont.formats.items import SAD_KINDS
from amont.formats.tabular import Limits, Mapping, builtin, read_table
from amont.formats.tabular.encoding import TextSource, with_last
from amont.formats.tabular.ledger import Ledger
from amont.formats.tabular.parquet import Parquet
from amont.formats.tabular.records import RecordCutter
from amont.formats.tabular.separated import SeparatedText
from amont.formats.tabular.workbook import Workbook
from amont.kernel.findings import Severity, clip

ALL = Limits(findings=500_000, findings_per_code=250_000)  # every refused row is wanted, not the first ones
Row = tuple[str, ...]


@dataclass(frozen=True)
class Corrections:
    """Rows to correct under the header of their file. delimiter: of the file, a comma where it has none."""

    header: Row
    rows: Iterator[Row]
    delimiter: str = ","


def has_rows(receipt: Receipt) -> bool:
    """Can refused rows be told apart? In a table they can; a document is sent again as a whole."""
    return receipt.refused > 0 and receipt.kind not in [kind.value for kind in SAD_KINDS]


def corrections_of(receipt: Receipt) -> Corrections:
    """Rows refused by the reading, and those of declarations refused at their lodging."""
    data = bytes(receipt.body.data)
    kind, mapping = kind_of(data[:HEAD_BYTES]), builtin(receipt.mapping)
    lines = _refused_lines(data, kind, mapping, _refused_declarations(receipt))
    ledger = Ledger(ALL)
    stream = io.BytesIO(data)
    if kind is FileKind.CSV:
        opened = SeparatedText(stream, mapping=mapping, ledger=ledger, limits=ALL)
        rows = _records(data, opened.delimiter, len(opened.header), lines)
        return Corrections(opened.header, rows, opened.delimiter)
    reader = Workbook if kind is FileKind.XLSX else Parquet
    source = reader(stream, mapping=mapping, ledger=ledger, limits=ALL)
    return Corrections(source.header, _cells(source, lines))


def _refused_declarations(receipt: Receipt) -> frozenset[tuple[str, int]]:
    rows = Noticed.objects.filter(
        receipt=receipt, severity=Severity.REFUSE, code__startswith="declaration."
    ).values_list("facts__reference", "facts__version")
    return frozenset((str(reference), int(version)) for reference, version in rows)


def _refused_lines(
    data: bytes, kind: FileKind, mapping: Mapping, declarations: frozenset[tuple[str, int]]
) -> frozenset[int]:
    lines: set[int] = set()
    for batch in read_table(io.BytesIO(data), mapping, outcomes=False, kind=kind, limits=ALL):
        lines |= {
            one.line for one in batch.findings if one.severity is Severity.REFUSE and one.line is not None
        }
        lines |= _lines_of(batch.frame, declarations)
    return frozenset(lines)


def _lines_of(frame: pl.DataFrame, declarations: frozenset[tuple[str, int]]) -> set[int]:
    """Lines of these declarations, told by their reference as it is shown."""
    if not declarations:
        return set()
    keys = frame.select("line", "reference", pl.col("version").fill_null(1))
    named = keys.select("reference", "version").unique().rows()
    refused = [one for one in named if (clip(one[0].replace("\0", ""), SHOWN), one[1]) in declarations]
    wanted = pl.DataFrame(refused, schema={"reference": pl.String, "version": pl.Int64}, orient="row")
    return set(keys.join(wanted, on=["reference", "version"], how="semi")["line"].to_list())


def _records(data: bytes, delimiter: str, width: int, lines: frozenset[int]) -> Iterator[Row]:
    ledger = Ledger(ALL)
    wanted = np.array(sorted(lines), np.int64)
    cutter = RecordCutter(delimiter=delimiter, width=width or None, ledger=ledger)
    source = TextSource(io.BytesIO(data), block_bytes=ALL.block_bytes, ledger=ledger)
    for block, is_last in with_last(source.blocks()):
        records = cutter.cut(block, is_last=is_last)
        for number in np.flatnonzero(np.isin(records.lines, wanted)).tolist():
            yield from _parsed(records.record(number), delimiter)


def _parsed(record: bytes, delimiter: str) -> Iterator[Row]:
    text = record.decode("utf-8", "replace")
    for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        yield tuple(cells)


def _cells(source: Workbook | Parquet, lines: frozenset[int]) -> Iterator[Row]:
    wanted = pl.Series(sorted(lines), dtype=pl.UInt32)
    for block in source.blocks(range(len(source.header))):
        kept = block.filter(block.lines.is_in(wanted.implode()))
        texts = [column.as_text().fill_null("").to_list() for column in kept.columns]
        yield from zip(*texts, strict=True)

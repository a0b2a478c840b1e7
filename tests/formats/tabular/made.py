"""Small files made for the tests, and the short way to read them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from amont.formats.detect import FileKind
from amont.formats.tabular import Batch, Limits, Mapping, builtin, load_mapping, read_table
from amont.kernel.findings import Finding

OURS = builtin("amont")


def text_of(header: str, *rows: str, end: str = "\n") -> bytes:
    return end.join((header, *rows, "")).encode()


def read(
    data: bytes,
    mapping: Mapping = OURS,
    *,
    kind: FileKind = FileKind.CSV,
    outcomes: bool = False,
    batch_rows: int = 200_000,
    limits: Limits | None = None,
) -> list[Batch]:
    stream = io.BytesIO(data)
    return list(
        read_table(
            stream, mapping, outcomes=outcomes, kind=kind, batch_rows=batch_rows, limits=limits or Limits()
        )
    )


def frame_of(batches: Iterable[Batch]) -> pl.DataFrame:
    return pl.concat([batch.frame for batch in batches])


def findings_of(batches: Iterable[Batch]) -> list[Finding]:
    return [finding for batch in batches for finding in batch.findings]


def codes_of(batches: Iterable[Batch]) -> list[str]:
    return [finding.code for finding in findings_of(batches)]


def column(data: bytes, name: str, mapping: Mapping = OURS, **how: object) -> list[object]:
    """The values of one of our columns."""
    return frame_of(read(data, mapping, **how))[name].to_list()  # type: ignore[arg-type]


def one_column(name: str, *values: str, header: str | None = None) -> bytes:
    """A file with a reference and one more column, separated by `|` so that values may hold anything else."""
    rows = [f"R{number}|{value}" for number, value in enumerate(values)]
    return text_of(f"reference|{header or name}", *rows)


def mapping_of(text: str) -> Mapping:
    return load_mapping(text.encode())


def small(**limits: int) -> Limits:
    return replace(Limits(), **limits)


def workbook_of(*rows: Sequence[object], days: str = "dd/mm/yyyy") -> bytes:
    """One sheet; dates and times are written as Excel writes them."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": days})
    sheet = book.add_worksheet("Feuil1")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, list(row))
    book.close()
    return out.getvalue()


def parquet_of(**columns: object) -> bytes:
    out = io.BytesIO()
    pl.DataFrame(columns).write_parquet(out)
    return out.getvalue()


def arrow_of(table: pa.Table, **how: Any) -> bytes:
    """Parquet as other programs than ours write it."""
    out = io.BytesIO()
    pq.write_table(table, out, **how)
    return out.getvalue()

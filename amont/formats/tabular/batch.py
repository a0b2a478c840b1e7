"""What reading a table gives: typed rows by batches, and everything noticed on the way."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from amont.kernel.findings import Finding


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a reader goes. The values are far above any honest file; tests make them small.

    block_bytes: text read at once; a batch never holds more. 8 MiB are as fast as 32, with less memory.
    findings, findings_per_code: detailed in one file.
    packed_bytes, entries, unpacked_bytes, ratio, cells, shared_text: of a workbook; the ratio of unpacked to
        packed bytes is asked above `ratio_from` unpacked bytes only.
    rows: of a Parquet file.
    """

    block_bytes: int = 8 * 1024**2
    findings: int = 1_000
    findings_per_code: int = 200
    packed_bytes: int = 512 * 1024**2
    entries: int = 2_000
    unpacked_bytes: int = 2 * 1024**3
    ratio: int = 200
    ratio_from: int = 64 * 1024**2
    cells: int = 50_000_000
    shared_text: int = 1024**3
    rows: int = 50_000_000


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the file was written, as far as it could be told; empty where the format leaves no choice.

    decimal: `.` or `,` for most columns. day_order: `dmy`, `mdy` or `ymd` for most columns.
    """

    encoding: str
    delimiter: str
    decimal: str
    day_order: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of the file, in its order.

    frame: `line` (UInt32, first line of the row in the file, or row of the sheet), then every column of the
        mapping in the order of the canonical columns, null where the file has none.
    held: lines of the rows of `frame` with a key fact that is missing or unreadable (all, not capped).
    findings: detailed up to the limits; beyond, one `table.more` for each rule.
    rows_read: rows met, rows_refused of which are not in `frame`; blank rows do not count.
    dialect: on the first batch only.
    """

    frame: pl.DataFrame
    held: pl.Series
    findings: tuple[Finding, ...]
    rows_read: int
    rows_refused: int
    rows_held: int
    dialect: Dialect | None = None

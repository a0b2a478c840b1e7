"""Why a whole table is refused. A doubtful row or value is never a reason: it becomes a finding."""

from __future__ import annotations

from amont.kernel.errors import AmontError, Unreadable


class ColumnMissing(AmontError):
    """The file has no column for a mandatory one of ours. Facts: field, wanted, found."""

    code = "table.column_missing"


class NulInText(Unreadable):
    """A zero byte inside a text file: it is not text, or it was damaged on the way. Facts: line."""

    code = "table.nul"


class LineTooLong(Unreadable):
    """A line longer than any declaration. Facts: line, limit (bytes)."""

    code = "table.line_too_long"


class TableUnreadable(Unreadable):
    """Separated text that falls apart. Facts: line."""

    code = "table.unreadable"


class WorkbookUnreadable(Unreadable):
    """Not a workbook, or damaged, or closed by a password."""

    code = "xlsx.unreadable"


class WorkbookTooLarge(Unreadable):
    """Unpacked, the workbook would be larger than it looks. Facts: limit."""

    code = "xlsx.too_large"


class ParquetUnreadable(Unreadable):
    """Not Parquet, or damaged."""

    code = "parquet.unreadable"


class ParquetTooLarge(Unreadable):
    """More bytes, columns or rows than we take in one file. Facts: limit."""

    code = "parquet.too_large"

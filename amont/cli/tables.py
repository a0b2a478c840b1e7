"""Tables that the command itself wrote, or that hold labels: read back, never trusted."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from amont.cli.settings import file_bytes
from amont.kernel.errors import AmontError

FORMULA = r"^[=+\-@\t\r]"
ARMED = r"^'([=+\-@\t\r])"


class TableUnreadable(AmontError):
    """The file is neither a CSV nor a Parquet we can read. Facts: name."""

    code = "evaluate.unreadable"


class ColumnAbsent(AmontError):
    """A column that was asked for is not in the file. Facts: name, file, found."""

    code = "evaluate.column_absent"


def read_table(path: Path) -> pl.DataFrame:
    """A CSV or Parquet, told by its content; columns of a CSV are texts. FileAbsent, TableUnreadable."""
    data = file_bytes(path)
    try:
        table = _parquet(data) if data[:4] == b"PAR1" else pl.read_csv(data, infer_schema=False)
    except (pl.exceptions.PolarsError, pa.ArrowException, OSError, ValueError) as error:
        raise TableUnreadable(name=path.name) from error
    texts = [name for name, kind in table.schema.items() if kind == pl.String]
    return table.with_columns(pl.col(name).str.replace(ARMED, "${1}") for name in texts)


def require(table: pl.DataFrame, *names: str, file: str) -> None:
    """ColumnAbsent for the first of the columns that the table lacks."""
    for name in names:
        if name not in table.columns:
            raise absent(name, table, file=file)


def absent(name: str, table: pl.DataFrame, *, file: str) -> ColumnAbsent:
    """The refusal of a column; columns of our own making are not told."""
    theirs = [column for column in table.columns if not column.startswith("_")]
    return ColumnAbsent(name=name, file=file, found=", ".join(theirs[:30]))


def unarmed(name: str) -> pl.Expr:
    """A text that a spreadsheet would run gets an apostrophe in front; `read_table` takes it off."""
    text = pl.col(name)
    armed = pl.concat_str(pl.lit("'"), text)
    return pl.when(text.str.contains(FORMULA)).then(armed).otherwise(text).alias(name)


def _parquet(data: bytes) -> pl.DataFrame:
    """Whole and validated before anything looks at it: a damaged file must not bring the process down."""
    table = pq.read_table(pa.BufferReader(data))
    table.validate(full=True)
    found = pl.from_arrow(table)
    if not isinstance(found, pl.DataFrame):
        raise ValueError("not a table")
    return found

"""Tables of declarations (CSV, XLSX, Parquet) read through a mapping file into canonical columns."""

from amont.formats.tabular.batch import Batch, Dialect, Limits
from amont.formats.tabular.mapping import Column, DayOrder, Mapping, builtin, builtin_names, load_mapping
from amont.formats.tabular.reader import read_table

__all__ = [
    "Batch",
    "Column",
    "DayOrder",
    "Dialect",
    "Limits",
    "Mapping",
    "builtin",
    "builtin_names",
    "load_mapping",
    "read_table",
]

"""Columns of Arrow, as Parquet gives them, to raw columns: each kind of cell in its own place."""

from __future__ import annotations

import polars as pl
import pyarrow as pa

from amont.formats.tabular.raw import RawColumn

_FAR_DAYS = 1_000_000  # from 1970: years -768 to 4707
_IN_DAY = {"s": 86_400, "ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}


def is_strange(kind: pa.DataType) -> bool:
    """Lists, bytes, hours: nothing that a column of a declaration can be."""
    if pa.types.is_dictionary(kind):
        return is_strange(kind.value_type)
    return not (is_text(kind) or _is_number(kind) or _is_day(kind) or pa.types.is_boolean(kind))


def is_text(kind: pa.DataType) -> bool:
    """Words, or nothing at all; repeated values kept once are not meant."""
    return bool(
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_string_view(kind)
        or pa.types.is_null(kind)
    )


def text_bytes(array: pa.Array) -> int:
    """Bytes the words of a column would take, each written out."""
    if not pa.types.is_dictionary(array.type) or not is_text(array.type.value_type):
        return 0
    lengths = _series(array.dictionary).cast(pl.String).str.len_bytes().cast(pl.Int64)
    return int(lengths.gather(_series(array.indices).cast(pl.UInt32)).sum())


def raw_column(array: pa.Array) -> RawColumn:
    """A column that is not strange."""
    kind, rows = array.type, len(array)
    if pa.types.is_dictionary(kind):
        return _looked_up(array)
    no_text = pl.Series([None], dtype=pl.String).new_from_index(0, rows)
    if pa.types.is_null(kind):
        return RawColumn(no_text)
    if is_text(kind):
        return RawColumn(_series(array).cast(pl.String))
    if pa.types.is_boolean(kind):
        return RawColumn(no_text, _series(array).cast(pl.Int8))
    if _is_number(kind):
        return RawColumn(no_text, _numbers(array))
    return _days(array, no_text)


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _is_day(kind: pa.DataType) -> bool:
    return bool(pa.types.is_date(kind) or pa.types.is_timestamp(kind))


def _looked_up(array: pa.DictionaryArray) -> RawColumn:
    """Each value of the dictionary is read once; the rows point at it."""
    values, places = raw_column(array.dictionary), _series(array.indices).cast(pl.UInt32)
    return RawColumn(
        values.text.gather(places),
        None if values.number is None else values.number.gather(places),
        None if values.day is None else values.day.gather(places),
    )


def _series(array: pa.Array) -> pl.Series:
    found = pl.from_arrow(array)
    assert isinstance(found, pl.Series)
    return found


def _numbers(array: pa.Array) -> pl.Series:
    """NaN is how some programs write nothing; exact decimals become floats, as every number of a table."""
    if pa.types.is_integer(array.type):
        return _series(array)
    wide = pa.float32() if pa.types.is_float16(array.type) else pa.float64()
    floats = array if pa.types.is_float32(array.type) else array.cast(wide)
    return _series(floats).fill_nan(None)


def _days(array: pa.Array, no_text: pl.Series) -> RawColumn:
    """Days thousands of years away, which no calendar bears, are left as the number that stood there."""
    kind = array.type
    is_instant = pa.types.is_timestamp(kind)
    in_day = _IN_DAY[kind.unit] if is_instant else _IN_DAY["ms"] if pa.types.is_date64(kind) else 1
    number = _series(array.cast(pa.int32()) if in_day == 1 else array.cast(pa.int64())).cast(pl.Int64)
    is_near = (number // in_day).is_between(-_FAR_DAYS, _FAR_DAYS).fill_null(True)
    near = number.zip_with(is_near, pl.Series([None], dtype=pl.Int64))
    zone = kind.tz if is_instant else None
    days = _local_days(near, in_day=in_day, zone=zone) if zone else (near // in_day).cast(pl.Date)
    return RawColumn(number.cast(pl.String).zip_with(~is_near, no_text), day=days)


def _local_days(number: pl.Series, *, in_day: int, zone: str) -> pl.Series:
    """The day in the zone that the file names, as its calendar showed it; UTC for a zone unknown."""
    seconds = number // (in_day // _IN_DAY["s"])
    instants = (seconds * 1_000_000).cast(pl.Datetime("us"))
    try:
        return instants.dt.replace_time_zone("UTC").dt.convert_time_zone(zone).dt.date()
    except pl.exceptions.PolarsError:
        return instants.dt.date()

"""What a declaration says, as one fingerprint that any program in any language can compute again.

The serialisation (version 1), in UTF-8:
- an item is, for each declared column (`kernel.items`, outcomes left out) that has a value, by alphabetical
  order of the names: the name, U+001F, the value, U+001F;
- a value is a text as it stands (backslash, U+001E and U+001F written ``\\\\``, ``\\1E``, ``\\1F``), a whole
  number in decimal, another number as Python's repr of its 64-bit float, a day in ISO 8601; minus zero is
  zero;
- a missing value (null, empty text, not-a-number, absent column) adds nothing;
- a declaration is its items sorted by item number (none first), then by their text, parted by U+001E;
- the fingerprint is the SHA-256 of that, in hexadecimal.
The order of rows and columns in the file does not matter, nor do columns nobody filled.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from itertools import chain

import numpy as np
import polars as pl

from amont.engine.selectivity.arrays import Integers
from amont.engine.selectivity.refusals import ColumnKind
from amont.kernel.items import BY_NAME, FIELDS, Kind

US, RS = "\x1f", "\x1e"
ESCAPES = (("\\", "\\\\"), (RS, "\\1E"), (US, "\\1F"))
NAMES = sorted(field.name for field in FIELDS if not field.outcome)
ESCAPED = re.compile(r"[\\\x1e\x1f]").search
TEXTUAL = (Kind.TEXT, Kind.CODE)
KINDS = [(name, BY_NAME[name].kind) for name in NAMES]
PLAIN_FROM, PLAIN_TO = 1e-4, 1e15  # between these, polars and Python write a float with the same signs
WHOLE = 2**63
SLICE = 50_000
THREADS = 2
FEW = 200  # rows that are faster told one by one than as columns
KEY = ("reference", "version")


@dataclass(frozen=True, slots=True)
class Declarations:
    """The declarations of a file, in order of first appearance.

    index: for each row, the place of its declaration. sequences: numbers of the declarations in the day.
    """

    index: Integers
    sequences: tuple[int, ...]
    references: tuple[str, ...]
    contents: tuple[str, ...]


def declarations_of(items: pl.DataFrame, *, first: int = 1) -> Declarations:
    """Declarations are told apart by reference and version (1 when absent): each has its own lane and draw.

    first: sequence number of the first one, when others came before on the same day.
    ColumnKind: a column does not have its kind.
    """
    if items.height <= FEW:
        return _few(items, first)
    keys = items.select(_key(items, "reference", pl.String(), ""), _key(items, "version", pl.Int64(), 1))
    distinct = keys.unique(maintain_order=True).with_row_index("place")
    index = (
        keys.join(distinct, on=KEY, how="left", maintain_order="left")["place"].to_numpy().astype(np.int32)
    )
    return Declarations(
        index=index,
        sequences=tuple(range(first, first + distinct.height)),
        references=tuple(distinct["reference"].to_list()),
        contents=_contents(items, index),
    )


def _few(items: pl.DataFrame, first: int) -> Declarations:
    """The same for a handful of rows, one by one."""
    places: dict[tuple[str, int], int] = {}
    own: list[list[Mapping[str, object]]] = []
    index = np.zeros(items.height, dtype=np.int32)
    for row, item in enumerate(items.rows(named=True)):
        version = _whole(item.get("version"))
        key = (str(item.get("reference") or ""), 1 if version is None else version)
        place = index[row] = places.setdefault(key, len(places))
        if place == len(own):
            own.append([])
        own[place].append(item)
    return Declarations(
        index=index,
        sequences=tuple(range(first, first + len(own))),
        references=tuple(reference for reference, _ in places),
        contents=tuple(content_hash(one) for one in own),
    )


def content_hashes(items: pl.DataFrame) -> tuple[str, ...]:
    """The fingerprint of each declaration, in order of first appearance."""
    return declarations_of(items).contents


def content_hash(items: Iterable[Mapping[str, object]]) -> str:
    """The fingerprint of one declaration from the mappings of its items: the same as in bulk."""
    records = []
    for item in items:
        number = _whole(item.get("item"))
        records.append((-math.inf if number is None else number, _record(item)))
    return sha256(RS.join(record for _, record in sorted(records)).encode("utf-8", "replace")).hexdigest()


def _record(item: Mapping[str, object]) -> str:
    parts = []
    for name, kind in KINDS:
        value = item.get(name)
        if value is None or value == "":
            continue
        is_plain = type(value) is str and kind in TEXTUAL and not ESCAPED(value)
        if (text := value if is_plain else _written(name, value, kind=kind)) is not None:
            parts.append(f"{name}{US}{text}{US}")
    return "".join(parts)


def _written(name: str, value: object, *, kind: Kind) -> str | None:
    """A value as it enters the fingerprint, None for a missing one."""
    if isinstance(value, Decimal):
        value = None if value.is_nan() else float(value)
    if value is None or value == "" or value != value:
        return None
    if kind in TEXTUAL:
        text = str(value)
        for sign, escaped in ESCAPES:
            text = text.replace(sign, escaped)
        return text
    if kind is Kind.DAY and isinstance(value, date):
        return value.isoformat()
    if kind is Kind.INTEGER and isinstance(value, int | float):
        return None if (whole := _whole(value)) is None else str(whole)
    if kind is Kind.NUMBER and isinstance(value, int | float):
        return repr(float(value) + 0.0)
    raise ColumnKind(column=name, kind=kind.value, found=type(value).__name__)


def _whole(value: object) -> int | None:
    """A number without its decimals; None for what a table could not hold as a whole number."""
    if not isinstance(value, int | float) or not -WHOLE <= value < WHOLE:
        return None
    return int(value)


def _key(items: pl.DataFrame, name: str, dtype: pl.DataType, default: object) -> pl.Expr:
    absent = name not in items.columns
    column = pl.repeat(None, pl.len(), dtype=dtype) if absent else pl.col(name).cast(dtype, strict=False)
    return column.fill_null(default).alias(name)


def _contents(items: pl.DataFrame, index: Integers) -> tuple[str, ...]:
    number = _key(items, "item", pl.Int64(), -WHOLE)
    row = pl.int_range(pl.len()).alias("row")
    keys = items.select(pl.Series("place", index), number, row).sort("place", "item")
    table = items.select(name for name in NAMES if name in items.columns and items[name].dtype != pl.Null)
    parts = [(part, _rows(table, part["row"])) for part in _whole_declarations(keys)]
    with ThreadPoolExecutor(THREADS) as threads:  # one makes texts while the other takes their fingerprints
        found = threads.map(lambda part: _hashed(*part), parts)
        return tuple(chain.from_iterable(found))


def _rows(table: pl.DataFrame, places: pl.Series) -> pl.DataFrame:
    """Rows at these places; a file already in order is cut, not copied."""
    if places.is_sorted() and places[-1] - places[0] + 1 == len(places):
        return table.slice(places[0], len(places))
    return table[places]


def _whole_declarations(keys: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Parts of about SLICE rows that never cut a declaration: texts are made by part, to spare memory."""
    places = keys["place"].to_numpy()
    start = 0
    while start < keys.height:
        last = places[min(start + SLICE, keys.height) - 1]
        end = int(np.searchsorted(places, last, side="right"))
        yield keys[start:end]
        start = end


def _hashed(keys: pl.DataFrame, items: pl.DataFrame) -> list[str]:
    named = [_named(items, name, kind=BY_NAME[name].kind) for name in items.columns]
    text = pl.concat_str(named, ignore_nulls=True) if named else pl.repeat("", keys.height)
    rows = keys.hstack(items.select(text.alias("record")))
    if rows.select(pl.struct("place", "item").is_duplicated().any()).item():
        rows = rows.sort("place", "item", "record")  # two items bear one number: their texts order them
    joined = rows.group_by("place", maintain_order=True).agg(pl.col("record").str.join(RS))
    return [sha256(text.encode()).hexdigest() for text in joined["record"].to_list()]


def _named(items: pl.DataFrame, name: str, *, kind: Kind) -> pl.Expr:
    """Name, separator, value, separator for each row; null where there is no value."""
    return pl.concat_str(pl.lit(name + US), _text(items, name, kind=kind), pl.lit(US))


def _text(items: pl.DataFrame, name: str, *, kind: Kind) -> pl.Expr:
    column, dtype = pl.col(name), items.schema[name]
    if kind is Kind.DAY:
        if dtype != pl.Date:
            raise ColumnKind(column=name, kind=kind.value, found=str(dtype))
        return column.cast(pl.String)
    if kind in (Kind.NUMBER, Kind.INTEGER):
        if not dtype.is_numeric():
            raise ColumnKind(column=name, kind=kind.value, found=str(dtype))
        return (
            column.cast(pl.Int64, strict=False).cast(pl.String)
            if kind is Kind.INTEGER
            else pl.lit(_repr(items[name]))
        )
    text = column.cast(pl.String)
    if items.select(text.str.contains(r"[\\\x1e\x1f]").any()).item():
        for sign, escaped in ESCAPES:
            text = text.str.replace_all(sign, escaped, literal=True)
    return pl.when(text != "").then(text)


def _repr(column: pl.Series) -> pl.Series:
    """Python's repr of each float; only those that polars writes otherwise go through Python."""
    numbers = pl.Series(column.cast(pl.Float64).to_numpy() + 0.0, nan_to_null=True)  # + 0.0: no minus zero
    size = numbers.abs()
    odd = (size != 0) & ((size < PLAIN_FROM) | (size > PLAIN_TO))
    written = numbers.cast(pl.String)
    if not odd.any():
        return written
    places = odd.fill_null(False).arg_true()
    return written.scatter(places, [repr(number) for number in numbers.gather(places).to_list()])

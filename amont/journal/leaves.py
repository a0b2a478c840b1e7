"""The leaf of a row: one hash that any change of the row changes, and from which nobody learns the row.

Canonical form: one JSON object of eight keys, sorted by code point, without blanks, in UTF-8, nothing escaped
beyond what JSON must: RFC 8785, as long as no key holds a sign past U+FFFF. The salt keeps a leaf from being
guessed. The number of the row is left out, since it is drawn before the transaction is sure to end; its
place in the log says the order.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol

from amont.journal.tree import leaf_hash
from amont.kernel.errors import AmontError
from amont.kernel.findings import clip

KINDS = ("act", "event", "read")
SALT_BYTES = 16
LARGEST = 2**53 - 1  # beyond, other readers of JSON round (RFC 7493): larger numbers are written as text
DEPTH = 16  # lists and groups within each other
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
TEXTS = ("name", "subject", "office", "by")

_written = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, check_circular=False, sort_keys=True, separators=(",", ":")
).encode


class Row(Protocol):
    """A row of the journal, from wherever it comes.

    at: aware. salt: 16 bytes. facts: what the table can give back as it was: see `canonical`.
    """

    @property
    def at(self) -> datetime: ...
    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def office(self) -> str: ...
    @property
    def by(self) -> str: ...
    @property
    def facts(self) -> Mapping[str, object]: ...
    @property
    def salt(self) -> bytes | memoryview: ...


class FactKind(AmontError):
    """A fact that would not come back equal: no text, whole number, yes or no, nothing, list or group."""

    code = "journal.fact_kind"


class FactTooLarge(AmontError):
    """A whole number that other readers would round: it is to be written as text."""

    code = "journal.fact_too_large"


class TextNotKept(AmontError):
    """A text with a sign the table cannot keep: U+0000, or half of a surrogate pair."""

    code = "journal.text_not_kept"


class FactTooDeep(AmontError):
    """Lists within lists beyond what anyone reads, or one that holds itself."""

    code = "journal.fact_too_deep"


class RowShape(AmontError):
    """A column of the row cannot be what it should: kind, instant, salt or text."""

    code = "journal.row_shape"


def leaf_of(row: Row) -> bytes:
    """Hash of the row in the tree: SHA-256(0x00 || canonical form)."""
    return leaf_hash(canonical(row))


def canonical(row: Row) -> bytes:
    """The bytes that are hashed: equal whether facts come from the source or back from the table.

    Facts: texts, whole numbers up to 2^53 - 1 either way, yes or no, nothing, and lists (or tuples) and
    groups of these. No fraction: money and rates are texts. Everything else is refused.
    """
    _check_columns(row)
    _check_fact(row.facts, ())
    columns = {
        "at": (row.at - EPOCH) // MICROSECOND,
        "by": row.by,
        "facts": row.facts,
        "kind": row.kind,
        "name": row.name,
        "office": row.office,
        "salt": bytes(row.salt).hex(),
        "subject": row.subject,
    }
    return _written(columns).encode()


def _check_columns(row: Row) -> None:
    if row.kind not in KINDS:
        raise _not_a_column("kind", row.kind)
    if not isinstance(row.at, datetime) or row.at.tzinfo is None:
        raise _not_a_column("at", row.at)
    if not isinstance(row.salt, bytes | memoryview) or len(bytes(row.salt)) != SALT_BYTES:
        raise _not_a_column("salt", row.salt)
    if not isinstance(row.facts, dict):
        raise _not_a_column("facts", row.facts)
    for column in TEXTS:
        value = getattr(row, column)
        if not isinstance(value, str):
            raise _not_a_column(column, value)
        _check_text(value, (column,))


def _not_a_column(column: str, value: object) -> RowShape:
    return RowShape(column=column, kind=type(value).__name__)


def _check_fact(value: object, path: tuple[str, ...]) -> None:
    if isinstance(value, str):
        _check_text(value, path)
    elif value is None or isinstance(value, bool):
        return
    elif isinstance(value, int):
        if not -LARGEST <= value <= LARGEST:
            raise FactTooLarge(path=_shown(path), limit=LARGEST)
    elif len(path) > DEPTH:
        raise FactTooDeep(path=_shown(path[:DEPTH]), limit=DEPTH)
    elif isinstance(value, dict):
        _check_group(value, path)
    elif isinstance(value, list | tuple):
        _check_list(value, path)
    else:
        raise FactKind(path=_shown(path), kind=type(value).__name__)


def _check_group(group: Mapping[object, object], path: tuple[str, ...]) -> None:
    for key, value in group.items():
        if not isinstance(key, str):
            raise FactKind(path=_shown((*path, "?")), kind=type(key).__name__)
        _check_text(key, path)
        _check_fact(value, (*path, key))


def _check_list(values: Sequence[object], path: tuple[str, ...]) -> None:
    for place, value in enumerate(values):
        _check_fact(value, (*path, str(place)))


def _check_text(text: str, path: tuple[str, ...]) -> None:
    if "\0" in text or not (text.isascii() or _is_writable(text)):
        raise TextNotKept(path=_shown(path))


def _is_writable(text: str) -> bool:
    """Half of a surrogate pair does not exist in UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _shown(path: tuple[str, ...]) -> str:
    return clip(" / ".join(path))

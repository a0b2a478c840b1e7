"""Pages by key: the next lines start after the last one shown; page one thousand costs what page one does."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Model, Q, QuerySet

ROWS = 50
MOST_COUNTED = 1_000
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Order:
    """One column of the order. descending: greatest first. Nulls come last either way.

    is_filled: every row listed has a value, so that the order is that of an index; None: as the model says.
    """

    field: str
    descending: bool = False
    is_filled: bool | None = None

    def of(self, model: type[Model]) -> Order:
        """The same, told whether its column may be empty."""
        return self if self.is_filled is not None else replace(self, is_filled=_is_filled(model, self.field))

    def expression(self) -> Any:
        """What the database sorts by. Without a word on nulls an index can be walked both ways."""
        column, last = F(self.field), None if self.is_filled else True
        return column.desc(nulls_last=last) if self.descending else column.asc(nulls_last=last)

    def after(self, value: object) -> Q:
        """Rows that come after this value."""
        if value is None:
            return Q(pk__in=[])
        later = Q(**{f"{self.field}__{'lt' if self.descending else 'gt'}": value})
        return later if self.is_filled else later | Q(**{f"{self.field}__isnull": True})

    def same(self, value: object) -> Q:
        """Rows that have this value."""
        return Q(**{f"{self.field}__isnull": True}) if value is None else Q(**{self.field: value})

    def not_before(self, value: object) -> Q:
        """Rows of this value or after it: an index may begin there. None where nulls may be."""
        if value is None or not self.is_filled:
            return Q()
        return Q(**{f"{self.field}__{'lte' if self.descending else 'gte'}": value})


def _is_filled(model: type[Model], path: str) -> bool:
    """Can this column never be empty? What is computed may be, and what hangs on a row that may miss."""
    field: Any = None
    for step in path.split("__"):
        if model is None:
            return False
        try:
            field = model._meta.pk if step == "pk" else model._meta.get_field(step)
        except FieldDoesNotExist:
            return False
        if field is None or not field.concrete or field.null:
            return False
        model = field.related_model
    return True


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows. after: key of the next page, "" when this is the last."""

    rows: Sequence[Row]
    after: str
    has_before: bool


def page_of(rows: QuerySet[Any], order: Sequence[Order], *, after: str = "", size: int = ROWS) -> Page[Any]:
    """The page that follows a key; a key that says nothing gives the first page. One query."""
    order = [one.of(rows.model) for one in order]
    wanted = rows.order_by(*(one.expression() for one in order))
    key = _read(after, len(order))
    if key is not None:
        try:
            wanted = wanted.filter(_following(order, key))
        except (ValidationError, ValueError, TypeError):
            key = None
    found = list(wanted[: size + 1])
    shown = found[:size]
    following = _written(shown[-1], order) if len(found) > size else ""
    return Page(shown, following, key is not None)


def counted(rows: QuerySet[Any]) -> int | None:
    """How many there are, up to a thousand; None beyond. One query."""
    found = rows.order_by()[: MOST_COUNTED + 1].count()
    return None if found > MOST_COUNTED else found


def _following(order: Sequence[Order], key: Sequence[object]) -> Q:
    """Rows after the key, column by column: later in the first, or the same there and later in the next."""
    out, same = Q(pk__in=[]), Q()
    for one, value in zip(order, key, strict=True):
        out |= same & one.after(value)
        same &= one.same(value)
    return order[0].not_before(key[0]) & out if len(order) > 1 else out


def _written(row: Model, order: Sequence[Order]) -> str:
    values = []
    for one in order:
        value: Any = row
        for step in one.field.split("__"):
            value = getattr(value, step, None) if value is not None else None
        values.append(value if value is None or isinstance(value, int | float | str) else str(value))
    return urlsafe_b64encode(json.dumps(values, separators=(",", ":")).encode()).decode().rstrip("=")


def _read(text: str, size: int) -> list[object] | None:
    try:
        found = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, RecursionError):
        return None
    fits = isinstance(found, list) and len(found) == size and all(map(_is_key, found))
    return found if fits else None


def _is_key(value: object) -> bool:
    """Texts, whole numbers and finite figures only."""
    if isinstance(value, str):
        return "\0" not in value and not any("\ud800" <= sign <= "\udfff" for sign in value)
    return value is None or isinstance(value, int) or (isinstance(value, float) and isfinite(value))

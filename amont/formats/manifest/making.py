"""Records made in bulk.

A frozen record sets each field through `object.__setattr__`, which for forty fields costs more than to read
them. Here a twin that is not frozen is filled, and then takes the class of the record.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, field, fields, make_dataclass
from typing import Any, TypeVar, cast

T = TypeVar("T")


def maker(record: type[T]) -> Callable[..., T]:
    """The same as calling the record: a frozen dataclass with slots and without `__post_init__`."""

    def become(made: Any) -> None:
        made.__class__ = record

    return cast(Callable[..., T], _twin(record, {"__post_init__": become}))


def drafts(record: type[T]) -> Callable[..., Any]:
    """The same, but for a record whose fields can still be set, until it is `closed`."""
    return cast(Callable[..., Any], _twin(record, {}))


def closed(draft: Any, record: type[T]) -> T:
    """The record that a draft of it was filled for."""
    draft.__class__ = record
    return cast(T, draft)


def _twin(record: type[Any], namespace: dict[str, Any]) -> type[Any]:
    entries = [(entry.name, Any, _default(entry)) for entry in fields(record)]
    return make_dataclass(record.__name__, entries, namespace=namespace, slots=True)


def _default(entry: Any) -> Any:
    if entry.default_factory is not MISSING:
        return field(default_factory=entry.default_factory)
    return field(default=entry.default)

"""What a table would change in what is kept, before it is applied. Nothing is deleted: a code ends.

The same for every list: codes and lines of the tariff differ by the facts they say (`Facts`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Generic, Protocol, TypeVar

ONE_DAY = timedelta(days=1)


class Kept(Protocol):
    """A row: a code and the days it holds."""

    code: str
    from_on: date
    to_on: date | None

    def is_open(self, day: date) -> bool: ...


class Given(Protocol):
    """A line of a table."""

    @property
    def code(self) -> str: ...
    @property
    def from_on(self) -> date | None: ...
    @property
    def until_on(self) -> date | None: ...
    @property
    def is_ended(self) -> bool: ...


Row = TypeVar("Row", bound=Kept)
One = TypeVar("One", bound=Given)


class Facts(Protocol):
    """What a row says, with what is given over it; an unsaid fact stays as it was."""

    def __call__(self, row: Any, one: Any = None, /) -> dict[str, Any]: ...


@dataclass(slots=True)
class Difference(Generic[Row, One]):
    """changed: what stands, what is given. same: how many stay as they are."""

    added: list[tuple[Row | None, One]] = field(default_factory=list)
    changed: list[tuple[Row, One]] = field(default_factory=list)
    ended: list[Row] = field(default_factory=list)
    same: int = 0

    @property
    def counts(self) -> dict[str, Any]:
        """How many of each."""
        return {"added": len(self.added), "changed": len(self.changed), "ended": len(self.ended)}


def compare(
    given: Sequence[One], kept: Mapping[str, Row], *, facts_of: Facts, is_whole: bool, day: date
) -> Difference[Row, One]:
    """kept: the last entry of each code of the parts that are given. day: from which the table counts."""
    found: Difference[Row, One] = Difference()
    for one in given:
        row = kept.get(one.code)
        if one.is_ended:
            if row is not None and row.to_on is None:
                found.ended.append(row)
            else:
                found.same += 1
        elif row is None or not row.is_open(day):
            found.added.append((row, one))
        elif facts_of(row, one) != facts_of(row) or row.to_on != one.until_on:
            found.changed.append((row, one))
        else:
            found.same += 1
    if is_whole:
        named = {one.code for one in given}
        found.ended += [row for code, row in kept.items() if code not in named and row.to_on is None]
    return found


def begins(row: Row | None, one: One, *, facts_of: Facts, day: date) -> date:
    """From when a given code counts: never before what stood there, which it then replaces in place."""
    first = one.from_on or day
    if row is None:
        return first
    if row.to_on is not None and not row.is_open(day):
        return max(first, row.to_on + ONE_DAY)
    if facts_of(row, one) == facts_of(row):
        return row.from_on
    return max(first, row.from_on)

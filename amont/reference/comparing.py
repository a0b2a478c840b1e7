"""What a table of codes would change in a list, before it is applied. Nothing is deleted: a code ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from amont.formats.code_lists import CodeRead
from amont.reference.models import Code

ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class Difference:
    """changed: what stands, what is given. same: how many stay as they are."""

    added: list[tuple[Code | None, CodeRead]] = field(default_factory=list)
    changed: list[tuple[Code, CodeRead]] = field(default_factory=list)
    ended: list[Code] = field(default_factory=list)
    same: int = 0

    @property
    def counts(self) -> dict[str, Any]:
        """How many of each."""
        return {"added": len(self.added), "changed": len(self.changed), "ended": len(self.ended)}


def compare(given: Sequence[CodeRead], kept: Mapping[str, Code], *, is_whole: bool, day: date) -> Difference:
    """kept: the last entry of each code of the parts that are given. day: from which the table counts."""
    found = Difference()
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


def facts_of(row: Code | None, one: CodeRead | None = None) -> dict[str, object]:
    """What a code says, as it stands, with what is given over it: a place unsaid stays where it was."""
    facts: dict[str, object] = {"names": {}, "country": "", "latitude": None, "longitude": None}
    if row is not None:
        facts = {name: getattr(row, name) for name in facts}
    if one is None:
        return facts
    names = facts["names"]
    facts["names"] = (dict(names) if isinstance(names, dict) else {}) | dict(one.names)
    facts["country"] = one.country or facts["country"]
    if one.latitude is not None:
        facts |= {"latitude": one.latitude, "longitude": one.longitude}
    return facts


def begins(row: Code | None, one: CodeRead, *, day: date) -> date:
    """From when a given code counts: never before what stood there, which it then replaces in place."""
    first = one.from_on or day
    if row is None:
        return first
    if row.to_on is not None and not row.is_open(day):
        return max(first, row.to_on + ONE_DAY)
    if facts_of(row, one) == facts_of(row):
        return row.from_on
    return max(first, row.from_on)

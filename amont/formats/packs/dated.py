"""What holds from a day to a day. Intervals are closed at both ends and cannot overlap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from amont.formats.packs.documents import DocumentError, Evidence, Node

DATED_KEYS = ("from", "to", "source", "evidence")


class ReversedInterval(DocumentError):
    """An interval that ends before it begins. Facts: begins, ends."""

    code = "pack.interval"


class Overlap(DocumentError):
    """Two entries of the same key hold on the same day. Facts: key, on, first, second (paths)."""

    code = "pack.overlap"


@dataclass(frozen=True, slots=True)
class Dated:
    """When an entry holds and why we believe it. `ends` None: until further notice."""

    path: str
    begins: date
    ends: date | None
    source: str
    evidence: Evidence

    def holds_on(self, day: date) -> bool:
        return self.begins <= day and (self.ends is None or day <= self.ends)


def read_dated(node: Node) -> Dated:
    """The keys `from`, `to`, `source` and `evidence` of a group; `to` alone may be absent."""
    begins = node.day("from")
    ends = node.day("to") if node.has("to") else None
    if ends is not None and ends < begins:
        raise ReversedInterval(**node.facts("to"), begins=begins, ends=ends)
    return Dated(node.path, begins, ends, node.text("source"), node.evidence())


Entry = TypeVar("Entry")


def check_no_overlap(
    entries: Sequence[Entry],
    *,
    key: Callable[[Entry], str],
    dated: Callable[[Entry], Dated],
    document: str,
) -> None:
    """Raise Overlap on the first day two entries of one key both hold."""
    previous: dict[str, Dated] = {}
    for entry in sorted(entries, key=lambda entry: (key(entry), dated(entry).begins)):
        name, interval = key(entry), dated(entry)
        earlier = previous.get(name)
        if earlier is not None and (earlier.ends is None or interval.begins <= earlier.ends):
            facts = {"key": name, "on": interval.begins, "first": earlier.path, "second": interval.path}
            raise Overlap(document=document, path=interval.path, **facts)
        previous[name] = interval


def in_force(entries: Iterable[Entry], *, day: date, dated: Callable[[Entry], Dated]) -> tuple[Entry, ...]:
    """The entries that hold on a day, in the order of the document."""
    return tuple(entry for entry in entries if dated(entry).holds_on(day))

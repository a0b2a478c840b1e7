"""Two versions of what was announced, side by side: pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SEVERAL = {"containers": "number", "goods": "number", "vehicles": "chassis"}  # lists told apart by this name
UNSAID = ("place", "number_in_voyage")


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that differs. path: names from the whole to the part; before, after: "" for nothing."""

    path: tuple[str, ...]
    before: str
    after: str


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Changed]:
    """What differs between two contents of a bill, in the order of the later one."""
    old, new = dict(_leaves(before, ())), dict(_leaves(after, ()))
    places = [*new, *(path for path in old if path not in new)]
    found = (Changed(path, old.get(path, ""), new.get(path, "")) for path in places)
    return [one for one in found if one.before != one.after]


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if not (not path and name in UNSAID):
                yield from _leaves(inner, (*path, str(name)))
    elif isinstance(value, list) and path and path[-1] in SEVERAL:
        yield from _members(value, path, SEVERAL[path[-1]])
    elif isinstance(value, list):
        yield path, ", ".join(str(one) for one in value)
    elif value not in (None, ""):
        yield path, str(value)


def _members(
    several: Sequence[Any], path: tuple[str, ...], key: str
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Members of a list, told apart by their own number rather than by their place."""
    for place, one in enumerate(several, start=1):
        name = str(one.get(key, place)) if isinstance(one, Mapping) else str(place)
        inner = {k: v for k, v in one.items() if k != key} if isinstance(one, Mapping) else one
        yield (*path, name), name
        yield from _leaves(inner, (*path, name))

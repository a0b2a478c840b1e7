"""Which criteria one item meets: it costs what its own gates let through, not all criteria."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from amont.engine.selectivity.conditions import fields_of
from amont.engine.selectivity.criteria import Criterion, refuse_overlaps
from amont.engine.selectivity.fields import Facts, facts_of
from amont.engine.selectivity.gates import GATE_ORDER, Bound, bound_of, words_of
from amont.engine.selectivity.meaning import Predicate, predicate

Single = Callable[[Mapping[str, object]], tuple[int, ...]]


def single(criteria: Sequence[Criterion], *, on: date) -> Single:
    """Prepare once a day, then ask with an item's columns as a mapping.

    Gives the places in `criteria` of those in force that the item meets, ascending: the same as `hits`.
    CriterionOverlap; the answer raises ColumnKind when a value does not have its column's kind.
    """
    refuse_overlaps(criteria)
    index = _Index()
    tests: dict[int, Predicate] = {}
    for place, criterion in enumerate(criteria):
        if criterion.is_in_force(on):
            tests[place] = predicate(criterion.condition)
            index.add(place, criterion)
    names = {name for place in tests for name in fields_of(criteria[place].condition)} | index.names

    def met(item: Mapping[str, object]) -> tuple[int, ...]:
        facts = facts_of(item, names)
        return tuple(sorted(place for place in index.asked(facts) if tests[place](facts)))

    return met


class _Index:
    """Criteria by what opens their gate: a word, a bound on a number, or nothing."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self._always: list[int] = []
        self._words: dict[str, dict[str, list[int]]] = {}
        self._bounds: dict[tuple[str, bool], tuple[list[float], list[int]]] = {}

    def add(self, place: int, criterion: Criterion) -> None:
        gates = words_of(criterion.condition)
        if (field := next((name for name in GATE_ORDER if name in gates), None)) is not None:
            self.names.add(field)
            for value in gates[field]:
                self._words.setdefault(field, {}).setdefault(value, []).append(place)
        elif (bound := bound_of(criterion.condition)) is not None:
            self._bound(place, bound)
        else:
            self._always.append(place)

    def asked(self, facts: Facts) -> Iterator[int]:
        """Places of the criteria whose gate is open, each once."""
        yield from self._always
        for field, values in self._words.items():
            if isinstance(word := facts[field], str):
                yield from values.get(word, ())
        for (field, is_upper), (limits, places) in self._bounds.items():
            if isinstance(number := facts[field], float):
                if is_upper:
                    yield from places[bisect_left(limits, number) :]
                else:
                    yield from places[: bisect_right(limits, number)]

    def _bound(self, place: int, bound: Bound) -> None:
        self.names.add(bound.field)
        limits, places = self._bounds.setdefault((bound.field, bound.is_upper), ([], []))
        at = bisect_right(limits, bound.limit)
        limits.insert(at, bound.limit)
        places.insert(at, place)

"""Gates: what an item must carry for a condition to have any chance. Necessary, never sufficient.

Most criteria name a heading, an origin or a company, or put a bound on a number. Whoever asks a criterion may
first look at its gate; the whole condition still decides.
"""

from __future__ import annotations

from dataclasses import dataclass

from amont.engine.selectivity.conditions import Comparison, Condition, Connective, Operator
from amont.engine.selectivity.fields import FAMILIES, HEADINGS, Family

Words = dict[str, frozenset[str]]

# from what tells most items apart to what tells fewest
GATE_ORDER = ("reference", "importer", "seller", "declarant", "hs_code", "hs6", "hs4", "origin", "hs2")
UPPER = {
    Operator.LT: 0,
    Operator.LE: 0,
    Operator.BETWEEN: 1,
    Operator.EQ: 0,
}  # operator -> which value bounds
LOWER = (Operator.GT, Operator.GE)


@dataclass(frozen=True, slots=True)
class Bound:
    """The item's number must not be missing, nor above (is_upper) or below the limit."""

    field: str
    is_upper: bool
    limit: float


def words_of(condition: Condition) -> Words:
    """Fields of which the item must carry one of some words, else the condition is surely false."""
    if isinstance(condition, Comparison):
        return _words(condition)
    if condition.connective is Connective.NONE:
        return {}
    parts = [words_of(part) for part in condition.parts]
    if condition.connective is Connective.ANY:
        shared = set(parts[0]).intersection(*parts[1:])
        return {name: frozenset().union(*(part[name] for part in parts)) for name in shared}
    together: Words = {}
    for part in parts:
        for name, values in part.items():
            together[name] = together[name] & values if name in together else values
    return together


def bound_of(condition: Condition) -> Bound | None:
    """The first bound on a number without which the condition is surely false."""
    if isinstance(condition, Comparison):
        return _bound(condition)
    if condition.connective is not Connective.ALL:
        return None
    return next((bound for part in condition.parts if (bound := bound_of(part)) is not None), None)


def _words(test: Comparison) -> Words:
    if test.other is not None or FAMILIES[test.field] is not Family.WORD:
        return {}
    words = [str(value) for value in test.values]
    if test.operator in (Operator.EQ, Operator.IN):
        return {test.field: frozenset(words)}
    if test.operator is Operator.STARTS_WITH and test.field == "hs_code":
        shortest = min(map(len, words))
        for name, signs in sorted(HEADINGS.items(), key=lambda one: -one[1]):
            if signs <= shortest:
                return {name: frozenset(word[:signs] for word in words)}
    return {}


def _bound(test: Comparison) -> Bound | None:
    if test.other is not None or FAMILIES[test.field] is not Family.NUMBER:
        return None
    if test.operator in UPPER and isinstance(limit := test.values[UPPER[test.operator]], float):
        return Bound(test.field, is_upper=True, limit=limit)
    if test.operator in LOWER and isinstance(limit := test.values[0], float):
        return Bound(test.field, is_upper=False, limit=limit)
    return None

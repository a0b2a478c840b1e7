"""What a condition means, operator by operator: for a table (polars) and for one item (Python), side by side.

Both readings stand next to each other so that they change together; a property test holds them equal on every
condition. Every comparison answers true or false, never "unknown".
"""

from __future__ import annotations

import operator as python
from collections.abc import Callable
from functools import reduce
from typing import Any

import polars as pl

from amont.engine.selectivity.conditions import Comparison, Condition, Connective, Group, Operator
from amont.engine.selectivity.fields import Facts

Predicate = Callable[[Facts], bool]

COMPARE: dict[Operator, Callable[..., Any]] = {
    Operator.EQ: python.eq,
    Operator.NE: python.ne,
    Operator.DIFFERS_FROM: python.ne,
    Operator.LT: python.lt,
    Operator.LE: python.le,
    Operator.GT: python.gt,
    Operator.GE: python.ge,
}


def expression(condition: Condition) -> pl.Expr:
    """True or false for each row of a table made by `fields.subject`; never null."""
    if isinstance(condition, Comparison):
        return _compared(condition).fill_null(False)
    parts = [expression(part) for part in condition.parts]
    if condition.connective is Connective.ALL:
        return pl.all_horizontal(parts)
    some = pl.any_horizontal(parts)
    return ~some if condition.connective is Connective.NONE else some


def _compared(test: Comparison) -> pl.Expr:
    column = pl.col(test.field)
    match test.operator:
        case Operator.IS_EMPTY:
            return column.is_null()
        case Operator.IN:
            return column.is_in(list(test.values))
        case Operator.NOT_IN:
            return ~column.is_in(list(test.values))
        case Operator.BETWEEN:
            return (column >= test.values[0]) & (column <= test.values[1])
        case Operator.STARTS_WITH:
            return reduce(python.or_, [column.str.starts_with(str(value)) for value in test.values])
    right = pl.lit(test.values[0]) if test.other is None else pl.col(test.other)
    compared: pl.Expr = COMPARE[test.operator](column, right)
    return compared


def predicate(condition: Condition) -> Predicate:
    """The same for the facts of one item made by `fields.facts_of`."""
    if isinstance(condition, Group):
        return _joined(condition.connective, tuple(predicate(part) for part in condition.parts))
    return _single(condition)


def _joined(connective: Connective, parts: tuple[Predicate, ...]) -> Predicate:
    stops_on = (
        connective is not Connective.ALL
    )  # "all" stops on the first false, "any" and "none" on the first true
    answer = connective is Connective.ANY

    def holds(facts: Facts) -> bool:
        for part in parts:
            if part(facts) is stops_on:
                return answer
        return not answer

    return holds


def _single(test: Comparison) -> Predicate:
    field, values = test.field, test.values
    if test.operator is Operator.IS_EMPTY:
        return lambda facts: facts[field] is None
    if test.other is not None:
        return _against_field(field, test.other, COMPARE[test.operator])
    match test.operator:
        case Operator.IN:
            among = frozenset(values)
            return lambda facts: facts[field] in among  # None is never among them
        case Operator.NOT_IN:
            among = frozenset(values)
            return lambda facts: (left := facts[field]) is not None and left not in among
        case Operator.BETWEEN:
            low, high = values
            return lambda facts: (
                (left := facts[field]) is not None and python.le(low, left) and python.le(left, high)
            )
        case Operator.STARTS_WITH:
            starts = tuple(str(value) for value in values)
            return lambda facts: isinstance(left := facts[field], str) and left.startswith(starts)
    return _against_value(field, values[0], COMPARE[test.operator])


def _against_value(field: str, value: object, compare: Callable[..., object]) -> Predicate:
    def holds(facts: Facts) -> bool:
        left = facts[field]
        return left is not None and compare(left, value) is True

    return holds


def _against_field(field: str, other: str, compare: Callable[..., object]) -> Predicate:
    def holds(facts: Facts) -> bool:
        left, right = facts[field], facts[other]
        return left is not None and right is not None and compare(left, right) is True

    return holds

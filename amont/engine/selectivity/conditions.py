"""Conditions of criteria: groups (all, any, none) of comparisons, read once, checked and frozen.

A comparison with a missing value is false, whatever the operator; `is_empty` alone asks whether the value is
missing. `none` is "not any", so it is true of an item on which nothing can be compared.
"""

from __future__ import annotations

import math
import operator as python
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from amont.engine.selectivity.fields import FAMILIES, Family, is_outcome
from amont.engine.selectivity.refusals import (
    ConditionShape,
    ConditionTooDeep,
    ConditionValue,
    EmptyGroup,
    KindsDiffer,
    OutcomeField,
    UnknownField,
    UnknownOperator,
    WrongOperator,
    is_writable,
    shown,
)

Value = str | float | date
DEPTH_LIMIT = 12  # deeper than this nobody reads it, and the machine's own stack is safe


class Connective(StrEnum):
    ALL = "all"
    ANY = "any"
    NONE = "none"


class Operator(StrEnum):
    EQ = "eq"
    NE = "ne"
    IN = "in"
    NOT_IN = "not_in"
    STARTS_WITH = "starts_with"
    LT = "lt"
    LE = "le"
    GT = "gt"
    GE = "ge"
    BETWEEN = "between"  # closed at both ends
    IS_EMPTY = "is_empty"
    DIFFERS_FROM = "differs_from"  # from another field; false when either is missing


ORDERED = {Operator.LT, Operator.LE, Operator.GT, Operator.GE, Operator.BETWEEN}
LISTED = {Operator.IN, Operator.NOT_IN, Operator.BETWEEN}
MAY_COMPARE_FIELDS = {Operator.EQ, Operator.NE, Operator.LT, Operator.LE, Operator.GT, Operator.GE}


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field against values or against another field.

    values: one value, or the list of `in`, `not_in`, or the two bounds of `between`; empty for `is_empty` and
        with `other`.
    """

    field: str
    operator: Operator
    values: tuple[Value, ...] = ()
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    connective: Connective
    parts: tuple[Condition, ...]


Condition = Comparison | Group


def condition_from(raw: object, *, criterion: str, path: str = "condition", depth: int = 1) -> Condition:
    """A condition as a country pack writes it. Refused, with its path, rather than half understood.

    ConditionShape, EmptyGroup, ConditionTooDeep, UnknownField, OutcomeField, UnknownOperator, WrongOperator,
    ConditionValue, KindsDiffer.
    """
    if depth > DEPTH_LIMIT:
        raise ConditionTooDeep(criterion=criterion, path=path, limit=DEPTH_LIMIT)
    if not isinstance(raw, Mapping):
        raise ConditionShape(criterion=criterion, path=path, value=shown(raw))
    if len(raw) == 1 and (word := next(iter(raw))) in set(Connective):
        return _group(Connective(word), raw[word], criterion=criterion, path=f"{path}/{word}", depth=depth)
    return _comparison(raw, criterion=criterion, path=path)


def raw_of(condition: Condition) -> dict[str, object]:
    """The condition as a country pack would write it: `condition_from` of it gives the same condition."""
    if isinstance(condition, Group):
        return {condition.connective.value: [raw_of(part) for part in condition.parts]}
    raw: dict[str, object] = {"field": condition.field, "operator": condition.operator.value}
    if condition.other is not None:
        return raw | {"other": condition.other}
    if condition.operator is Operator.IS_EMPTY:
        return raw
    written = [value.isoformat() if isinstance(value, date) else value for value in condition.values]
    is_list = condition.operator in LISTED or len(written) != 1
    return raw | {"value": written if is_list else written[0]}


def fields_of(condition: Condition) -> Iterator[str]:
    """Every field the condition asks about, as often as it asks."""
    if isinstance(condition, Group):
        for part in condition.parts:
            yield from fields_of(part)
    else:
        yield condition.field
        if condition.other is not None:
            yield condition.other


def _group(connective: Connective, raw: object, *, criterion: str, path: str, depth: int) -> Group:
    if not isinstance(raw, list | tuple):
        raise ConditionShape(criterion=criterion, path=path, value=shown(raw))
    if not raw:
        raise EmptyGroup(criterion=criterion, path=path)
    parts = (
        condition_from(part, criterion=criterion, path=f"{path}[{place}]", depth=depth + 1)
        for place, part in enumerate(raw, start=1)
    )
    return Group(connective, tuple(parts))


def _comparison(raw: Mapping[object, object], *, criterion: str, path: str) -> Comparison:
    at = {"criterion": criterion, "path": path}
    if not {"field", "operator"} <= set(raw) <= {"field", "operator", "value", "other"}:
        raise ConditionShape(**at, value=shown(raw))
    field, name = raw["field"], raw["operator"]
    if not isinstance(field, str) or field not in FAMILIES:
        refusal = OutcomeField if isinstance(field, str) and is_outcome(field) else UnknownField
        raise refusal(**at, field=shown(field))
    if not isinstance(name, str) or name not in set(Operator):
        raise UnknownOperator(**at, field=field, operator=shown(name))
    operator, family = Operator(name), FAMILIES[field]
    if (operator in ORDERED and family is Family.WORD) or (
        operator is Operator.STARTS_WITH and family is not Family.WORD
    ):
        raise WrongOperator(**at, field=field, operator=name, kind=family.value)
    if operator is Operator.IS_EMPTY:
        if "value" in raw or "other" in raw:
            raise ConditionShape(**at, value=shown(raw))
        return Comparison(field, operator)
    if ("value" in raw) == ("other" in raw):
        raise ConditionShape(**at, value=shown(raw))
    if "other" in raw:
        return _with_other(field, operator, raw["other"], at=at)
    return _with_value(field, operator, raw["value"], at=at)


def _with_other(field: str, operator: Operator, other: object, *, at: dict[str, str]) -> Comparison:
    if operator not in MAY_COMPARE_FIELDS | {Operator.DIFFERS_FROM}:
        raise WrongOperator(**at, field=field, operator=operator.value, kind="other")
    if not isinstance(other, str) or other not in FAMILIES:
        refusal = OutcomeField if isinstance(other, str) and is_outcome(other) else UnknownField
        raise refusal(**at, field=shown(other))
    if FAMILIES[other] is not FAMILIES[field]:
        raise KindsDiffer(**at, field=field, other=other)
    return Comparison(field, operator, other=other)


def _with_value(field: str, operator: Operator, raw: object, *, at: dict[str, str]) -> Comparison:
    refused = ConditionValue(**at, field=field, operator=operator.value, value=shown(raw))
    if operator is Operator.DIFFERS_FROM:
        raise refused
    is_list = isinstance(raw, list | tuple)
    if is_list != (operator in LISTED) and not (is_list and operator is Operator.STARTS_WITH):
        raise refused
    listed = list(raw) if isinstance(raw, list | tuple) else [raw]
    values = tuple(value for one in listed if (value := _value(one, family=FAMILIES[field])) is not None)
    if not values or len(values) != len(listed):
        raise refused
    if operator is Operator.BETWEEN and not (len(values) == 2 and python.le(*values)):
        raise refused
    return Comparison(field, operator, values)


def _value(raw: object, *, family: Family) -> Value | None:
    """None for what does not fit. A code written as a number may have lost its zeros: not guessed at."""
    if family is Family.WORD:
        return raw if isinstance(raw, str) and raw and is_writable(raw) else None
    if family is Family.DAY:
        return day_from(raw)
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return None
    return float(raw) if abs(raw) < 2**1000 and not math.isnan(raw) else None


def day_from(raw: object) -> date | None:
    """A day as written in a pack: a date, or its ISO text; None for anything else, an instant among them."""
    if isinstance(raw, date):
        return None if isinstance(raw, datetime) else raw
    if not isinstance(raw, str) or len(raw) != 10:
        return None
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return None

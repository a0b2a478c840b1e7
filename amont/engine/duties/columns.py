"""The charges of many items at once, over whole numbers: the same answers as `assessing`, item by item.

Amounts are in the smallest unit of the currency (francs, pesewas), rates of tariff lines in millionths of the
value. Shares of the value alone: an item with a charge for each unit, a trigger price or a title of relief
goes through `assess`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from amont.engine.duties.refusals import NotInColumns
from amont.engine.duties.settings import USUAL, Settings, based, entries
from amont.kernel.charges import FOB, PREFERENCES, VALUE, ChargeRule, Each, Law, RateOf, Rounding
from amont.kernel.money import MINOR_UNITS

MILLIONTHS = 1_000_000
MOST = 10**15  # smallest units; above, and for rates above ten, use `assess`
ROOM = 2**62

Int64s = np.ndarray[tuple[int], np.dtype[np.int64]]
Int8s = np.ndarray[tuple[int], np.dtype[np.int8]]
Bools = np.ndarray[tuple[int], np.dtype[np.bool_]]
Days = np.ndarray[tuple[int], np.dtype[np.datetime64]]
PLACES = {"": 0} | {code: place for place, code in enumerate(PREFERENCES, start=1)}


@dataclass(frozen=True, slots=True)
class Columns:
    """Items of one country. on: the day that governs each. fob: None where none is known.

    shares: of tariff lines, in millionths, -1 where the line has none. preference: PLACES. mode: digit of
    Recommendation 19. flags: who bears each fact.
    """

    on: Days
    value: Int64s
    shares: Mapping[RateOf, Int64s]
    preference: Int8s
    mode: Int8s
    flags: Mapping[str, Bools] = field(default_factory=dict)
    fob: Int64s | None = None


@dataclass(frozen=True, slots=True)
class Charged:
    """Amounts by charge and their sum. over_ceiling: items whose rates the law forbids, with void amounts."""

    amounts: Mapping[str, Int64s]
    total: Int64s
    over_ceiling: Bools


def assess_columns(columns: Columns, law: Law, *, settings: Settings = USUAL) -> Charged:
    """What each item owes on its own day. NotInColumns, BaseUnknown."""
    _check(columns)
    amounts: dict[str, Int64s] = {}
    for entry in entries(law, settings):
        rule = based(entry, settings)
        touched = _touched(rule, columns)
        if rule.each is Each.ITEM and touched.any():
            amount = _amount(rule, columns, amounts, law.currency)
            amount = np.where(touched & ~_waived(rule, columns), amount, 0)
            amounts[rule.code] = amounts[rule.code] + amount if rule.code in amounts else amount
    total = np.zeros(len(columns.value), np.int64)
    for amount in amounts.values():
        total += amount
    return Charged(amounts, total, _over_ceiling(columns, law))


def _check(columns: Columns) -> None:
    """Nothing below zero, nothing so large that a product would leave 64 bits."""
    values = [columns.value] if columns.fob is None else [columns.value, columns.fob]
    for name, column in zip((VALUE, FOB), values, strict=False):
        if column.size and not 0 <= int(column.min()) <= int(column.max()) <= MOST:
            raise NotInColumns(charge=name)
    for of, share in columns.shares.items():
        if share.size and int(share.max()) > 10 * MILLIONTHS:
            raise NotInColumns(charge=of.value)


def _touched(rule: ChargeRule, columns: Columns) -> Bools:
    """By day, way of transport, fact of the item, and whether the tariff line has the rate."""
    touched = columns.on >= np.datetime64(rule.begins)
    if rule.ends is not None:
        touched &= columns.on <= np.datetime64(rule.ends)
    if rule.modes:
        touched &= np.isin(columns.mode, [int(mode) for mode in rule.modes])
    if rule.flag:
        touched &= columns.flags.get(rule.flag, np.zeros(len(columns.value), np.bool_))
    if rule.rate_of is not RateOf.CHARGE:
        share = columns.shares.get(rule.rate_of)
        touched &= np.zeros(len(columns.value), np.bool_) if share is None else share >= 0
    return touched


def _waived(rule: ChargeRule, columns: Columns) -> Bools:
    known = np.zeros(len(PLACES), np.bool_)
    known[[PLACES[code] for code in rule.waived_for]] = True
    waived: Bools = known[columns.preference]
    return waived


def _amount(rule: ChargeRule, columns: Columns, amounts: Mapping[str, Int64s], currency: str) -> Int64s:
    """The charge on every item, whether it touches it or not."""
    if rule.rate_of is RateOf.TRIGGER or rule.rate.per_unit is not None:
        raise NotInColumns(charge=rule.code)
    if rule.rate.flat is not None:
        flat = rule.rate.flat.scaleb(MINOR_UNITS.get(currency, 2))
        return np.full(len(columns.value), _times(np.array([1]), *flat.as_integer_ratio(), rule.rounding)[0])
    base = _base(rule, columns, amounts)
    if rule.rate_of is not RateOf.CHARGE:
        return _times(base, columns.shares[rule.rate_of], MILLIONTHS, rule.rounding)
    share = rule.rate.share
    return np.zeros_like(base) if share is None else _times(base, *share.as_integer_ratio(), rule.rounding)


def _base(rule: ChargeRule, columns: Columns, amounts: Mapping[str, Int64s]) -> Int64s:
    """Values and the charges before it; one that touched nobody adds nothing."""
    base: Int64s | None = None
    for name in rule.base:
        part = columns.value if name == VALUE else columns.fob if name == FOB else amounts.get(name)
        if part is None and name == FOB:
            raise NotInColumns(charge=rule.code)
        if part is not None:
            base = part if base is None else base + part
    return np.zeros_like(columns.value) if base is None else base


def _times(base: Int64s, over: int | Int64s, under: int, rounding: Rounding) -> Int64s:
    """base x over / under, rounded, exact: in two limbs where one product would leave 64 bits."""
    largest = int(base.max(initial=0)) * int(np.max(over, initial=0))
    if 2 * largest + under < ROOM:
        return _divided(base * over, under, rounding)
    whole = base // under
    return whole * over + _divided((base - whole * under) * over, under, rounding)


def _divided(product: Int64s, under: int, rounding: Rounding) -> Int64s:
    if rounding is Rounding.HALF_UP:
        return (2 * product + under) // (2 * under)
    return (product + (under - 1 if rounding is Rounding.UP else 0)) // under


def _over_ceiling(columns: Columns, law: Law) -> Bools:
    over = np.zeros(len(columns.value), np.bool_)
    for ceiling in law.ceilings:
        holds = columns.on >= np.datetime64(ceiling.begins)
        holds &= columns.on <= np.datetime64(ceiling.ends or date.max)
        together = np.zeros(len(columns.value), np.int64)
        for rule in law.charges:
            if rule.code in ceiling.codes and rule.rate_of in columns.shares:
                in_force = (columns.on >= np.datetime64(rule.begins)) & (
                    columns.on <= np.datetime64(rule.ends or date.max)
                )
                together += np.where(in_force, np.maximum(columns.shares[rule.rate_of], 0), 0)
        over |= holds & (together > int(ceiling.most * MILLIONTHS))
    return over

"""A risk indicator: one question asked of every row of a table at once, in columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

LEAST_PAST = 100  # bills known at the office: with fewer, nothing can be called new or rare


@dataclass(frozen=True, slots=True, eq=False)
class Indicator:
    """One indicator. Its expressions speak of one row alone, so that a bill gives the same in any table.

    met: yes, no; null: no opinion. facts: values of its sentence, read only where it is met.
    """

    code: str
    met: pl.Expr
    facts: Mapping[str, pl.Expr] = field(default_factory=dict)


def times_seen(key: str) -> pl.Expr:
    """Bills known of a history; null while the office knows too little for this to mean anything."""
    return pl.when(pl.col("office.bills") >= LEAST_PAST).then(pl.col(f"{key}.bills"))


def said(name: str) -> pl.Expr:
    """A text column, null where it is empty."""
    return pl.when(pl.col(name).str.strip_chars() != "").then(pl.col(name).str.strip_chars())


def any_of(name: str) -> pl.Expr:
    """A list column holds something; null where nothing is known."""
    return pl.col(name).list.len() > 0

"""Rows of declarations written as sets: what lists need, each version, its items by PostgreSQL's COPY."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import polars as pl
from django.db import connection
from django.db.models import Model
from django.utils.timezone import localdate
from psycopg import sql

from amont.declarations.actions.drafts import FEW, Draft, cut
from amont.declarations.events import DeclarationLodged
from amont.declarations.models import Declaration, Item, Receipt, Version
from amont.declarations.states import TRANSITIONS, State
from amont.edge.copying import copy_in, insert
from amont.formats.items import DECLARED
from amont.journal.actions import Told, told_of, write
from amont.kernel.agents import Agent
from amont.kernel.items import BY_NAME, Kind
from amont.kernel.states import step

BATCH = 2_000
SLICE = 50_000
OF_THE_VERSION = ("reference", "version", "replaces")
OF_ITEMS = [name for name in DECLARED if name not in OF_THE_VERSION]
TEXTS = {name for name in OF_ITEMS if BY_NAME[name].kind in (Kind.TEXT, Kind.CODE)}
SHOWN_IN_LISTS = (
    "office",
    "declarant",
    "importer",
    "declaration_type",
    "replaces",
    "hs_code",
    "origin",
    "description",
)
AMENDED = [
    *SHOWN_IN_LISTS, "declared_on", "version", "item_count", "customs_value", "duties", "state", "draws_down",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sender:
    """Who lodges. broker: operator under whose name; "" for an officer. receipt: the file it came in."""

    agent: Agent
    broker: str = ""
    receipt: Receipt | None = None


@dataclass(slots=True)
class Written:
    """Rows being made: sets of them are written at once by `keep`."""

    now: datetime
    _new: list[Declaration] = field(default_factory=list)
    _amended: dict[int, Declaration] = field(default_factory=dict)
    _versions: list[tuple[Declaration, Draft, Sender]] = field(default_factory=list)

    def declaration(self, draft: Draft, sender: Sender) -> Declaration:
        """A declaration lodged for the first time."""
        row = Declaration(
            reference=draft.reference,
            state=State.LODGED,
            lodged_at=self.now,
            registered_on=localdate(self.now),
            by=sender.agent.name,
            broker=sender.broker or cut("declarant", draft.row.get("declarant")),
        )
        self._new.append(row)
        self._version(draft, row, sender)
        return row

    def amendment(self, draft: Draft, row: Declaration, sender: Sender) -> None:
        """A further version of a declaration that nobody controls yet."""
        step(row, "amend", table=TRANSITIONS)
        if row.pk is not None:
            self._amended[row.pk] = row
        self._version(draft, row, sender)

    def _version(self, draft: Draft, row: Declaration, sender: Sender) -> None:
        for name in SHOWN_IN_LISTS:
            setattr(row, name, cut(name, draft.row.get(name)))
        row.declared_on = draft.row.get("declared_on")  # type: ignore[assignment]
        row.version, row.item_count = draft.number, len(draft.rows)
        row.draws_down = row.draws_down or bool(draft.documents)
        row.customs_value, row.duties = draft.sums["customs_value"], draft.sums["duties"]
        self._versions.append((row, draft, sender))

    def lot(self) -> list[tuple[Declaration, Draft, str, bool]]:
        """Each version written: its declaration, who lodges it, and whether it amends one known before."""
        return [
            (row, draft, sender.agent.name, row.pk in self._amended) for row, draft, sender in self._versions
        ]

    def keep(self, items: pl.DataFrame, held: pl.Series, lines: pl.Series | None) -> None:
        """Write all rows and announce each version."""
        insert(self._new)
        Declaration.objects.bulk_create(
            self._amended.values(),
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=AMENDED,
        )
        marks = held.to_list()
        versions = [self._row(*one, marks) for one in self._versions]
        insert(versions)
        self._keep_items(versions, items, held, lines)
        write([_lodged(*one) for one in self._versions])

    def _keep_items(
        self, versions: list[Version], items: pl.DataFrame, held: pl.Series, lines: pl.Series | None
    ) -> None:
        drafts = [draft for _, draft, _ in self._versions]
        order = [place for draft in drafts for place in draft.rows]
        owners = zip(versions, drafts, strict=True)
        keys = pl.Series([version.pk for version, draft in owners for _ in draft.rows], dtype=pl.Int64)
        if 0 < len(order) <= FEW:
            few = items[order] if order != [*range(items.height)] else items
            marks, places = held.to_list(), lines.to_list() if lines is not None else None
            noted = [
                (key, marks[at], places[at] if places else None)
                for key, at in zip(keys.to_list(), order, strict=True)
            ]
            copy_in(Item, ("version_id", "held", "line", *OF_ITEMS), few_rows(few, noted))
        elif order:
            own = None if lines is None else lines.gather(order)
            rows = item_rows(items[order], versions=keys, held=held.gather(order), lines=own)
            copy_rows(Item, rows)

    def _row(self, row: Declaration, draft: Draft, sender: Sender, held: list[bool]) -> Version:
        return Version(
            declaration_id=row.pk,
            number=draft.number,
            is_numbered=draft.is_numbered,
            lodged_at=self.now,
            by=sender.agent.name,
            receipt=sender.receipt,
            content=draft.content,
            held=any(held[place] for place in draft.rows),
            replaces=cut("replaces", draft.row.get("replaces")),
        )


def _lodged(row: Declaration, draft: Draft, sender: Sender) -> Told:
    event = DeclarationLodged(row.pk, draft.number)
    return told_of(event, by=sender.agent.name, subject=row.subject, office=row.office)


def few_rows(items: pl.DataFrame, noted: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """As `item_rows` makes them, for a handful: without a table in between, five times faster for one."""
    kinds = items.schema
    columns = [
        _cells(name, items[name].to_list() if name in kinds else [None] * items.height) for name in OF_ITEMS
    ]
    return [(*head, *cells) for head, cells in zip(noted, zip(*columns, strict=True), strict=True)]


def _cells(name: str, given: list[Any]) -> list[Any]:
    if name in TEXTS:
        return [str(one).replace("\0", "") if one else "" for one in given]
    if BY_NAME[name].kind is Kind.NUMBER:
        return [one if one is not None and math.isfinite(one) else None for one in given]
    return given


def item_rows(
    items: pl.DataFrame, *, versions: pl.Series, held: pl.Series | None = None, lines: pl.Series | None = None
) -> pl.DataFrame:
    """Items as columns of their rows: texts never null, figures never endless, nothing else changed."""
    return items.select(
        versions.alias("version_id"),
        pl.lit(value=False).alias("held") if held is None else held.alias("held"),
        pl.lit(None, dtype=pl.Int64).alias("line") if lines is None else lines.alias("line"),
        *[_column(items, name) for name in OF_ITEMS],
    )


def _column(items: pl.DataFrame, name: str) -> pl.Expr:
    kind = BY_NAME[name].kind
    if kind in (Kind.TEXT, Kind.CODE):
        return text_of(items, name)
    if name not in items.columns or items.schema[name] == pl.Null:
        return pl.lit(None, dtype=pl.Int64).alias(name)
    column = pl.col(name)
    return pl.when(column.is_finite()).then(column).alias(name) if items.schema[name].is_float() else column


def text_of(items: pl.DataFrame, name: str) -> pl.Expr:
    """A text as PostgreSQL takes it: "" for nothing, without zero bytes."""
    if name not in items.columns:
        return pl.lit("").alias(name)
    return pl.col(name).cast(pl.String).fill_null("").str.replace_all("\0", "", literal=True).alias(name)


def copy_rows(model: type[Model], rows: pl.DataFrame) -> None:
    """PostgreSQL's COPY: far faster than rows one by one. The columns bear the names of the table's."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, rows.columns))
    )
    with connection.cursor() as cursor:
        copying: Any = cursor
        with connection.wrap_database_errors, copying.copy(statement) as copy:
            for part in rows.iter_slices(SLICE):
                buffer = io.BytesIO()
                part.write_csv(buffer, include_header=False, quote_style="non_numeric", null_value="")
                copy.write(buffer.getvalue())

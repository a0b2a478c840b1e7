"""Lodging: items as read become declarations and versions, each once, whatever comes twice."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import polars as pl
from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate

from amont.declarations.actions.drafts import Draft, drafts_of, unfit
from amont.declarations.actions.drawing_down import take_off
from amont.declarations.actions.registering import bind
from amont.declarations.actions.writing import Sender, Written
from amont.declarations.models import Declaration, Version
from amont.declarations.permissions import GRANTS
from amont.declarations.states import TRANSITIONS, State
from amont.kernel.agents import may, require
from amont.kernel.findings import Finding, Severity
from amont.kernel.states import acts_from

__all__ = ["Lodged", "Sender", "lodge", "lodge_of"]
LOCK = (Path(__file__).resolve().parents[1] / "sql" / "lock_known.sql").read_text()
SenderOf = Callable[[Draft], Sender]


@dataclass(frozen=True, slots=True)
class Lodged:
    """What became of one declaration of a table. declaration: None when it was not lodged; finding says why.

    rows: how many of the table are its own. first: place of the first of them.
    doubts: what of its transport documents could not be written off.
    """

    reference: str
    version: int
    declaration: Declaration | None
    finding: Finding | None = None
    is_new: bool = True
    rows: int = 0
    first: int = 0
    doubts: tuple[Finding, ...] = ()

    @property
    def key(self) -> tuple[str, int]:
        """What it is known by."""
        return self.reference, self.version


@dataclass(slots=True)
class Known:
    """A declaration already lodged, locked. versions: number -> content and the receipt it came in."""

    row: Declaration
    versions: dict[int, tuple[str, int | None]] = field(default_factory=dict)

    def has(self, draft: Draft) -> bool:
        """Was this very version lodged before, with this content?"""
        return self.versions.get(draft.number, ("", None))[0] == draft.content


def lodge(
    items: pl.DataFrame, held: pl.Series, *, sender: Sender, now: datetime, lines: pl.Series | None = None
) -> list[Lodged]:
    """Lodge every declaration of a table, in its order.

    items: canonical columns. held: rows with a key fact missing. What was lodged before with the same content
    is told again, not lodged twice; a higher version amends while nobody controls. One that is refused keeps
    no other from being lodged.
    """
    require(GRANTS, sender.agent, "lodge")
    return _lodged(Table(items, held, lines), lambda _draft: sender, now=now)


def lodge_of(
    items: pl.DataFrame,
    held: pl.Series,
    *,
    senders: Mapping[str, Sender],
    now: datetime,
    patience: int | None = None,
) -> list[Lodged]:
    """The same where each declaration has its own sender. senders: by reference.

    patience: milliseconds to wait for a row that somebody else holds, then OperationalError; None: no end.
    """
    for sender in senders.values():
        require(GRANTS, sender.agent, "lodge")
    return _lodged(Table(items, held, None, patience), lambda draft: senders[draft.reference], now=now)


@dataclass(frozen=True, slots=True)
class Table:
    """Items with what their reading noted of each row, and how long their lodging may wait for others."""

    items: pl.DataFrame
    held: pl.Series
    lines: pl.Series | None = None
    patience: int | None = None


def _lodged(table: Table, sender_of: SenderOf, *, now: datetime) -> list[Lodged]:
    drafts = list(drafts_of(table.items))
    try:
        return _lodge(drafts, table, sender_of, now=now)
    except IntegrityError:  # somebody else lodged one of these references meanwhile: now it is known
        return _lodge(drafts, table, sender_of, now=now)


@transaction.atomic
def _lodge(drafts: Sequence[Draft], table: Table, sender_of: SenderOf, *, now: datetime) -> list[Lodged]:
    if table.patience is not None:
        _wait_at_most(table.patience)
    known, written = _known(drafts), Written(now)
    told = [_one(draft, known, written, sender_of(draft)) for draft in drafts]
    written.keep(table.items, table.held, table.lines)
    lot = written.lot()
    doubts = take_off(lot, now=now)
    bind(lot, today=localdate(now))
    return [replace(one, doubts=doubts[one.key]) if one.key in doubts else one for one in told]


def _wait_at_most(patience: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{patience}ms"])


def _known(drafts: Sequence[Draft]) -> dict[str, Known]:
    """Declarations already lodged under these references, locked, with what their versions hold."""
    names = {draft.reference for draft in drafts if unfit(draft) is None}
    rows = _locked(names)
    if not rows:
        return {}
    known = {row.pk: Known(row) for row in rows}
    versions = Version.objects.filter(declaration__in=list(known))
    for key, number, content, receipt in versions.values_list("declaration", "number", "content", "receipt"):
        known[key].versions[number] = (content, receipt)
    return {one.row.reference: one for one in known.values()}


def _locked(references: Collection[str]) -> list[Declaration]:
    """Those known already, nobody else's until the transaction ends. One query where all are new."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [list(references)])
        keys = [key for (key,) in cursor.fetchall()]
    return list(Declaration.objects.filter(pk__in=keys).order_by("pk")) if keys else []


def _one(draft: Draft, known: dict[str, Known], written: Written, sender: Sender) -> Lodged:
    before = known.get(draft.reference)
    refusal = unfit(draft) or (_refusal(draft, before, sender) if before else None)
    n, first = len(draft.rows), draft.rows[0]
    if refusal is not None:
        return Lodged(refusal.path, draft.number, None, refusal, rows=n, first=first)
    if before is None:
        before = known[draft.reference] = Known(written.declaration(draft, sender))
    elif before.has(draft):
        told = None if _is_same_file(draft, before, sender) else _again(draft)
        return Lodged(draft.reference, draft.number, before.row, told, is_new=False, rows=n, first=first)
    else:
        written.amendment(draft, before.row, sender)
    before.versions[draft.number] = (draft.content, sender.receipt.pk if sender.receipt else None)
    return Lodged(draft.reference, draft.number, before.row, rows=n, first=first)


def _refusal(draft: Draft, before: Known, sender: Sender) -> Finding | None:
    """Why a version of a known declaration is refused; None when it may amend it, or was lodged before."""
    row = before.row
    if sender.broker and row.broker != sender.broker:
        return draft.doubt("declaration.reference_taken", Severity.REFUSE)
    if before.has(draft) and (row.state != State.CANCELLED or _is_same_file(draft, before, sender)):
        return None
    if row.state == State.CANCELLED:
        return draft.doubt("declaration.cancelled", Severity.REFUSE)
    if not sender.broker and row.pk is not None and not may(GRANTS, sender.agent, "amend", row):
        return draft.doubt("declaration.amend_not_yours", Severity.REFUSE)
    if draft.number <= row.version:
        return draft.doubt("declaration.version_exists", Severity.REFUSE, current=row.version)
    if "amend" not in acts_from(row.state, table=TRANSITIONS):
        return draft.doubt("declaration.amended_too_late", Severity.REFUSE)
    return None


def _is_same_file(draft: Draft, before: Known, sender: Sender) -> bool:
    """Taken up again half-way: what this very file lodged is no news."""
    return sender.receipt is not None and before.versions[draft.number][1] == sender.receipt.pk


def _again(draft: Draft) -> Finding:
    return draft.doubt("declaration.already_lodged", Severity.NOTE)

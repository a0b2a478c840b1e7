"""What a bill's balance, counts, differences and pictures are to a reader; what is left past its day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from amont.cargo.models import (
    BalanceEntry,
    Bill,
    BillBox,
    Difference,
    Manifest,
    Picture,
    PictureKind,
    Weighing,
)
from amont.cargo.models.left import OPEN
from amont.cargo.permissions import GRANTS
from amont.cargo.states import State
from amont.edge.routes import Words
from amont.kernel.agents import Agent, NotFound, Role, may

MOST_ENTRIES = 200
TO_COUNT = (State.ARRIVED, State.UNLOADING, State.TAKEN_OVER)
OF_CUSTOMS = (Role.QUAY, Role.INSPECTOR, Role.ANALYST, Role.CHIEF, Role.DIRECTOR, Role.SYSTEM)


@dataclass(frozen=True, slots=True)
class Balance:
    """What is left of a bill, and how it came to be so. is_late: something is left past its day.

    undone: entries that were taken back. acts: what the reader may do with it.
    """

    bill: Bill
    entries: Sequence[BalanceEntry]
    differences: Sequence[Difference]
    weighings: Sequence[Weighing]
    pictures: Sequence[Picture]
    is_late: bool
    sees_references: bool
    undone: frozenset[int]
    acts: frozenset[str]

    @property
    def photos(self) -> Sequence[Picture]:
        """Those of counts: images of scanners are shown beside what analysts see on them."""
        return [one for one in self.pictures if one.kind != PictureKind.SCAN]


ACTS = ("write_off", "transfer", "undo")


def balance_of(bill: Bill, *, by: Agent, today: date) -> Balance | None:
    """The balance of a bill; None for those whom it does not regard. Five queries.

    Which declarations wrote it off is customs' knowledge: carriers see the movement alone.
    """
    own = bill.manifest.operator in by.operators
    if not (own and by.has(Role.CARRIER)) and not may(GRANTS, by, "read_balance", bill):
        return None
    numbers = BillBox.objects.filter(bill=bill, is_live=True).values("number")
    pictures = Picture.objects.filter(Q(bill=bill) | Q(manifest=bill.manifest_id, bill=None, box__in=numbers))
    weighings = Weighing.objects.filter(manifest=bill.manifest_id, box__in=numbers).order_by("-pk")
    sees = by.has(*OF_CUSTOMS)
    entries = list(BalanceEntry.objects.filter(bill=bill).order_by("pk")[:MOST_ENTRIES])
    return Balance(
        bill,
        entries,
        list(Difference.objects.all().visible_to(by).filter(bill=bill).order_by("pk")[:MOST_ENTRIES]),
        list(weighings[:MOST_ENTRIES]) if sees else [],
        list(pictures.defer("data").order_by("pk")[:MOST_ENTRIES]) if sees else [],
        bill.has_left and bill.due_on is not None and bill.due_on < today,
        sees,
        frozenset(one.undoes_id for one in entries if one.undoes_id is not None),
        frozenset(act for act in ACTS if may(GRANTS, by, act, bill)),
    )


def to_count(agent: Agent) -> QuerySet[Manifest]:
    """Manifests that are there and whose goods this agent may take over, the last arrived first."""
    rows = Manifest.objects.all().visible_to(agent).filter(state__in=TO_COUNT)
    offices = agent.offices(Role.QUAY, Role.CHIEF, Role.TERMINAL)
    return rows if offices is None else rows.filter(office__in=offices)


def manifest_there(agent: Agent, pk: int) -> Manifest:
    """One that is there, whose goods this agent may take over. NotFound."""
    row = to_count(agent).filter(pk=pk).first()
    if row is None:
        raise NotFound(what="manifest")
    return row


def differences(agent: Agent, *, is_open: bool) -> QuerySet[Difference]:
    """Those to be explained or decided, or those decided; the nearest limit first, the last decided first."""
    rows = Difference.objects.all().visible_to(agent).select_related("manifest", "bill")
    return rows.undecided() if is_open else rows.filter(state__in=("accepted", "offence"))


def difference_seen_by(agent: Agent, pk: int) -> Difference:
    """One difference. NotFound."""
    rows = Difference.objects.all().visible_to(agent).select_related("manifest", "bill")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NotFound(what="difference")
    return row


def unbalanced(agent: Agent, *, today: date) -> QuerySet[Bill]:
    """Live bills of which something is left past their day."""
    rows = Bill.objects.live().visible_to(agent).filter(OPEN, due_on__lt=today)
    return rows.select_related("manifest")


def picture_seen_by(agent: Agent, pk: int) -> Picture:
    """One picture, for officers and terminals of its office. NotFound."""
    seen = to_see(agent)
    row = Picture.objects.filter(pk=pk, manifest__in=seen).first()
    if row is None:
        raise NotFound(what="picture")
    return row


def to_see(agent: Agent) -> QuerySet[Manifest]:
    """Manifests whose pictures this agent may see."""
    offices = agent.offices(*OF_CUSTOMS, Role.TERMINAL)
    return Manifest.objects.all() if offices is None else Manifest.objects.filter(office__in=offices)


def sentence_of(row: Difference, words: Words) -> str:
    """A difference in words."""
    told: dict[str, Any] = {"box": row.box, "announced": row.announced, "found": row.found}
    return words.sentence(SENTENCES[row.kind], told)


SENTENCES = {
    "shortage": "cargo.found_shortage",
    "excess": "cargo.found_excess",
    "weight": "cargo.found_weight",
    "seal": "cargo.found_seal",
    "damage": "cargo.found_damage",
    "not_found": "cargo.found_missing",
    "unannounced": "cargo.found_unannounced",
}

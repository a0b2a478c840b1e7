"""Where a bill is, for whoever has its number and its secret: never who, never what customs thinks of it."""

from __future__ import annotations

from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from django.db.models import Min
from django.utils.crypto import constant_time_compare, salted_hmac

from amont.cargo.facts import named
from amont.cargo.models import Bill, BoxEvent, FoundLine
from amont.cargo.states import BEFORE_ARRIVAL, State
from amont.formats.manifest.events import EventKind

SALT = "amont.cargo.tracking"
SIGNS = 10  # of 32 each: 50 bits
TRIED = 8  # bills of one number, the newest first
LIKE = str.maketrans("018", "OIB", " -")  # signs that a secret never has, as they are misread


class Step(StrEnum):
    """How far a bill is, as everybody may know it. Whether customs looks at it is none of these."""

    CANCELLED = "cancelled"
    ANNOUNCED = "announced"
    ARRIVED = "arrived"
    UNLOADED = "unloaded"
    TAKEN_OVER = "taken_over"


@dataclass(frozen=True, slots=True)
class Tracked:
    """A bill as everybody may see it. Instants are None where nothing is known."""

    number: str
    step: Step
    announced_at: datetime
    arrived_at: datetime | None
    unloaded_at: datetime | None
    taken_over_at: datetime | None
    packages: Decimal | None


def secret_of(bill: int) -> str:
    """The secret of a bill, drawn from its number here and the secret of the node: kept nowhere."""
    digest = salted_hmac(SALT, f"bill:{bill}", algorithm="sha256").digest()
    return b32encode(digest).decode()[:SIGNS]


def tracked(number: str, secret: str) -> Tracked | None:
    """The bill of this number and secret; None says neither which of them is wrong, nor whether it exists.

    As many secrets are compared whatever is found.
    """
    given = secret.upper().translate(LIKE).encode("ascii", "replace").decode()[: SIGNS + 1]
    rows = Bill.objects.filter(number=named(number)).select_related("manifest", "first").order_by("-pk")
    bills: list[Bill | None] = list(rows[:TRIED]) if number.strip() else []
    found: Bill | None = None
    for row in [*bills, *[None] * (TRIED - len(bills))]:
        is_right = constant_time_compare(secret_of(row.pk if row else 0), given)
        found = row if is_right and row is not None and found is None else found
    return _told(found) if found else None


def _told(bill: Bill) -> Tracked:
    """Three queries."""
    manifest = bill.manifest
    counts = FoundLine.objects.filter(bill=bill, is_missing=False)
    taken_over_at = counts.aggregate(at=Min("take_over__counted_at"))["at"]
    boxes = bill.boxes.filter(is_live=True).values("number")
    seen = BoxEvent.objects.filter(manifest=manifest, kind=EventKind.DISCHARGED, box__in=boxes)
    unloaded_at = seen.aggregate(at=Min("at"))["at"] or manifest.unloaded_at
    is_there = manifest.state not in (*BEFORE_ARRIVAL, State.CANCELLED)
    if bill.cancelled_in_id is not None or manifest.state == State.CANCELLED:
        step = Step.CANCELLED
    elif taken_over_at is not None:
        step = Step.TAKEN_OVER
    elif is_there:
        step = Step.UNLOADED if unloaded_at else Step.ARRIVED
    else:
        step = Step.ANNOUNCED
    return Tracked(
        bill.number,
        step,
        bill.first.lodged_at,
        manifest.arrived_at,
        unloaded_at,
        taken_over_at,
        bill.packages,
    )

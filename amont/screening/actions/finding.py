"""What comes back of an order: the image that closes a scan, what an inspection found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from amont.cargo.models import Picture
from amont.journal.actions import announce, record
from amont.kernel.agents import Agent, require
from amont.kernel.errors import AmontError
from amont.kernel.states import step
from amont.screening.actions.labelling_bills import NewLabel, keep_labels
from amont.screening.actions.ordering import locked
from amont.screening.events import OrderDone
from amont.screening.models import Found, LabelSource, Order, OrderAct
from amont.screening.permissions import GRANTS
from amont.screening.states import ORDERS, OrderState

LONGEST_WORDS = 600
GRAVITIES = (0, 1, 2)


class NotAnInspection(AmontError):
    """A result is recorded of an inspection; a scan closes with its image."""

    code = "order.not_an_inspection"
    status = 409


class FoundUnknown(AmontError):
    """Nothing was found, or one of the kinds of offence. Facts: found."""

    code = "order.found_unknown"


class NothingIsNotGrave(AmontError):
    """What is grave is an offence of some kind."""

    code = "order.nothing_is_not_grave"


class FoundNeedsWords(AmontError):
    """An offence is told in words."""

    code = "order.found_needs_words"


@dataclass(frozen=True, slots=True)
class Inspected:
    """What an inspection found. critical: 2 threatens safety, 1 is grave, 0 neither."""

    found: str
    critical: int = 0
    words: str = ""


@transaction.atomic
def note_inspection(order: int, *, told: Inspected, by: Agent, now: datetime, today: date) -> Order:
    """The result of an inspection that was ordered: it counts in what is known from the day after.

    NotAnInspection, FoundUnknown, NothingIsNotGrave, FoundNeedsWords, NotNow.
    """
    row = locked(order)
    require(GRANTS, by, "note_inspection", row)
    said = " ".join(told.words.replace("\0", "").split())[:LONGEST_WORDS]
    _refuse(row, told, said)
    row.found, row.critical, row.found_words = told.found, told.critical, said
    _close(row, by=by, now=now, also=("found", "critical", "found_words"))
    is_offence = told.found != Found.NOTHING
    label = NewLabel(row.bill_id, LabelSource.ORDER, str(row.pk), 1, int(is_offence), told.critical, today)
    keep_labels([label])
    facts = {"found": told.found, "critical": told.critical}
    record("screening.note_inspection", by=by.name, subject=row.subject, office=row.office, **facts)
    return row


def _refuse(row: Order, told: Inspected, said: str) -> None:
    if row.act != OrderAct.INSPECT:
        raise NotAnInspection()
    if told.found not in Found.values or told.critical not in GRAVITIES:
        raise FoundUnknown(found=told.found[:12])
    if told.found == Found.NOTHING and told.critical:
        raise NothingIsNotGrave()
    if told.found != Found.NOTHING and not said:
        raise FoundNeedsWords()


@transaction.atomic
def close_scans(pictures: Sequence[int], *, by: Agent, now: datetime) -> int:
    """Images came: the scans ordered of their containers are done. How many; a second call finds none."""
    require(GRANTS, by, "close_scans")
    done = 0
    for picture in Picture.objects.filter(pk__in=list(pictures)).defer("data").order_by("pk"):
        asked = Order.objects.select_for_update(of=("self",)).filter(
            act=OrderAct.SCAN, state=OrderState.ASKED, box=picture.box, bill__manifest=picture.manifest_id
        )
        for row in asked.order_by("pk"):
            row.picture = picture
            _close(row, by=by, now=now, also=("picture",))
            done += 1
    return done


def _close(row: Order, *, by: Agent, now: datetime, also: Sequence[str]) -> None:
    step(row, "close", table=ORDERS)
    row.done_at, row.done_by = now, by.name
    row.save(update_fields=["state", "done_at", "done_by", *also])
    announce(OrderDone(row.pk, row.act), by=by.name, subject=row.subject, office=row.office)

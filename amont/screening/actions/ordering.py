"""What is ordered of a bill or of its containers before it leaves the quay: given, confirmed, withdrawn.

The lane of the bill stays as it was decided: an order says what was done of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from amont.cargo.actions.due import ACKNOWLEDGED, due_at
from amont.cargo.models import Bill, BillBox
from amont.cargo.queries.waiting import STAYING
from amont.formats.manifest.numbers import container_number
from amont.journal.actions import announce, announce_all, record
from amont.kernel.agents import Agent, Forbidden, require
from amont.kernel.errors import AmontError
from amont.kernel.lanes import Lane
from amont.kernel.states import step
from amont.screening.events import OrderDone, OrderGiven, OrderWithdrawn
from amont.screening.models import OF_TERMINALS, Order, OrderAct
from amont.screening.permissions import GRANTS
from amont.screening.queries.orders import reasons_of_bill, stopped_by
from amont.screening.states import LET_GO, ORDERS, OrderState

LONGEST_GROUND, LONGEST_PLACE = 300, 80
STEPS = {OrderAct.SCAN.value: ORDERS, OrderAct.INSPECT.value: ORDERS, OrderAct.LET_GO.value: LET_GO}


class ActUnknown(AmontError):
    """A bill is scanned, inspected or let go. Facts: act."""

    code = "order.act_unknown"


class OrderGroundMissing(AmontError):
    """An order says why, and a withdrawal too."""

    code = "order.ground_missing"


class ReasonUnknown(AmontError):
    """A reason that did not decide the lane of this bill. Facts: reason."""

    code = "order.reason_unknown"


class BoxOfOthers(AmontError):
    """The bill has no such container. Facts: box."""

    code = "order.box_of_others"


class NothingToScan(AmontError):
    """A scanner takes containers, and the bill announces none."""

    code = "order.nothing_to_scan"


class BillGone(AmontError):
    """The bill is cancelled, or its goods have left. Facts: bill."""

    code = "order.bill_gone"
    status = 409


class AlreadyOrdered(AmontError):
    """The same is asked already and not done yet. Facts: bill."""

    code = "order.already_ordered"
    status = 409


class StoppedByHold(AmontError):
    """What a hold stops is not let go: it is lifted first. Facts: ground."""

    code = "order.stopped_by_hold"
    status = 409


class OrderSecondPerson(Forbidden):
    """Who lets a red bill go does not confirm it."""

    code = "order.second_person"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be done. boxes: numbers, none for all of the bill. place: "" for the quay."""

    act: str
    boxes: tuple[str, ...] = ()
    place: str = ""
    reasons: tuple[str, ...] = ()
    words: str = ""


@transaction.atomic
def give_order(bill: int, *, asked: Asked, by: Agent, now: datetime, today: date) -> list[Order]:
    """Order a scan, an inspection, or let go; an order for each container. Those that are new.

    ActUnknown, BillGone, OrderGroundMissing, ReasonUnknown, BoxOfOthers, NothingToScan, StoppedByHold,
    AlreadyOrdered.
    """
    row = Bill.objects.select_for_update(of=("self",)).select_related("manifest").get(pk=bill)
    require(GRANTS, by, "give_order", row)
    said = _words(asked.words)
    _refuse(row, asked, said, today=today)
    asked_before = Order.objects.filter(bill=row, act=asked.act, state=OrderState.ASKED)
    known = set(asked_before.values_list("box", flat=True))
    fresh = [box for box in _boxes(row, asked) if box not in known]
    if not fresh:
        raise AlreadyOrdered(bill=row.number)
    made = [_order(row, asked, box, said, by=by, now=now) for box in fresh]
    _note_given(made, row, by=by)
    if asked.act == OrderAct.LET_GO:
        _let_go([one for one in made if not one.needs_two], by=by, now=now)
    return made


def _refuse(row: Bill, asked: Asked, said: str, *, today: date) -> None:
    if asked.act not in OrderAct.values:
        raise ActUnknown(act=asked.act[:40])
    _refuse_gone(row)
    if not said and not asked.reasons:
        raise OrderGroundMissing()
    odd = [one for one in asked.reasons if one not in reasons_of_bill(row)] if asked.reasons else []
    if odd:
        raise ReasonUnknown(reason=odd[0][:80])
    _refuse_held(row, asked.act, today=today)


def _refuse_gone(row: Bill) -> None:
    if row.cancelled_in_id is not None or row.manifest.state not in STAYING:
        raise BillGone(bill=row.number)


def _refuse_held(row: Bill, act: str, *, today: date) -> None:
    ground = stopped_by(row, day=today) if act == OrderAct.LET_GO else ""
    if ground:
        raise StoppedByHold(ground=ground)


def _boxes(row: Bill, asked: Asked) -> list[str]:
    """Numbers of the containers meant; "" for the bill itself. BoxOfOthers, NothingToScan."""
    own = list(BillBox.objects.filter(bill=row, is_live=True).order_by("pk").values_list("number", flat=True))
    named = list(dict.fromkeys(container_number(one) for one in asked.boxes))
    for one in named:
        if one not in own:
            raise BoxOfOthers(box=one[:17])
    if named:
        return named
    if asked.act == OrderAct.SCAN and not own:
        raise NothingToScan()
    return own if own and asked.act in OF_TERMINALS else [""]


def _order(row: Bill, asked: Asked, box: str, said: str, *, by: Agent, now: datetime) -> Order:
    to_do = asked.act in OF_TERMINALS
    return Order.objects.create(
        bill=row,
        office=row.manifest.office,
        box=box,
        act=asked.act,
        place=" ".join(asked.place.split())[:LONGEST_PLACE] if asked.act == OrderAct.INSPECT else "",
        reasons=list(dict.fromkeys(asked.reasons)),
        ground=said,
        lane=row.lane,  # None: not decided yet, nobody knows that it is not red
        needs_two=not to_do and (row.lane in (None, Lane.RED) or row.held),
        asked_by=by.name,
        asked_at=now,
        due_at=due_at(ACKNOWLEDGED, row.manifest.mode, now=now) if to_do else None,
    )


def _note_given(made: Sequence[Order], row: Bill, *, by: Agent) -> None:
    office, act = row.manifest.office, made[0].act
    told = {"act": act, "orders": [one.pk for one in made], "ground": made[0].ground}
    record("screening.give_order", by=by.name, subject=row.subject, office=office, **told)
    announce_all([(OrderGiven(one.pk, act), one.subject, office) for one in made], by=by.name)


@transaction.atomic
def confirm_order(order: int, *, by: Agent, now: datetime, today: date) -> Order:
    """A second person lets a red bill go. OrderSecondPerson, BillGone, StoppedByHold, NotNow."""
    row = locked(order)
    require(GRANTS, by, "confirm_order", row)
    if row.asked_by == by.name:
        raise OrderSecondPerson(act="screening.confirm_order", roles="")
    _refuse_gone(row.bill)
    _refuse_held(row.bill, row.act, today=today)
    row.second_by = by.name
    _let_go([row], by=by, now=now)
    return row


def _let_go(rows: Iterable[Order], *, by: Agent, now: datetime) -> None:
    """Nothing is to be done any more: what was asked of the same goods is withdrawn."""
    for row in rows:
        step(row, "confirm", table=STEPS[row.act])
        row.done_at, row.done_by = now, by.name
        row.save(update_fields=["state", "second_by", "done_at", "done_by"])
        record("screening.let_go", by=by.name, subject=row.subject, office=row.office, second=row.second_by)
        announce(OrderDone(row.pk, row.act), by=by.name, subject=row.subject, office=row.office)
        asked = Order.objects.select_for_update(of=("self",)).filter(bill=row.bill_id, state=OrderState.ASKED)
        asked = asked.filter(act__in=OF_TERMINALS)
        for one in (asked.filter(box=row.box) if row.box else asked).order_by("pk"):
            _withdraw(one, why=row.ground or ", ".join(row.reasons)[:LONGEST_GROUND], by=by, now=now)


@transaction.atomic
def withdraw_order(order: int, *, why: str, by: Agent, now: datetime) -> Order:
    """It is asked no more; a bill let go is not let go. OrderGroundMissing, NotNow."""
    row = locked(order)
    require(GRANTS, by, "withdraw_order", row)
    said = _words(why)
    if not said:
        raise OrderGroundMissing()
    _withdraw(row, why=said, by=by, now=now)
    return row


def _withdraw(row: Order, *, why: str, by: Agent, now: datetime) -> None:
    step(row, "withdraw", table=STEPS[row.act])
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = now, by.name, why
    row.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawn_why"])
    record("screening.withdraw_order", by=by.name, subject=row.subject, office=row.office, why=why)
    announce(OrderWithdrawn(row.pk, row.act), by=by.name, subject=row.subject, office=row.office)


def locked(order: int) -> Order:
    """One order, locked until the transaction ends."""
    rows = Order.objects.select_for_update(of=("self",)).select_related("bill__manifest")
    return rows.get(pk=order)


def _words(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:LONGEST_GROUND]

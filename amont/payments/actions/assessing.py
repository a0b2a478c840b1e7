"""Fixing what is owed: a notice for each declaration that may be assessed, and the ledger with it.

At the rates of the day of registration, with the charges of the pack in use. One whose charges cannot be
computed keeps none of the others waiting: it is noted with the reason, and tried again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Q

from amont.declarations.actions.clearing import locked, note_cleared
from amont.declarations.models import Declaration, Item, Version
from amont.declarations.states import State
from amont.engine.duties.declaring import Bill, assess_declaration
from amont.engine.duties.lines import Line
from amont.engine.duties.procedures import Treatment
from amont.engine.duties.refusals import DutiesRefused
from amont.journal.actions import announce_all, record
from amont.kernel.agents import WORKER, Agent, require
from amont.kernel.errors import AmontError
from amont.kernel.lanes import Lane
from amont.kernel.states import step
from amont.payments.actions.ledger import Move, Of, Writer, numbers, post
from amont.payments.events import NoticeIssued, NoticePaid, NoticeWithdrawn
from amont.payments.facts import (
    CurrencyForeign,
    DifferenceFound,
    ItemValueMissing,
    TariffUnknown,
    as_found,
    confirmed,
    differing,
    items_of,
)
from amont.payments.models import AccountKind, MovementKind, Notice, NoticeLine, Unassessed
from amont.payments.permissions import GRANTS
from amont.payments.states import TRANSITIONS, NoticeState
from amont.reference.queries import administration, tariff_lines
from amont.reference.queries.law import InUse, law_in_use

SLICE = 500
NOT_COMPUTED = (DutiesRefused, ItemValueMissing, TariffUnknown, CurrencyForeign, DifferenceFound)
PAYABLE_WITHIN = timedelta(days=15)  # evidence D: ours, until a pack says it
LONGEST = 300


class GroundMissing(AmontError):
    """A notice is withdrawn for a reason."""

    code = "notice.ground_missing"


@dataclass(frozen=True, slots=True)
class Charged:
    """A declaration with what it owes."""

    row: Declaration
    version: Version
    day: date
    bill: Bill


def ready() -> Q:
    """Declarations that may be assessed: registered, and controlled where their lane asks for it."""
    free = Q(state=State.ROUTED, lane__lt=Lane.YELLOW)
    return Q(registered_on__isnull=False) & (free | Q(state=State.CONTROLLED))


@transaction.atomic
def assess(declarations: Collection[int], *, by: Agent, now: datetime, today: date) -> int:
    """Issue a notice for each of these that may have one, and has none. How many.

    Nothing where the node does not collect. A second call finds nothing.
    """
    require(GRANTS, by, "assess")
    house = administration()
    if not house.collects or house.shadow_mode:
        return 0
    keys = Declaration.objects.filter(ready(), pk__in=declarations).values_list("pk", flat=True)
    rows = locked(list(keys))
    rows = [row for row in rows if row.state in (State.ROUTED, State.CONTROLLED)]
    if not rows:
        return 0
    use = law_in_use()
    charged = _charged(rows, use, now=now)
    writer = Writer(by.name, now, today, house.currency)
    _issue(charged, use, writer)
    return len(charged)


def assess_left(*, by: Agent, now: datetime, today: date) -> int:
    """What may be assessed and is not: events missed, a tariff mended, a node that collects from now on."""
    require(GRANTS, by, "assess")
    if not administration().collects:
        return 0
    hour = now - timedelta(hours=1)
    stuck = Unassessed.objects.filter(since__gt=hour).values("declaration")
    waiting = Declaration.objects.filter(ready()).exclude(pk__in=stuck).order_by("pk")
    return assess(list(waiting.values_list("pk", flat=True)[:SLICE]), by=by, now=now, today=today)


def _charged(rows: Sequence[Declaration], use: InUse, *, now: datetime) -> list[Charged]:
    """What each owes; those that cannot be computed are noted. Three queries, one more for each day."""
    current = Version.objects.filter(declaration__in=rows, number=F("declaration__version"))
    versions = {one.declaration_id: one for one in current.select_related("declaration")}
    items: dict[int, list[Item]] = {}
    for item in Item.objects.filter(version__in=versions.values()).order_by("pk"):
        items.setdefault(item.version_id, []).append(item)
    found, decided = differing(list(versions.values())), confirmed(list(versions.values()))
    said = {one.pk: as_found(items.get(one.pk, ()), decided.get(one.pk, {})) for one in versions.values()}
    codes: dict[date, set[str]] = {}
    for row in rows:
        if row.registered_on is not None:
            named = codes.setdefault(row.registered_on, set())
            named.update(item.hs_code for item in said[versions[row.pk].pk])
    tariff = {day: tariff_lines(named, day) for day, named in codes.items()}
    done, faults = [], []
    for row in rows:
        version, day = versions[row.pk], row.registered_on
        if day is None:
            continue
        try:
            if version.pk in found and version.pk not in decided:
                raise DifferenceFound(items=", ".join(map(str, found[version.pk])))
            asked = items_of(version, said[version.pk], tariff[day], currency=use.law.currency)
            done.append(Charged(row, version, day, assess_declaration(asked, use.law, on=day)))
        except NOT_COMPUTED as fault:
            facts = {name: str(value) for name, value in fault.facts.items()}
            faults.append(Unassessed(declaration=row, code=fault.code, facts=facts, since=now))
    _note(faults)
    Unassessed.objects.filter(declaration__in=[one.row for one in done]).delete()
    return done


def _note(faults: Sequence[Unassessed]) -> None:
    Unassessed.objects.bulk_create(
        faults, update_conflicts=True, unique_fields=["declaration"], update_fields=["code", "facts", "since"]
    )


def _issue(charged: Sequence[Charged], use: InUse, writer: Writer) -> None:
    if not charged:
        return
    given = numbers(f"L{writer.day.year}", len(charged))
    notices = [
        _notice(one, f"L-{writer.day.year}-{number:07d}", use, writer)
        for one, number in zip(charged, given, strict=True)
    ]
    Notice.objects.bulk_create(notices)
    lines = [line for notice, one in zip(notices, charged, strict=True) for line in _lines(notice, one.bill)]
    NoticeLine.objects.bulk_create(lines, batch_size=2_000)
    post([_move(notice, one.bill) for notice, one in zip(notices, charged, strict=True)], writer)
    rows = [one.row for one in charged]
    note_cleared(rows, "assess", by=WORKER)
    announce_all(
        [(NoticeIssued(one.declaration_id, one.pk), one.subject, one.office) for one in notices], by=writer.by
    )
    _settle_nothing([one for one in notices if not one.total], writer)


def _settle_nothing(notices: Sequence[Notice], writer: Writer) -> None:
    """Where nothing is owed, nothing waits for a payment."""
    if not notices:
        return
    note_cleared(locked([one.declaration_id for one in notices]), "pay", by=WORKER)
    Notice.objects.filter(pk__in=[one.pk for one in notices]).update(state=NoticeState.PAID)
    announce_all(
        [(NoticePaid(one.declaration_id, one.pk), one.subject, one.office) for one in notices], by=writer.by
    )


def _notice(one: Charged, number: str, use: InUse, writer: Writer) -> Notice:
    row = one.row
    return Notice(
        number=number,
        declaration=row,
        version=one.version,
        office=row.office,
        operator=row.broker,
        importer=row.importer,
        currency=one.bill.currency,
        total=one.bill.owed.amount,
        guaranteed=one.bill.guaranteed.amount,
        rates_on=one.day,
        due_on=writer.day + PAYABLE_WITHIN,
        issued_at=writer.now,
        law=use.sha256,
    )


def _lines(notice: Notice, bill: Bill) -> list[NoticeLine]:
    """Lines of each item that are not nothing with and without a waiver, then those owed once."""
    found = []
    for item in bill.items:
        is_owed = item.treatment is Treatment.OWED
        found += [_line(notice, item.number, line, is_owed=is_owed) for line in item.lines if line.full]
    return found + [_line(notice, None, line, is_owed=True) for line in bill.fees if line.full]


def _line(notice: Notice, item: int | None, line: Line, *, is_owed: bool) -> NoticeLine:
    rule, formula = line.rule, line.formula
    return NoticeLine(
        notice=notice,
        item=item,
        code=rule.code,
        names=dict(rule.names),
        parts=[[code, format(amount, "f")] for code, amount in formula.parts],
        base=formula.base,
        share=formula.rate.share,
        per_unit=formula.rate.per_unit,
        unit=formula.rate.unit,
        quantity=formula.quantity,
        amount=line.amount,
        full=max(line.full, line.amount),
        waived_by=line.waived_by,
        is_owed=is_owed,
        source=rule.source[:LONGEST],
        evidence=rule.evidence if line.is_confirmed else "C",
    )


def _move(notice: Notice, bill: Bill) -> Move:
    """The operator owes, each charge is due."""
    charges: dict[Of, Decimal] = {}
    owed = [line for item in bill.items if item.treatment is Treatment.OWED for line in item.lines]
    for line in (*owed, *bill.fees):
        of = (AccountKind.CHARGE, line.rule.code)
        charges[of] = charges.get(of, Decimal(0)) - line.amount
    whole = (((AccountKind.OWED, notice.operator), notice.total), *charges.items())
    return Move(MovementKind.ASSESSED, notice.subject, whole)


@transaction.atomic
def withdraw(notice: int, *, ground: str, by: Agent, now: datetime, today: date) -> Notice:
    """A notice has no effect any more, and its declaration is assessed again. GroundMissing, NotNow."""
    found = Notice.objects.select_for_update(of=("self",)).get(pk=notice)
    require(GRANTS, by, "withdraw", found)
    why = " ".join(ground.split())[:LONGEST]
    if not why:
        raise GroundMissing()
    step(found, "withdraw", table=TRANSITIONS)
    found.withdrawn_why = why
    found.save(update_fields=["state", "withdrawn_why"])
    note_cleared(locked([found.declaration_id]), "assess_again", by=WORKER)
    back = _back(found, why)
    post([back], Writer(by.name, now, today, found.currency))
    record("payments.withdraw", by=by.name, subject=found.subject, office=found.office, ground=why)
    told = NoticeWithdrawn(found.declaration_id, found.pk)
    announce_all([(told, found.subject, found.office)], by=by.name)
    return found


def _back(notice: Notice, why: str) -> Move:
    """What was owed is owed no more."""
    charges: dict[Of, Decimal] = {}
    for line in NoticeLine.objects.filter(notice=notice, is_owed=True):
        of = (AccountKind.CHARGE, line.code)
        charges[of] = charges.get(of, Decimal(0)) + line.amount
    whole: Mapping[Of, Decimal] = {(AccountKind.OWED, notice.operator): -notice.total, **charges}
    return Move(MovementKind.WITHDRAWN, notice.subject, tuple(whole.items()), why)

"""Reading kept messages: once to know what they hold, once more to write it, message by message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime

from django.db import connection, transaction
from django.utils.timezone import localdate

from amont.cargo.actions.announcing import announce_message
from amont.cargo.actions.messages import Decided, Message, Outcome
from amont.cargo.actions.moving import Moved, note_events
from amont.cargo.actions.noticing import Doubt, note
from amont.cargo.facts import cut
from amont.cargo.models import CargoReceipt, ReceiptState
from amont.cargo.permissions import GRANTS
from amont.cargo.queries.bodies import body_of
from amont.formats.manifest.events import ContainerEvent
from amont.formats.manifest.records import Begin, BillRead, End, Voyage
from amont.formats.manifest.summary import MessageSummary, Summing
from amont.formats.manifests import read_manifest
from amont.kernel.agents import Agent, require
from amont.kernel.errors import AmontError
from amont.kernel.findings import Finding
from amont.parties.queries import agent_named
from amont.reference.queries import codes_in_force

READING = 0x4361  # first number of the advisory locks of messages being read
WAITING_SEEN = 20
MOST_ATTEMPTS = 10
REFERENCE = 60
EVENTS = 2_000  # written at once


class ReadingGivenUp(AmontError):
    """Reading stopped again and again. Facts: times."""

    code = "cargo.given_up"


def read_next(*, by: Agent, now: datetime, today: date) -> int:
    """Read the oldest message that waits and that no other worker reads; 0 when there is none."""
    waiting = CargoReceipt.objects.filter(state=ReceiptState.WAITING).order_by("attempts", "pk")
    for key in waiting.values_list("pk", flat=True)[:WAITING_SEEN]:
        if not _claim(key):
            continue
        try:
            read_receipt(key, by=by, now=now, today=today)
        finally:
            _free(key)
        return 1
    return 0


def read_receipt(receipt: int, *, by: Agent, now: datetime, today: date) -> None:
    """Read a kept message, write what it announces. Done twice, or resumed half-way, it changes nothing."""
    require(GRANTS, by, "announce")
    row = _begin(receipt)
    if row is None:
        return
    try:
        if row.attempts > MOST_ATTEMPTS:
            raise ReadingGivenUp(times=MOST_ATTEMPTS)
        kind, messages, others = survey(row)
    except AmontError as refusal:
        _refuse(row.pk, refusal, now)
        return
    outcomes, events = _write(row, messages, now=now, today=today)
    _close(row.pk, kind, outcomes, events, others=others, now=now)


def read_again(decided: Decided, *, now: datetime, today: date) -> Outcome:
    """Apply a proposed version, from the bytes that were kept. The caller holds its lock."""
    row = decided.version.receipt
    _, messages, _ = survey(row)
    place = -1
    pieces = _pieces(row)
    for piece in pieces:
        if not isinstance(piece, Begin):
            continue
        place += 1
        bills = _bills(pieces, [])
        if place == decided.version.message:
            sender = sender_of(row)
            return announce_message(
                row, messages[place], bills, sender=sender, now=now, today=today, decided=decided
            )
        for _ in bills:
            pass
    raise LookupError(place)


def survey(row: CargoReceipt) -> tuple[str, list[Message], list[Finding]]:
    """What a file holds: its kind, its messages, and findings that belong to none. Unreadable."""
    summing = Summing(shown=0)
    messages: list[Message] = []
    others: list[Finding] = []
    begin: Begin | None = None
    for piece in _pieces(row):
        summing.add(piece)
        if isinstance(piece, Begin):
            begin = piece
        elif isinstance(piece, End) and begin is not None:
            findings = (*begin.findings, *piece.findings)
            messages.append(Message(len(messages), begin.kind, begin.version, piece.voyage, {}, 0, findings))
            begin = None
        elif not isinstance(piece, BillRead):
            others += getattr(piece, "findings", ())
    told = summing.summary()
    summaries = [one for one in told.messages if one.voyage is not None]
    counted = [
        replace(message, counted=_counted(one), bills=one.counts.bills)
        for message, one in zip(messages, summaries, strict=True)
    ]
    return told.kind, counted, others


def _counted(one: MessageSummary) -> dict[str, object]:
    """The recomputed totals, as JSON."""
    totals = one.totals.all() if one.totals else {}
    return {
        name: None if total.counted is None else format(total.counted, "f") for name, total in totals.items()
    }


def _write(
    row: CargoReceipt, messages: Sequence[Message], *, now: datetime, today: date
) -> tuple[list[Outcome], Moved]:
    """Each message in a transaction of its own; events of containers beside them."""
    sender = sender_of(row)
    outcomes: list[Outcome] = []
    moved = Moved()
    events: list[tuple[ContainerEvent, Voyage]] = []
    pieces = _pieces(row)
    for piece in pieces:
        if isinstance(piece, Begin):
            message = messages[len(outcomes)]
            own: list[ContainerEvent] = []
            bills = _bills(pieces, own)
            outcome = Outcome("events")
            if _announces(message):
                outcome = announce_message(row, message, bills, sender=sender, now=now, today=today)
            outcomes.append(replace(outcome, reference=cut(message.voyage.reference, REFERENCE)))
            for _ in bills:
                pass
            events += [(one, message.voyage) for one in own]
        if len(events) >= EVENTS:
            moved += note_events(row, events, sender=sender, now=now)
            events = []
    return outcomes, moved + note_events(row, events, sender=sender, now=now)


def _announces(message: Message) -> bool:
    """Does it announce bills, or only tell of containers?"""
    return bool(message.bills) or message.kind not in EVENT_KINDS


EVENT_KINDS = ("COARRI", "CODECO", "COPARN", "COPRAR", "COPINO")


def _pieces(row: CargoReceipt) -> Iterator[object]:
    codes = codes_in_force(localdate(row.received_at))
    return iter(read_manifest(body_of(row), row.name, codes=codes))


def _bills(pieces: Iterator[object], events: list[ContainerEvent]) -> Iterator[BillRead]:
    """The bills of the message at hand; events met on the way are put aside."""
    for piece in pieces:
        if isinstance(piece, BillRead):
            yield piece
        elif isinstance(piece, ContainerEvent):
            events.append(piece)
        elif isinstance(piece, End):
            return


def sender_of(row: CargoReceipt) -> Agent:
    """Who sent a message, with the rights of the day it came; who has no account any more is still named."""
    found = agent_named(row.by, on=localdate(row.received_at))
    return found if found.is_known else Agent(row.by)


@transaction.atomic
def _begin(receipt: int) -> CargoReceipt | None:
    """Count the attempt; None when the message was read already."""
    row = CargoReceipt.objects.select_for_update(of=("self",)).get(pk=receipt)
    if row.state != ReceiptState.WAITING:
        return None
    row.attempts += 1
    row.save(update_fields=["attempts"])
    return row


@transaction.atomic
def _refuse(receipt: int, refusal: AmontError, now: datetime) -> None:
    row = CargoReceipt.objects.select_for_update(of=("self",)).get(pk=receipt)
    row.state, row.read_at = ReceiptState.REFUSED, now
    row.refusal = {"code": refusal.code, "facts": {name: str(fact) for name, fact in refusal.facts.items()}}
    row.save(update_fields=["state", "read_at", "refusal"])


@transaction.atomic
def _close(
    receipt: int,
    kind: str,
    outcomes: Sequence[Outcome],
    moved: Moved,
    *,
    others: Sequence[Finding],
    now: datetime,
) -> None:
    row = CargoReceipt.objects.select_for_update(of=("self",)).get(pk=receipt)
    if row.state != ReceiptState.WAITING:
        return
    note([Doubt(one) for one in others], receipt=row, version=None)
    row.kind, row.messages = kind[:40], len(outcomes)
    row.bills = sum(one.added + one.changed + one.cancelled + one.same for one in outcomes)
    row.events = moved.taken
    row.refused = sum(one.refused for one in outcomes) + moved.refused
    row.outcome = [asdict(one) for one in outcomes]
    row.state, row.read_at = ReceiptState.READ, now
    row.save()


def _claim(receipt: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [READING, receipt % 2**31])
        return bool(cursor.fetchone()[0])


def _free(receipt: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [READING, receipt % 2**31])

"""Receiving: the bytes of a file are kept first, and someone reads them later: nothing is ever lost."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from pathlib import PurePosixPath

from django.db import connection, transaction

from amont.declarations.actions.reading import read_receipt, sender_of
from amont.declarations.events import FileReceived
from amont.declarations.models import Receipt, ReceiptBody, ReceiptState
from amont.declarations.permissions import GRANTS
from amont.formats.tabular import builtin
from amont.journal.actions import announce
from amont.kernel.agents import Agent, require
from amont.kernel.errors import AmontError
from amont.kernel.findings import clip

__all__ = ["FileEmpty", "FileTooLarge", "MOST_BYTES", "read_next", "read_receipt", "receive"]

MOST_BYTES = 200 * 2**20
READING, RECEIVING = 0x5265, 0x5263  # first numbers of the advisory locks: files being read, files coming in
WAITING_SEEN = 20


class FileTooLarge(AmontError):
    """The file is larger than what is taken at once. Facts: size, most (bytes)."""

    code = "receipt.too_large"
    status = 413


class FileEmpty(AmontError):
    """Nothing was sent."""

    code = "receipt.empty"


@transaction.atomic
def receive(data: bytes, *, name: str, by: Agent, mapping: str, now: datetime) -> Receipt:
    """Keep the bytes and have them read. The same bytes sent again by the same sender give the same receipt.

    Unless nothing came of them the first time. FileEmpty, FileTooLarge, MappingUnknown.
    """
    require(GRANTS, by, "receive")
    if not data:
        raise FileEmpty()
    if len(data) > MOST_BYTES:
        raise FileTooLarge(size=len(data), most=MOST_BYTES)
    builtin(mapping)
    digest = sha256(data).hexdigest()
    before = _before(digest, by=by, mapping=mapping)
    if before is not None:
        return before
    receipt = Receipt.objects.create(
        received_at=now,
        by=by.name,
        operator=min(by.operators, default=""),
        office=min((posting.office for posting in by.postings), default=""),
        name=_file_name(name),
        sha256=digest,
        size=len(data),
        mapping=mapping,
    )
    ReceiptBody.objects.create(receipt=receipt, data=data)
    subject = f"declarations.receipt:{receipt.pk}"
    announce(FileReceived(receipt.pk), by=by.name, subject=subject, office=receipt.office)
    return receipt


def _before(digest: str, *, by: Agent, mapping: str) -> Receipt | None:
    """The receipt of these bytes, if something came of it or still may. Two at once: the second waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [RECEIVING, int(digest[:7], 16)])
    same = Receipt.objects.filter(sha256=digest, by=by.name, mapping=mapping)
    return (
        same.exclude(state=ReceiptState.REFUSED)
        .exclude(state=ReceiptState.READ, declarations=0, refused__gt=0)
        .order_by("-pk")
        .first()
    )


def _file_name(name: str) -> str:
    """The last part of a path of any system, without signs that cannot be shown."""
    last = PurePosixPath(name.replace("\\", "/").replace("\0", "")).name
    return clip(last.encode("utf-8", "replace").decode(), 200) or "?"


def read_next(*, by: Agent, now: datetime, today: date) -> int:
    """Read the oldest file that waits and that no other worker reads; 0 when there is none.

    A file that stops its reader comes after those that were tried less often. The parts commit one by one, so
    the worker's claim is a lock of its session, freed when it dies.
    """
    waiting = Receipt.objects.filter(state=ReceiptState.WAITING).order_by("attempts", "pk")
    for key, sender in waiting.values_list("pk", "by")[:WAITING_SEEN]:
        if not _claim(key):
            continue
        try:
            read_receipt(key, by=by, sender=sender_of(sender, today), now=now)
        finally:
            _free(key)
        return 1
    return 0


def _claim(receipt: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [READING, receipt % 2**31])
        return bool(cursor.fetchone()[0])


def _free(receipt: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [READING, receipt % 2**31])

"""Receiving: the bytes of a message are kept first, and someone reads them later: nothing is ever lost."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from pathlib import PurePosixPath

from django.db import connection, transaction

from amont.cargo.events import MessageReceived
from amont.cargo.models import CargoReceipt, CargoReceiptBody, Manifest, ReceiptState, VersionState
from amont.cargo.permissions import GRANTS
from amont.cargo.states import State
from amont.edge.copying import copy_bytes
from amont.journal.actions import announce
from amont.kernel.agents import Agent, require
from amont.kernel.errors import AmontError
from amont.kernel.findings import clip

MOST_BYTES = 200 * 2**20
RECEIVING = 0x4352  # first number of the advisory lock of messages coming in
LONGEST_GROUND = 300


class MessageTooLarge(AmontError):
    """The file is larger than what is taken at once. Facts: size, most (bytes)."""

    code = "cargo.too_large"
    status = 413


class MessageEmpty(AmontError):
    """Nothing was sent."""

    code = "cargo.empty"


@transaction.atomic
def receive(
    data: bytes, *, name: str, office: str, ground: str, channel: str, by: Agent, now: datetime
) -> CargoReceipt:
    """Keep the bytes and have them read. The same bytes sent again by the same sender give the same receipt.

    Unless nothing came of them the first time, or something else is in force since. office: to which it is
    told, where the message does not say it; one's own, for who is posted at one. ground: why it changes what
    has arrived. MessageEmpty, MessageTooLarge.
    """
    require(GRANTS, by, "receive", CargoReceipt(office=office) if office else None)
    if not data:
        raise MessageEmpty()
    if len(data) > MOST_BYTES:
        raise MessageTooLarge(size=len(data), most=MOST_BYTES)
    digest = sha256(data).hexdigest()
    before = _before(digest, ground, by=by)
    if before is not None:
        return before
    receipt = CargoReceipt.objects.create(
        received_at=now,
        by=by.name,
        operator=min(by.operators, default=""),
        office=office or min((one.office for one in by.postings), default=""),
        ground=" ".join(ground.split())[:LONGEST_GROUND],
        name=_file_name(name),
        channel=channel,
        sha256=digest,
        size=len(data),
    )
    copy_bytes(CargoReceiptBody, ("receipt_id", "data"), receipt.pk, data)
    announce(MessageReceived(receipt.pk), by=by.name, subject=receipt.subject, office=receipt.office)
    return receipt


def _before(digest: str, ground: str, *, by: Agent) -> CargoReceipt | None:
    """The receipt of these bytes, if something came of it or still may. Two at once: the second waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [RECEIVING, int(digest[:7], 16)])
    same = CargoReceipt.objects.filter(
        sha256=digest, by=by.name, ground=" ".join(ground.split())[:LONGEST_GROUND]
    )
    same = same.exclude(state=ReceiptState.REFUSED)
    last = same.exclude(state=ReceiptState.READ, bills=0, events=0, refused__gt=0).order_by("-pk").first()
    return last if last is not None and _stands(last) else None


def _stands(receipt: CargoReceipt) -> bool:
    """Is what it brought still in force? After another version, or a cancelling, it may be sent again."""
    brought: dict[int, int] = {}
    for one in receipt.outcome:
        if one["manifest"] is not None and one["version"] is not None:
            brought[one["manifest"]] = max(brought.get(one["manifest"], 0), one["version"])
    rows = Manifest.objects.filter(pk__in=brought).values_list("pk", "version", "state")
    is_refused = receipt.versions.filter(state=VersionState.REFUSED).exists()
    return not is_refused and all(
        version == brought[key] and state != State.CANCELLED for key, version, state in rows
    )


def _file_name(name: str) -> str:
    """The last part of a path of any system, without signs that cannot be shown."""
    last = PurePosixPath(name.replace("\\", "/").replace("\0", "")).name
    return clip(last.encode("utf-8", "replace").decode(), 200) or "?"

"""The sequencer: gives each committed row its place in the tree, and signs what the tree has become."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from amont.journal.checkpoints import Checkpoint, SigningKey, opened, sign
from amont.journal.keys import signing_key
from amont.journal.models import Head, Leaf
from amont.journal.tree import Frontier
from amont.kernel.agents import Agent
from amont.kernel.errors import AmontError

QUERY = (Path(__file__).parent / "sql" / "unplaced.sql").read_text()
LOCK = 0x4A6F7572  # one sequencer in the whole node
MOST = 5_000
EVERY = timedelta(seconds=5)
WINDOW = 50_000  # rows committed late lie among the last ones


class HeadForged(AmontError):
    """The last head of the journal is not what this node signed: nothing is added to it. Facts: size."""

    code = "journal.head_forged"
    status = 500


def sequence(*, by: Agent, now: datetime) -> int:  # noqa: ARG001
    """Place rows that have none yet and sign the new head. Gives how many were placed.

    Few rows wait a little for others, so that one head stands for many.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
        last = Head.objects.order_by("-size").first()
        cursor.execute(QUERY, {"window": WINDOW, "most": MOST})
        rows = cursor.fetchall()
        if not rows or (last is not None and len(rows) < MOST and now - last.signed_at < EVERY):
            return 0
        frontier = _trusted(last) if last else Frontier()
        start = frontier.size
        hashes = [bytes(leaf) for _, leaf in rows]
        leaves = [Leaf(index=start + at, entry_id=key, hash=leaf) for at, (key, leaf) in enumerate(rows)]
        Leaf.objects.bulk_create(leaves, batch_size=MOST)
        frontier.append_many(hashes)
        _sign(frontier, start + len(rows), now)
    return len(rows)


def _trusted(last: Head) -> Frontier:
    """The frontier of the last head, if it is the tree that this node signed. HeadForged."""
    frontier, key = Frontier.from_bytes(bytes(last.frontier)), log_key()
    signed = opened(last.note, keys=[key.verifier()], origin=key.name).checkpoint
    if (signed.size, signed.root) != (frontier.size, frontier.root()):
        raise HeadForged(size=last.size)
    return frontier


def _sign(frontier: Frontier, size: int, now: datetime) -> None:
    root, key = frontier.root(), log_key()
    note = sign(Checkpoint(key.name, size, root), key=key)
    Head.objects.create(size=size, root=root, frontier=frontier.to_bytes(), signed_at=now, note=note)


def log_key() -> SigningKey:
    """The key of this node's log."""
    return signing_key(settings.HOME / "secrets", settings.LOG_ORIGIN)

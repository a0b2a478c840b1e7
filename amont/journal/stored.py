"""The log as the database holds it, for whoever verifies it: flat in memory for millions of rows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from amont.journal.models import Entry, Leaf
from amont.journal.models import Head as HeadRow
from amont.journal.verifying.answers import Head, Stored

CHUNK = 5_000


def stored_rows() -> Iterator[Stored]:
    """Every leaf of the tree, by index, with its row; a row that is gone is told as gone."""
    leaves = Leaf.objects.order_by("index").values_list("index", "entry_id", "hash").iterator(CHUNK)
    while part := list(islice(leaves, CHUNK)):
        rows = Entry.objects.in_bulk([key for _, key, _ in part])
        for index, key, leaf in part:
            row = rows.get(key)
            beside = bytes(row.leaf) if row is not None else None
            yield Stored(index, key, row, bytes(leaf), beside)


def stored_heads() -> Iterator[Head]:
    """Every signed head, by size."""
    for row in HeadRow.objects.order_by("size").iterator(CHUNK):
        yield Head(row.size, bytes(row.root), row.note)

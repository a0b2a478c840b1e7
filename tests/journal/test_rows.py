"""Rows of the journal: written with what happened, answered to once, placed in the tree, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from amont.journal.actions import announce, announce_all, note_read, record
from amont.journal.checkpoints import opened
from amont.journal.delivering import deliver
from amont.journal.leaves import leaf_of
from amont.journal.models import Entry, Head, Leaf, Pending
from amont.journal.sequencing import log_key, sequence
from amont.journal.tree import root_of
from amont.kernel.agents import WORKER, Agent
from amont.kernel.errors import AmontError
from tests.making import NOW, TODAY

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class GoodsSeen:
    """Something happened."""

    number: int


class Refused(AmontError):
    code = "test.refused"


def delivered(*answers, now: datetime = NOW + timedelta(days=3650)) -> int:
    return deliver({"GoodsSeen": answers}, by=WORKER, now=now, today=TODAY)


@pytest.fixture(autouse=True)
def own_key(db: None, settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path


def test_an_event_waits_until_every_answer_was_given() -> None:
    seen: list[int] = []

    def note(events: Sequence[Entry], by: Agent, now: datetime, today: date) -> None:
        seen.extend(event.facts["number"] for event in events)

    announce_all([(GoodsSeen(1), "", ""), (GoodsSeen(2), "", "")], by="person:1")

    assert delivered(note) == 2
    assert delivered(note) == 0
    assert seen == [1, 2]
    assert not Pending.objects.exists()


def test_an_answer_that_fails_holds_no_other_event_and_is_tried_again() -> None:
    seen: list[int] = []

    def picky(events: Sequence[Entry], by: Agent, now: datetime, today: date) -> None:
        for event in events:
            if event.facts["number"] == 2:
                raise Refused()
            seen.append(event.facts["number"])

    for number in (1, 2, 3):
        announce(GoodsSeen(number), by="person:1")

    delivered(picky)

    waiting = Pending.objects.get()
    assert sorted(seen[-2:]) == [1, 3]
    assert (waiting.entry.facts, waiting.tries) == ({"number": 2}, 1)
    assert "test.refused" in waiting.error


def test_an_act_and_a_read_ask_for_no_answer() -> None:
    record("declarations.cancel", by="person:1", subject="declarations.declaration:1", ground="arrêt")
    note_read("declarations.read_source", by="person:1")

    assert not Pending.objects.exists()
    assert Entry.objects.count() == 2


def test_a_fraction_is_no_fact_of_the_journal() -> None:
    with pytest.raises(AmontError) as refusal:
        record("declarations.cancel", by="person:1", value=0.5)

    assert refusal.value.code == "journal.fact_kind"


def test_each_row_gets_its_place_in_a_signed_tree() -> None:
    for number in range(5):
        record("test.act", by="person:1", number=number)

    assert sequence(by=WORKER, now=NOW) == 5
    assert sequence(by=WORKER, now=NOW + timedelta(minutes=1)) == 0

    head = Head.objects.get()
    rows = Entry.objects.order_by("place__index")
    assert [row.facts["number"] for row in rows] == [0, 1, 2, 3, 4]
    assert bytes(head.root) == root_of(leaf_of(row) for row in rows)
    assert opened(head.note, keys=[log_key().verifier()]).checkpoint.size == 5


def test_the_tree_grows_from_its_last_head() -> None:
    record("test.act", by="person:1", number=1)
    sequence(by=WORKER, now=NOW)
    record("test.act", by="person:1", number=2)
    record("test.act", by="person:1", number=3)

    sequence(by=WORKER, now=NOW + timedelta(minutes=1))

    leaves = [bytes(leaf) for leaf in Leaf.objects.order_by("index").values_list("hash", flat=True)]
    last = Head.objects.order_by("-size")[0]
    assert (last.size, bytes(last.root)) == (3, root_of(leaves))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET by = 'person:2'",
        "DELETE FROM journal_entry",
        "TRUNCATE journal_entry CASCADE",
        "UPDATE journal_leaf SET hash = ''",
        "DELETE FROM journal_head",
    ],
)
def test_even_the_owner_of_the_tables_cannot_rewrite_what_happened(statement: str) -> None:
    record("test.act", by="person:1")

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert Entry.objects.get().by == "person:1"

"""`amont verify-log` on the rows of a node: what a superuser rewrites is named."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from amont.cli.node.tasks.verify_log import check
from amont.journal.actions import record
from amont.journal.models import Entry, Head, Leaf
from amont.journal.sequencing import sequence
from amont.kernel.agents import WORKER
from amont.kernel.errors import AmontError
from tests.making import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def log(settings, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    for number in range(6):
        record("test.act", by="person:1", subject=f"test:{number}", number=number)
    sequence(by=WORKER, now=NOW)
    exported = tmp_path / "head.txt"
    exported.write_text(Head.objects.get().note)
    return exported


def as_superuser(statement: str, parameters: list[object]) -> None:
    """What nobody may do: the guards are taken away first, as who owns the machine can."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("journal_entry", "journal_leaf", "journal_head"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER append_only")
        cursor.execute(
            "SELECT conrelid::regclass, conname FROM pg_constraint"
            " WHERE confrelid = 'journal_entry'::regclass AND contype = 'f'"
        )
        for table, name in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        cursor.execute(statement, parameters)


def test_an_untouched_journal_is_sound(log: Path) -> None:
    found = check([log], key="")

    assert found.is_sound
    assert (found.size, found.sealed) == (6, 6)


def test_a_row_rewritten_by_a_superuser_is_named(log: Path) -> None:
    row = Entry.objects.order_by("pk")[3]
    as_superuser("UPDATE journal_entry SET facts = '{\"number\": 99}' WHERE id = %s", [row.pk])

    found = check([log], key="")

    assert not found.is_sound
    assert found.first_bad is not None
    assert (found.first_bad.index, found.first_bad.number) == (3, row.pk)


def test_a_row_taken_away_by_a_superuser_is_named(log: Path) -> None:
    row = Entry.objects.order_by("pk")[2]
    as_superuser("DELETE FROM journal_entry WHERE id = %s", [row.pk])

    found = check([log], key="")

    assert found.first_bad is not None
    assert (found.first_bad.code, found.first_bad.index) == ("journal.row_missing", 2)


def test_a_journal_rewritten_whole_does_not_fit_the_exported_head(log: Path) -> None:
    as_superuser("DELETE FROM journal_leaf", [])
    as_superuser("DELETE FROM journal_head", [])
    as_superuser("DELETE FROM journal_entry WHERE id = %s", [Entry.objects.order_by("pk")[0].pk])
    sequence(by=WORKER, now=NOW + timedelta(minutes=1))

    found = check([log], key="")

    assert Leaf.objects.count() == 5
    assert not found.is_sound
    assert [fit.fits for fit in found.exported] == [False]


def test_the_node_adds_nothing_to_a_head_it_did_not_sign(log: Path) -> None:
    as_superuser("UPDATE journal_head SET frontier = %s", [b""])
    record("test.act", by="person:1")

    with pytest.raises(AmontError) as refusal:
        sequence(by=WORKER, now=NOW + timedelta(minutes=1))

    assert refusal.value.code.startswith("journal.")

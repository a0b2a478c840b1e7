"""What is left of a bill: written off under lock, never below zero, given back by its entry (A4, A17)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from amont.cargo.actions.arriving import cancel_manifest
from amont.cargo.actions.balancing import (
    BillCancelled,
    BillIsSplit,
    KindUnknown,
    NothingAsked,
    NotUndone,
    Overdrawn,
    ReferenceUsed,
    WhyMissing,
    undo,
)
from amont.cargo.actions.transferring import transfer
from amont.cargo.models import BalanceEntry, Bill, EntryKind
from amont.kernel.agents import Agent, Forbidden
from tests.cargo.cases import a_bill, a_carrier, a_chief, a_quay_officer, announced, bill, left, off, seen
from tests.making import NOW

pytestmark = pytest.mark.django_db


def lines_of(number: str = "BL1") -> list[tuple[object, ...]]:
    rows = BalanceEntry.objects.filter(bill__number=number).order_by("pk")
    return [tuple(one) for one in rows.values_list("kind", "packages", "kg", "packages_left", "kg_left")]


def test_what_is_announced_is_the_first_balance() -> None:
    announced(a_bill(packages=500, kg=5_000))

    assert left() == (500, 5_000)
    assert lines_of() == [("announced", 500, 5_000, 500, 5_000)]


def test_a_second_declaration_beyond_the_balance_is_refused_and_told_what_is_left() -> None:
    announced(a_bill(packages=500, kg=5_000))
    off(300, 3_000, reference="C1")

    with pytest.raises(Overdrawn) as refused:
        off(250, 1_000, reference="C2")

    assert refused.value.facts["packages_left"] == 200
    assert (refused.value.facts["kg_left"], refused.value.facts["packages"]) == (2_000, 250)
    assert left() == (200, 2_000)
    assert len(lines_of()) == 2


def test_weight_beyond_the_balance_is_refused_too() -> None:
    announced(a_bill(packages=500, kg=5_000))

    with pytest.raises(Overdrawn):
        off(10, 5_001)

    assert left() == (500, 5_000)


def test_the_same_reference_with_the_same_amount_is_the_same_entry() -> None:
    announced()

    first, second = off(300, 3_000), off(300, 3_000)

    assert first.pk == second.pk
    assert left() == (200, 2_000)


def test_the_same_reference_with_another_amount_is_refused() -> None:
    announced()
    off(300, 3_000)

    with pytest.raises(ReferenceUsed):
        off(200, 3_000)

    assert left() == (200, 2_000)


def test_with_the_last_package_the_rest_of_the_weight_goes_and_the_entry_says_so() -> None:
    announced(a_bill(packages=500, kg=5_000))

    entry = off(500, 4_990)

    assert left() == (0, 0)
    assert seen(entry, "kg", "remainder_kg") == (-5_000, 10)
    assert off(500, 4_990).pk == entry.pk


def test_a_write_off_undone_gives_back_all_that_it_took() -> None:
    announced()
    entry = off(500, 4_990)

    back = undo(entry.pk, why="Déclaration annulée", by=a_chief(), now=NOW)

    assert left() == (500, 5_000)
    assert seen(back, "kind", "undoes_id", "packages", "kg") == ("undone", entry.pk, 500, 5_000)
    assert bill().write_offs == 0
    assert undo(entry.pk, why="encore", by=a_chief(), now=NOW).pk == back.pk
    assert left() == (500, 5_000)


def test_a_reference_undone_may_write_off_again() -> None:
    announced()
    undo(off(300, 3_000).pk, why="erreur", by=a_chief(), now=NOW)

    off(100, 1_000)

    assert left() == (400, 4_000)


def test_an_undoing_says_why_and_only_a_write_off_is_undone() -> None:
    announced()
    entry = off(300, 3_000)
    first = BalanceEntry.objects.get(bill=bill(), kind="announced")

    with pytest.raises(WhyMissing):
        undo(entry.pk, why=" ", by=a_chief(), now=NOW)
    with pytest.raises(NotUndone):
        undo(first.pk, why="non", by=a_chief(), now=NOW)


def test_a_bill_counted_by_weight_alone_is_written_off_by_weight() -> None:
    announced(a_bill(packages=None, kg=5_000))

    entry = off(12, 1_500.5)

    assert left() == (None, Decimal("3499.5"))
    assert (entry.packages, entry.kg) == (None, Decimal("-1500.5"))


def test_a_bill_counted_by_packages_alone_is_written_off_by_packages() -> None:
    announced(a_bill(packages=500, kg=None))

    off(500)

    assert left() == (0, None)


@pytest.mark.parametrize("asked", [(None, None), (0, 0), (-1, None), (None, -5)])
def test_a_write_off_of_nothing_or_less_is_refused(asked: tuple[object, object]) -> None:
    announced()

    with pytest.raises(NothingAsked):
        off(*asked)


def test_only_declarations_transits_and_deposits_write_off() -> None:
    announced()

    with pytest.raises(KindUnknown):
        off(1, kind=EntryKind.FOUND)
    off(1, kind=EntryKind.TRANSIT, reference="T1")
    off(1, kind=EntryKind.DEPOSIT, reference="D1")

    assert left() == (498, 5_000)


def test_a_master_carries_no_balance_its_documents_do() -> None:
    announced(a_bill("M1", packages=100, kg=1_000), a_bill("H1", packages=60, kg=600, master="M1"),
              a_bill("H2", packages=40, kg=400, master="M1"))  # fmt: skip

    assert (left("M1"), left("H1"), left("H2")) == ((None, None), (60, 600), (40, 400))
    with pytest.raises(BillIsSplit):
        off(1, number="M1")


def test_goods_of_one_bill_become_those_of_another() -> None:
    announced(a_bill("BL1", packages=100, kg=1_000), a_bill("BL2", packages=10, kg=100))

    gone, come = transfer(
        bill("BL1").pk, to=bill("BL2").pk, packages=Decimal(30), kg=Decimal(300), why="cession", by=a_chief(),
        now=NOW,
    )  # fmt: skip

    assert (left("BL1"), left("BL2")) == ((70, 700), (40, 400))
    assert (gone.reference, come.reference) == ("BL2", "BL1")


def test_a_transfer_beyond_the_balance_moves_nothing() -> None:
    announced(a_bill("BL1", packages=100, kg=1_000), a_bill("BL2"))

    with pytest.raises(Overdrawn):
        transfer(
            bill("BL1").pk, to=bill("BL2").pk, packages=Decimal(101), why="cession", by=a_chief(), now=NOW
        )

    assert (left("BL1"), left("BL2")) == ((100, 1_000), (500, 5_000))


def test_a_transfer_wants_a_reason_and_another_bill() -> None:
    announced()

    with pytest.raises(WhyMissing):
        transfer(bill().pk, to=bill().pk, packages=Decimal(1), why="", by=a_chief(), now=NOW)
    with pytest.raises(NothingAsked):
        transfer(bill().pk, to=bill().pk, packages=Decimal(1), why="moi-même", by=a_chief(), now=NOW)


@pytest.mark.parametrize("who", [a_carrier(), a_quay_officer()])
def test_others_than_the_chief_write_nothing_off(who: Agent) -> None:
    announced()

    with pytest.raises(Forbidden):
        off(1, by=who)
    with pytest.raises(Forbidden):
        transfer(bill().pk, to=bill().pk, packages=Decimal(1), why="x", by=who, now=NOW)


def test_the_database_itself_keeps_the_ledger_from_change(as_application: None) -> None:
    announced()
    for sql in ("UPDATE cargo_balance_entry SET packages = 9", "DELETE FROM cargo_balance_entry"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_not_even_the_owner_changes_an_entry() -> None:
    announced()

    with pytest.raises(DatabaseError), transaction.atomic():
        BalanceEntry.objects.update(packages=9)
    with pytest.raises(DatabaseError), transaction.atomic():
        Bill.objects.update(packages_left=-1)


def test_a_cancelled_bill_is_not_written_off() -> None:
    announced(a_bill("BL1"), a_bill("BL2"))
    announced(a_bill("BL2"))

    with pytest.raises(BillCancelled):
        off(1, number="BL1")
    assert left("BL1") == (None, None)


def test_a_bill_of_a_cancelled_manifest_is_not_written_off() -> None:
    manifest = announced()
    cancel_manifest(manifest.pk, ground="ne vient pas", by=a_chief())

    with pytest.raises(BillCancelled):
        off(1)

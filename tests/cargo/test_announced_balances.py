"""Balances follow what is announced; what was written off stays announced."""

from __future__ import annotations

from typing import Any

import pytest

from amont.cargo.actions.arriving import cancel_manifest
from amont.cargo.actions.balancing import write_off
from amont.cargo.actions.following import WrittenOff
from amont.cargo.models import BalanceEntry, CargoNoticed, EntryKind
from amont.cargo.states import State
from amont.kernel.agents import WORKER
from tests.cargo.cases import a_bill, a_chief, a_message, announced, bill, left, received, seen
from tests.making import NOW

pytestmark = pytest.mark.django_db


def off(packages: int, kg: int = 0, *, number: str = "BL1", reference: str = "C1") -> BalanceEntry:
    facts: dict[str, Any] = {"kind": EntryKind.DECLARATION, "reference": reference, "by": WORKER, "now": NOW}
    return write_off(bill(number).pk, packages=packages, kg=kg or None, **facts)  # type: ignore[arg-type]


def codes() -> list[str]:
    return sorted(CargoNoticed.objects.filter(code__startswith="cargo.").values_list("code", flat=True))


def ledger(number: str = "BL1") -> list[tuple[object, ...]]:
    return list(
        BalanceEntry.objects.filter(bill__number=number).order_by("pk").values_list("kind", "packages", "kg")
    )


def test_an_amendment_moves_the_balance_by_its_difference() -> None:
    announced(a_bill(packages=500, kg=5_000))
    off(300, 3_000)

    announced(a_bill(packages=520, kg=4_900))

    assert left() == (220, 1_900)
    assert ledger()[-1] == ("announced", 20, -100)


def test_the_same_manifest_again_moves_nothing() -> None:
    announced(a_bill())
    announced(a_bill())

    assert len(ledger()) == 1


def test_a_bill_does_not_shrink_below_what_was_written_off() -> None:
    announced(a_bill(packages=500, kg=5_000))
    off(300, 3_000)

    announced(a_bill(packages=250, kg=5_000))

    assert left() == (200, 2_000)
    assert seen(bill(), "packages", "held", "versions") == (500, True, 2)
    assert codes() == ["cargo.below_written_off"]


def test_a_bill_that_counts_its_packages_no_more_keeps_them_once_written_off() -> None:
    announced(a_bill(packages=500, kg=5_000))
    off(300, 3_000)

    announced(a_bill(packages=None, kg=5_000))

    assert left() == (200, 2_000)
    assert codes() == ["cargo.below_written_off"]


def test_a_bill_that_counts_its_packages_no_more_has_weight_left_alone() -> None:
    announced(a_bill(packages=500, kg=5_000))

    announced(a_bill(packages=None, kg=5_000))

    assert left() == (None, 5_000)


def test_a_bill_written_off_is_not_cancelled() -> None:
    announced(a_bill("BL1"), a_bill("BL2"), a_bill("BL3"))
    off(1, number="BL1")

    announced(a_bill("BL3"))

    assert seen(bill("BL1"), "cancelled_in", "held") == (None, True)
    assert left("BL1") == (499, 5_000)
    assert bill("BL2").cancelled_in is not None
    assert left("BL2") == (None, None)
    assert codes() == ["cargo.cancel_written_off"]


def test_a_bill_struck_out_and_announced_again_has_its_balance_again() -> None:
    announced(a_bill("BL1", packages=500), a_bill("BL2"))
    announced(a_bill("BL2"))

    announced(a_bill("BL1", packages=400), a_bill("BL2"))

    assert left("BL1") == (400, 5_000)
    assert [one[1] for one in ledger("BL1")] == [500, -500, 400]


def test_a_voyage_of_which_something_was_written_off_is_not_cancelled() -> None:
    manifest = announced(a_bill("BL1"), a_bill("BL2"))
    off(1, number="BL1")

    received(a_message(voyage="V001", function="cancel"))

    manifest.refresh_from_db()
    assert manifest.state != State.CANCELLED
    assert [bill("BL1").cancelled_in is None, bill("BL2").cancelled_in is None] == [True, False]


def test_a_chief_does_not_cancel_a_manifest_of_which_something_was_written_off() -> None:
    manifest = announced()
    off(1)

    with pytest.raises(WrittenOff) as refused:
        cancel_manifest(manifest.pk, ground="ne vient pas", by=a_chief())

    assert refused.value.facts == {"bills": 1}


def test_documents_under_a_bill_take_its_balance_over() -> None:
    announced(a_bill("M1", packages=100, kg=1_000))

    announced(a_bill("M1", packages=100, kg=1_000), a_bill("H1", packages=100, kg=1_000, master="M1"))

    assert (left("M1"), left("H1")) == ((None, None), (100, 1_000))
    assert codes() == []


def test_a_bill_split_after_a_write_off_is_held_and_told() -> None:
    announced(a_bill("M1", packages=100, kg=1_000))
    off(10, 100, number="M1")

    announced(a_bill("M1", packages=100, kg=1_000), a_bill("H1", packages=100, kg=1_000, master="M1"))

    assert (left("M1"), bill("M1").held) == ((None, None), True)
    assert codes() == ["cargo.split_written_off"]


def test_a_master_whose_documents_are_struck_out_has_its_balance_again() -> None:
    announced(a_bill("M1", packages=100, kg=1_000), a_bill("H1", packages=100, kg=1_000, master="M1"))

    announced(a_bill("M1", packages=100, kg=1_000))

    assert (left("M1"), left("H1")) == ((100, 1_000), (None, None))


def test_a_figure_below_zero_counts_for_none() -> None:
    announced(a_bill(packages=-5, kg=100))

    assert left() == (None, 100)

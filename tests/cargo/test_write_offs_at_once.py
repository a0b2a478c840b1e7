"""Write-offs that come at the same moment, over connections of their own: none below zero, none lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from random import Random

from django.db import connection
from django.db.models import Sum

from amont.cargo.actions.balancing import Overdrawn, write_off
from amont.cargo.actions.transferring import transfer
from amont.cargo.models import BalanceEntry, Bill, EntryKind
from amont.declarations.models import Version
from amont.kernel.agents import WORKER
from tests.cargo.cases import a_bill, announced, bill, left, seen
from tests.declarations.handing_in import lodged
from tests.making import NOW, an_administration

THREADS = 20


def at_once(asked: Sequence[Callable[[], object]]) -> list[object]:
    """What each gave, or its refusal."""

    def one(ask: Callable[[], object]) -> object:
        try:
            return ask()
        except Overdrawn as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(one, asked))


def off(key: int, packages: int, reference: str) -> Callable[[], object]:
    return lambda: write_off(
        key,
        kind=EntryKind.DECLARATION,
        reference=reference,
        packages=Decimal(packages),
        kg=Decimal(packages * 10),
        by=WORKER,
        now=NOW,
    )


def test_two_hundred_write_offs_on_fifty_bills_lose_nothing(live_rows: None) -> None:
    announced(*[a_bill(f"BL{n}", packages=100, kg=1_000) for n in range(50)])
    keys = list(Bill.objects.order_by("pk").values_list("pk", flat=True))
    luck = Random(7)  # noqa: S311
    asked = [(keys[n % 50], luck.randint(10, 60), f"C{n}") for n in range(200)]

    answers = at_once([off(*one) for one in asked])

    written = [one for one, answer in zip(asked, answers, strict=True) if isinstance(answer, BalanceEntry)]
    refused = [one for one, answer in zip(asked, answers, strict=True) if isinstance(answer, Overdrawn)]
    assert len(written) + len(refused) == 200
    assert refused
    for row in Bill.objects.annotate(sum_packages=Sum("entries__packages"), sum_kg=Sum("entries__kg")):
        taken = sum(packages for key, packages, _ in written if key == row.pk)
        assert row.packages_left == 100 - taken >= 0
        assert seen(row, "packages_left", "kg_left") == (row.sum_packages, row.sum_kg)  # type: ignore[attr-defined]
        smallest = min((packages for key, packages, _ in refused if key == row.pk), default=10**9)
        assert row.packages_left < smallest
    assert BalanceEntry.objects.filter(kind="declaration").count() == len(written)


def test_of_two_that_ask_for_the_whole_balance_at_once_one_has_it(live_rows: None) -> None:
    announced(a_bill(packages=200, kg=2_000))
    key = bill().pk

    answers = at_once([off(key, 200, "C1"), off(key, 200, "C2")])

    assert sorted(type(one).__name__ for one in answers) == ["BalanceEntry", "Overdrawn"]
    assert bill().packages_left == 0


def test_one_reference_sent_many_times_at_once_is_one_entry(live_rows: None) -> None:
    announced(a_bill(packages=200, kg=2_000))
    key = bill().pk

    answers = at_once([off(key, 50, "C1")] * THREADS)

    assert len({one.pk for one in answers if isinstance(one, BalanceEntry)}) == 1
    assert bill().packages_left == 150


def test_transfers_both_ways_at_once_do_not_wait_for_each_other(live_rows: None) -> None:
    announced(a_bill("BL1", packages=100, kg=1_000), a_bill("BL2", packages=100, kg=1_000))
    first, second = bill("BL1").pk, bill("BL2").pk

    def move(source: int, goal: int) -> Callable[[], object]:
        facts = {"packages": Decimal(1), "kg": Decimal(10), "why": "cession", "by": WORKER, "now": NOW}
        return lambda: transfer(source, to=goal, **facts)  # type: ignore[arg-type]

    answers = at_once([move(first, second), move(second, first)] * THREADS)

    assert {type(one) for one in answers} == {tuple}
    assert (left("BL1"), left("BL2")) == ((100, 1_000), (100, 1_000))


def test_of_two_declarations_lodged_at_once_for_the_whole_balance_one_is_held(live_rows: None) -> None:
    announced(a_bill(packages=200, kg=2_000))
    an_administration()
    named = {"transport_document": "BL1", "packages": 200.0, "gross_kg": 2_000.0}

    at_once([lambda n=n: lodged({**named, "reference": f"C{n}"}) for n in range(2)])  # type: ignore[misc]

    assert left() == (0, 0)
    assert sorted(Version.objects.values_list("held", flat=True)) == [False, True]


def test_lodging_announcing_and_writing_off_at_once_wait_for_each_other_and_end(live_rows: None) -> None:
    bills = [a_bill(f"BL{n}", packages=100, kg=1_000) for n in range(10)]
    announced(*bills)
    keys = [bill(f"BL{n}").pk for n in range(10)]
    one = {"packages": 1.0, "gross_kg": 10.0}
    lots = [
        [
            {**one, "reference": f"L{lot}-{n}", "transport_document": f"BL{(lot * 3 + n) % 10}"}
            for n in range(10)
        ]
        for lot in range(6)
    ]
    amended = [[a_bill(f"BL{n}", packages=100 + step, kg=1_000) for n in range(10)] for step in (1, 2, 3)]

    at_once(
        [
            *[lambda lot=lot: lodged(*lot) for lot in lots],  # type: ignore[misc]
            *[lambda told=told: announced(*told) for told in amended],  # type: ignore[misc]
            *[off(key, 1, f"W{key}") for key in keys],
        ]
    )

    for row in Bill.objects.annotate(sum_packages=Sum("entries__packages")):
        assert seen(row, "packages_left") == (row.sum_packages,)
        assert row.packages is not None
        assert row.packages_left == row.packages - 1 - 6

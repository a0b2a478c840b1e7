"""Declared and recomputed: one bill, a message, masters and their house bills."""

from decimal import Decimal

import pytest

from amont.formats.manifest.checks import doubts_of_bill
from amont.formats.manifest.records import Bill, Container, Declared, Filling, Goods, Party, Voyage
from amont.formats.manifest.totals import BillTotals, Place, Tally, bill_differences, of_bill
from amont.kernel.findings import Severity


def bill(number: str = "A", *, packages: int | None = 10, kg: str | None = "100", **values: object) -> Bill:
    """A bill of one line of goods."""
    line = Goods(
        1,
        packages=None if packages is None else Decimal(packages),
        gross_kg=None if kg is None else Decimal(kg),
        description="RIZ",
    )
    whole: dict[str, object] = {
        "goods": (line,),
        "loading": "CNSHA",
        "unloading": "SNDKR",
        "consignee": Party("A"),
    }
    return Bill(number, 1, **(whole | values))  # type: ignore[arg-type]


def test_the_whole_of_a_bill_is_what_it_says_else_what_its_goods_add_up_to() -> None:
    two = (Goods(1, packages=Decimal(3)), Goods(2, packages=Decimal(4), gross_kg=Decimal(9)))

    assert of_bill(bill()) == BillTotals(Decimal(10), Decimal(100), None)
    assert of_bill(bill(goods=two)) == BillTotals(Decimal(7), Decimal(9), None)
    assert of_bill(bill(goods=two, packages=None, gross_kg=Decimal(50))).gross_kg == 50
    assert of_bill(bill(goods=())) == BillTotals(None, None, None)


def test_goods_that_are_silent_prove_nothing_against_their_bill() -> None:
    silent = (Goods(1, packages=Decimal(3)), Goods(2))

    assert list(bill_differences(Bill("A", 1, packages=Decimal(5), goods=silent))) == []
    assert list(bill_differences(Bill("A", 1, packages=Decimal(5)))) == []


@pytest.mark.parametrize(("kg", "differs"), [("100.01", False), ("100.02", True), ("99", True)])
def test_masses_of_a_bill_may_differ_by_their_rounding(kg: str, differs: bool) -> None:
    assert bool(list(bill_differences(bill(gross_kg=Decimal(kg))))) is differs


def test_a_message_adds_up_its_bills_and_its_distinct_containers() -> None:
    tally = Tally()
    box = (Container("CSQU3054383"),)

    known = [tally.add(one) for one in (bill("A", containers=box), bill("B", containers=box), bill("A"))]
    tally.add_containers(["csqu 305438-3", "MSKU1234565"])

    totals = tally.totals(Declared(3, Decimal(31), 2, Decimal("300.4")))
    assert known == [False, False, True]
    assert (
        totals.bills.counted,
        totals.packages.counted,
        totals.containers.counted,
        totals.gross_kg.counted,
    ) == (3, 30, 2, 300)
    assert [name for name, total in totals.all().items() if not total.agrees] == ["packages", "gross_kg"]


def test_house_bills_are_within_their_master_only_where_it_stands_in_the_message() -> None:
    inside, outside = Tally(), Tally()
    for one in (bill("H1", master="M"), bill("M", packages=30, kg="300"), bill("H2", master="M")):
        inside.add(one)
    for one in (bill("H1", master="M"), bill("H2", master="M")):
        outside.add(one)

    assert (inside.header().bills, inside.header().packages, inside.whole.bills) == (1, 30, 3)
    assert (outside.header().bills, outside.header().packages) == (2, 20)


def test_a_total_that_is_not_declared_is_not_compared() -> None:
    tally = Tally()
    tally.add(bill())

    assert tally.findings(Voyage(), places={}) == ()


def test_a_difference_is_told_where_the_total_is_declared() -> None:
    tally = Tally()
    tally.add(bill())
    place = Place("Totals_segment/Total_number_of_bols", "7", 12, {"segment": 4})

    (finding,) = tally.findings(Voyage(declared=Declared(bills=7)), places={"bills": place})

    assert (finding.code, finding.severity, finding.path, finding.value, finding.line) == (
        "manifest.total_bills",
        Severity.NOTE,
        "Totals_segment/Total_number_of_bols",
        "7",
        12,
    )
    assert finding.facts == {"declared": 7, "counted": 1, "segment": 4}


def test_a_bill_that_is_taken_back_owes_nothing_but_its_number() -> None:
    empty = Bill("", 1, is_cancelled=True)

    assert [doubt.code for doubt in doubts_of_bill(empty, is_voyage=True)] == ["manifest.bill_number_missing"]
    assert doubts_of_bill(Bill("A", 1), is_voyage=False) == []
    assert doubts_of_bill(bill(), is_voyage=True) == []


def test_a_bill_of_full_and_empty_containers_is_asked_for_its_goods() -> None:
    boxes = (Container("A", filling=Filling.EMPTY), Container("B", filling=Filling.FULL))

    codes = [doubt.code for doubt in doubts_of_bill(bill(goods=(), containers=boxes), is_voyage=True)]

    assert codes == ["manifest.description_missing", "manifest.gross_missing", "manifest.packages_missing"]

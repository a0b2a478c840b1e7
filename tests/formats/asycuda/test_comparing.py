"""Taxes printed in a document beside those of our notice: what differs is told, never smoothed."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from amont.formats.asycuda import read_sad
from amont.formats.asycuda.comparing import TaxSaid, added, compared, differing, printed_taxes
from tests.formats.asycuda.files import complete, tax

AMOUNTS = st.decimals(0, 10**12, places=2)
SAID = st.lists(
    st.builds(
        TaxSaid,
        st.integers(1, 4),
        st.sampled_from(["DD", "TVA", "RS"]),
        st.none() | AMOUNTS,
        st.none() | AMOUNTS,
        AMOUNTS,
    )
)


def of(amount: int, *, item: int = 1, code: str = "DD") -> TaxSaid:
    return TaxSaid(item, code, Decimal(1000), Decimal(20), Decimal(amount))


def test_lines_of_one_code_of_an_item_are_added_up() -> None:
    lines = tax(1, code="DD", Base="1000", rate="20", amount="200") | tax(
        2, code="DD", Base="10", rate="20", amount="2"
    )

    found = printed_taxes(read_sad(complete({}, lines)).declaration)

    assert found == [TaxSaid(1, "DD", Decimal(1000), Decimal(20), Decimal(202))]


def test_a_difference_of_a_unit_is_a_finding_with_both_amounts() -> None:
    rows = compared([of(200), of(36, code="TVA")], [of(201), of(36, code="TVA")])

    assert [(row.said.code, row.difference) for row in rows] == [("DD", 1), ("TVA", 0)]
    assert [(one.code, one.path, one.facts) for one in differing(rows)] == [
        ("sad.tax_differs", "Item[1]/Taxation", {"item": 1, "tax": "DD", "printed": 200, "ours": 201})
    ]


def test_less_than_a_unit_is_rounding() -> None:
    ours = TaxSaid(1, "DD", None, None, Decimal("200.99"))

    assert list(differing(compared([of(200)], [ours]))) == []


def test_a_tax_that_one_side_does_not_know_differs_by_all_of_it() -> None:
    rows = compared([of(200, code="AIR")], [of(9, code="PCS")])

    assert [(row.printed is None, row.ours is None, row.difference) for row in rows] == [
        (False, True, -200),
        (True, False, 9),
    ]
    assert len(list(differing(rows))) == 2


@given(SAID, SAID)
def test_no_tax_is_lost_and_the_differences_add_up(printed: list[TaxSaid], ours: list[TaxSaid]) -> None:
    rows = compared(added(printed), added(ours))

    theirs, own = (sum((one.amount or 0 for one in said), Decimal(0)) for said in (printed, ours))
    assert sum((row.difference for row in rows), Decimal(0)) == own - theirs
    assert len({(row.said.item, row.said.code) for row in rows}) == len(rows)

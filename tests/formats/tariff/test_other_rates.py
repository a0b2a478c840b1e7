"""Rates beside the duty: excise, protection, prices of trigger, registration, as a table writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amont.formats.tariff.others import OtherRate, other_rate
from amont.formats.tariff.values import CellUnread, other_rates_of


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("excise=50", {"excise": "50"}),
        ("Accise: 12,50 %", {"excise": "12.5"}),
        ("DA=10 + 200 XOF/l; TAI=10", {"excise": "10 + 200 XOF/LTR", "adjustment": "10"}),
        ("déclenchement=335 XOF/kg", {"trigger": "335 XOF/KGM"}),
        ("véhicule=3", {"vehicle": "3"}),
        ("", {}),
        (" ; ", {}),
    ],
)  # fmt: skip
def test_rates_are_kept_in_one_way_of_writing(written: str, kept: dict[str, str]) -> None:
    assert other_rates_of(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        "50", "excise", "excise=", "beauty=5", "excise=5; accise=6", "excise=5+6", "excise=1001",
        "excise=5 XOF/L + 6 XOF/L", "excise=5 XO/L", "trigger=5", "trigger=5 + 335 XOF/KG", "excise=-5",
        "excise=5 XOF/", "excise=٥",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_whole(written: str) -> None:
    with pytest.raises(CellUnread):
        other_rates_of(written)


@given(
    share=st.none() | st.decimals(0, 1000, places=4),
    amount=st.none() | st.decimals(0, 10**9, places=4),
)
def test_what_is_written_is_read_again(share: Decimal | None, amount: Decimal | None) -> None:
    rate = OtherRate(share, amount, "XOF" if amount is not None else "", "LTR" if amount is not None else "")

    assert other_rate(str(rate)) == (None if share is None and amount is None else rate)

"""Taxation lines recomputed with their own printed rates."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amont.formats.asycuda import read_sad, recomputed, write_sad
from amont.kernel.findings import Finding
from tests.formats.asycuda.files import complete, tax


def findings(data: bytes) -> list[Finding]:
    return [one for one in read_sad(data).findings if one.code in ("sad.tax_recomputed", "sad.item_taxes")]


@pytest.mark.parametrize(
    ("base", "rate", "amount", "again"),
    [
        ("2000000", "20", "400000", "400000"),
        ("1001", "2.5", "25", "25"),
        ("1010", "0.05", "51", "51"),
        ("99.5", "10", "9.95", "9.95"),
    ],
)
def test_an_ad_valorem_line_is_its_base_times_its_printed_rate(
    base: str, rate: str, amount: str, again: str
) -> None:
    data = complete({}, tax(1, code="DD", Base=base, rate=rate, amount=amount, MP="1"))

    (line,) = recomputed(read_sad(data).declaration.items[0])

    assert (line.code, line.mode, line.recomputed, line.agrees) == ("DD", "1", Decimal(again), True)
    assert findings(data) == []


def test_a_line_that_is_off_by_more_than_a_unit_is_told_with_all_its_figures() -> None:
    data = complete({}, {}, tax(1, code="TVA", Base="1000000", rate="18", amount="180400", MP="1"))

    (found,) = findings(data)

    assert (found.code, found.path) == (
        "sad.tax_recomputed",
        "Item[2]/Taxation/Taxation_line[1]/Duty_tax_amount",
    )
    assert found.facts == {
        "item": 2,
        "tax": "TVA",
        "base": Decimal(1_000_000),
        "rate": Decimal(18),
        "printed": Decimal(180_400),
        "recomputed": Decimal(180_000),
    }


def test_a_tax_per_unit_is_kept_as_printed_and_not_recomputed() -> None:
    data = complete(
        {},
        tax(1, code="TAM", Base="0", rate="100", amount="900", MP="1") | {"Packages/Number_of_packages": "9"},
    )

    (line,) = recomputed(read_sad(data).declaration.items[0])

    assert (line.printed, line.recomputed, line.agrees) == (Decimal(900), None, True)


def test_the_total_printed_for_an_item_is_held_against_its_payable_lines() -> None:
    lines = tax(1, code="DD", Base="1000", rate="20", amount="200", MP="1")
    lines |= tax(2, code="TVA", Base="1200", rate="18", amount="216", MP="0")
    data = complete({}, lines | {"Taxation/Item_taxes_amount": "416"})

    (found,) = findings(data)

    assert (found.code, found.facts) == (
        "sad.item_taxes",
        {"item": 1, "declared": Decimal(416), "counted": Decimal(200)},
    )


@given(st.integers(0, 10**12), st.decimals("0", "100", places=2))
def test_any_line_rounded_half_up_to_the_unit_agrees(base: int, rate: Decimal) -> None:
    amount = (Decimal(base) * rate / 100 + Decimal("0.5")) // 1
    data = complete({}, tax(1, code="DD", Base=str(base), rate=str(rate), amount=str(amount), MP="1"))

    assert findings(data) == []


def test_every_ad_valorem_line_of_the_samples_equals_its_recomputation_to_the_unit(sad_samples: Path) -> None:
    counted = {}
    for file in sorted(sad_samples.glob("*.xml")):
        lines = [line for item in read_sad(file.read_bytes()).declaration.items for line in recomputed(item)]
        ad_valorem = [line for line in lines if line.recomputed is not None]
        assert all(line.recomputed == line.printed for line in ad_valorem), file.name
        if lines:
            counted[file.name] = (len(lines), len(ad_valorem))

    assert counted == {"al_im4_86items_2016.xml": (212, 172), "al_im4_tyres_9items_2016.xml": (27, 18)}


def test_every_sample_is_written_and_read_back_equal(sad_samples: Path) -> None:
    files = sorted(sad_samples.glob("*.xml"))
    for file in files:
        first = read_sad(file.read_bytes()).declaration
        assert read_sad(write_sad(first)).declaration == first, file.name
    assert len(files) == 10

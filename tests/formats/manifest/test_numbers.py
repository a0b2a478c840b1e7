"""Numbers that prove themselves, with the examples of their standards and of the trade."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amont.formats.manifest.numbers import container_digit, container_number, imo_digit


@pytest.mark.parametrize(
    "number",
    [
        "CSQU3054383",  # the example of the container bureau (BIC)
        "FCIU9908030",
        "TGHU1643396",
        "OOLU4293959",
        "CBHU6192031",
        "CAXU3190016",
    ],
)
def test_a_right_container_number_gives_its_own_last_digit(number: str) -> None:
    assert container_digit(number) == number[-1]


@pytest.mark.parametrize(
    "number", ["", "CSQU305438", "CSQ13054383", "CSQU30543832", "csqu3054383", "CSQU30A4383", "CSQU305438²"]
)
def test_what_is_no_container_number_has_no_digit(number: str) -> None:
    assert container_digit(number) is None


def by_the_standard(number: str) -> str:
    """ISO 6346, annex A, letter by letter."""
    values, value = {}, 10
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        value += value % 11 == 0
        values[letter] = value
        value += 1
    total = sum((values.get(sign) or int(sign)) * 2**place for place, sign in enumerate(number[:10]))
    return str(total % 11 % 10)


@given(st.from_regex(r"[A-Z]{4}[0-9]{7}", fullmatch=True))
def test_the_digit_is_that_of_the_standard(number: str) -> None:
    assert container_digit(number) == by_the_standard(number)


@pytest.mark.parametrize("written", ["CSQU3054383", "csqu 305438-3", "CSQU 305.438/3", " CSQU3054383 "])
def test_a_container_number_is_compared_without_its_layout(written: str) -> None:
    assert container_number(written) == "CSQU3054383"


@pytest.mark.parametrize("number", ["9074729", "9321483", "9176187"])
def test_a_right_ship_number_gives_its_own_last_digit(number: str) -> None:
    assert imo_digit(number) == number[-1]


@pytest.mark.parametrize("number", ["", "907472", "IMO9074729", "90747290", "D5LQ7"])
def test_what_is_no_ship_number_has_no_digit(number: str) -> None:
    assert imo_digit(number) is None

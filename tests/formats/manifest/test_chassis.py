"""Chassis numbers in the words of carriers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amont.formats.manifest.chassis import chassis_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1 UNIT USED TOYOTA COROLLA JTDBR32E720012345", ("JTDBR32E720012345",)),
        ("jtdbr32e720012345", ("JTDBR32E720012345",)),
        ("CHASSIS NO: WDB9634031L123456, VIN: JTDBR32E720012345", ("WDB9634031L123456", "JTDBR32E720012345")),
        ("CHASSIS NZE121-3012345", ("NZE121-3012345",)),
        ("CHASSIS N° EE90-1234567", ("EE90-1234567",)),
        ("FRAME NO. 12345678", ("12345678",)),
        ("JTDBR32E720012345 AND JTDBR32E720012345", ("JTDBR32E720012345",)),
        ("CHASSIS TRAILER EMPTY", ()),
        ("CHASSIS: 12", ()),
        ("CONTAINER CSQU3054383", ()),
        ("BOOKING 12345678901234567", ()),
        ("HS 870323 REF ABCDEFGHJKLMNPRST", ()),
        ("JTDBR32E72001234X5678901", ()),
        ("WINE VINTAGE 2019 BORDEAUX", ()),
        ("", ()),
    ],
)
def test_a_chassis_is_told_by_its_form_or_by_a_word(text: str, found: tuple[str, ...]) -> None:
    assert chassis_in(text) == found


@given(st.text(max_size=400))
def test_any_words_give_short_numbers_or_none(text: str) -> None:
    assert all(6 <= len(chassis) <= 20 for chassis in chassis_in(text))

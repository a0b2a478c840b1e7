"""Texts as plain capitals."""

import pytest

from amont.kernel.letters import plain


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Sté Koné", "STE KONE"),
        ("œufs à l’ail", "OEUFS A L’AIL"),
        ("Cª São Tomé", "CA SAO TOME"),
        ("ŋ", "N"),
    ],
)
def test_accents_and_case_set_no_text_apart(written: str, read: str) -> None:
    assert plain(written) == read

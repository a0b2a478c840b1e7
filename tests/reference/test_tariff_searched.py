"""Lines of the tariff are found by code and by words of three languages, their plurals and synonyms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection

from amont.reference.models import TariffLine
from amont.reference.queries.tariff import in_force_on, looked_for, near
from tests.making import TODAY
from tests.reference.test_tariff import HEAD, NEXT_YEAR, taken

pytestmark = pytest.mark.django_db


def found(words: str, on: date = TODAY) -> list[str]:
    return list(looked_for(words, in_force_on(on)).order_by("code").values_list("code", flat=True))


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("10.06", ["1006", "100630", "100640"]),
        ("401", ["401110"]),
        ("RIZ blanchis", ["100630"]),
        ("rices", ["1006", "100630", "100640"]),
        ("arroz", ["1006", "100630", "100640"]),
        ("pneu", ["401110"]),
        ("tyre", ["401110"]),
        ("brisure riz", ["100640"]),
        ("riz pneumatique", []),
        ("' | ! & :* (", []),
        ("de la", []),
    ],
)
def test_lines_are_found_by_code_and_by_words_of_three_languages(words: str, codes: list[str]) -> None:
    taken()

    assert found(words) == codes


def test_a_word_written_nearly_right_is_near() -> None:
    taken()

    assert found("pneumattique") == []
    assert [row.code for row in near("pneumattique", in_force_on(TODAY))] == ["401110"]


def test_lines_below_a_heading_are_found_by_its_words_even_when_these_change() -> None:
    taken(f"{HEAD}1006;Riz;;;\n100630;Blanchi;;kg;10\n")

    taken(f"{HEAD}1006;Paddy et brisures;;;\n100630;Blanchi;;kg;10\n", from_on=NEXT_YEAR)

    assert found("paddy", NEXT_YEAR) == ["1006", "100630"]


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (lambda rows: looked_for("pneus neufs", rows), "tariff_words"),
        (lambda rows: near("pneumattique", rows), "tariff_words_like"),
    ],
    ids=["words", "nearly right"],
)
def test_what_is_looked_for_has_its_index(asked: Callable[[Any], Any], index: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    plan = asked(TariffLine.objects.order_by()).explain()

    assert f" {index} " in plan

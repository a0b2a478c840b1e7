"""What every administration starts with: each code once, with its source and how sure it is."""

from __future__ import annotations

import csv
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest

from amont.engine.routes.distances import great_circle_km
from amont.formats.code_lists import PACKAGES, PLACES, UNITS
from amont.formats.noted import LANGUAGES
from amont.kernel.agents import WORKER
from amont.reference.actions.codes import SINCE_EVER, load_starter
from amont.reference.models import Code
from amont.reference.queries import codes_in_force, ports_of
from amont.reference.starters import FILES, starter, starter_tariff
from tests.making import TODAY

PORTS = {one.code: one for one in starter(PLACES)}


def point(code: str) -> tuple[float, float]:
    one: Any = PORTS[code]
    return one.latitude, one.longitude


def test_each_port_lies_on_the_globe_and_says_where_that_was_read() -> None:
    for code, port in PORTS.items():
        assert port.latitude is not None and port.longitude is not None, code
        assert port.names and port.source and port.evidence in ("A", "B", "C"), code
    assert len(PORTS) == 126


@pytest.mark.parametrize("listed_in", [PACKAGES, UNITS])
def test_each_kind_and_unit_has_its_name_in_three_languages_and_its_source(listed_in: str) -> None:
    codes = starter(listed_in)

    assert all(set(one.names) == set(LANGUAGES) and one.source and one.evidence == "B" for one in codes)
    assert {PACKAGES: 82, UNITS: 46}[listed_in] == len(codes)


@pytest.mark.parametrize("code", ["SNDKR", "CIABJ", "TGLFW", "CMDLA", "AOLAD", "CNSHA", "BEANR", "MAPTM"])
def test_the_usual_ports_are_there(code: str) -> None:
    assert code in PORTS


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [("NGAPP", "BJCOO", 150), ("CGPNR", "CDMAT", 300), ("CNNGB", "CNSHA", 200), ("MAPTM", "ESALG", 60)],
)
def test_neighbours_are_near(one: str, other: str, km: int) -> None:
    assert great_circle_km(point(one), point(other)) < km


@pytest.mark.django_db
def test_what_the_administration_changed_or_ended_stays_so() -> None:
    for listed_in in FILES:
        load_starter(listed_in, starter(listed_in), by=WORKER)
    Code.objects.filter(code="SNDKR").update(latitude=14.7, to_on=TODAY)

    load_starter(PLACES, starter(PLACES), by=WORKER)

    row = Code.objects.get(code="SNDKR")
    assert (row.latitude, row.to_on, row.from_on) == (14.7, TODAY, SINCE_EVER)
    assert Code.objects.count() == 126 + 82 + 46


@pytest.mark.django_db
def test_a_starter_says_where_ports_lie_and_makes_no_code_unknown() -> None:
    load_starter(PLACES, starter(PLACES), by=WORKER)

    found = ports_of(["cn sha", "XXXXX"], TODAY)

    assert {code: one.point for code, one in found.items()} == {"CNSHA": point("CNSHA")}
    assert codes_in_force(TODAY) is None


def test_the_tariff_to_start_with_holds_what_the_demonstration_trades() -> None:
    lines = {line.code: line for line in starter_tariff()}
    goods = files("amont.simulation") / "demo" / "goods.csv"
    rows = csv.DictReader(line for line in goods.read_text("utf-8").splitlines() if not line.startswith("#"))

    for row in rows:
        line = lines[row["hs_code"]]
        assert (line.rate_pct, line.unit) == (Decimal(row["band"]), row["unit"])
        assert line.code[:4] in lines


def test_each_line_to_start_with_has_its_words_in_three_languages_and_says_it_is_ours() -> None:
    lines = starter_tariff()

    assert len(lines) == 463
    for line in lines:
        assert set(line.names) == set(LANGUAGES), line.code
        assert line.source and line.evidence == "D", line.code
        assert line.has_duty is (len(line.code) == 6), line.code

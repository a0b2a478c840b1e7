"""The starter list of ports: each lies on the globe, in its own country's corner, with its source."""

from __future__ import annotations

import re

import pytest

from amont.engine.routes.distances import great_circle_km
from amont.reference.ports import PORTS, port_of


def test_each_port_lies_on_the_globe_and_says_where_that_was_read() -> None:
    for code, port in PORTS.items():
        assert re.fullmatch(r"[A-Z]{2}[A-Z2-9]{3}", code), code
        assert -90 <= port.latitude <= 90 and -180 <= port.longitude <= 180, code
        assert port.name and port.source and port.evidence in ("A", "B", "C"), code


@pytest.mark.parametrize("code", ["SNDKR", "CIABJ", "TGLFW", "CMDLA", "AOLAD", "CNSHA", "BEANR", "MAPTM"])
def test_the_usual_ports_are_there(code: str) -> None:
    assert port_of(code) is not None


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [("NGAPP", "BJCOO", 150), ("CGPNR", "CDMAT", 300), ("CNNGB", "CNSHA", 200), ("MAPTM", "ESALG", 60)],
)
def test_neighbours_are_near(one: str, other: str, km: int) -> None:
    first, second = port_of(one), port_of(other)

    assert first and second and great_circle_km(first.point, second.point) < km


def test_a_code_is_found_however_it_is_written() -> None:
    assert port_of("cn sha") is PORTS["CNSHA"]
    assert port_of("XXXXX") is None

"""How far it is from port to port, and how much longer a way is than the direct one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amont.engine.routes.distances import EARTH_KM, detour, great_circle_km, way_km

points = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
DAKAR, ABIDJAN, TANGIER = (14.76, -17.37), (5.36, -4.01), (35.89, -5.50)


def test_a_degree_of_the_equator_is_a_hundred_and_eleven_kilometres() -> None:
    assert great_circle_km((0, 0), (0, 1)) == pytest.approx(111.19, abs=0.01)


def test_from_pole_to_pole_is_half_the_round_of_the_globe() -> None:
    assert great_circle_km((90, 0), (-90, 0)) == pytest.approx(3.14159265 * EARTH_KM, rel=1e-6)


def test_from_dakar_to_abidjan_it_is_eighteen_hundred_kilometres() -> None:
    assert great_circle_km(DAKAR, ABIDJAN) == pytest.approx(1_793, abs=5)


@given(points, points, points)
def test_no_way_is_shorter_than_the_direct_one(start: object, by: object, end: object) -> None:
    assert way_km([start, by, end]) >= great_circle_km(start, end) - 1e-6  # type: ignore[arg-type, list-item]


@given(points, points)
def test_the_way_back_is_as_long(start: tuple[float, float], end: tuple[float, float]) -> None:
    assert great_circle_km(start, end) == pytest.approx(great_circle_km(end, start), abs=1e-6)


def test_a_way_by_tangier_is_longer_by_its_detour() -> None:
    way = [DAKAR, TANGIER, ABIDJAN]

    assert detour([DAKAR, ABIDJAN]) == 0
    assert detour(way) == pytest.approx(way_km(way) / great_circle_km(DAKAR, ABIDJAN) - 1)


def test_what_begins_where_it_ends_has_no_detour_to_tell() -> None:
    assert detour([DAKAR, ABIDJAN, DAKAR]) is None
    assert detour([]) is None

"""Distances over the globe. What ships sail is longer: they go round the land."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0  # mean radius; IUGG 1980
Point = tuple[float, float]  # latitude, longitude in degrees, north and east above zero


def great_circle_km(start: Point, end: Point) -> float:
    """The shortest way over the globe, by the haversine."""
    north, other = radians(start[0]), radians(end[0])
    down, across = other - north, radians(end[1] - start[1])
    half = sin(down / 2) ** 2 + cos(north) * cos(other) * sin(across / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def way_km(points: Sequence[Point]) -> float:
    """From one to the next, all of them."""
    return sum(great_circle_km(one, following) for one, following in pairwise(points))


def detour(points: Sequence[Point]) -> float | None:
    """How much longer the way is than from its first to its last point: 0.5 is half as much again.

    None where the two are one, or there is no point.
    """
    if not points:
        return None
    direct = great_circle_km(points[0], points[-1])
    return way_km(points) / direct - 1 if direct > 0 else None

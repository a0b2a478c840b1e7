"""The land of the world, as set-up drew it from an atlas, and the part of it that a window holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

FILE = Path(__file__).parents[1] / "static" / "vendor" / "coast.json"
HUNDREDTH = 100
Point = tuple[float, float]
Window = tuple[float, float, float, float]  # west, south, east, north


@cache
def land(file: Path = FILE) -> tuple[tuple[Point, ...], ...]:
    """Rings of longitude and latitude, in degrees; none where set-up has not drawn them."""
    if not file.is_file():
        return ()
    rings = json.loads(file.read_text(encoding="utf-8"))
    return tuple(
        tuple((x / HUNDREDTH, y / HUNDREDTH) for x, y in zip(one[::2], one[1::2], strict=True))
        for one in rings
    )


def clipped(ring: Sequence[Point], window: Window) -> list[Point]:
    """The part of a ring inside a window, along its edges where it leaves it (Sutherland and Hodgman)."""
    west, south, east, north = window
    points = list(ring)
    for axis, edge, is_low in ((0, west, True), (0, east, False), (1, south, True), (1, north, False)):
        points = _cut(points, axis, edge, is_low=is_low)
    return points


def _cut(ring: list[Point], axis: int, edge: float, *, is_low: bool) -> list[Point]:
    """What lies on one side of a line."""
    kept: list[Point] = []
    for start, end in zip(ring[-1:] + ring[:-1], ring, strict=True):
        starts, ends = (one[axis] >= edge if is_low else one[axis] <= edge for one in (start, end))
        if starts != ends:
            share = (edge - start[axis]) / (end[axis] - start[axis])
            other = start[1 - axis] + share * (end[1 - axis] - start[1 - axis])
            kept.append((edge, other) if axis == 0 else (other, edge))
        if ends:
            kept.append(end)
    return kept

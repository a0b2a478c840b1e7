"""A small map without tiles: ports where they lie, straight legs between them, meridians and parallels.

The way that a ship really took is not known: the figures stand in the table. Land lies below where set-up
drew it; without it the graticule stands alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from amont.site.plots.axis import Axis, Written, round_axis
from amont.site.plots.coast import clipped, land
from amont.site.plots.marks import Plot, Table, drawing, element, line, pixels, share, word

HEIGHT = 300.0
USUAL_WIDTH = 660.0  # for which a degree is as long down as across
LEAST_SPAN = 20.0  # degrees
MARGIN = 0.08
NAMES_APART = (0.14, 14.0)  # across, and pixels down: nearer ones share one name
POLES = 85.0
FINE = 900  # steps across the window
STEP = 2


@dataclass(frozen=True, slots=True)
class Spot:
    """A port on the map. kind: the class of its dot."""

    name: str
    latitude: float
    longitude: float
    kind: str = "dot"


@dataclass(frozen=True, slots=True)
class Leg:
    """From one spot to the next. is_odd: drawn so that it is seen."""

    start: Spot
    end: Spot
    is_odd: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What the map holds, in degrees."""

    across: Axis
    down: Axis

    def x(self, longitude: float) -> float:
        """Place across, from 0 to 1."""
        return self.across.at(longitude)

    def y(self, latitude: float) -> float:
        """Pixels down."""
        return HEIGHT * (1 - self.down.at(latitude))


def legs_of(stops: Sequence[Spot], *, is_odd: bool = False) -> list[Leg]:
    """One after the other."""
    return [Leg(start, end, is_odd) for start, end in pairwise(stops)]


def frame_of(spots: Sequence[Spot]) -> Frame:
    """The least map that holds the spots with a margin, as wide as it is mostly shown. ValueError: none."""
    west, east = _held([spot.longitude for spot in spots])
    south, north = _held([spot.latitude for spot in spots])
    width = max(east - west, (north - south) * USUAL_WIDTH / HEIGHT)
    height = max(north - south, width * HEIGHT / USUAL_WIDTH)
    across = _within((east + west) / 2, width, 180.0)
    return Frame(across, _within((north + south) / 2, min(height, 2 * POLES), POLES))


def _held(places: Sequence[float]) -> tuple[float, float]:
    low, high = min(places), max(places)
    more = max(MARGIN * (high - low), (LEAST_SPAN - (high - low)) / 2, 0.0)
    return low - more, high + more


def _within(middle: float, span: float, edge: float) -> Axis:
    """An axis about a middle, moved so that it does not pass the edge of the world."""
    span = min(span, 2 * edge)
    low = min(max(middle - span / 2, -edge), edge - span)
    rounded = round_axis(low, low + span, ticks=6)
    ticks = tuple(tick for tick in rounded.ticks if low < tick < low + span)
    return Axis(low, low + span, ticks)


def routes(
    legs: Sequence[Leg],
    spots: Sequence[Spot],
    *,
    east: Written,
    north: Written,
    sentence: str,
    table: Table,
) -> Plot:
    """east, north: how degrees are written along the edges. ValueError: no spot."""
    frame = frame_of(spots)
    marks = [_land(frame), *_graticule(frame, east, north)]
    for leg in sorted(legs, key=lambda leg: leg.is_odd):
        marks.append(
            line(
                "leg leg-odd" if leg.is_odd else "leg",
                x1=frame.x(leg.start.longitude),
                x2=frame.x(leg.end.longitude),
                y1=frame.y(leg.start.latitude),
                y2=frame.y(leg.end.latitude),
            )
        )
    marks += [_dot(frame, spot) for spot in spots]
    marks += _names(frame, spots)
    return Plot(drawing(marks, height=HEIGHT + 20, sentence=sentence), "am-frame am-frame--map", table)


def _land(frame: Frame) -> Markup:
    """The land in the window, in hundredths of it across and pixels down, drawn out to its width."""
    window = (frame.across.low, frame.down.low, frame.across.high, frame.down.high)
    pieces = [_piece(points, frame) for ring in land() if (points := clipped(ring, window))]
    path = element("path", class_="land", d="".join(pieces))
    facts = {"width": "100%", "height": pixels(HEIGHT), "preserveAspectRatio": "none"}
    return element("svg", path, viewBox=f"0 0 {FINE} {pixels(HEIGHT)}", **facts) if pieces else Markup()


def _piece(points: Sequence[tuple[float, float]], frame: Frame) -> str:
    """One ring, steps below a pixel left out."""
    told: list[tuple[int, int]] = []
    for longitude, latitude in points:
        place = round(FINE * frame.x(longitude)), round(frame.y(latitude))
        if not told or abs(place[0] - told[-1][0]) + abs(place[1] - told[-1][1]) > STEP:
            told.append(place)
    return f"M{' '.join(f'{x},{y}' for x, y in told)}Z" if len(told) > 2 else ""  # noqa: PLR2004  a triangle


def _graticule(frame: Frame, east: Written, north: Written) -> list[Markup]:
    marks = []
    for tick in frame.across.ticks:
        x = frame.x(tick)
        marks.append(line("grid", x1=x, x2=x, y1=0, y2=HEIGHT))
        marks.append(word("t-m t-hide-s", east(tick), x=x, y=HEIGHT + 16))
    for tick in frame.down.ticks:
        y = frame.y(tick)
        marks.append(line("grid", x1=0, x2=1, y1=y, y2=y))
        marks.append(word("t-r", north(tick), x=0, y=y + 4, dx=-6))
    return marks


def _dot(frame: Frame, spot: Spot) -> Markup:
    x, y = frame.x(spot.longitude), frame.y(spot.latitude)
    return element(
        "circle", element("title", spot.name), class_=spot.kind, cx=share(x), cy=pixels(y), r=pixels(5)
    )


def _names(frame: Frame, spots: Sequence[Spot]) -> list[Markup]:
    """Names beside their dots, those left out that would lie upon another: the table has them all."""
    marks: list[Markup] = []
    written: list[tuple[float, float]] = []
    for spot in spots:
        x, y = frame.x(spot.longitude), frame.y(spot.latitude)
        if any(abs(x - a) < NAMES_APART[0] and abs(y - b) < NAMES_APART[1] for a, b in written):
            continue
        written.append((x, y))
        is_right = x > 0.75  # noqa: PLR2004  a quarter of the map for the name
        kind = "t-ink t-halo t-r" if is_right else "t-ink t-halo"
        marks.append(word(kind, spot.name, x=x, y=y - 8, dx=-6 if is_right else 6))
    return marks

"""The small map: no script, no style, no picture of others; ports where they lie; its figures as a table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.test import override_settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from amont.reference.starters import Port, starter
from amont.site.plots.coast import clipped, land
from amont.site.plots.marks import Table
from amont.site.plots.routes import HEIGHT, LEAST_SPAN, Spot, frame_of, legs_of, routes
from tests.site.test_templates import PLAIN

PLACES = {
    one.code: Port(one.code, one.names, one.latitude or 0, one.longitude or 0, one.source, one.evidence)
    for one in starter("unlocode")
}
NBSP = "\u00a0"
SHANGHAI, TANGIER, DAKAR = Spot("Shanghai", 31, 121), Spot("Tanger", 36, -5.5), Spot("Dakar", 15, -17)
places = st.builds(Spot, st.just("P"), st.floats(-90, 90), st.floats(-180, 180))


@pytest.fixture(autouse=True)
def in_french() -> Iterator[None]:
    with override_settings(STORAGES=PLAIN), translation.override("fr"):
        yield


def tree_of(*spots: Spot, is_odd: bool = False) -> Any:
    plot = routes(
        legs_of(spots, is_odd=is_odd), spots, east=str, north=str, sentence="Trajet", table=Table("", (), ())
    )
    return etree.fromstring(plot.svg)


def shown(*ways: dict[str, Any]) -> html.HtmlElement:
    made = (
        engines["django"]
        .from_string('{% route_map ways places title="Trajet" %}')
        .render({"ways": list(ways), "places": PLACES})
    )
    return html.fromstring(f"<div>{made}</div>")


def a_way(*ports: str, name: str = "BL1", note: str = "") -> dict[str, Any]:
    return {"name": name, "ports": list(ports), "note": note}


def test_a_map_keeps_the_rules_of_the_house() -> None:
    tree = tree_of(SHANGHAI, TANGIER, DAKAR)

    across = [mark.get(name) for mark in tree.iter() for name in ("x", "x1", "x2", "cx") if mark.get(name)]
    assert (tree.get("role"), tree.get("aria-label"), tree.get("viewBox")) == ("img", "Trajet", None)
    assert all(place.endswith("%") and 0 <= float(place[:-1]) <= 100 for place in across)
    assert {mark.tag for mark in tree.iter()} <= {"svg", "path", "line", "circle", "title", "text"}
    assert not [mark for mark in tree.iter() if mark.get("style") or mark.get("href")]


def test_east_is_right_of_west_and_north_above_south() -> None:
    dots = {dot[0].text: dot for dot in tree_of(SHANGHAI, TANGIER, DAKAR).iter("circle")}

    x = {name: float(dot.get("cx")[:-1]) for name, dot in dots.items()}
    y = {name: float(dot.get("cy")) for name, dot in dots.items()}
    assert x["Dakar"] < x["Tanger"] < x["Shanghai"]
    assert y["Tanger"] < y["Shanghai"] < y["Dakar"]


@given(st.lists(places, min_size=1, max_size=6))
def test_every_port_of_the_globe_lies_inside_its_map(spots: list[Spot]) -> None:
    frame = frame_of(spots)

    for spot in spots:
        if abs(spot.latitude) < 80:
            assert frame.across.low - 1e-6 <= spot.longitude <= frame.across.high + 1e-6
            assert frame.down.low - 1e-6 <= spot.latitude <= frame.down.high + 1e-6
        assert 0 <= frame.x(spot.longitude) <= 1 and 0 <= frame.y(spot.latitude) <= HEIGHT


def test_one_port_alone_has_its_surroundings() -> None:
    frame = frame_of([DAKAR])

    assert frame.down.high - frame.down.low >= LEAST_SPAN
    assert len(list(tree_of(DAKAR).iter("circle"))) == 1


def test_an_unusual_way_is_drawn_otherwise_and_said_in_words() -> None:
    tree = shown(a_way("CNSHA", "MAPTM", "SNDKR", note="Trajet rare"))

    assert len(tree.xpath("//line[@class='leg leg-odd']")) == 2
    row = [cell.text_content() for cell in tree.xpath("//tbody/tr/*")]
    assert row[:2] == ["BL1", "Shanghai → Tanger Med → Dakar"]
    assert row[4] == "Trajet rare"


def test_the_table_says_how_long_the_way_is_and_its_detour() -> None:
    tree = shown(a_way("CNSHA", "MAPTM", "SNDKR"), a_way("CNSHA", "SNDKR", name="BL2"))

    rows = [[cell.text_content() for cell in row] for row in tree.xpath("//tbody/tr")]
    assert [row[3] for row in rows] == [f"0,6{NBSP}%", "–"]
    assert all(row[2].endswith(f"{NBSP}km") for row in rows)


def test_a_port_without_its_place_is_named_below_the_map() -> None:
    tree = shown(a_way("CNSHA", "ZZZZZ"))

    assert f"hors de la carte{NBSP}: ZZZZZ." in tree.text_content()
    assert [row.text_content() for row in tree.xpath("//tbody/tr/td")][1] == "–"


def test_without_any_known_port_no_map_is_drawn() -> None:
    tree = shown(a_way("ZZZZZ", "YYYYY"))

    assert not tree.xpath("//svg")
    assert "YYYYY, ZZZZZ" in tree.text_content()


def test_names_that_would_lie_upon_another_are_left_to_the_table() -> None:
    tree = tree_of(Spot("Apapa", 6.45, 3.36), Spot("Tincan", 6.43, 3.34), Spot("Shanghai", 31, 121))

    names = [text.text for text in tree.iter("text") if text.get("class", "").startswith("t-ink")]
    assert names == ["Apapa", "Shanghai"]
    assert len(list(tree.iter("circle"))) == 3


def test_degrees_have_their_side_in_the_language_of_the_reader() -> None:
    french = shown(a_way("SNDKR", "MAPTM")).text_content()
    with translation.override("en"):
        english = shown(a_way("SNDKR", "MAPTM")).text_content()

    assert f"°{NBSP}O" in french and f"°{NBSP}W" in english


# ---- land --------------------------------------------------------------------------------------------------

WINDOW = (-10.0, -10.0, 10.0, 10.0)
SQUARE = [(0.0, 0.0), (20.0, 0.0), (20.0, 5.0), (0.0, 5.0)]


@pytest.fixture
def drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An atlas of one square country around Dakar, and one on the other side of the globe."""
    file = tmp_path / "coast.json"
    file.write_text("[[-2000,1000,-1000,1000,-1000,2000,-2000,2000],[16000,0,17000,0,17000,1000]]")
    monkeypatch.setattr("amont.site.plots.routes.land", lambda: land(file))


@pytest.mark.usefixtures("drawn")
def test_land_lies_below_the_way_cut_to_the_window() -> None:
    tree = tree_of(DAKAR)

    (path,) = tree.iter("path")
    assert tree[0].tag == "svg" and path.get("class") == "land"
    assert path.get("d").count("M") == 1


def test_without_its_atlas_the_map_has_its_graticule_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amont.site.plots.routes.land", lambda: land(tmp_path / "none.json"))

    tree = tree_of(DAKAR)

    assert not list(tree.iter("path")) and tree[0].tag == "line"


def test_what_leaves_the_window_is_cut_along_its_edge() -> None:
    assert sorted(clipped(SQUARE, WINDOW)) == [(0.0, 0.0), (0.0, 5.0), (10.0, 0.0), (10.0, 5.0)]
    assert clipped([(20.0, 0.0), (30.0, 0.0), (30.0, 5.0)], WINDOW) == []


rings = st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=3, max_size=12)


@given(rings)
def test_what_is_cut_lies_in_its_window(ring: list[tuple[float, float]]) -> None:
    west, south, east, north = WINDOW

    for x, y in clipped(ring, WINDOW):
        assert west - 1e-9 <= x <= east + 1e-9 and south - 1e-9 <= y <= north + 1e-9

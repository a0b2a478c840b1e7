"""Every address names its act, and the order of the rooms is one: layers, applications, menu."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from amont.kernel.agents import Grants
from amont.site.menu import MENU

ROOT = Path(__file__).resolve().parents[1]
ACCOUNTS = "allauth."  # sign-in and second factor: the library's own pages ask the session
API = "ninja."  # each operation names its act: see tests/api


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, path)
        else:
            yield path, pattern


PAGES = [
    (path, pattern)
    for path, pattern in routes()
    if not pattern.callback.__module__.startswith((ACCOUNTS, API, "django.views.static"))
]


def known_acts() -> set[str]:
    from_rooms = [name for name in settings.ROOMS if name not in ("amont.site",)]
    found = set()
    for room in from_rooms:
        module = __import__(f"{room}.permissions", fromlist=["GRANTS"])
        grants: Grants = module.GRANTS
        found |= {grants.name(act) for act in grants.acts}
    return found


@pytest.mark.parametrize(("path", "pattern"), PAGES, ids=[path or "/" for path, _ in PAGES])
def test_an_address_names_the_act_it_serves(path: str, pattern: URLPattern) -> None:
    act = getattr(pattern.callback, "act", "")

    assert act == "everyone" or act in known_acts(), f"{path} names no act"


def test_layers_applications_and_menu_keep_one_order() -> None:
    layers = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0][
        "layers"
    ]
    rooms = [name.removeprefix("amont.") for name in settings.ROOMS]
    stations = [station.grants.room for _, is_line, group in MENU if is_line for station in group]

    from_layers = [name for name in reversed(layers) if name in rooms]

    assert rooms == from_layers
    assert stations == sorted(stations, key=rooms.index)

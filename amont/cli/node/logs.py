"""What the programs tell, a file for each; the earlier ones are kept apart when they grow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

LARGEST_BYTES = 5_000_000
KEPT = 3
TAIL_BYTES = 20_000


def turned(path: Path) -> Path:
    """The same path, its content moved to `.1` when it has grown, that to `.2`, the last one dropped."""
    if path.exists() and path.stat().st_size > LARGEST_BYTES:
        for number in range(KEPT, 0, -1):
            older = path.with_name(f"{path.name}.{number - 1}") if number > 1 else path
            if older.exists():
                older.replace(path.with_name(f"{path.name}.{number}"))
    return path


def tail(path: Path, *, lines: int = 15) -> list[str]:
    """The last lines told, for who has to understand what went wrong."""
    if not path.exists():
        return []
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - TAIL_BYTES))
        return stream.read().decode("utf-8", "replace").splitlines()[-lines:]


def files(folder: Path) -> Iterator[Path]:
    """The current ones, by name."""
    yield from sorted(folder.glob("*.log"))

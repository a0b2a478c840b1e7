"""Nothing made by others is committed: it is named in the lock and installed at set-up."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

LARGEST = 1024 * 1024
FOLDERS = {
    "node_modules",
    "bower_components",
    "vendor",
    "vendored",
    "third_party",
    "site-packages",
}
ENDINGS = (
    ".min.js", ".min.css", ".min.mjs", ".whl", ".egg", ".jar", ".so", ".dll", ".dylib", ".exe", ".pyd",
    ".tar.gz", ".zip", ".woff", ".woff2", ".ttf",
)  # fmt: skip
LICENCES = {"LICENSE", "NOTICE"}
OUT_OF_GIT = {".git", ".venv", "__pycache__", "build", "demo"}
HEADER = re.compile(
    r"@licen[s]e\b|Permission is hereby grante[d]|Redistribution and use in sourc[e]|Mozilla Public Licens[e]"
    r"|GENERAL PUBLIC LICENS[E]|Licensed under th[e]|^[\s/*#;<!-]*(?:Copyrigh[t]|\([cC]\)|©)\s.*\d{4}",
    re.MULTILINE,
)


def violations(root: Path) -> list[str]:
    """Files that others made, or that are too large to be source."""
    return [f"{path}:1: {words}" for path in committed(root) for words in faults(root, path)]


def committed(root: Path) -> list[str]:
    """What git keeps or is about to keep; outside git, every file."""
    if not (root / ".git").exists():
        found = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
        return sorted(path.as_posix() for path in found if not OUT_OF_GIT & set(path.parts))
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, capture_output=True, check=True, text=True).stdout
    return sorted(path for path in set(listed.split("\0")) if path and (root / path).is_file())


def faults(root: Path, path: str) -> Iterator[str]:
    """What betrays a file that others made."""
    if path.lower().endswith(ENDINGS):
        yield "made by others or by a machine; install it at set-up"
    if FOLDERS & set(Path(path).parts):
        yield "stands in a folder for the work of others"
    size = (root / path).stat().st_size
    if size > LARGEST:
        yield f"{size} bytes, {LARGEST} at most"
    elif Path(path).name not in LICENCES:
        with (root / path).open("rb") as stream:
            opening = stream.read(4096).decode("utf-8", "replace")
        if HEADER.search(opening):
            yield "bears a licence of others"

"""Style 2: what the documents name exists, so that a reader who follows them arrives."""

import re
from pathlib import Path

NAMED = re.compile(r"`((?:amont|bench|countries|docs|tests|tools|\.ci)/[\w./-]*)`")
LINKED = re.compile(r"\]\(([\w./-]+)\)")
GLOSSARY = "docs/glossary.md"
CODE_AND_PLACE = re.compile(r"\| `([^`]+)` \| `([^`]+)` \|")


def violations(root: Path) -> list[str]:
    """Paths and links that lead nowhere, and words of the glossary that no longer stand where it says."""
    pages = sorted([*root.glob("*.md"), *(root / "docs").rglob("*.md")])
    return [fault for page in pages for fault in faults(root, page)]


def faults(root: Path, page: Path) -> list[str]:
    """What one page names in vain."""
    shown, found = page.relative_to(root).as_posix(), []
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
        for path in NAMED.findall(line):
            if not (root / path).exists():
                found.append(f"{shown}:{number}: {path} does not exist")
        for path in LINKED.findall(line):
            if not (page.parent / path).exists():
                found.append(f"{shown}:{number}: {path} leads nowhere")
        if shown == GLOSSARY:
            found += [f"{shown}:{number}: {fault}" for fault in moved_words(root, line)]
    return found


def moved_words(root: Path, line: str) -> list[str]:
    """Codes of one row of the glossary that are not in the file beside them."""
    return [
        f"{code} does not stand in {path}"
        for code, path in CODE_AND_PLACE.findall(line)
        if (root / path).is_file()
        and not re.search(rf"\b{re.escape(code)}\b", (root / path).read_text("utf-8"))
    ]

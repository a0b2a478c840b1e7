"""Writes the generated pages of docs/: `python -m tools.docs`; with --check, says which ones are out of date.

docs/reasons.md: each code with its sentence in three languages and the file that raises it.
docs/columns.md: the columns every reader fills and the engine asks for.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from amont.kernel.items import FIELDS
from tools.codes import uses
from tools.sentences import sentences

GENERATED = "<!-- Written by `make docs` from {source}. Do not change it by hand. -->"


def main() -> int:
    """0 when the pages are written or up to date, 1 when --check found one that is not."""
    parser = argparse.ArgumentParser(description="Write the generated pages of docs/.")
    parser.add_argument("--check", action="store_true", help="write nothing, fail when a page is out of date")
    check = parser.parse_args().check
    root = Path.cwd()
    stale = [name for name, page in PAGES.items() if not is_fresh(root / name, page(root))]
    for name in stale:
        if check:
            sys.stdout.write(f"{name}:1: out of date; run `make docs`\n")
        else:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(PAGES[name](root), encoding="utf-8")
            sys.stdout.write(f"{name} written\n")
    return 1 if check and stale else 0


def is_fresh(path: Path, page: str) -> bool:
    """The file exists and says exactly `page`."""
    return path.exists() and path.read_text(encoding="utf-8") == page


def reasons(root: Path) -> str:
    """The page of refusals, findings and reasons, by domain."""
    raised: dict[str, set[str]] = {}
    for use in uses(root):
        raised.setdefault(use.code, set()).add(use.path)
    said = sorted(sentences(root), key=lambda sentence: sentence.code)
    lines = [
        GENERATED.format(source="amont/site/sentences and amont/site/locale"),
        "",
        "# Reasons, findings and refusals",
        "",
        "One line for each code. Search for a code in the source: it stands, whole, where it is raised.",
    ]
    domain = ""
    for sentence in said:
        if sentence.code.split(".")[0] != domain:
            domain = sentence.code.split(".")[0]
            lines += [
                "",
                f"## {domain}",
                "",
                *header("code", "français", "English", "português", "raised in"),
            ]
        places = "<br>".join(f"`{path}`" for path in sorted(raised.get(sentence.code, ())))
        translated = (sentence.translated.get(language, "") for language in ("en", "pt"))
        lines.append(row(f"`{sentence.code}`", sentence.french, *translated, places))
    return "\n".join(lines) + "\n"


def columns(_root: Path) -> str:
    """The page of columns, in the order of the source."""
    lines = [
        GENERATED.format(source="amont/kernel/items.py"),
        "",
        "# Columns of an item",
        "",
        "Readers fill these columns whatever the file; the engine asks for nothing else. Boxes are those of",
        "the single administrative document. A result is known only after a control: it is never read from",
        "the declarations that are being screened.",
        "",
        *header("column", "box", "kind", "unit", "meaning", "result"),
    ]
    for field in FIELDS:
        result = "yes" if field.outcome else ""
        lines.append(row(f"`{field.name}`", field.box, field.kind.value, field.unit, field.meaning, result))
    return "\n".join(lines) + "\n"


def header(*titles: str) -> list[str]:
    """First two lines of a table."""
    return [row(*titles), row(*("---" for _ in titles))]


def row(*cells: str) -> str:
    """One line of a table; what would break the table is written so that it does not."""
    return "| " + " | ".join(tidy(cells)) + " |"


def tidy(cells: Iterable[str]) -> list[str]:
    """Cells on one line, without bars."""
    return [" ".join(cell.replace("|", "\\|").split("\n")) for cell in cells]


PAGES: dict[str, Callable[[Path], str]] = {"docs/reasons.md": reasons, "docs/columns.md": columns}

if __name__ == "__main__":
    sys.exit(main())

"""Writes docs/permissions.md, who may do what: `python -m tools.permissions`; with --check, compares only.

One table for each room, from its permissions.py, which is the only place where rights are given.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

from amont.kernel.agents import Grants, Role, Scope
from tools.docs import GENERATED, header, is_fresh, row

PAGE = "docs/permissions.md"
NONE = "–"
REACH = {
    Scope.ALL: "all",
    Scope.OFFICE: "office",
    Scope.OWN: "own",
    Scope.ASSIGNED: "assigned",
}
INTRODUCTION = """
# Who may do what

Default is no: a role does what stands in its column and nothing else. `require` asks these tables before
every act, and each page and route names its act.

- **all**: everywhere. **office**: in the office of the posting (a posting without office is for all of them).
- **own**: what one's own operator declared, gave or holds. **assigned**: what was assigned to this person.
- **system** is the node itself: no person is posted in it. Administrators have nothing of the journey.
- Beyond the tables: nobody proposes, approves or closes for oneself; who proposed does not approve; a key
  does only the acts it was given, among those of its role.
"""


def rooms(root: Path) -> list[Grants]:
    """The grants of each room, in alphabetical order."""
    names = sorted(path.parent.name for path in (root / "amont").glob("*/permissions.py"))
    return [importlib.import_module(f"amont.{name}.permissions").GRANTS for name in names]


def reach(grants: Grants, act: str, role: Role) -> str:
    """How far a role may do an act, as the page writes it."""
    reached = {REACH[grant.scope] for grant in grants.acts[act] if grant.role is role}
    return ", ".join(sorted(reached)) or NONE


def page(root: Path) -> str:
    """The whole page."""
    lines = [GENERATED.format(source="amont/*/permissions.py"), INTRODUCTION.rstrip()]
    for grants in rooms(root):
        lines += ["", f"## {grants.room}", "", *header("act", *(role.value for role in Role))]
        lines += [row(f"`{act}`", *(reach(grants, act, role) for role in Role)) for act in grants.acts]
    return "\n".join(lines) + "\n"


def main() -> int:
    """0 when the page is written or fresh, 1 when --check found that it is not."""
    parser = argparse.ArgumentParser(description="Write docs/permissions.md.")
    parser.add_argument("--check", action="store_true", help="write nothing, fail when it is out of date")
    check = parser.parse_args().check
    root = Path.cwd()
    if is_fresh(root / PAGE, page(root)):
        return 0
    if check:
        sys.stdout.write(f"{PAGE}:1: out of date; run `python -m tools.permissions`\n")
        return 1
    (root / PAGE).write_text(page(root), encoding="utf-8")
    sys.stdout.write(f"{PAGE} written\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

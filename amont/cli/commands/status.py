"""`amont status`: what runs, where and how large."""

from __future__ import annotations

import json
from datetime import datetime

from rich.console import Console
from rich.table import Table

from amont.cli import options
from amont.cli.commands.up import HomeFolder
from amont.cli.language import WORDS, say
from amont.cli.node.home import home_of
from amont.cli.node.inquiry import Status, status_of
from amont.site import formats

KINDS = {"embedded": "status.embedded", "external": "status.external"}


def status(home: HomeFolder = None, as_json: options.AsJson = False) -> None:
    """See the help of the command."""
    found = status_of(home_of(home))
    if as_json:
        print(json.dumps(found.plain(), ensure_ascii=False, indent=1))
    else:
        _show(found)


def _show(found: Status) -> None:
    console = Console(highlight=False, soft_wrap=True)
    console.print(say(_headline(found), home=found.home, url=found.node.url if found.node else ""))
    table = Table.grid(padding=(0, 2))
    for code, value in _rows(found):
        table.add_row(say(code), value)
    console.print(table)


def _headline(found: Status) -> str:
    if not found.is_running:
        return "status.stopped"
    if found.node is None or not found.node.is_ready:
        return "status.opening"
    return "status.well" if found.is_well else "status.unwell"


def _rows(found: Status) -> list[tuple[str, str]]:
    megabytes = None if found.database_bytes is None else found.database_bytes // 1_000_000
    size = "" if megabytes is None else "  " + say("status.megabytes", count=megabytes)
    version = f" {found.node.database_version}" if found.node else ""
    rows = [
        ("status.version", found.version),
        ("status.database", f"PostgreSQL{version}  {say(KINDS[found.database])}{size}"),
    ]
    if found.node:
        since = datetime.fromisoformat(found.node.started_at).astimezone()
        rows.append(("status.since", formats.instant(since, WORDS.language)))
        for name, process in found.node.processes.items():
            rows.append(("status.process", f"{name}  {process['pid']}  {process['restarts']}"))
    return rows + [("status.log", path) for path in found.logs]

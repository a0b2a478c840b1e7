"""`amont backup`: one file with all of a node, taken while people work."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from amont.cli.commands.up import HomeFolder
from amont.cli.language import say
from amont.cli.node.backups import back_up, default_file
from amont.cli.node.database.opening import start
from amont.cli.node.home import home_of


def backup(
    home: HomeFolder = None,
    out: Annotated[Path | None, typer.Option("--out", help=say("option.backup_out"), metavar="FILE")] = None,
) -> None:
    """See the help of the command."""
    found = home_of(home)
    found.require_made()
    file = (out or default_file(found)).absolute()
    database = start(found)
    try:
        with Console(stderr=True).status(say("backup.under_way")) as status:
            held = back_up(found, database, file, note=status.update)
    finally:
        database.leave()
    print(
        say(
            "backup.done",
            path=str(file),
            tables=len(held.tables),
            rows=held.rows,
            files=len(held.parts) - 1,
            bytes=file.stat().st_size,
        )
    )

"""`amont restore`: a node from its backup, in a new folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from amont.cli.language import say
from amont.cli.node.home import home_of
from amont.cli.node.restoring import restore as restored


def restore(
    file: Annotated[Path, typer.Argument(help=say("option.backup"), metavar="FILE")],
    home: Annotated[Path, typer.Option("--home", help=say("option.new_home"), metavar="FOLDER")],
) -> None:
    """See the help of the command."""
    found = home_of(home)
    with Console(stderr=True).status(say("restore.under_way")) as status:
        held = restored(file, found, note=status.update)
    print(
        say(
            "restore.done",
            home=str(found.root),
            made_at=datetime.fromisoformat(held.made_at).astimezone(),
            tables=len(held.tables),
            rows=held.rows,
            command=f"amont up --home {found.root}",
        )
    )

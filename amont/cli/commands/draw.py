"""`amont draw`: the chance of a day, bound before it and shown after it."""

from __future__ import annotations

from typing import Annotated

import typer

from amont.cli import options
from amont.cli.commands.up import HomeFolder
from amont.cli.language import say
from amont.cli.node.asking import ask
from amont.cli.node.home import home_of


def draw(
    day: options.Day = None,
    secret: options.Secret = None,
    home: HomeFolder = None,
    reveal: Annotated[bool, typer.Option("--reveal", help=say("option.reveal"))] = False,
) -> None:
    """See the help of the command."""
    wanted = day.date().isoformat() if day else ""
    words = [wanted, str(secret.absolute()) if secret else "", "reveal" if reveal else ""]
    raise typer.Exit(ask(home_of(home), "draws", words))

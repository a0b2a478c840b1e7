"""`amont load`: an administration starts with its own history."""

from __future__ import annotations

from typing import Annotated

import typer

from amont.cli import options
from amont.cli.commands.up import HomeFolder
from amont.cli.language import say
from amont.cli.node.asking import ask
from amont.cli.node.home import home_of


def load(
    files: options.Files,
    mapping: options.MappingName = "amont",
    home: HomeFolder = None,
    no_learning: Annotated[bool, typer.Option("--no-learning", help=say("option.no_learning"))] = False,
) -> None:
    """See the help of the command."""
    words = [mapping, "" if no_learning else "learn", *(str(path.absolute()) for path in files)]
    raise typer.Exit(ask(home_of(home), "load", words))

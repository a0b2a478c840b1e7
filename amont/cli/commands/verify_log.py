"""`amont verify-log`: is the journal what it was?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from amont.cli import options
from amont.cli.commands.up import HomeFolder
from amont.cli.language import say
from amont.cli.node.asking import ask
from amont.cli.node.home import home_of


def verify_log(
    heads: Annotated[
        list[Path] | None, typer.Argument(help=say("option.heads"), metavar="HEAD", show_default=False)
    ] = None,
    key: Annotated[str, typer.Option("--key", help=say("option.verifier_key"))] = "",
    home: HomeFolder = None,
    as_json: options.AsJson = False,
) -> None:
    """See the help of the command."""
    words = [key, "json" if as_json else "", *(str(path.absolute()) for path in heads or [])]
    raise typer.Exit(ask(home_of(home), "verify_log", words))

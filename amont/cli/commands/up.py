"""`amont up`: a node, from an empty folder to the page in the browser; it runs until asked to stop."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from amont.cli.language import say
from amont.cli.node.home import home_of
from amont.cli.node.running import Opening, Wish

HomeFolder = Annotated[Path | None, typer.Option("--home", help=say("option.home"), metavar="FOLDER")]


def up(
    home: HomeFolder = None,
    port: Annotated[int, typer.Option("--port", help=say("option.port"), min=1, max=65_535)] = 8000,
    no_demo: Annotated[bool, typer.Option("--no-demo", help=say("option.no_demo"))] = False,
    tls: Annotated[bool, typer.Option("--tls", help=say("option.tls"))] = False,
) -> None:
    """See the help of the command."""
    Opening(Wish(home_of(home), port, with_demo=not no_demo, with_tls=tls)).run()

"""`amont load-tariff`: the tariff of a table, after its differences are shown."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from amont.cli.commands.load_codes import Letter
from amont.cli.commands.up import HomeFolder
from amont.cli.language import say
from amont.cli.node.asking import ask
from amont.cli.node.home import home_of

TARIFF = "tariff"


def load_tariff(
    file: Annotated[Path, typer.Argument(help=say("option.tariff_file"), metavar="FILE")],
    begins: Annotated[
        datetime,
        typer.Option("--from", formats=["%Y-%m-%d"], help=say("option.codes_from"), metavar="DAY"),
    ],
    source: Annotated[str, typer.Option("--source", help=say("option.codes_source"))] = "",
    evidence: Annotated[Letter, typer.Option("--evidence", help=say("option.codes_evidence"))] = Letter.B,
    part: Annotated[bool, typer.Option("--part", help=say("option.codes_part"))] = False,
    check: Annotated[bool, typer.Option("--check", help=say("option.codes_check"))] = False,
    home: HomeFolder = None,
) -> None:
    """See the help of the command."""
    flags = ["part" if part else "", "check" if check else ""]
    told = [str(file.absolute()), TARIFF, source or file.name, evidence.value, begins.date().isoformat()]
    raise typer.Exit(ask(home_of(home), "load_codes", [*told, *flags]))

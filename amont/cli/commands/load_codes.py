"""`amont load-codes`: the places, kinds of package or units of a table, after its differences are shown."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from amont.cli.commands.up import HomeFolder
from amont.cli.language import say
from amont.cli.node.asking import ask
from amont.cli.node.home import home_of


class Listed(StrEnum):
    """Lists that a table may be of."""

    PLACES = "unlocode"
    PACKAGES = "packages"
    UNITS = "units"


class Letter(StrEnum):
    """How sure a table is."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


def load_codes(
    file: Annotated[Path, typer.Argument(help=say("option.codes_file"), metavar="FILE")],
    listed_in: Annotated[Listed, typer.Option("--list", help=say("option.codes_list"))],
    source: Annotated[str, typer.Option("--source", help=say("option.codes_source"))] = "",
    evidence: Annotated[Letter, typer.Option("--evidence", help=say("option.codes_evidence"))] = Letter.B,
    begins: Annotated[
        datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], help=say("option.codes_from"), metavar="DAY"),
    ] = None,
    part: Annotated[bool, typer.Option("--part", help=say("option.codes_part"))] = False,
    check: Annotated[bool, typer.Option("--check", help=say("option.codes_check"))] = False,
    home: HomeFolder = None,
) -> None:
    """See the help of the command."""
    day = begins.date().isoformat() if begins else ""
    flags = ["part" if part else "", "check" if check else ""]
    words = [str(file.absolute()), listed_in.value, source or file.name, evidence.value, day, *flags]
    raise typer.Exit(ask(home_of(home), "load_codes", words))

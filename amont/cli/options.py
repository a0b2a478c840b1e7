"""Options that several commands share, written once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from amont.cli.language import say
from amont.cli.shares import share

Files = Annotated[list[Path], typer.Argument(help=say("option.files"), metavar="FILE...")]
History = Annotated[list[Path] | None, typer.Option("--history", help=say("option.history"), metavar="FILE")]
MappingName = Annotated[str, typer.Option("--mapping", help=say("option.mapping"), metavar="NAME|FILE")]
Country = Annotated[str, typer.Option("--country", help=say("option.country"), metavar="NAME|FILE")]
Seed = Annotated[int | None, typer.Option("--seed", help=say("option.seed"), min=0)]
AsJson = Annotated[bool, typer.Option("--json", help=say("option.json"))]
Inspect = Annotated[
    float | None, typer.Option("--inspect", parser=share, help=say("option.inspect"), metavar="SHARE")
]
Random = Annotated[
    float | None, typer.Option("--random", parser=share, help=say("option.random"), metavar="SHARE")
]
Explore = Annotated[
    float | None, typer.Option("--explore", parser=share, help=say("option.explore"), metavar="SHARE")
]

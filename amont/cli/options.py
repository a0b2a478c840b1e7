"""Options that several commands share, written once."""

from __future__ import annotations

from datetime import datetime
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
Model = Annotated[Path | None, typer.Option("--model", help=say("option.model"), metavar="MODEL")]
Secret = Annotated[Path | None, typer.Option("--secret", help=say("option.secret"), metavar="FILE")]
Day = Annotated[
    datetime | None, typer.Option("--day", formats=["%Y-%m-%d"], help=say("option.day"), metavar="DAY")
]
Earlier = Annotated[list[Path] | None, typer.Option("--earlier", help=say("option.earlier"), metavar="FILE")]
Holds = Annotated[Path | None, typer.Option("--holds", help=say("option.holds"), metavar="FILE")]
Out = Annotated[Path | None, typer.Option("--out", help=say("option.out"), metavar="FILE")]
Scores = Annotated[Path | None, typer.Option("--scores", help=say("option.scores"), metavar="FILE")]
Report = Annotated[Path | None, typer.Option("--report", help=say("option.report"), metavar="FILE")]
Proof = Annotated[Path | None, typer.Option("--proof", help=say("option.proof"), metavar="FILE")]

"""The `amont` command.

Exit codes: 0 done, 1 a recomputation differs, 2 wrong use, 3 refused, 70 a fault of ours.
"""

from __future__ import annotations

import sys
import traceback
from io import TextIOWrapper
from typing import Annotated

import typer

from amont import __version__
from amont.cli.language import say
from amont.cli.loading import Verbs
from amont.cli.refusing import FAULT, refused

app = typer.Typer(
    name="amont",
    cls=Verbs,
    help=say("help"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:  # noqa: FBT001  typer calls it so
    if wanted:
        print(f"amont {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help=say("help.version"))
    ] = False,
) -> None:
    """What every command shares."""


def main() -> None:
    """Run the command; a refusal is a sentence, a fault is told as ours."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a sign shows another one
    try:
        with refused():
            app()
    except BrokenPipeError:
        sys.exit(0)
    except Exception as fault:  # noqa: BLE001  the border of the process
        traceback.print_exc()
        print(say("fault", kind=type(fault).__name__), file=sys.stderr)
        sys.exit(FAULT)


if __name__ == "__main__":
    main()

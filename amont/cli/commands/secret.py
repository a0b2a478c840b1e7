"""`amont secret`: draw the secret of a day, and give what is published before it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from amont.cli.language import say
from amont.cli.secrets import SECRET_BYTES
from amont.cli.writing import CannotWrite
from amont.engine.selectivity.chance import commitment


def secret(
    file: Annotated[Path, typer.Argument(help=say("option.secret_file"), metavar="FILE")],
) -> None:
    """See the help of the command."""
    drawn = os.urandom(SECRET_BYTES)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise CannotWrite(name=str(file), ground=error.strerror or str(error)) from error
    with os.fdopen(handle, "w") as stream:
        stream.write(drawn.hex() + "\n")
    print(commitment(drawn))

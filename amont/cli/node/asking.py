"""Commands that ask a node's rows: a program of its own, under the role of the application."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from amont.cli.node.database.opening import start
from amont.cli.node.home import VARIABLE as HOME_VARIABLE
from amont.cli.node.home import Home


def ask(home: Home, task: str, words: Sequence[str]) -> int:
    """Run a task of `cli.node.tasks` on the rows of a home; its database is started when nothing runs."""
    home.require_made()
    database = start(home)
    try:
        environment = os.environ | {"AMONT_DATABASE_URL": database.app_dsn, HOME_VARIABLE: str(home.root)}
        command = [sys.executable, "-m", f"amont.cli.node.tasks.{task}", *words]
        return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603  our own program
    finally:
        database.leave()

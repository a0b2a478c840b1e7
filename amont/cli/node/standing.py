"""Under which account of the machine pages and background work run: never root, where it can be helped.

They read the code, two or three secrets and the socket of the database; of the database's own files, of its
owner's password and of the authority's key they see nothing.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from amont.cli.node.database.account import Account, named
from amont.cli.node.home import Home
from amont.journal.keys import FILE as JOURNAL_KEY

NAME = "amont-pages"
LENT = ("secret_key", JOURNAL_KEY, "server.pem", "server.key")
FIRST_OPEN_PORT = 1024
READS_US = (sys.executable, "-c", "import amont, django, psycopg")


@dataclass(frozen=True)
class Standing:
    """How the programs are started. ground: why they keep root, the code of a sentence; else empty."""

    options: Mapping[str, Any] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    ground: str = ""


def standing_in(home: Home, *, port: int) -> Standing:
    """Ourselves; started by root, an account of its own that may read its part of the folder."""
    if os.geteuid() != 0:
        return Standing()
    if port < FIRST_OPEN_PORT:
        return Standing(ground="node.root_port")
    account = named(NAME)
    if account is None or not _reads_us(account):
        return Standing(ground="node.root_folder")
    account = replace(account, groups=(_admit(home, account),))
    cache = home.root / "cache"
    cache.mkdir(mode=0o700, exist_ok=True)
    account.own(cache)
    return Standing(account.options(), {"HOME": str(cache), "NUMBA_CACHE_DIR": str(cache)})


def _reads_us(account: Account) -> bool:
    """Tried rather than computed: a program below /root, or an interpreter there, is closed to it."""
    try:
        subprocess.run(READS_US, check=True, capture_output=True, **account.options())  # noqa: S603  our own words
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _admit(home: Home, account: Account) -> int:
    """The group that may pass through the folder; the files lent may be read by the account alone."""
    gid = home.root.stat().st_gid or account.gid or 0
    for folder in (home.root, home.secrets):
        os.chown(folder, -1, gid)
        folder.chmod(0o710)
    for name in LENT:
        path = home.secrets / name
        if path.is_file():
            os.chown(path, 0, account.gid or 0)
            path.chmod(0o640)
    return gid

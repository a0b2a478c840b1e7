"""Under which account of the machine PostgreSQL runs: it refuses to run as root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from amont.cli.node.home import Home, account_name
from amont.kernel.errors import AmontError

NAME = "amont-database"
MAKERS = (  # Debian, Red Hat and SUSE; then Alpine
    ("useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent")
    + ("--shell", "/usr/sbin/nologin"),
    ("adduser", "-S", "-D", "-H", "-s", "/sbin/nologin"),
)
STANDING_BY = ("postgres",)


class NoAccount(AmontError):
    """Root runs the command and no account for the database could be made. Facts: account."""

    code = "node.no_account"


class Unreachable(AmontError):
    """The account of the database cannot pass a folder above the node's. Facts: home, folder, account."""

    code = "node.home_unreachable"


@dataclass(frozen=True)
class Account:
    """Who runs a program. uid: None for whoever runs the command. groups: it belongs to these as well."""

    uid: int | None = None
    gid: int | None = None
    groups: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """As the machine lists it."""
        return account_name(os.geteuid() if self.uid is None else self.uid)

    def options(self) -> dict[str, Any]:
        """For `subprocess`: to run as this account, of no other groups, in a folder all may enter."""
        if self.uid is None:
            return {"cwd": "/"}
        return {"cwd": "/", "user": self.uid, "group": self.gid, "extra_groups": list(self.groups)}

    def own(self, path: Path) -> None:
        """Gives a file or folder to the account."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def can_enter(self, folder: Path) -> bool:
        """Tried rather than computed: folders have more rights than their nine bits tell."""
        shell = shutil.which("sh") or "/bin/sh"
        tried = subprocess.run(  # noqa: S603  our own words, and the folder as an argument
            [shell, "-c", 'cd "$1"', "sh", str(folder)],
            check=False,
            capture_output=True,
            **self.options(),
        )
        return tried.returncode == 0

    def admit(self, home: Home) -> None:
        """Lets the account pass through the node's folder to its own, and look at nothing on the way."""
        if self.uid is None or self.gid is None:
            return
        for folder in (home.root, home.run):
            os.chown(folder, -1, self.gid)
            folder.chmod(0o710)
        above = home.root.parents
        closed = [folder for folder in reversed(above) if not self.can_enter(folder)]
        if closed:
            raise Unreachable(home=str(home.root), folder=str(closed[0]), account=self.name)


def account_of(home: Home) -> Account:
    """Ourselves; started by root, the owner of the database that is there, else an account of its own."""
    if os.geteuid() != 0:
        return Account()
    if home.database.is_dir() and home.database.stat().st_uid != 0:
        held = home.database.stat()
        return Account(held.st_uid, held.st_gid)
    known = named(NAME) or next(filter(None, map(_known, STANDING_BY)), None)
    if known is None:
        raise NoAccount(account=NAME)
    return known


def named(name: str) -> Account | None:
    """The account of the machine by this name, made where it lacks; None when it cannot be made."""
    return _known(name) or _made(name)


def _known(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_uid, entry.pw_gid)


def _made(name: str) -> Account | None:
    for maker in MAKERS:
        if shutil.which(maker[0]):
            subprocess.run([*maker, name], check=False, capture_output=True)  # noqa: S603  our own words
            if made := _known(name):
                return made
    return None

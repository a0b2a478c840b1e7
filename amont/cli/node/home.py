"""The folder of a node: one place for all it keeps, closed to everyone else."""

from __future__ import annotations

import errno
import os
import pwd
import secrets
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from amont.kernel.errors import AmontError

VARIABLE = "AMONT_HOME"
MARK = "amont-home"  # the file by which a folder of a node is known
FIRST_BYTES = 500_000_000
IGNORED = {"lost+found", ".DS_Store"}  # what a disk bears by itself


class HomeAbsent(AmontError):
    """No node has been made in this folder. Facts: home."""

    code = "node.home_absent"


class HomeOccupied(AmontError):
    """The folder holds other things: a node would mix with them. Facts: home."""

    code = "node.home_occupied"


class HomeForeign(AmontError):
    """The folder belongs to another account of the machine. Facts: home, owner, account."""

    code = "node.home_foreign"


class HomeForbidden(AmontError):
    """This account may not write there. Facts: home, account."""

    code = "node.home_forbidden"


class HomeReadOnly(AmontError):
    """The disk only lets itself be read. Facts: home."""

    code = "node.home_read_only"


class DiskFull(AmontError):
    """Too little room. Facts: home, free_mb, needed_mb."""

    code = "node.disk_full"


@dataclass(frozen=True)
class Home:
    """Where each thing of a node lies."""

    root: Path

    @property
    def database(self) -> Path:
        """The files of the embedded PostgreSQL."""
        return self.root / "database"

    @property
    def run(self) -> Path:
        """What counts only while the node runs: locks, socket, who runs."""
        return self.root / "run"

    @property
    def files(self) -> Path:
        """What people gave, as received."""
        return self.root / "files"

    @property
    def secrets(self) -> Path:
        """Passwords and keys, one a file."""
        return self.root / "secrets"

    @property
    def logs(self) -> Path:
        """What each program tells of itself."""
        return self.root / "logs"

    @property
    def backups(self) -> Path:
        """Where copies go unless told otherwise."""
        return self.root / "backups"

    @property
    def accounts(self) -> Path:
        """Where the demonstration leaves its accounts and their passwords."""
        return self.root / "demo-accounts.txt"

    @property
    def software(self) -> Path:
        """A copy of PostgreSQL's programs, where those of the installation cannot be read by its account."""
        return self.root / "software"

    def is_made(self) -> bool:
        """Whether a node was ever made here."""
        return (self.root / MARK).is_file()

    def require_made(self) -> None:
        """Refuses a folder without node, or a node of another account."""
        try:
            found = self.root.is_dir()
        except OSError as error:
            raise refusal_of(error, self.root) from error
        if found:
            _require_own(self.root)
        if not (found and self.is_made()):
            raise HomeAbsent(home=str(self.root))

    def prepare(self) -> None:
        """Makes the folders that lack, after the checks that a person can act upon."""
        _made(self.root)
        _require_own(self.root)
        if not self.is_made():
            if self.occupants():
                raise HomeOccupied(home=str(self.root))
            require_room(self.root, needed=FIRST_BYTES)
            self.root.chmod(0o700)
        try:
            write_private(self.root / MARK, b"1\n")
        except OSError as error:
            raise refusal_of(error, self.root) from error
        for folder in (self.run, self.files, self.secrets, self.logs, self.backups):
            _made(folder)

    def occupants(self) -> list[str]:
        """Names of what is in the folder, those every disk bears and a mark being written left out."""
        names = (path.name for path in self.root.iterdir())
        return sorted(name for name in names if name not in IGNORED and not name.startswith(f"{MARK}."))

    def secret(self, name: str) -> str:
        """The text of a secret, drawn at its first use."""
        path = self.secrets / name
        known = path.read_text().strip() if path.is_file() else ""
        if not known:
            known = secrets.token_urlsafe(32)
            write_private(path, f"{known}\n".encode())
        return known

    def has_secret(self, name: str) -> bool:
        """Whether this secret was drawn before."""
        return (self.secrets / name).is_file()


def home_of(given: Path | None, *, environment: Mapping[str, str] = os.environ) -> Home:
    """The folder asked for, else AMONT_HOME, else the usual place of this account."""
    named = environment.get(VARIABLE, "")
    chosen = given or (Path(named) if named else _usual(environment))
    return Home(Path(os.path.realpath(chosen.expanduser())))


def _usual(environment: Mapping[str, str]) -> Path:
    if os.geteuid() == 0:
        return Path("/var/lib/amont")
    if sys.platform == "darwin":
        return Path("~/Library/Application Support/amont")
    return Path(environment.get("XDG_DATA_HOME") or "~/.local/share") / "amont"


def require_room(folder: Path, *, needed: int) -> None:
    """Refuses when the disk of `folder` has fewer bytes left than `needed`."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise DiskFull(home=str(folder), free_mb=free // 1_000_000, needed_mb=-(-needed // 1_000_000))


def account_name(uid: int) -> str:
    """The name of an account of the machine, else its number."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def refusal_of(error: OSError, folder: Path) -> AmontError:
    """What a failure to write means to a person."""
    if error.errno == errno.ENOSPC:
        return DiskFull(home=str(folder), free_mb=0, needed_mb=FIRST_BYTES // 1_000_000)
    if error.errno == errno.EROFS:
        return HomeReadOnly(home=str(folder))
    return HomeForbidden(home=str(folder), account=account_name(os.geteuid()))


def write_private(path: Path, content: bytes) -> None:
    """The file, whole or as it was before, for this account alone."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(path)


def _made(folder: Path) -> None:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise refusal_of(error, folder) from error


def _require_own(folder: Path) -> None:
    try:
        owner = folder.stat().st_uid
    except OSError as error:
        raise refusal_of(error, folder) from error
    if owner != os.geteuid():
        raise HomeForeign(home=str(folder), owner=account_name(owner), account=account_name(os.geteuid()))

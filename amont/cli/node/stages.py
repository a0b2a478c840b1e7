"""What makes a node ready, in order, and the programs that it then runs: the one list of both."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from amont.cli.node.certificates import Certificates
from amont.cli.node.database.opening import Database
from amont.cli.node.home import VARIABLE as HOME_VARIABLE
from amont.cli.node.home import Home
from amont.cli.node.processes import Child

MODULE = (sys.executable, "-m")
THREADS = 16
LOOP = ("localhost", "127.0.0.1")


@dataclass(frozen=True)
class Step:
    """One command that must succeed before the node opens.

    shown: the sentence of meanwhile. as_owner: may make tables. of_demo: left out by --no-demo.
    """

    name: str
    shown: str
    command: tuple[str, ...]
    as_owner: bool = False
    of_demo: bool = False


STEPS = (
    Step("migrate", "up.migrate", (*MODULE, "amont.site.manage", "migrate", "--no-input"), as_owner=True),
    Step("setting_up", "up.setup", (*MODULE, "amont.cli.node.setting_up"), as_owner=True),
    Step("demonstration", "up.demo", (*MODULE, "amont.cli.node.demonstration"), of_demo=True),
)


@dataclass(frozen=True)
class Listening:
    """Where the web server is reached. certificates: None for plain HTTP, on this machine alone."""

    port: int
    names: tuple[str, ...] = ()
    certificates: Certificates | None = None

    @property
    def host(self) -> str:
        """Plain HTTP never leaves the machine."""
        return "0.0.0.0" if self.certificates else "127.0.0.1"  # noqa: S104  telephones come by HTTPS

    @property
    def scheme(self) -> str:
        """https when there is a certificate."""
        return "https" if self.certificates else "http"

    @property
    def url(self) -> str:
        """What one types in a browser of this machine."""
        return f"{self.scheme}://localhost:{self.port}/"

    @property
    def urls_around(self) -> list[str]:
        """What one types on a telephone nearby."""
        return [f"{self.scheme}://{name}:{self.port}/" for name in self.names if name not in LOOP]


def environment_of(home: Home, database: Database, listening: Listening) -> dict[str, str]:
    """What every program of the node reads, under the application's role."""
    hosts = [*filter(None, os.environ.get("AMONT_HOSTS", "").split(",")), *listening.names]
    found = {
        "AMONT_DATABASE_URL": database.app_dsn,
        "AMONT_DATABASE_APP_URL": "",
        HOME_VARIABLE: str(home.root),
        "AMONT_SECRET_KEY_FILE": os.environ.get("AMONT_SECRET_KEY_FILE") or secret_key_of(home),
        "AMONT_HOSTS": ",".join(dict.fromkeys(hosts)),
    }
    return found | ({"AMONT_HTTPS": "1"} if listening.certificates else {})


def secret_key_of(home: Home) -> str:
    """The file that keeps the key of sessions and forms, made at its first use."""
    home.secret("secret_key")
    return str(home.secrets / "secret_key")


def child_of(step: Step, environment: Mapping[str, str], database: Database) -> Child:
    """The command of a step, under the role it needs."""
    role = {"AMONT_DATABASE_URL": database.owner_dsn} if step.as_owner else {}
    return Child(step.name, step.command, {**environment, **role})


def children_of(environment: Mapping[str, str], listening: Listening) -> tuple[Child, ...]:
    """Web first, worker second: they stop the other way round."""
    web = [*MODULE, "granian", "--interface", "wsgi", "amont.site.wsgi:application"]
    web += ["--host", listening.host, "--port", str(listening.port), "--blocking-threads", str(THREADS)]
    if listening.certificates:
        web += ["--ssl-certificate", str(listening.certificates.certificate)]
        web += ["--ssl-keyfile", str(listening.certificates.key), "--ssl-protocol-min", "tls1.2"]
    worker = (*MODULE, "amont.cli.node.working")
    return Child("web", tuple(web), environment), Child("worker", worker, environment)

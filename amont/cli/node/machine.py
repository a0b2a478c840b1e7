"""What the machine runs and where it is reached; the only place that asks it."""

from __future__ import annotations

import ipaddress
import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import psutil  # type: ignore[import-untyped]

NAME = re.compile(r"[a-z0-9][a-z0-9.-]*")
MARK = "AMONT_NODE"  # each program of a node bears the node's folder under this name, grandchildren too


def bearing(home: Path) -> Iterator[int]:
    """Programs started for the node of this folder by whoever ran it before."""
    for process in psutil.process_iter():
        try:
            if process.pid != os.getpid() and process.environ().get(MARK) == str(home):
                yield process.pid
        except (psutil.Error, OSError):
            continue  # gone meanwhile, or somebody else's


def postgres_in(folder: Path) -> list[int]:
    """PostgreSQL programs that work in this folder, the first one and those it started."""
    return [process.pid for process in psutil.process_iter() if _works_in(process, folder)]


def _works_in(process: psutil.Process, folder: Path) -> bool:
    try:
        if not process.name().startswith("postgres") or process.status() == psutil.STATUS_ZOMBIE:
            return False
        return Path(process.cwd()) == folder
    except (psutil.Error, OSError):
        return False


def names() -> list[str]:
    """Names and addresses by which this machine and those around it reach it; the loop first."""
    found = ["localhost", "127.0.0.1"]
    host = socket.gethostname().lower()
    if NAME.fullmatch(host):
        found += [host] if "." in host else [host, f"{host}.local"]
    for addresses in psutil.net_if_addrs().values():
        found += [one.address for one in addresses if one.family == socket.AF_INET and _serves(one.address)]
    return list(dict.fromkeys(found))


def _serves(address: str) -> bool:
    """Of use to a telephone: neither of the loop nor of one cable alone."""
    known = ipaddress.ip_address(address)
    return not (known.is_link_local or known.is_loopback)

"""Whether a port of the machine is free, and which other one is."""

from __future__ import annotations

import errno
import socket

from amont.kernel.errors import AmontError

TRIED = 100


class PortTaken(AmontError):
    """Another program listens there. Facts: port, free."""

    code = "node.port_taken"
    status = 409


class PortForbidden(AmontError):
    """Ports below 1024 belong to the administrator of the machine. Facts: port."""

    code = "node.port_forbidden"


def require_free(port: int, *, host: str) -> None:
    """Refuses a port where the web server could not listen, and names one where it could."""
    ground = _refused(port, host=host)
    if ground == errno.EACCES:
        raise PortForbidden(port=port)
    if ground:
        others = range(port + 1, min(port + TRIED, 65_536))
        free = next((other for other in others if not _refused(other, host=host)), None)
        raise PortTaken(port=port, free=free)


def _refused(port: int, *, host: str) -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
            tried.listen(1)
        except OSError as error:
            return error.errno or errno.EADDRINUSE
    return 0

"""Whether the web server answers that all is well."""

from __future__ import annotations

import http.client
import ssl
from pathlib import Path

PATH = "/healthz"
SECONDS = 3


def is_well(port: int, *, authority: Path | None = None) -> bool:
    """200 from this machine's own web server: database, web and worker are well."""
    try:
        connection = _connection(port, authority)
        try:
            connection.request("GET", PATH)
            return connection.getresponse().status == http.client.OK
        finally:
            connection.close()
    except (OSError, http.client.HTTPException):
        return False


def _connection(port: int, authority: Path | None) -> http.client.HTTPConnection:
    if authority is None:
        return http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    trusted = ssl.create_default_context(cafile=str(authority))
    return http.client.HTTPSConnection("127.0.0.1", port, timeout=SECONDS, context=trusted)

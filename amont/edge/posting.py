"""One signed message to another system: its numbers asked once, no redirect followed, five seconds in all."""

from __future__ import annotations

import hmac
import http.client
import re
import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from threading import Timer

from amont.edge.addresses import Target, UrlPrivate, UrlUnfit, resolved, target_of

SECONDS = 5.0
TRIED = 3  # numbers of one name
GOOD = range(200, 300)
SIGNATURE = "Amont-Signature"
SIGNED = re.compile(r"t=([0-9]{1,12}),v1=[0-9a-f]{64}")
FRESH = 300  # seconds


@dataclass(frozen=True, slots=True)
class Posted:
    """What came of it. status: the answer, None when there was none; fault: why, in one word."""

    status: int | None
    fault: str = ""
    body: bytes = b""

    @property
    def is_done(self) -> bool:
        """Did the other side take it?"""
        return self.status is not None and self.status in GOOD


def signature(secret: str, *, body: bytes, at: int) -> str:
    """``t=1764000000,v1=…``: HMAC-SHA256, keyed by the secret, of the seconds, a dot and the body."""
    told = hmac.new(secret.encode(), b"%d.%b" % (at, body), sha256).hexdigest()
    return f"t={at},v1={told}"


def is_signed(secret: str, *, body: bytes, told: str, now: int, within: int = FRESH) -> bool:
    """Does a header sign this body, by this secret, within seconds of now?"""
    found = SIGNED.fullmatch(told)
    if found is None or abs(now - int(found[1])) > within:
        return False
    return hmac.compare_digest(signature(secret, body=body, at=int(found[1])), told)


def post(
    url: str,
    *,
    body: bytes,
    headers: Mapping[str, str],
    allows_private: bool,
    seconds: float = SECONDS,
    verb: str = "POST",
    most: int = 0,
) -> Posted:
    """Send a body. Never raises for what the other side or the way to it does. seconds: at most, in all.

    most: bytes of the answer that are read.
    """
    try:
        target = target_of(url, allows_private=allows_private)
        numbers = resolved(target, allows_private=allows_private)
        with _cut_after(seconds, connection := _connection(target, numbers, seconds)):
            connection.request(verb, target.path, body=body, headers=dict(headers))
            answer = connection.getresponse()
            return Posted(answer.status, body=answer.read(most) if most else b"")
    except (UrlUnfit, UrlPrivate):
        return Posted(None, "address")
    except socket.gaierror:
        return Posted(None, "name")
    except ssl.SSLError:
        return Posted(None, "certificate")
    except TimeoutError:
        return Posted(None, "timeout")
    except (OSError, http.client.HTTPException, ValueError, UnicodeError):
        return Posted(None, "connection")


@contextmanager
def _cut_after(seconds: float, connection: http.client.HTTPConnection) -> Iterator[None]:
    """Who answers a sign at a time is cut off all the same."""
    timer = Timer(seconds, _cut, [connection])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        connection.close()


def _cut(connection: http.client.HTTPConnection) -> None:
    if connection.sock is not None:
        with suppress(OSError):
            socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)


def _connection(target: Target, numbers: Sequence[str], seconds: float) -> http.client.HTTPConnection:
    if target.scheme == "http":
        return _Plain(target, numbers, seconds)
    return _Sealed(target, numbers, seconds)


def _dialled(numbers: Sequence[str], port: int, seconds: float | None) -> socket.socket:
    """The first of the numbers that answers; not all of many are tried. OSError: none does."""
    *others, last = numbers[:TRIED]
    for number in others:
        with suppress(OSError):
            return socket.create_connection((number, port), seconds)
    return socket.create_connection((last, port), seconds)


class _Plain(http.client.HTTPConnection):
    """To numbers that were asked before: the name is not asked again."""

    def __init__(self, target: Target, numbers: Sequence[str], seconds: float) -> None:
        super().__init__(target.host, target.port, timeout=seconds)
        self._numbers = numbers

    def connect(self) -> None:
        self.sock = _dialled(self._numbers, self.port, self.timeout)


class _Sealed(http.client.HTTPSConnection):
    """The same under TLS: the certificate must be that of the name."""

    def __init__(self, target: Target, numbers: Sequence[str], seconds: float) -> None:
        self._sealing = ssl.create_default_context()
        super().__init__(target.host, target.port, timeout=seconds, context=self._sealing)
        self._numbers = numbers

    def connect(self) -> None:
        plain = _dialled(self._numbers, self.port, self.timeout)
        self.sock = self._sealing.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
        self.sock.do_handshake()

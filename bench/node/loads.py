"""Clients that send prepared requests over connections kept open, and how long each answer took."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from typing import Any

LINE_END, HEAD_END = b"\r\n", b"\r\n\r\n"
SECONDS = 60
PLACE = b"@@@@@@@@@@@@"  # where each request writes its own number


class NotAnswered(Exception):
    """A request got another answer than wanted: no figure is given then."""


@dataclass(frozen=True)
class Run:
    """What a round of requests took, in seconds. waits: of each. cpu: of the server, for all of them."""

    seconds: float
    waits: list[float]
    cpu: float = 0.0

    @property
    def rate(self) -> float:
        """Requests per second."""
        return len(self.waits) / self.seconds

    @property
    def work(self) -> float:
        """Milliseconds of the server's CPU for each request."""
        return self.cpu / len(self.waits) * 1_000


class Line:
    """One connection."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._rest = b""

    def ask(self, request: bytes) -> tuple[int, bytes]:
        """Status and body."""
        self._socket.sendall(request)
        head = self._until(HEAD_END)
        size = _length(head)
        body = self._pieces() if size is None else self._exactly(size)
        return int(head[9:12]), body

    def _until(self, mark: bytes) -> bytes:
        while mark not in self._rest:
            self._receive()
        found, _, self._rest = self._rest.partition(mark)
        return found

    def _exactly(self, size: int) -> bytes:
        while len(self._rest) < size:
            self._receive()
        found, self._rest = self._rest[:size], self._rest[size:]
        return found

    def _pieces(self) -> bytes:
        """A body of which only the size of each piece is told."""
        body = b""
        while size := int(self._until(LINE_END), 16):
            body += self._exactly(size)
            self._exactly(len(LINE_END))
        self._exactly(len(LINE_END))
        return body

    def _receive(self) -> None:
        got = self._socket.recv(65_536)
        if not got:
            raise NotAnswered("the connection was closed")
        self._rest += got

    def close(self) -> None:
        self._socket.close()


def _length(head: bytes) -> int | None:
    """None: it comes in pieces."""
    for line in head.lower().split(LINE_END):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    return None


def request_of(
    path: str, *, method: str = "GET", body: bytes = b"", headers: Mapping[str, str] | None = None
) -> bytes:
    """The bytes of a request."""
    told = {"Host": "127.0.0.1", "Content-Length": str(len(body)), **(headers or {})}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items())]
    return "\r\n".join(lines).encode() + HEAD_END + body


def numbered(request: bytes, numbers: Iterator[int]) -> bytes:
    """A copy of the request with a number of its own wherever it has a place for one."""
    parts = request.split(PLACE)
    out = parts[0]
    for part in parts[1:]:
        out += b"%012d" % next(numbers) + part
    return out


def run(
    port: int,
    requests: Sequence[Sequence[bytes]],
    *,
    wanted: Sequence[int],
    is_right: Callable[[bytes], bool],
) -> Run:
    """Each client sends its requests one after the other, all clients at once. NotAnswered."""

    def client(own: Sequence[bytes]) -> list[float]:
        line, waits = Line(port), []
        for request in own:
            start = time.perf_counter()
            status, body = line.ask(request)
            waits.append(time.perf_counter() - start)
            if status not in wanted or not is_right(body):
                raise NotAnswered(f"{status} {body[:400]!r}")
        line.close()
        return waits

    start = time.perf_counter()
    with ThreadPoolExecutor(len(requests)) as pool:
        found = [wait for waits in pool.map(client, requests) for wait in waits]
    return Run(time.perf_counter() - start, found)


def declaration(
    numbers: str = PLACE.decode(), *, declarant: str = "BENCH000", items: int = 3
) -> dict[str, Any]:
    """A declaration of some items, as a broker's machine sends it."""
    item = {
        "hs_code": "40111000",
        "description": "Pneus neufs de tourisme, 195/65 R15",
        "origin": "CN",
        "packages": 100,
        "net_kg": 1000.0,
        "gross_kg": 1080.0,
        "customs_value": 2000000,
        "duty_rate_pct": 20.0,
        "duties": 880000,
    }
    return {
        "reference": f"BENCH-{numbers}",
        "office": "DM01",
        "declaration_type": "IM4",
        "declarant": declarant,
        "importer": "IMP001",
        "departure": "CN",
        "currency": "EUR",
        "declared_on": time.strftime("%Y-%m-%d"),
        "items": [{"item": place + 1, **item} for place in range(items)],
    }


def one_body(declarant: str = "BENCH000") -> bytes:
    """One declaration."""
    return json.dumps(declaration(declarant=declarant)).encode()


def batch_body(size: int, declarant: str) -> bytes:
    """Many declarations."""
    return json.dumps({"declarations": [declaration(declarant=declarant) for _ in range(size)]}).encode()


def shares(
    request_for: Callable[[int], bytes], *, clients: int, each: int, numbers: count[int]
) -> list[list[bytes]]:
    """For each client its requests, every declaration with a number of its own."""
    return [[numbered(request_for(client), numbers) for _ in range(each)] for client in range(clients)]

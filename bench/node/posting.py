"""Lodging by the API beside a bare Django view that inserts one row: same server, threads, clients, disk.

A batch is compared with declarations that one client sends one after the other. Sixteen clients that send one
each at the same moment are lodged by one commit already: there a batch gains less, as is shown.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import count

from bench.node.figures import Figure, Goal, middle, quantile
from bench.node.loads import Run, batch_body, one_body, request_of, run, shares
from bench.node.places import APPLICATION, BARE, Place, Server

CLIENTS, BATCH = 16, 64
ROUNDS = ("bare", "one", "many", "bare alone", "alone", "many alone")
ALONE = 4  # batches of the one client for each of the sixteen's
WARMING = 1  # rounds that do not count
SINGLE_SHARE, BATCH_GAIN = 0.25, 10.0
JSON = "application/json"
ONE, MANY = "/api/v1/declarations", "/api/v1/declarations/batch"
BARE_VIEW = "bare Django insert"


@dataclass(frozen=True)
class Sizes:
    """Requests of each client in one round, and rounds."""

    singles: int
    batches: int
    repeats: int


@dataclass(frozen=True)
class Kind:
    """One sort of request of each client, and what a right answer is."""

    request: Callable[[int], bytes]
    wanted: tuple[int, ...]
    is_right: Callable[[bytes], bool]


def figures(place: Place, senders: Mapping[str, str], sizes: Sizes) -> list[Figure]:
    """Each round: bare, one by one, in batches; medians over the rounds. senders: operator -> key."""
    bare, single, batch = _bare(), _single(senders), _batch(senders)
    rounds: dict[str, list[Run]] = {
        name: [] for name in ("bare", "one", "many", "bare alone", "alone", "many alone")
    }
    numbers = count()
    with place.served(BARE) as plain, place.served(APPLICATION) as node:

        def go(name: str, server: Server, kind: Kind, *, clients: int, each: int) -> None:
            asked = shares(kind.request, clients=clients, each=each, numbers=numbers)
            before = server.cpu_seconds()
            found = run(server.port, asked, wanted=kind.wanted, is_right=kind.is_right)
            rounds[name].append(replace(found, cpu=server.cpu_seconds() - before))

        for _ in range(WARMING + sizes.repeats):
            go("bare", plain, bare, clients=CLIENTS, each=sizes.singles)
            go("one", node, single, clients=CLIENTS, each=sizes.singles)
            go("many", node, batch, clients=CLIENTS, each=sizes.batches)
            go("bare alone", plain, bare, clients=1, each=sizes.singles)
            go("alone", node, single, clients=1, each=sizes.singles)
            go("many alone", node, batch, clients=1, each=sizes.batches * ALONE)
    return _figures({name: runs[WARMING:] for name, runs in rounds.items()})


def _figures(rounds: dict[str, list[Run]]) -> list[Figure]:
    rate = {name: middle([one.rate for one in runs]) for name, runs in rounds.items()}
    batches, lonely, unit = rate["many"] * BATCH, rate["many alone"] * BATCH, "declarations/s"
    lines = [
        Figure("POST one, 16 clients", rate["one"], unit, rate["bare"], BARE_VIEW, Goal(SINGLE_SHARE), True),
        Figure("POST one, 1 client", rate["alone"], unit, rate["bare alone"], BARE_VIEW, None, True),
        Figure("POST batches of 64, 1 client", lonely, unit, rate["alone"], "one by one", Goal(BATCH_GAIN)),
        Figure("POST batches of 64, 16 clients", batches, unit, rate["one"], "one by one"),
    ]
    work = {name: middle([one.work for one in runs]) for name, runs in rounds.items()}
    lines += [
        Figure("CPU of the server, POST one", work["one"], "ms each", work["bare"], BARE_VIEW),
        Figure("CPU of the server, batches", work["many"] / BATCH, "ms each", work["one"], "one by one"),
    ]
    for share in (0.5, 0.99):
        own, bare = (_wait(rounds[name], share) for name in ("one", "bare"))
        lines.append(Figure(f"POST one, 16 clients, p{share * 100:.0f}", own, "ms", bare, BARE_VIEW))
    return lines


def _wait(runs: list[Run], share: float) -> float:
    """Milliseconds, the median over the rounds."""
    return middle([quantile(one.waits, share) * 1_000 for one in runs])


def _bare() -> Kind:
    request = request_of("/take", method="POST", body=one_body(), headers={"Content-Type": JSON})
    return Kind(lambda _client: request, (201,), lambda body: b'"id"' in body)


def _single(senders: Mapping[str, str]) -> Kind:
    requests = [_asked(ONE, one_body(operator), key) for operator, key in senders.items()]
    return Kind(lambda client: requests[client], (201,), lambda found: b'"reference"' in found)


def _batch(senders: Mapping[str, str]) -> Kind:
    requests = [_asked(MANY, batch_body(BATCH, operator), key) for operator, key in senders.items()]
    return Kind(lambda client: requests[client], (200,), _all_lodged)


def _all_lodged(body: bytes) -> bool:
    answers = json.loads(body)["answers"]
    return len(answers) == BATCH and all(one["status"] == 201 for one in answers)


def _asked(path: str, body: bytes, key: str) -> bytes:
    headers = {"Content-Type": JSON, "Authorization": f"Bearer {key}"}
    return request_of(path, method="POST", body=body, headers=headers)

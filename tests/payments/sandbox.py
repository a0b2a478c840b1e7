"""A provider of mobile money that is invented, and a real server: it takes what is asked, and tells of it.

By hand: ``python -m tests.payments.sandbox --port 9100 --secret … --callback http://127.0.0.1:8000/api/v1/payments/callbacks/sandbox``
then each payment asked of it is told as paid after a while, or as the last figure of the number says.
"""

from __future__ import annotations

import argparse
import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread, Timer
from time import time
from typing import Any
from urllib.parse import urlsplit

from amont.edge.posting import SIGNATURE, is_signed, signature

MODES = {
    "1": "lost",  # paid, and the callback is never sent
    "2": "duplicated",
    "3": "wrong_amount",
    "4": "reversed",
    "5": "wrong_signature",
    "6": "failed",
    "7": "delayed",
}  # last figure of the payer's number -> what happens; any other: paid


@dataclass
class Sandbox:
    """What it was asked, what became of it, what it told."""

    secret: str
    url: str = ""
    callback: str = ""
    answers: list[int] = field(default_factory=list)
    payments: dict[str, dict[str, Any]] = field(default_factory=dict)
    refunds: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    unsigned: int = 0
    delay: float | None = None  # seconds before it tells by itself; None: only when it is told to

    def take(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The same reference is the same payment."""
        known = self.payments.get(asked["reference"])
        if known is None:
            known = {**asked, "id": f"MM{len(self.payments) + 1:08d}", "state": "pending"}
            self.payments[asked["reference"]] = known
            if self.delay is not None:
                Timer(self.delay, self.play, [asked["reference"]]).start()
        return self.told(known)

    def told(self, payment: dict[str, Any]) -> dict[str, Any]:
        """What it says of a payment."""
        return {name: payment[name] for name in ("reference", "id", "state", "amount", "currency")}

    def settle(self, reference: str, state: str, *, amount: str = "") -> bytes:
        """Something happens to a payment; the body of the callback that says so."""
        payment = self.payments[reference]
        payment["state"] = state
        if amount:
            payment["amount"] = amount
        return json.dumps(self.told(payment)).encode()

    def signed(self, body: bytes, *, at: int | None = None) -> str:
        """The header that signs a body."""
        return signature(self.secret, body=body, at=int(time()) if at is None else at)

    def play(self, reference: str) -> None:
        """What happens to a payment, by the last figure of the payer's number."""
        payer, amount = self.payments[reference]["payer"], self.payments[reference]["amount"]
        mode = MODES.get(payer[-1:], "")
        wrong = str(Decimal(amount) - 1) if mode == "wrong_amount" else ""
        body = self.settle(reference, "failed" if mode == "failed" else "paid", amount=wrong)
        if mode == "lost":
            return
        signed = self.signed(body) if mode != "wrong_signature" else self.signed(body + b" ")
        self.send(body, signed)
        if mode == "duplicated":
            self.send(body, signed)
        if mode == "reversed":
            after = self.settle(reference, "reversed")
            Timer(self.delay or 0, self.send, [after, self.signed(after)]).start()

    def send(self, body: bytes, signed: str) -> int:
        """A callback over HTTP; the status of the answer."""
        parts = urlsplit(self.callback)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5)
        try:
            headers = {"Content-Type": "application/json", SIGNATURE: signed}
            connection.request("POST", parts.path, body, headers)
            return connection.getresponse().status
        finally:
            connection.close()


def handler_of(box: Sandbox) -> type[BaseHTTPRequestHandler]:
    """What answers over HTTP."""
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if not self.is_known(body):
                return
            with lock:
                asked = json.loads(body)
                box.asked.append(self.path)
                if self.path.endswith("/refunds"):
                    known = {**asked, "id": f"RF{len(box.refunds) + 1:08d}", "state": "paid"}
                    self.answer(200, box.told(box.refunds.setdefault(asked["reference"], known)))
                    return
                self.answer(box.answers.pop(0) if box.answers else 202, box.take(asked))

        def do_GET(self) -> None:
            if not self.is_known(f"GET {self.path.lstrip('/')}".encode()):
                return
            with lock:
                box.asked.append(self.path)
                payment = box.payments.get(self.path.rsplit("/", 1)[-1])
                self.answer(200 if payment else 404, box.told(payment) if payment else {})

        def is_known(self, body: bytes) -> bool:
            if is_signed(
                box.secret, body=body, told=self.headers.get(SIGNATURE, ""), now=int(time()), within=10**9
            ):
                return True
            box.unsigned += 1
            self.answer(401, {})
            return False

        def answer(self, status: int, told: dict[str, Any]) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(told).encode())

        def log_message(self, *_: object) -> None:
            """Nothing on the screen."""

    return Handler


@contextmanager
def a_sandbox(secret: str) -> Iterator[Sandbox]:
    """It listens on this machine until the end of the test."""
    box = Sandbox(secret)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(box))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    box.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield box
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def main() -> None:
    """A provider for a demonstration."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=9100)
    parser.add_argument("--secret", required=True)
    parser.add_argument("--callback", required=True)
    parser.add_argument("--delay", type=float, default=5.0)
    said = parser.parse_args()
    box = Sandbox(said.secret, callback=said.callback, delay=said.delay)
    print(f"http://127.0.0.1:{said.port}", MODES)
    ThreadingHTTPServer(("127.0.0.1", said.port), handler_of(box)).serve_forever()


if __name__ == "__main__":
    main()

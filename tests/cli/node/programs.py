"""The programs of a stand-in node, a few lines each, that start as quickly as Python does.

python -m tests.cli.node.programs tables | web PORT [CERTIFICATE KEY] | worker
"""

import os
import signal
import ssl
import sys
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psycopg


def connected() -> psycopg.Connection:
    return psycopg.connect(os.environ["AMONT_DATABASE_URL"], autocommit=True, connect_timeout=3)


def tables() -> None:
    """What migrations do."""
    with connected() as connection:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS beat (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text)"
        )
        connection.execute("CREATE TABLE IF NOT EXISTS django_migrations (applied timestamptz)")


def web(port: str, *keys: str) -> None:
    """Answers /healthz as the true one does: 200 when the database answers."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                connected().close()
                self.send_response(200)
            except psycopg.OperationalError:
                self.send_response(503)
            self.end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", int(port)), Answer)
    if keys:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*keys)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.serve_forever()


def worker() -> None:
    """Writes a row as often as it can, and tells each one that was acknowledged."""
    pause = threading.Event()
    with (Path(os.environ["AMONT_HOME"]) / "files" / "acknowledged").open("a") as told:
        while True:
            with suppress(psycopg.Error), connected() as connection:
                while not pause.wait(0.002):
                    row = connection.execute("INSERT INTO beat (note) VALUES ('x') RETURNING id").fetchone()
                    told.write(f"{row[0]}\n")
                    told.flush()
            pause.wait(0.05)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    {"tables": tables, "web": web, "worker": worker}[sys.argv[1]](*sys.argv[2:])

"""One signed message: its signature proves the sender, and nothing leads it elsewhere."""

from __future__ import annotations

import hmac
import socket
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest

from amont.edge.posting import Posted, post, signature
from tests.exchange.receiving import a_certificate, a_receiver


def test_a_signature_is_that_of_the_seconds_a_dot_and_the_body() -> None:
    told = signature("secret", body=b'{"a":1}', at=1_764_000_000)

    wanted = hmac.new(b"secret", b'1764000000.{"a":1}', sha256).hexdigest()
    assert told == f"t=1764000000,v1={wanted}"


def test_a_message_arrives_as_it_was_sent() -> None:
    with a_receiver(204) as receiver:
        posted = post(receiver.url, body=b"{}", headers={"X-Mark": "1"}, allows_private=True)

    assert posted == Posted(204)
    assert (receiver.bodies, receiver.headers[0]["X-Mark"]) == ([b"{}"], "1")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_an_answer_like_any_other_and_is_not_followed(status: int) -> None:
    with a_receiver(status) as receiver:
        url = receiver.url.replace("/amont", "/moved")
        posted = post(url, body=b"{}", headers={}, allows_private=True)

    assert (posted, posted.is_done) == (Posted(status), False)
    assert receiver.paths == ["/moved"]


def test_nothing_is_sent_to_our_own_network_unless_the_node_allows_it() -> None:
    with a_receiver() as receiver:
        plain = post(receiver.url, body=b"{}", headers={}, allows_private=False)
        sealed = post(receiver.url.replace("http:", "https:"), body=b"{}", headers={}, allows_private=False)

    assert (plain, sealed, receiver.bodies) == (Posted(None, "address"), Posted(None, "address"), [])


def test_a_name_that_does_not_exist_is_said() -> None:
    assert post("https://nothing.invalid/", body=b"", headers={}, allows_private=False) == Posted(
        None, "name"
    )


def test_nobody_listening_is_said() -> None:
    with a_receiver() as receiver:
        url = receiver.url

    assert post(url, body=b"", headers={}, allows_private=True) == Posted(None, "connection")


def test_a_seal_that_is_none_is_said() -> None:
    with a_receiver() as receiver:
        url = receiver.url.replace("http:", "https:")

        assert post(url, body=b"", headers={}, allows_private=True) == Posted(None, "certificate")


def test_a_sealed_message_arrives_where_the_certificate_is_that_of_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = a_certificate(tmp_path, name="localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(files[0]))
    with a_receiver(sealed_by=files) as receiver:
        right = receiver.url.replace("127.0.0.1", "localhost")
        known = post(right, body=b"{}", headers={}, allows_private=True)
        other = post(receiver.url, body=b"{}", headers={}, allows_private=True)

    assert (known, other) == (Posted(200), Posted(None, "certificate"))
    assert receiver.bodies == [b"{}"]


def test_who_answers_a_sign_at_a_time_is_cut_off() -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    thread = Thread(target=_drip, args=[listening], daemon=True)
    thread.start()

    url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
    posted = post(url, body=b"", headers={}, allows_private=True, seconds=0.3)

    listening.close()
    thread.join(5)
    assert posted.status is None
    assert posted.fault in ("connection", "timeout")
    assert not thread.is_alive()


def _drip(listening: socket.socket) -> None:
    """One sign of a header after the other, for as long as somebody listens."""
    there, _ = listening.accept()
    with there:
        there.settimeout(0.05)
        for sign in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1_000:
            try:
                there.sendall(bytes([sign]))
                if there.recv(65_536) == b"":
                    return
            except TimeoutError:
                continue
            except OSError:
                return

import socket

import pytest

from amont.cli.node.ports import PortTaken, require_free


def test_a_taken_port_is_told_with_one_that_is_free():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(PortTaken) as refusal:
            require_free(port, host="127.0.0.1")

    assert refusal.value.facts["port"] == port
    require_free(refusal.value.facts["free"], host="127.0.0.1")


def test_the_port_of_a_node_that_has_just_stopped_is_free():
    with socket.socket() as before:
        before.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        before.bind(("127.0.0.1", 0))
        before.listen()
        port = before.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as client:
            server, _ = before.accept()
            server.close()
            client.recv(1)

    require_free(port, host="127.0.0.1")

import json
import os
import signal
import socket
import ssl
import urllib.request
from pathlib import Path

from amont.cli.node.database.address import connect
from amont.cli.node.database.embedded import embedded
from amont.cli.node.inquiry import status_of
from amont.cli.node.machine import bearing
from amont.cli.node.state import is_running, read_state
from amont.cli.node.stopping import Ending, stop_node
from tests.cli.node.conftest import until


def answered(url: str, authority: Path | None = None) -> int:
    context = ssl.create_default_context(cafile=authority) if authority else None
    with urllib.request.urlopen(url, context=context) as answer:
        return answer.status


def pid_of(home, name: str) -> int:
    return read_state(home).processes[name]["pid"]


def rows(home) -> set[int]:
    with connect(embedded(home).owner_dsn) as connection:
        return {row[0] for row in connection.execute("SELECT id FROM beat")}


def test_a_node_opens_works_and_stops_in_order_on_ctrl_c(node, home):
    node.up()

    assert answered(f"http://127.0.0.1:{node.port}/healthz") == 200
    found = status_of(home, environment={})
    assert (found.is_running, found.is_well, found.database) == (True, True, "embedded")
    assert json.loads(json.dumps(found.plain()))["node"]["port"] == node.port
    second = node.refused(port=node.port + 1)
    assert "node.already_runs" in second
    assert f"http://localhost:{node.port}/" in second
    status, _ = node.stop(signal.SIGINT)

    assert status == 0
    assert not list(bearing(home.root))
    assert not embedded(home).is_alive()
    assert not status_of(home, environment={}).is_running


def test_a_node_whose_port_is_taken_refuses_before_it_starts_anything(node, home):
    with socket.socket() as other:
        other.bind(("127.0.0.1", node.port))
        other.listen()

        said = node.refused()

    assert "node.port_taken" in said
    assert "cli.up.database" not in said
    assert not embedded(home).is_alive()


def test_what_is_killed_comes_back_and_no_acknowledged_row_is_lost(node, home):
    node.up()
    until(lambda: len(node.acknowledged()) > 50)
    web = pid_of(home, "web")

    os.kill(int((home.database / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    os.kill(web, signal.SIGKILL)
    before = node.acknowledged()
    until(lambda: len(node.acknowledged()) > len(before) + 50)

    until(lambda: pid_of(home, "web") not in (0, web))
    until(lambda: status_of(home, environment={}).is_well)
    acknowledged = node.acknowledged()
    assert acknowledged <= rows(home)
    assert stop_node(home) is Ending.NODE


def test_after_a_kill_of_the_node_the_next_one_takes_over(node, home):
    node.up()
    until(lambda: len(node.acknowledged()) > 20)
    left = {pid_of(home, "web"), pid_of(home, "worker")}
    node.process.kill()
    node.process.communicate()
    assert left <= set(bearing(home.root))
    assert not is_running(home)

    node.up()

    assert not left & set(bearing(home.root))
    assert node.acknowledged() <= rows(home)

    node.process.kill()
    node.process.communicate()
    assert stop_node(home) is Ending.LEFTOVERS
    assert not list(bearing(home.root))
    assert not embedded(home).is_alive()
    assert stop_node(home) is Ending.NOTHING


def test_over_tls_the_node_answers_under_its_own_authority(node, home):
    said = node.up("tls")

    authority = home.secrets / "authority.pem"
    assert answered(f"https://localhost:{node.port}/healthz", authority) == 200
    assert str(authority) in said
    assert status_of(home, environment={}).is_well


def test_a_step_that_fails_says_so_and_leaves_nothing_running(node, home):
    said = node.refused("failing")

    assert "node.step_failed" in said
    assert "the migration says why" in said
    assert not embedded(home).is_alive()


def test_a_web_server_that_cannot_start_is_not_waited_for(node, home):
    said = node.refused("webless")

    assert "node.not_well" in said
    assert "the web server says why" in said
    assert not list(bearing(home.root))

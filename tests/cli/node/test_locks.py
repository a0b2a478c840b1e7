import subprocess
import sys

import pytest

from amont.cli.node.locks import Busy, Lock, alone, is_held


def test_a_lock_held_alone_keeps_the_others_out(tmp_path):
    first, second = Lock(tmp_path / "lock"), Lock(tmp_path / "lock")

    assert first.take()
    assert not second.take()
    assert not second.take(shared=True)

    first.release()
    assert second.take()


def test_the_last_of_those_who_share_a_lock_may_have_it_alone(tmp_path):
    first, second = Lock(tmp_path / "lock"), Lock(tmp_path / "lock")
    assert first.take(shared=True)
    assert second.take(shared=True)

    assert not first.take()
    first.release()

    assert second.take()


def test_a_lock_is_lifted_when_its_holder_is_killed(tmp_path):
    path = tmp_path / "lock"
    code = "import sys, pathlib; from amont.cli.node.locks import Lock; "
    code += "print(Lock(pathlib.Path(sys.argv[1])).take(), flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout.readline() == "True\n"
    assert is_held(path)

    holder.kill()
    holder.communicate()

    assert not is_held(path)


def test_who_waits_too_long_for_a_lock_is_told(tmp_path):
    with alone(tmp_path / "lock", seconds=1), pytest.raises(Busy), alone(tmp_path / "lock", seconds=0.1):
        pass

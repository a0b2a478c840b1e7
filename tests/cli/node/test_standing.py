"""Under which account pages and background work run. Started by root, they get an account of their own."""

import os
import subprocess

import pytest

from amont.cli.node import standing
from amont.cli.node.database.account import Account, named
from amont.cli.node.home import Home
from amont.cli.node.standing import Standing, standing_in

IS_ROOT = os.geteuid() == 0


@pytest.fixture
def place(new_home) -> Home:
    new_home.prepare()
    for name in ("secret_key", "database_owner"):
        new_home.secret(name)
    return new_home


def reads(path, options) -> bool:
    return subprocess.run(["cat", str(path)], check=False, capture_output=True, **options).returncode == 0


def test_whoever_is_not_root_runs_them_himself(place):
    found = standing_in(place, port=8000)

    if IS_ROOT:
        assert bool(found.ground) is not bool(found.options)  # either an account of their own, or why not
    else:
        assert found == Standing()


def test_a_port_that_only_root_may_open_keeps_root(place):
    found = standing_in(place, port=443)

    assert found.ground == ("node.root_port" if IS_ROOT else "")
    assert found.options == {}


def test_the_account_of_the_pages_reads_its_secrets_and_no_other(place):
    account = named(standing.NAME) if IS_ROOT else Account()
    assert account is not None

    if IS_ROOT:
        group = standing._admit(place, account)
        account = Account(account.uid, account.gid, (group,))

    assert reads(place.secrets / "secret_key", account.options())
    assert reads(place.secrets / "database_owner", account.options()) is not IS_ROOT

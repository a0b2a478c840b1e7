"""Fifty gates note the same exit at the same moment, over connections of their own: one is kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.db import connection
from django.test import override_settings

from amont.kernel.agents import Role
from amont.release.actions.leaving import LeftAlready, note_exit
from amont.release.models import Exit
from tests.making import NOW, TODAY, an_agent
from tests.release.paying import a_release, leaving

GATE = an_agent(Role.GATE)


def test_of_fifty_exits_at_once_one_is_noted(live_rows: None, tmp_path: Path) -> None:
    with override_settings(HOME=tmp_path):
        number = a_release().number

        def one(n: int) -> str:
            try:
                note_exit(leaving(number, key=f"k{n}"), by=GATE, now=NOW, today=TODAY)
            except LeftAlready:
                return "left already"
            finally:
                connection.close()
            return "noted"

        with ThreadPoolExecutor(20) as threads:
            answers = list(threads.map(one, range(50)))

    assert sorted(answers) == ["left already"] * 49 + ["noted"]
    assert Exit.objects.count() == 1

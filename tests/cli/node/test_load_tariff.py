"""`amont load-tariff`: what it would change is said before, and with --check nothing more is done."""

from __future__ import annotations

import pytest

from amont.cli.node.tasks.load_codes import load
from amont.kernel.errors import AmontError
from amont.reference.models import TariffLine
from tests.reference.test_tariff import RICE, handed

pytestmark = pytest.mark.django_db


def test_what_a_tariff_changes_is_said_before_it_is_loaded(capsys: pytest.CaptureFixture[str]) -> None:
    load(handed(RICE + "x;Sans code;;kg;1\n"), is_check=True)

    said = capsys.readouterr().out
    assert "+ 1006 100630 100640 401110" in said and "x" in said.splitlines()[0]
    assert not TariffLine.objects.exists()


def test_a_tariff_is_loaded_and_the_second_time_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    load(handed(), is_check=False)
    first = capsys.readouterr().out
    load(handed(), is_check=False)
    second = capsys.readouterr().out

    assert "+ 1006" in first and "+" not in second
    assert TariffLine.objects.count() == 4


def test_what_was_noticed_is_told_up_to_a_screen_and_the_rest_is_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    load(handed(RICE + "x;Sans code;;kg;1\n" * 25), is_check=True)

    lines = capsys.readouterr().out.splitlines()
    assert (
        sum("« x »" in line or "“x”" in line for line in (one.replace("\u00a0", " ") for one in lines)) == 20
    )
    assert lines[20].startswith("5 ")


def test_a_file_that_is_no_tariff_is_refused() -> None:
    with pytest.raises(AmontError):
        load(handed("rien"), is_check=False)

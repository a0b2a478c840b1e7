"""Receivers stand on this machine; the log's key lies in a folder of the test."""

from pathlib import Path

import pytest
from pytest_django import Settings

from amont.journal.keys import signing_key


@pytest.fixture(autouse=True)
def own_network(settings: Settings, tmp_path: Path) -> None:
    settings.WEBHOOK_PRIVATE = True
    settings.HOME = tmp_path
    signing_key.cache_clear()

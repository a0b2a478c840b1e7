"""Pages find their files where they lie."""

import pytest
from pytest_django import Settings

from tests.pages import PLAIN


@pytest.fixture(autouse=True)
def plain_files(settings: Settings) -> None:
    settings.STORAGES = PLAIN

"""A signing key of its own for each test."""

import pytest
from django.test import override_settings


@pytest.fixture(autouse=True)
def own_key(tmp_path_factory: pytest.TempPathFactory) -> object:
    with override_settings(HOME=tmp_path_factory.mktemp("home")) as home:
        yield home

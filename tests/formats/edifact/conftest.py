"""Where the tests of EDIFACT find messages of others."""

from pathlib import Path

import pytest

from tests.conftest import folder_of


@pytest.fixture(scope="session")
def edifact_samples() -> Path:
    """Messages of carriers, terminals and test suites."""
    return folder_of("samples/edifact")

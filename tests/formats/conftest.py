"""Messages made by others: test input only."""

from pathlib import Path

import pytest

from tests.conftest import folder_of


@pytest.fixture(scope="session")
def awmds_samples() -> Path:
    """Manifests of ASYCUDA World with their flat sheets."""
    return folder_of("samples/asycuda_manifest/derived")


@pytest.fixture(scope="session")
def ens_samples() -> Path:
    """Entry summaries."""
    return folder_of("samples/ics")


@pytest.fixture(scope="session")
def waybill_samples() -> Path:
    """House waybills."""
    return folder_of("samples/cargo_xml")

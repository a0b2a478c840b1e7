"""Where the tests find files made by others. They are test input only and are not part of the project."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def folder_of(name: str) -> Path:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"needs files made by others that are not part of the project: {name} is absent")
    return folder


@pytest.fixture(scope="session")
def sad_samples() -> Path:
    """Real ASYCUDA World declarations."""
    return folder_of("samples/asycuda_sad")


@pytest.fixture(scope="session")
def kcs() -> Path:
    """Public declarations of Korea Customs Service with inspection results."""
    return folder_of("data/kcs")

"""Where the tests find files made by others. They are test input only and are not part of the project."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import settings as properties
from playwright.sync_api import Playwright, sync_playwright

from amont.journal.protection import protect

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the slow one is for people
GUARDED = (
    "journal_entry", "journal_leaf", "journal_head",
    "cargo_balance_entry", "cargo_takeover", "cargo_foundline", "cargo_weighing", "cargo_picture",
    "screening_referral_move", "screening_referral_file",
    "screening_bill_label", "screening_image_reading", "screening_bill_capacity",
    "payments_entry", "payments_movement", "payments_noticeline", "payments_day",
    "parties_signed_act", "controls_finding", "controls_founditem", "controls_lanechange",
    "release_release", "release_exit", "release_exitnote", "release_gateanswer",
)  # fmt: skip
SHARED = Path(__file__).resolve().parents[2] / "shared"


def folder_of(name: str) -> Path:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"needs files made by others that are not part of the project: {name} is absent")
    return folder


properties.register_profile("house", deadline=None)  # a slow machine fails no property
properties.load_profile("house")


@pytest.fixture(scope="session")
def sad_samples() -> Path:
    """Real ASYCUDA World declarations."""
    return folder_of("samples/asycuda_sad")


@pytest.fixture(scope="session")
def awmds_samples() -> Path:
    """Manifests of ASYCUDA World with their flat sheets."""
    return folder_of("samples/asycuda_manifest/derived")


@pytest.fixture(scope="session")
def edifact_samples() -> Path:
    """Messages of carriers, terminals and test suites."""
    return folder_of("samples/edifact")


@pytest.fixture(scope="session")
def ens_samples() -> Path:
    """Entry summaries."""
    return folder_of("samples/ics")


@pytest.fixture(scope="session")
def waybill_samples() -> Path:
    """House waybills."""
    return folder_of("samples/cargo_xml")


@pytest.fixture(scope="session")
def transit_samples() -> Path:
    """Messages of the transit system."""
    return folder_of("samples/ncts")


@pytest.fixture(scope="session")
def kcs() -> Path:
    """Public declarations of Korea Customs Service with inspection results."""
    return folder_of("data/kcs")


@pytest.fixture(scope="session")
def fallen() -> set[str]:
    """What a test before has taken down, so that its tables could be emptied."""
    return set()


@pytest.fixture(autouse=True)
def guards_stand(request: pytest.FixtureRequest, fallen: set[str]) -> None:
    """They stand again for the first test that does not empty the tables itself."""
    mark = request.node.get_closest_marker("django_db")
    empties = "transactional_db" in request.fixturenames or (mark and mark.kwargs.get("transaction"))
    if not fallen or empties or not (mark or "db" in request.fixturenames):
        return
    with request.getfixturevalue("django_db_blocker").unblock():
        own = connection.copy()  # beside the transaction of the test, which will be undone
        guard("ENABLE", own)
        own.close()
    fallen.clear()


@pytest.fixture
def live_rows(transactional_db: None, fallen: set[str]) -> Iterator[None]:
    """Rows that other connections see: committed, and taken away after the test."""
    guard("ENABLE", connection)
    yield
    guard("DISABLE", connection)
    fallen.add("guards")


def guard(verb: str, own: Any) -> None:
    """The journal and the ledgers refuse to be emptied, even by tests: guards stand while a test runs."""
    with own.cursor() as cursor:
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} {verb} TRIGGER append_only")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The guards stand again where an earlier run took them away."""
    with django_db_blocker.unblock():
        protect(connection)


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """What drives browsers: one for all tests of a process."""
    with sync_playwright() as started:
        yield started

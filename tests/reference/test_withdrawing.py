"""A table that nobody has applied may be given up; its bytes stay."""

from __future__ import annotations

import pytest

from amont.journal.models import Entry
from amont.kernel.agents import Agent, Role
from amont.reference.actions.files import (
    TableApplied,
    TableWithdrawn,
    apply_codes,
    propose_codes,
    withdraw_codes,
)
from amont.reference.models import Code
from tests.making import NOW, an_agent
from tests.pages import browser_of, read
from tests.reference.test_codes import SENEGAL, a_table, applied, plain_files

__all__ = ["plain_files"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Agent:
    return an_agent(Role.ADMINISTRATOR)


def test_a_table_that_is_withdrawn_is_not_applied_and_one_applied_is_not_withdrawn(
    administrator: Agent,
) -> None:
    given_up = propose_codes(a_table(), by=administrator, now=NOW)

    for _ in range(2):
        row = withdraw_codes(given_up.pk, by=administrator, now=NOW)

    assert (row.withdrawn_at, row.withdrawn_by, bytes(row.body)) == (
        NOW,
        administrator.name,
        SENEGAL.encode(),
    )
    assert Entry.objects.filter(name="reference.withdraw_codes").count() == 1
    with pytest.raises(TableWithdrawn):
        apply_codes(given_up.pk, by=administrator, now=NOW)
    assert not Code.objects.exists()
    taken = applied()
    assert taken.pk != given_up.pk
    with pytest.raises(TableApplied):
        withdraw_codes(taken.pk, by=administrator, now=NOW)


def test_the_page_of_a_table_gives_it_up(administrator: Agent) -> None:
    row = propose_codes(a_table(), by=administrator, now=NOW)
    browser = browser_of(Role.ADMINISTRATOR)

    listed = read(browser.post(f"/reference/codes/fichiers/{row.pk}/", {"retirer": "1"}, follow=True))
    again = read(browser.post(f"/reference/codes/fichiers/{row.pk}/", {"seen": "0"}, follow=True))

    assert "Le fichier est retiré" in listed and "codes.csv Lieux" in listed
    assert "Ce fichier a été retiré" in again and "Appliquer" not in again
    assert not Code.objects.exists()

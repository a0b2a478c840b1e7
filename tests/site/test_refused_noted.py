"""Whoever tries what is not his leaves a line in the journal, by page and by API; reading leaves none."""

from __future__ import annotations

import pytest
from django.test import Client

from amont.journal.models import Entry
from amont.kernel.agents import Role
from tests.making import OTHER_OFFICE
from tests.pages import browser_of
from tests.payments.cases import a_node, assessed

pytestmark = pytest.mark.django_db


def refused() -> list[tuple[object, object, object]]:
    rows = Entry.objects.filter(name="security.refused").order_by("pk").values_list("facts", flat=True)
    return [(facts["act"], facts["path"], facts["status"]) for facts in rows]


def test_an_act_without_right_is_noted() -> None:
    a_node()
    pk = assessed().pk

    browser_of(Role.INSPECTOR).post(f"/liquidations/{pk}/encaisser/", {"means": "cash", "amount": "1"})

    assert refused() == [("payments.receive", f"/liquidations/{pk}/encaisser/", 403)]


def test_what_is_not_seen_and_what_is_not_whole_is_noted_too() -> None:
    a_node()
    pk = assessed().pk
    url = f"/liquidations/{pk}/encaisser/"

    browser_of(Role.CASHIER, office=OTHER_OFFICE).post(url, {"means": "cash", "amount": "1"})
    browser_of(Role.CASHIER, username="own").post(url, {"means": "cash", "amount": "1"})

    assert [status for _, _, status in refused()] == [404, 400]


def test_reading_and_strangers_leave_no_line() -> None:
    a_node()
    browser_of(Role.INSPECTOR).get("/caisse/")
    Client().post("/liquidations/1/encaisser/", {})

    assert refused() == []

"""Webhooks on screen: made, shown once, paused, and seen by those they belong to alone."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import Settings

from amont.exchange.models import Call, Webhook
from amont.journal.models import Entry
from amont.kernel.agents import Role
from amont.parties.models import Operator
from tests.making import BROKER, NOW, OTHER_BROKER, a_declaration, a_person
from tests.pages import PLAIN

pytestmark = pytest.mark.django_db
MADE = {"label": "logiciel", "url": "https://example.org/hook", "events": ["declaration.lodged"]}


@pytest.fixture(autouse=True)
def plain_files(settings: Settings) -> None:
    settings.STORAGES = PLAIN


def browser(role: Role, **facts: str) -> Client:
    client = Client()
    client.force_login(a_person(role, **facts))
    return client


def made(operator: str = BROKER) -> Webhook:
    whose = Operator.objects.get_or_create(code=operator)[0]
    return Webhook.objects.create(
        operator=whose,
        label=f"avis {operator}",
        url="https://example.org/hook",
        events=["declaration.lodged"],
        secret="amonthook_secret",
        state="active",
        made_by="test:one",
        made_at=NOW,
    )


def a_dead_call(hook: Webhook) -> Call:
    row = a_declaration()
    entry = Entry.objects.get(name="DeclarationLodged", subject=row.subject)
    return Call.objects.create(webhook=hook, entry=entry, state="dead", tries=16, since=NOW, next_at=NOW)


def test_a_broker_makes_a_webhook_and_sees_its_secret_on_one_page_only() -> None:
    client = browser(Role.BROKER)

    page = client.post("/avis/nouveau/", MADE).content.decode()

    row = Webhook.objects.get()
    assert row.secret in page
    pages = [client.get(path).content.decode() for path in ("/avis/", f"/avis/{row.pk}/")]
    assert not any(row.secret in page for page in pages)
    assert row.operator is not None and row.operator.code == BROKER


def test_a_broker_cannot_choose_whose_webhook_it_makes() -> None:
    browser(Role.BROKER).post("/avis/nouveau/", {**MADE, "operator": OTHER_BROKER, "office": "DM01"})

    row = Webhook.objects.get()
    assert row.operator is not None and row.operator.code == BROKER


def test_an_address_that_may_not_be_called_is_said_on_the_form(settings: Settings) -> None:
    settings.WEBHOOK_PRIVATE = False

    page = browser(Role.BROKER).post("/avis/nouveau/", {**MADE, "url": "https://127.0.0.1/"})

    assert page.status_code == 200
    assert "127.0.0.1" in page.content.decode()
    assert Webhook.objects.count() == 0


def test_the_webhook_of_another_is_not_found_whatever_is_asked_of_it() -> None:
    row = made(OTHER_BROKER)
    call = a_dead_call(row)
    client = browser(Role.BROKER)

    answers = [
        client.get(f"/avis/{row.pk}/").status_code,
        *(client.post(f"/avis/{row.pk}/{act}/").status_code for act in ("suspendre", "terminer", "secret")),
        client.post(f"/avis/{row.pk}/annonces/{call.pk}/renvoyer/").status_code,
    ]

    row.refresh_from_db()
    assert (answers, row.state) == ([404] * 5, "active")
    assert "avis BR002" not in client.get("/avis/").content.decode()


def test_a_webhook_is_paused_after_a_page_that_says_what_will_happen() -> None:
    client, row = browser(Role.BROKER), made()

    asked = client.get(f"/avis/{row.pk}/suspendre/")
    done = client.post(f"/avis/{row.pk}/suspendre/")

    row.refresh_from_db()
    assert (asked.status_code, done.status_code, row.state) == (200, 302, "paused")


def test_a_call_that_was_given_up_is_shown_and_sent_again() -> None:
    client, row = browser(Role.BROKER), made()
    call = a_dead_call(row)

    shown = client.get(f"/avis/{row.pk}/", {"etat": "dead"}).content.decode()
    address = re.search(r'action="([^"]*/renvoyer/)"', shown)
    assert address is not None
    client.post(address[1])

    call.refresh_from_db()
    assert (call.state, call.tries) == ("waiting", 0)


def test_pages_of_webhooks_are_closed_to_officers() -> None:
    client = browser(Role.CHIEF)

    assert [client.get(path).status_code for path in ("/avis/", "/avis/nouveau/")] == [403, 403]


def test_the_list_takes_as_many_queries_however_long_it_is(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    client = browser(Role.ADMINISTRATOR)
    for number in range(20):
        made(f"BR1{number:02}")

    with django_assert_max_num_queries(12):
        client.get("/avis/")

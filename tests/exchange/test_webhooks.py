"""A webhook belongs to an operator or, with two persons, to an office; its secret is shown once."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings

from amont.edge.addresses import UrlPrivate, UrlUnfit
from amont.exchange.actions.webhooks import (
    EventsUnknown,
    WebhookAsked,
    WebhookSecondPerson,
    approve_webhook,
    end_webhook,
    make_webhook,
    pause_webhook,
    renew_secret,
    resume_webhook,
)
from amont.exchange.models import Webhook
from amont.exchange.queries import webhook_seen_by, webhooks
from amont.journal.models import Entry
from amont.kernel.agents import Forbidden, NotFound, Role
from amont.kernel.states import NotNow
from amont.parties.models import Operator
from tests.making import BROKER, NOW, OFFICE, OTHER_BROKER, an_administration, an_agent

pytestmark = pytest.mark.django_db
FIRST = an_agent(Role.ADMINISTRATOR, office="", name="test:first")
SECOND = an_agent(Role.ADMINISTRATOR, office="", name="test:second")
OWNER = an_agent(Role.BROKER)


def asked(**facts: Any) -> WebhookAsked:
    an_administration()
    for code in (BROKER, OTHER_BROKER):
        Operator.objects.get_or_create(code=code, defaults={"is_broker": True})
    given = {
        "label": "logiciel de transit",
        "url": "https://example.org/hook",
        "events": ["lane.noted", "declaration.lodged"],
        "operator": BROKER,
    }
    return WebhookAsked(**(given | facts))


def of_office() -> Webhook:
    return make_webhook(asked(operator="", office=OFFICE), by=FIRST, now=NOW)[0]


def test_a_broker_makes_its_own_webhook_and_sees_its_secret_once() -> None:
    row, secret = make_webhook(asked(), by=OWNER, now=NOW)

    told = str(list(Entry.objects.values_list("facts", flat=True)))
    assert (row.state, row.events) == ("active", ["declaration.lodged", "lane.noted"])
    assert secret.startswith("amonthook_") and len(secret) == 53
    assert secret not in told


def test_a_broker_makes_none_for_another_or_for_an_office() -> None:
    for whose in ({"operator": OTHER_BROKER}, {"operator": "", "office": OFFICE}):
        with pytest.raises(Forbidden):
            make_webhook(asked(**whose), by=OWNER, now=NOW)


def test_that_of_an_office_waits_for_a_second_person() -> None:
    row = of_office()

    assert row.state == "proposed"
    with pytest.raises(WebhookSecondPerson):
        approve_webhook(row.pk, by=FIRST)
    assert approve_webhook(row.pk, by=SECOND).state == "active"


def test_that_of_an_office_is_never_active_by_one_person_not_even_in_the_table() -> None:
    row = of_office()

    with pytest.raises(IntegrityError), transaction.atomic():
        Webhook.objects.filter(pk=row.pk).update(state="active")


@pytest.mark.parametrize("events", [[], ["lane.noted", "score.made"]])
def test_a_webhook_is_told_of_what_exists(events: list[str]) -> None:
    with pytest.raises(EventsUnknown):
        make_webhook(asked(events=events), by=OWNER, now=NOW)


@override_settings(WEBHOOK_PRIVATE=False)
@pytest.mark.parametrize(
    ("url", "refusal"),
    [("http://example.org/", UrlUnfit), ("https://10.0.0.1/", UrlPrivate), ("x", UrlUnfit)],
)
def test_an_address_one_may_not_call_is_refused_at_once(url: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        make_webhook(asked(url=url), by=OWNER, now=NOW)


def test_a_webhook_pauses_resumes_and_ends_for_good() -> None:
    row, _ = make_webhook(asked(), by=OWNER, now=NOW)

    states = [verb(row.pk, by=OWNER).state for verb in (pause_webhook, resume_webhook, end_webhook)]

    assert states == ["paused", "active", "ended"]
    with pytest.raises(NotNow):
        resume_webhook(row.pk, by=OWNER)


def test_another_secret_replaces_the_one_before() -> None:
    row, before = make_webhook(asked(), by=OWNER, now=NOW)

    _, after = renew_secret(row.pk, by=OWNER)

    row.refresh_from_db()
    assert (row.secret, before == after) == (after, False)


def test_the_webhook_of_another_does_not_exist() -> None:
    row, _ = make_webhook(asked(operator=OTHER_BROKER), by=FIRST, now=NOW)

    with pytest.raises(NotFound):
        webhook_seen_by(OWNER, row.pk)
    with pytest.raises(Forbidden):
        end_webhook(row.pk, by=OWNER)
    assert [one.pk for one in webhooks(FIRST)] == [row.pk]


def test_security_may_pause_and_end_but_makes_none() -> None:
    row, _ = make_webhook(asked(), by=OWNER, now=NOW)
    security = an_agent(Role.SECURITY, office="")

    assert pause_webhook(row.pk, by=security).state == "paused"
    with pytest.raises(Forbidden):
        make_webhook(asked(), by=security, now=NOW)
    with pytest.raises(Forbidden):
        resume_webhook(row.pk, by=security)

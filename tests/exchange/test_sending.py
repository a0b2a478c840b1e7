"""What happens is told to those who may know it: once at least, in order, signed, until they answer."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest

from amont.declarations.actions.routing import cancel, note_lanes
from amont.declarations.models import Declaration
from amont.exchange.actions.sending import send_waiting
from amont.exchange.actions.webhooks import (
    WebhookAsked,
    approve_webhook,
    make_webhook,
    pause_webhook,
    resume_webhook,
    send_again,
)
from amont.exchange.models import Call, Told, Webhook
from amont.exchange.queries import dead_calls
from amont.journal.sequencing import sequence
from amont.kernel.agents import WORKER, Forbidden, Role
from amont.kernel.lanes import Lane
from amont.kernel.states import NotNow
from amont.parties.models import Operator
from amont.reference.models import Administration
from tests.exchange.receiving import Receiver, a_receiver
from tests.making import (
    BROKER,
    NOW,
    OFFICE,
    OTHER_BROKER,
    OTHER_OFFICE,
    TODAY,
    a_declaration,
    an_administration,
    an_agent,
)

pytestmark = pytest.mark.django_db
FIRST = an_agent(Role.ADMINISTRATOR, office="", name="test:first")
SECOND = an_agent(Role.ADMINISTRATOR, office="", name="test:second")
ALL = tuple(Told.values)


def a_webhook(receiver: Receiver, *, operator: str = BROKER, office: str = "", events: Any = ALL) -> Webhook:
    an_administration()
    if operator:
        Operator.objects.get_or_create(code=operator)
    asked = WebhookAsked("logiciel", receiver.url, events, operator, office)
    row, _ = make_webhook(asked, by=FIRST, now=NOW)
    return row if operator else approve_webhook(row.pk, by=SECOND)


def sent(now: datetime = NOW) -> int:
    """Everything that waits is placed in the journal and told."""
    while sequence(by=WORKER, now=now + timedelta(minutes=1)):
        pass
    return send_waiting(by=WORKER, now=now)


def routed(row: Declaration, lane: Lane) -> None:
    note_lanes({row.versions.get(number=row.version).pk: lane}, by=WORKER)


def test_what_happens_to_a_declaration_is_told_in_its_order() -> None:
    with a_receiver() as receiver:
        a_webhook(receiver, operator="", office=OFFICE)
        row = a_declaration({"reference": "C1"})
        routed(row, Lane.YELLOW)
        cancel(row.pk, by=an_agent(Role.CHIEF), ground="double", now=NOW)

        sent()

    about = {"id": row.pk, "reference": "C1"}
    told = [{name: value for name, value in one.items() if name not in ("id", "at")} for one in receiver.told]
    assert told == [
        {"event": "declaration.lodged", "declaration": about, "version": 1},
        {"event": "lane.noted", "declaration": about, "version": 1, "lane": "yellow", "before": ""},
        {"event": "declaration.cancelled", "declaration": about},
    ]
    assert len({one["id"] for one in receiver.told}) == 3


def test_the_signature_proves_the_sender() -> None:
    with a_receiver() as receiver:
        hook = a_webhook(receiver)
        a_declaration()

        sent()

    parts = dict(part.split("=") for part in receiver.headers[0]["Amont-Signature"].split(","))
    signed = parts["t"].encode() + b"." + receiver.bodies[0]
    assert int(parts["t"]) == int(NOW.timestamp())
    assert parts["v1"] == hmac.new(hook.secret.encode(), signed, sha256).hexdigest()


def test_what_was_answered_is_not_told_again() -> None:
    with a_receiver() as receiver:
        a_webhook(receiver)
        a_declaration()
        sent()

        sent(NOW + timedelta(days=2))

    call = Call.objects.get()
    assert len(receiver.bodies) == 1
    assert (call.state, call.status, call.tries, call.done_at) == ("done", 200, 1, NOW)


def test_a_broker_is_told_of_its_own_declarations_alone() -> None:
    with a_receiver() as receiver:
        a_webhook(receiver)
        a_declaration({"reference": "OWN"})
        a_declaration({"reference": "THEIRS"}, broker=OTHER_BROKER)

        sent()

    assert [one["declaration"]["reference"] for one in receiver.told] == ["OWN"]


def test_an_office_is_told_of_what_is_declared_in_it() -> None:
    with a_receiver() as receiver:
        a_webhook(receiver, operator="", office=OFFICE)
        a_declaration({"reference": "HERE"})
        a_declaration({"reference": "THERE", "office": OTHER_OFFICE})

        sent()

    assert [one["declaration"]["reference"] for one in receiver.told] == ["HERE"]


@pytest.mark.parametrize(("published", "events"), [(False, ["declaration.lodged"]), (True, list(ALL)[:2])])
def test_a_broker_learns_lanes_where_they_are_published(published: bool, events: list[str]) -> None:
    with a_receiver() as receiver:
        a_webhook(receiver)
        Administration.objects.update(lane_published=published)
        routed(a_declaration(), Lane.RED)

        sent()

    assert [one["event"] for one in receiver.told] == events


def test_only_chosen_events_are_told() -> None:
    with a_receiver() as receiver:
        a_webhook(receiver, operator="", events=["lane.noted"])
        routed(a_declaration(), Lane.GREEN)

        sent()

    assert [one["event"] for one in receiver.told] == ["lane.noted"]


def test_nothing_that_happened_before_the_webhook_is_told() -> None:
    with a_receiver() as receiver:
        a_declaration({"reference": "BEFORE"})
        sent()
        a_webhook(receiver)
        a_declaration({"reference": "AFTER"})

        sent(NOW + timedelta(minutes=1))

    assert [one["declaration"]["reference"] for one in receiver.told] == ["AFTER"]


def test_nothing_is_told_before_it_has_its_place_in_the_journal() -> None:
    with a_receiver() as receiver:
        a_webhook(receiver)
        a_declaration()

        done = send_waiting(by=WORKER, now=NOW)

    assert (done, receiver.bodies) == (0, [])


def test_what_fails_is_told_again_each_time_after_twice_as_long() -> None:
    with a_receiver(500, 503, 200) as receiver:
        a_webhook(receiver)
        a_declaration()

        for seconds in (0, 1, 2, 5, 6, 7):
            sent(NOW + timedelta(seconds=seconds))

    call = Call.objects.get()
    assert len(receiver.bodies) == 3
    assert len(set(receiver.bodies)) == 1
    assert (call.tries, call.state, call.done_at) == (3, "done", NOW + timedelta(seconds=6))


def test_after_a_day_of_tries_a_call_is_given_up_and_shown() -> None:
    with a_receiver(500) as receiver:
        a_webhook(receiver)
        a_declaration()

        for _ in range(30):
            due = Call.objects.order_by("pk").values_list("next_at", flat=True).first()
            sent(due or NOW)

    call = Call.objects.get()
    assert (call.state, call.status, call.tries, dead_calls()) == ("dead", 500, 16, 1)
    assert len(receiver.bodies) == 16


def test_a_call_that_was_given_up_is_sent_again_by_a_person() -> None:
    with a_receiver(500) as receiver:
        hook = a_webhook(receiver)
        a_declaration()
        sent()
        Call.objects.update(state="dead")
        receiver.answers = [200]

        send_again(Call.objects.get().pk, by=an_agent(Role.BROKER), now=NOW)
        sent()

    assert (Call.objects.get().state, Call.objects.get().webhook_id) == ("done", hook.pk)
    with pytest.raises(NotNow):
        send_again(Call.objects.get().pk, by=FIRST, now=NOW)


def test_nobody_listening_holds_back_what_follows_for_the_same_webhook_alone() -> None:
    with a_receiver() as gone:
        pass
    with a_receiver() as receiver:
        a_webhook(gone)
        a_webhook(receiver)
        a_declaration({"reference": "C1"})
        a_declaration({"reference": "C2"})

        sent()

    tries = dict.fromkeys((1, 0), 1)
    lost = Call.objects.exclude(state="done").order_by("pk")
    assert [one["declaration"]["reference"] for one in receiver.told] == ["C1", "C2"]
    assert [call.tries for call in lost] == list(tries)
    assert {call.next_at for call in lost} == {NOW + timedelta(seconds=2)}


def test_a_paused_webhook_is_told_afterwards_what_it_missed() -> None:
    with a_receiver() as receiver:
        hook = a_webhook(receiver)
        pause_webhook(hook.pk, by=FIRST)
        a_declaration()
        sent()
        missed = list(receiver.bodies)
        resume_webhook(hook.pk, by=FIRST)

        sent()

    assert (missed, len(receiver.bodies)) == ([], 1)


def test_an_operator_that_trades_no_more_is_told_of_nothing() -> None:
    with a_receiver() as receiver:
        a_webhook(receiver)
        Operator.objects.update(until_on=TODAY - timedelta(days=1))
        a_declaration()

        sent()

    assert receiver.bodies == []


def test_telling_twice_at_once_makes_each_call_once() -> None:
    with a_receiver() as receiver:
        a_webhook(receiver)
        a_declaration()
        sent()
        Webhook.objects.update(cursor=0)
        sent()

    assert len(receiver.bodies) == 1


def test_only_the_node_itself_tells() -> None:
    with pytest.raises(Forbidden):
        send_waiting(by=FIRST, now=NOW)


@pytest.mark.usefixtures("as_application")
def test_the_role_of_the_application_has_all_the_rights_it_takes() -> None:
    with a_receiver(500, 200) as receiver:
        a_webhook(receiver)
        a_declaration()
        sent()
        sent(NOW + timedelta(seconds=3))

    assert [call.state for call in Call.objects.all()] == ["done"]


def test_without_webhooks_nothing_is_done(django_assert_num_queries: Any) -> None:
    a_declaration()
    sequence(by=WORKER, now=NOW)

    with django_assert_num_queries(5):
        assert send_waiting(by=WORKER, now=NOW) == 0

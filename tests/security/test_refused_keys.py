"""Keys that do not work are counted by address and by the key of ours they name; their text is not kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from amont.kernel.agents import WORKER, Forbidden, Role
from amont.parties.actions.keys import KeyAsked, make_key, revoke_key
from amont.parties.models import ApiKey, Operator
from amont.security import queries
from amont.security.actions import WhyRefused, note_refused_key
from amont.security.models import KeyRefusals
from tests.making import BROKER, NOW, an_administration, an_agent

pytestmark = pytest.mark.django_db
ADMINISTRATOR = an_agent(Role.ADMINISTRATOR, office="", name="test:first")
INVENTED = "amont_0123456789_" + "x" * 43


def a_key(role: Role = Role.BROKER, *, label: str = "logiciel", now: datetime = NOW) -> tuple[ApiKey, str]:
    an_administration()
    if role is Role.BROKER:
        Operator.objects.get_or_create(code=BROKER)
    acts = ["declarations.read"]
    whose = BROKER if role is Role.BROKER else ""
    asked = KeyAsked(label, role, whose, "", acts, 60, now + timedelta(days=30))
    return make_key(asked, by=ADMINISTRATOR, now=now)


def refused(text: str, address: str = "192.0.2.7", *, hours: float = 0) -> None:
    note_refused_key(text, address=address, by=WORKER, now=NOW - timedelta(hours=hours))


def counts() -> list[tuple[str, str, str, int]]:
    rows = KeyRefusals.objects.order_by("pk")
    return list(rows.values_list("address", "prefix", "why", "n"))


def test_a_key_that_nobody_gave_is_counted_without_its_name() -> None:
    for n in range(50):
        refused(f"amont_{n:010}_secret")

    assert counts() == [("192.0.2.7", "", "unknown", 50)]


def test_why_a_key_of_ours_was_refused_is_told() -> None:
    revoked, text = a_key()
    revoke_key(revoked.pk, by=ADMINISTRATOR, now=NOW)
    waiting, waiting_text = a_key(Role.ANALYST)
    good, good_text = a_key()

    refused(text)
    refused(waiting_text)
    refused(good_text[:-1] + "?")

    assert counts() == [
        ("192.0.2.7", revoked.prefix, WhyRefused.OVER.value, 1),
        ("192.0.2.7", waiting.prefix, WhyRefused.WAITING.value, 1),
        ("192.0.2.7", good.prefix, WhyRefused.SECRET.value, 1),
    ]


def test_no_text_of_a_key_is_kept_anywhere() -> None:
    _, text = a_key()

    refused(text[:-1] + "?")

    kept = str(list(KeyRefusals.objects.values()))
    assert text.rpartition("_")[2][:20] not in kept


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff:1:2:3", "2001:db8:1:2::/64"),
        ("192.0.2.7", "192.0.2.7"),
        ("pas une adresse", ""),
        ("", ""),
    ],
)
def test_an_address_of_ipv6_counts_by_its_network(address: str, kept: str) -> None:
    refused(INVENTED, address)

    assert counts() == [(kept, "", "unknown", 1)]


@pytest.mark.parametrize(
    "text", ["", "amont", "amont_", "amont__x", "amont_\x00_x", "x" * 200, "Amont_é_ü", "_"]
)
def test_any_text_that_is_no_key_is_counted_as_unknown(text: str) -> None:
    refused(text)

    assert counts() == [("192.0.2.7", "", "unknown", 1)]


def test_each_hour_has_its_own_count() -> None:
    refused(INVENTED)
    refused(INVENTED, hours=1)
    refused(INVENTED, hours=1)

    assert [n for *_, n in counts()] == [1, 2]


def test_those_of_the_last_day_are_told_by_key_and_by_address() -> None:
    key, text = a_key(label="entrepôt")
    for _ in range(20):
        refused(text[:-1] + "?", "192.0.2.1")
    refused(text[:-1] + "?", "192.0.2.2")
    refused(INVENTED, "192.0.2.2")
    refused(INVENTED, "192.0.2.3", hours=25)

    by_name, by_address = queries.keys_by_name(NOW), queries.keys_by_address(NOW)

    assert [(one.key, one.n, one.others, one.what) for one in by_name] == [
        (key.prefix, 21, 2, ("secret",)),
        ("", 1, 1, ("unknown",)),
    ]
    assert [(one.key, one.n, one.others, one.what, one.are_many) for one in by_address] == [
        ("192.0.2.1", 20, 1, ("secret",), True),
        ("192.0.2.2", 2, 1, ("secret", "unknown"), False),
    ]
    assert queries.names_of_keys([key.prefix]) == {key.prefix: "entrepôt"}


def test_only_the_node_itself_counts() -> None:
    with pytest.raises(Forbidden):
        note_refused_key(INVENTED, address="", by=an_agent(Role.SECURITY), now=NOW)


@pytest.mark.parametrize(
    ("header", "n"),
    [
        ({}, 0),
        ({"authorization": "Bearer"}, 0),
        ({"authorization": f"Bearer {INVENTED}"}, 1),
        ({"authorization": "Bearer " + "x" * 5_000}, 1),
        ({"authorization": "Basic eDp5"}, 1),
        ({"authorization": "Bearer \xe9\x80"}, 1),
    ],
)
def test_a_request_with_a_key_that_does_not_work_is_counted(header: dict[str, str], n: int) -> None:
    answer: Any = Client(headers=header).get("/api/v1/declarations")

    assert (answer.status_code, answer.json()["code"]) == (401, "api.key_unknown")
    assert sum(row.n for row in KeyRefusals.objects.all()) == n


def test_a_key_that_works_is_not_counted() -> None:
    _, text = a_key(now=datetime.now(tz=NOW.tzinfo))

    answer = Client(headers={"authorization": f"Bearer {text}"}).get("/api/v1/declarations")

    assert answer.status_code == 200
    assert not KeyRefusals.objects.exists()

"""Requests of a key are counted by the minute, however many replicas count together."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from amont.edge.api.problems import TooFast
from amont.exchange.actions.pacing import keep_pace
from amont.exchange.models import Pace
from tests.making import NOW

MINUTE = timedelta(minutes=1)


@pytest.mark.django_db
def test_a_key_that_asks_too_often_in_a_minute_waits_for_the_next() -> None:
    late = NOW + timedelta(seconds=45)
    for _ in range(3):
        keep_pace("key:1", per_minute=3, now=NOW)

    with pytest.raises(TooFast) as refused:
        keep_pace("key:1", per_minute=3, now=late)

    assert refused.value.facts == {"seconds": 15}
    keep_pace("key:1", per_minute=3, now=NOW + MINUTE)


@pytest.mark.django_db
def test_keys_do_not_slow_each_other() -> None:
    keep_pace("key:1", per_minute=1, now=NOW)

    keep_pace("key:2", per_minute=1, now=NOW)


@pytest.mark.django_db
def test_a_replica_whose_clock_is_late_opens_no_second_minute() -> None:
    keep_pace("key:1", per_minute=1, now=NOW)

    with pytest.raises(TooFast):
        keep_pace("key:1", per_minute=1, now=NOW - MINUTE)
    assert Pace.objects.get().minute == NOW


@pytest.mark.usefixtures("live_rows")
def test_requests_at_the_same_time_are_all_counted() -> None:
    def ask(_: int) -> bool:
        try:
            keep_pace("key:1", per_minute=25, now=NOW)
        except TooFast:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as threads:
        allowed = sum(threads.map(ask, range(40)))

    assert (allowed, Pace.objects.get().count) == (25, 40)


@pytest.mark.django_db
def test_counting_waits_for_no_disk() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'exchange_pace'")

        assert cursor.fetchone()[0] in ("u", b"u")

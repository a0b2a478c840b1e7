"""Answers that break: the event waits for another try, and nothing else waits with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from amont.journal.actions import announce
from amont.journal.delivering import deliver, pause_after
from amont.journal.models import Entry, Pending
from amont.kernel.agents import WORKER, Agent
from tests.journal.test_rows import GoodsSeen
from tests.making import NOW, TODAY

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3650)


class Broken:
    """An answer that fails on some events, whatever the fault, and counts the others."""

    def __init__(self, fault: Exception, *, on: set[int]) -> None:
        self.fault, self.on = fault, on
        self.answered: list[int] = []

    def __call__(self, events: Sequence[Entry], by: Agent, now: datetime, today: date) -> None:
        numbers = [event.facts["number"] for event in events]
        if self.on & set(numbers):
            raise self.fault
        self.answered += numbers


@dataclass(frozen=True)
class GoodsGone:
    """Something else happened."""

    number: int


def test_events_of_several_names_are_answered_in_one_go_each_name_as_a_set() -> None:
    sets: list[list[int]] = []

    def note(events: Sequence[Entry], by: Agent, now: datetime, today: date) -> None:
        sets.append([event.facts["number"] for event in events])

    for number in (1, 2, 3):
        announce(GoodsSeen(number), by="person:1")
        announce(GoodsGone(-number), by="person:1")

    taken = deliver({"GoodsSeen": (note,), "GoodsGone": (note,)}, by=WORKER, now=LATER, today=TODAY)

    assert taken == 6
    assert sets == [[1, 2, 3], [-1, -2, -3]]
    assert not Pending.objects.exists()


def test_a_name_whose_answer_breaks_holds_no_other_name() -> None:
    answer = Broken(LookupError("gone"), on={1})
    announce(GoodsSeen(1), by="person:1")
    announce(GoodsGone(2), by="person:1")

    deliver({"GoodsSeen": (answer,), "GoodsGone": (answer,)}, by=WORKER, now=LATER, today=TODAY)

    assert answer.answered == [2]
    assert Pending.objects.get().entry.name == "GoodsSeen"


@pytest.mark.parametrize(
    "fault", [ObjectDoesNotExist("no such row"), AttributeError("no such name"), OSError("no such file")]
)
def test_an_answer_that_breaks_in_any_way_holds_no_other_event(fault: Exception) -> None:
    answer = Broken(fault, on={2})
    for number in (1, 2, 3):
        announce(GoodsSeen(number), by="person:1")

    deliver({"GoodsSeen": (answer,)}, by=WORKER, now=LATER, today=TODAY)

    assert answer.answered == [1, 3]
    waiting = Pending.objects.get()
    assert (waiting.entry.facts, waiting.error) == ({"number": 2}, f"{type(fault).__name__}: {fault}")


def test_an_event_that_failed_for_weeks_still_lets_the_others_pass() -> None:
    answer = Broken(ValueError("bad\0sign"), on={1})
    for number in (1, 2):
        announce(GoodsSeen(number), by="person:1")
    Pending.objects.filter(entry__facts__number=1).update(tries=5_000)

    deliver({"GoodsSeen": (answer,)}, by=WORKER, now=LATER, today=TODAY)

    assert answer.answered == [2]
    waiting = Pending.objects.get()
    assert (waiting.tries, waiting.error) == (5_001, "ValueError: badsign")
    assert waiting.next_at == LATER + timedelta(minutes=10)


def test_an_event_is_tried_again_after_two_seconds_then_later_and_later() -> None:
    pauses = [pause_after(tries).total_seconds() for tries in (1, 2, 9, 10, 60, 100_000)]

    assert pauses == [2, 4, 512, 600, 600, 600]

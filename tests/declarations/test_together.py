"""Declarations sent at the same moment are lodged by one commit, each with its own answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime
from threading import Event, Thread
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from amont.declarations.actions.lodging import Lodged
from amont.declarations.actions.messages import Answered, Message, Turned, lodge_messages
from amont.declarations.actions.together import MOST_AT_ONCE, TOGETHER, Answer, Together
from amont.declarations.models import Declaration, Version
from amont.kernel.agents import Agent, Forbidden, Role
from tests.making import BROKER, ITEM, NOW, OTHER_BROKER, an_agent

SECONDS = 30
ONE = an_agent(Role.BROKER, operator=BROKER)
OTHER = an_agent(Role.BROKER, operator=OTHER_BROKER, name="test:other")


def sent(reference: str, *, by: Agent = ONE, version: int | None = None, items: int = 1) -> Message:
    """A declaration as it comes."""
    rows = [{**ITEM, "reference": reference, "version": version, "item": n} for n in range(1, items + 1)]
    return Message(rows, by)


class Office:
    """Lodges what it is given, keeps each turn, and opens its first turn only when told."""

    def __init__(self) -> None:
        self.turns: list[list[str]] = []
        self.has_begun, self.may_go_on = Event(), Event()

    def lodge(self, messages: Sequence[Message], _now: datetime, _patience: int | None) -> list[Answer]:
        """Answers with the reference; a turn with « fault » among several falls apart."""
        self.turns.append([one.reference for one in messages])
        self.has_begun.set()
        assert self.may_go_on.wait(SECONDS)
        if len(messages) > 1 and any(one.reference == "fault" for one in messages):
            raise OperationalError
        return [Answered(Lodged(one.reference, 1, None), ()) for one in messages]


def while_one_is_lodged(office: Office, messages: Sequence[Message]) -> list[Answer]:
    """What each is answered that comes, in this order, while another one is being lodged."""
    together = Together(office.lodge)
    with ThreadPoolExecutor(len(messages) + 1) as senders:
        first = senders.submit(together.answer, sent("first"), now=NOW)
        assert office.has_begun.wait(SECONDS)
        asked = []
        for place, one in enumerate(messages, start=1):
            asked.append(senders.submit(together.answer, one, now=NOW))
            _until(lambda place=place: together.company() == place)  # type: ignore[misc]
        office.may_go_on.set()
        wait([first, *asked], SECONDS)
        return [one.result(0) for one in asked]


def _until(holds: Callable[[], bool]) -> None:
    pause = Event()
    for _ in range(SECONDS * 1_000):
        if holds():
            return
        pause.wait(0.001)
    raise AssertionError("too long")


def references(answers: Sequence[Answer]) -> list[str]:
    """Whose answer each got."""
    return [one.lodged.reference for one in answers if isinstance(one, Answered)]


def test_those_that_come_while_one_is_lodged_go_in_one_turn_and_each_has_its_own_answer() -> None:
    office = Office()

    answers = while_one_is_lodged(office, [sent("A"), sent("B", by=OTHER), sent("C")])

    assert references(answers) == ["A", "B", "C"]
    assert office.turns == [["first"], ["A", "B", "C"]]


def test_two_of_one_reference_are_lodged_one_after_the_other() -> None:
    office = Office()

    answers = while_one_is_lodged(office, [sent("A"), sent("A", version=2), sent("B")])

    assert references(answers) == ["A", "A", "B"]
    assert office.turns == [["first"], ["A", "B"], ["A"]]


def test_more_than_a_turn_takes_wait_for_the_next() -> None:
    office = Office()

    answers = while_one_is_lodged(office, [sent(f"D{n}") for n in range(MOST_AT_ONCE + 1)])

    assert references(answers) == [f"D{n}" for n in range(MOST_AT_ONCE + 1)]
    assert [len(turn) for turn in office.turns] == [1, MOST_AT_ONCE, 1]


def test_a_turn_that_fails_is_done_again_one_by_one() -> None:
    office = Office()

    answers = while_one_is_lodged(office, [sent("A"), sent("fault"), sent("B")])

    assert references(answers) == ["A", "fault", "B"]
    assert office.turns[1] == ["A", "fault", "B"]
    assert sorted(office.turns[2:]) == [["A"], ["B"], ["fault"]]


def test_one_of_very_many_items_keeps_nobody_waiting() -> None:
    office = Office()
    office.may_go_on.set()
    together = Together(office.lodge)

    together.answer(sent("long", items=201), now=NOW)

    assert office.turns == [["long"]]
    assert together.company() == 0


def test_who_may_not_lodge_joins_no_turn() -> None:
    office = Office()

    with pytest.raises(Forbidden):
        Together(office.lodge).answer(sent("A", by=an_agent(Role.DIRECTOR)), now=NOW)

    assert office.turns == []


def test_one_refused_keeps_no_other_back(live_rows: None) -> None:
    lodge_messages([sent("TAKEN", by=OTHER)], now=NOW)

    answers = all_at_once([sent(f"D{n}") for n in range(7)] + [sent("TAKEN")])

    refused = answers.pop()
    assert isinstance(refused, Turned)
    assert refused.code == "declaration.reference_taken"
    assert references(answers) == [f"D{n}" for n in range(7)]
    assert Declaration.objects.count() == 8


def test_the_same_declaration_sent_eight_times_at_once_is_lodged_once(live_rows: None) -> None:
    answers = all_at_once([sent("A")] * 8)

    assert references(answers) == ["A"] * 8
    assert [one.lodged.is_new for one in answers if isinstance(one, Answered)].count(True) == 1
    assert Version.objects.count() == 1


def test_a_row_that_an_officer_holds_delays_only_its_own_amendment(live_rows: None) -> None:
    lodge_messages([sent("HELD")], now=NOW)
    is_held, may_free = Event(), Event()
    officer = Thread(target=holding, args=("HELD", is_held, may_free))
    officer.start()
    assert is_held.wait(SECONDS)

    with ThreadPoolExecutor(8) as senders:
        amended = senders.submit(closing, sent("HELD", version=2))
        others = [senders.submit(closing, sent(f"D{n}")) for n in range(6)]
        told = [one.result(SECONDS) for one in others]
        was_waiting = not amended.done()
        may_free.set()
        answer = amended.result(SECONDS)
    officer.join(SECONDS)

    assert references(told) == [f"D{n}" for n in range(6)]
    assert was_waiting
    assert references([answer]) == ["HELD"]
    assert Version.objects.filter(declaration__reference="HELD").count() == 2


def all_at_once(messages: Sequence[Message]) -> list[Answer]:
    """What each is answered when all come at the same moment."""
    with ThreadPoolExecutor(len(messages)) as senders:
        return list(senders.map(closing, messages))


def closing(message: Message) -> Any:
    """Lodged by a thread with its own connection, which it closes."""
    try:
        return TOGETHER.answer(message, now=NOW)
    finally:
        connection.close()


def holding(reference: str, is_held: Event, may_free: Event) -> None:
    """Somebody works on a declaration."""
    try:
        with transaction.atomic():
            Declaration.objects.select_for_update().get(reference=reference)
            is_held.set()
            assert may_free.wait(SECONDS)
    finally:
        connection.close()

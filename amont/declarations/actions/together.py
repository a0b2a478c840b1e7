"""Declarations sent one by one at the same moment: one transaction and one commit lodge them all.

The first to come lodges what waits, its own among them; those that come meanwhile wait for the next turn,
which the first of them leads. Nobody waits for company: who comes alone goes at once. Each has its own
answer; where a whole turn fails, each of it is lodged by itself, so that nobody pays for another's fault.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event, Lock

from django.db import DatabaseError

from amont.declarations.actions.drafts import FEW
from amont.declarations.actions.messages import Answered, Message, lodge_messages
from amont.declarations.permissions import GRANTS
from amont.kernel.agents import require
from amont.kernel.errors import AmontError

LOG = logging.getLogger("amont.declarations")
MOST_AT_ONCE = 64
PATIENCE = 250  # milliseconds that a turn waits for a row somebody else holds: the others have done nothing
Answer = Answered | AmontError
Lodge = Callable[[Sequence[Message], datetime, int | None], Sequence[Answer]]


@dataclass(slots=True, eq=False)
class Waiting:
    """A declaration whose sender waits. ready: it has its answer, must lead a turn, or go by itself."""

    message: Message
    now: datetime
    ready: Event = field(default_factory=Event)
    answer: Answer | None = None
    leads: bool = False


@dataclass(slots=True)
class Together:
    """Who waits in this process, and whether somebody leads."""

    lodge: Lodge
    _lock: Lock = field(default_factory=Lock)
    _waiting: list[Waiting] = field(default_factory=list)
    _is_led: bool = False

    def answer(self, message: Message, *, now: datetime) -> Answer:
        """Lodge one declaration in the company of others; one of very many items keeps nobody waiting.

        Forbidden; errors of the database are those of this declaration alone.
        """
        require(GRANTS, message.by, "lodge")
        if len(message.rows) > FEW:
            return self.lodge([message], now, None)[0]
        own = Waiting(message, now)
        with self._lock:
            self._waiting.append(own)
            own.leads, self._is_led = not self._is_led, True
        if not own.leads:
            own.ready.wait()
        if own.leads:
            self._lead()
        return own.answer or self.lodge([message], now, None)[0]

    def company(self) -> int:
        """How many wait for the next turn."""
        with self._lock:
            return len(self._waiting)

    def _lead(self) -> None:
        turn = self._next_turn()
        try:
            answers = self.lodge([one.message for one in turn], max(one.now for one in turn), PATIENCE)
            for one, answer in zip(turn, answers, strict=True):
                one.answer = answer
        except (DatabaseError, AmontError):
            LOG.warning("%d declarations go one by one", len(turn), exc_info=True)
        finally:
            self._pass_on()
            for one in turn:
                one.ready.set()

    def _next_turn(self) -> list[Waiting]:
        """Those that wait, in their order; what bears the reference of another of them comes after it."""
        with self._lock:
            turn: dict[str, Waiting] = {}
            for one in self._waiting:
                if len(turn) < MOST_AT_ONCE:
                    turn.setdefault(one.message.reference, one)
            taken = {id(one) for one in turn.values()}
            self._waiting = [one for one in self._waiting if id(one) not in taken]
        return list(turn.values())

    def _pass_on(self) -> None:
        with self._lock:
            following = self._waiting[0] if self._waiting else None
            self._is_led = following is not None
            if following is not None:
                following.leads = True
                following.ready.set()


def _lodged(messages: Sequence[Message], now: datetime, patience: int | None) -> list[Answer]:
    return lodge_messages(messages, now=now, patience=patience)


TOGETHER = Together(_lodged)

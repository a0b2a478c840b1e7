"""Files that walk: everybody who may try something on them, and all that may be tried."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.db import transaction

from amont.cargo.actions.arriving import note_arrival
from amont.cargo.models import Manifest
from amont.cargo.states import State as Voyage
from amont.controls.actions.assigning import redraw
from amont.controls.actions.closing import close
from amont.controls.actions.finding import (
    FoundLine,
    answer_finding,
    bound_to,
    decide_finding,
    propose_finding,
)
from amont.controls.actions.inspecting import start
from amont.controls.models import Control, Finding
from amont.declarations.actions.registering import lapse_early
from amont.declarations.actions.routing import cancel, note_lanes
from amont.declarations.models import Declaration, Item
from amont.declarations.states import State
from amont.holds.actions import lift, place
from amont.holds.models import HoldRow
from amont.journal.delivering import deliver
from amont.journey import ANSWERS
from amont.kernel.agents import WORKER, Agent, Role
from amont.kernel.errors import AmontError
from amont.kernel.lanes import Lane
from amont.payments.actions.assessing import withdraw as withdraw_notice
from amont.payments.actions.paying import ask_reversal, receive, reverse
from amont.payments.models import Notice, Payment
from amont.release.actions.leaving import Leaving, note_exit
from amont.release.actions.releasing import release_waiting
from amont.release.actions.withdrawing import withdraw as withdraw_release
from amont.release.models import Release
from tests.controls.cases import DONE, note
from tests.declarations.handing_in import lodged
from tests.making import NOW, TODAY
from tests.payments.cases import VALUE
from tests.signing import Passkey, signs

WALKS, STEPS, MOST = 30, 24, 60
SENSIBLE = 0.6  # of the steps are what is due, by who may do it
WHEN: dict[str, Any] = {"now": NOW, "today": TODAY}
Act = Callable[["File", Agent, Random], object]


class File:
    """One declaration, and everybody who may try something on it."""

    def __init__(self, number: int, people: list[Agent], keys: dict[str, Passkey]) -> None:
        self.reference, self.people, self.keys = f"W{number}", people, keys
        self.exits = 0
        self.voyage: Manifest | None = None

    def lodge(self, random: Random, version: int = 1) -> None:
        named: dict[str, Any] = {}
        if self.voyage is not None:
            named = {"transport_document": f"BL{self.reference}", "packages": 5.0, "gross_kg": 50.0}
        facts = {"customs_value": float(VALUE + version), "transport_mode": "1", "version": version, **named}
        lodged({"reference": self.reference, **facts})
        self.route(random)

    def route(self, random: Random) -> None:
        row = self.row
        if row.state == State.LODGED:
            note_lanes({row.versions.get(number=row.version).pk: random.choice(list(Lane))}, by=WORKER)

    @property
    def row(self) -> Declaration:
        return Declaration.objects.get(reference=self.reference)

    @property
    def control(self) -> Control:
        return Control.objects.filter(version__declaration=self.row).latest("pk")

    @property
    def notice(self) -> Notice:
        return Notice.objects.filter(declaration=self.row).latest("pk")

    @property
    def finding(self) -> Finding:
        return Finding.objects.filter(control__version__declaration=self.row).latest("pk")

    @property
    def release(self) -> Release:
        return Release.objects.filter(declaration=self.row).latest("pk")


def amend(file: File, _by: Agent, random: Random) -> None:
    file.lodge(random, file.row.version + 1)


def arrive(file: File, by: Agent, _: Random) -> None:
    if file.voyage is not None and Manifest.objects.get(pk=file.voyage.pk).state != Voyage.ARRIVED:
        note_arrival(file.voyage.pk, at=NOW - timedelta(hours=1), by=by, now=NOW)


def inspect(file: File, by: Agent, random: Random) -> None:
    control = file.control
    for place_, _item in enumerate(Item.objects.filter(version=control.version_id)):
        found: dict[str, Any] = random.choice(
            [{}, {"outcome": "offence", "offence_kind": "value", "found_value": Decimal(VALUE * 2)}]
        )
        note(control, by, place=place_, **found)
    close(control.pk, by=by, conclusion=DONE, **WHEN)


def propose(file: File, by: Agent, random: Random) -> None:
    item = Item.objects.filter(version=file.control.version_id).first()
    value = random.choice([None, Decimal(VALUE * 2), Decimal(VALUE // 2)])
    lines = [] if value is None or item is None else [FoundLine(item.pk, value=value, method="1")]
    propose_finding(file.control.pk, lines=lines, ground="Constat", by=by, now=NOW)


def confirm(file: File, by: Agent, random: Random) -> None:
    if by.name in file.keys and random.random() < 0.8:
        signs(by, file.keys[by.name], bound_to(file.finding))
    decide_finding(file.finding.pk, confirms=True, ground="", by=by, now=NOW)


def leave(file: File, by: Agent, _: Random) -> None:
    file.exits += 1
    asked = Leaving(shown=file.reference, key=f"{file.reference}-{file.exits}", at=NOW)
    note_exit(asked, by=by, **WHEN)


def hold(file: File, by: Agent, _: Random) -> None:
    place("reference", value=file.reference, ground="Avis", until_on=None, by=by, **WHEN)


def lift_holds(file: File, by: Agent, _: Random) -> None:
    for one in HoldRow.objects.filter(value=file.reference, lifted_at__isnull=True):
        lift(one.pk, why="Levé", by=by, now=NOW)


def pay(file: File, by: Agent, random: Random) -> None:
    amount = file.notice.total if random.random() < 0.8 else file.notice.total - 1
    receive(file.notice.pk, amount=amount, means="cash", reference="", by=by, **WHEN)


def payment_of(file: File) -> Payment:
    return Payment.objects.filter(notice__declaration=file.row).latest("pk")


ACTS: dict[str, Act] = {
    "amend": amend,
    "arrive": arrive,
    "cancel": lambda file, by, _: cancel(file.row.pk, by=by, now=NOW, ground="Erreur"),
    "start": lambda file, by, _: start(file.control.pk, by=by, now=NOW),
    "redraw": lambda file, by, _: redraw(
        file.control.pk, by=by, reason="Absent", seen=file.control.redraws, **WHEN
    ),
    "inspect": inspect,
    "propose": propose,
    "answer": lambda file, by, _: answer_finding(file.finding.pk, agrees=True, words="", by=by, now=NOW),
    "confirm": confirm,
    "send_back": lambda file, by, _: decide_finding(
        file.finding.pk, confirms=False, ground="À revoir", by=by, now=NOW
    ),
    "hold": hold,
    "lift": lift_holds,
    "pay": pay,
    "ask_reversal": lambda file, by, _: ask_reversal(payment_of(file).pk, ground="Sans provision", by=by),
    "reverse": lambda file, by, _: reverse(payment_of(file).pk, by=by, **WHEN),
    "withdraw_notice": lambda file, by, _: withdraw_notice(file.notice.pk, ground="Erreur", by=by, **WHEN),
    "withdraw_release": lambda file, by, _: withdraw_release(file.release.pk, ground="Avis", by=by, **WHEN),
    "leave": leave,
    "lapse": lambda _file, _by, _random: lapse_early(by=WORKER, now=NOW + timedelta(days=400)),
}


SELDOM = {
    "redraw",
    "send_back",
    "reverse",
    "answer",
}  # chance may leave no moment for them; own tests do them
OWNERS = {
    "redraw": Role.CHIEF, "answer": Role.BROKER, "confirm": Role.CHIEF, "send_back": Role.CHIEF,
    "hold": Role.CHIEF, "lift": Role.CHIEF, "ask_reversal": Role.CASHIER, "reverse": Role.CHIEF,
    "withdraw_notice": Role.CHIEF, "withdraw_release": Role.CHIEF, "cancel": Role.CHIEF,
}  # fmt: skip


def tried(act: Act, file: File, by: Agent, random: Random) -> bool:
    """Was it done? What is refused, or has no object yet, changes nothing."""
    absent = (Control.DoesNotExist, Notice.DoesNotExist, Finding.DoesNotExist, Release.DoesNotExist)
    try:
        with transaction.atomic():
            act(file, by, random)
    except (AmontError, *absent, Payment.DoesNotExist):
        return False
    return True


def answered() -> None:
    """What follows events, until nothing waits; and what the worker looks at by itself."""
    later = datetime.now(UTC) + timedelta(days=1)
    for _ in range(20):
        if not deliver(ANSWERS, by=WORKER, now=later, today=TODAY):
            break
    release_waiting(by=WORKER, **WHEN)

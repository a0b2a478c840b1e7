"""Random walks of whole files: whoever tries whatever, nothing leaves unpaid, nothing is stuck."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from django.db.models import Sum

from amont.controls.models import Control
from amont.controls.states import ControlState
from amont.declarations.states import ENDS, State
from amont.kernel.agents import Agent, Role
from amont.kernel.lanes import Lane
from amont.payments.models import LedgerEntry, Notice, Payment, Unassessed
from amont.payments.states import NoticeState
from amont.release.models import Release
from amont.release.states import ReleaseState
from tests.cargo.cases import a_bill, a_quay_officer, announced
from tests.controls.cases import an_inspector
from tests.declarations.test_registering import a_limit
from tests.journeys.walking import (
    ACTS,
    MOST,
    OWNERS,
    SELDOM,
    SENSIBLE,
    STEPS,
    WALKS,
    File,
    answered,
    tried,
)
from tests.making import BROKER, an_agent
from tests.payments.cases import a_node
from tests.signing import Passkey, a_signer

pytestmark = pytest.mark.django_db


def sound(file: File) -> None:
    """What is never seen, whatever was tried."""
    row = file.row
    in_force = Notice.objects.filter(declaration=row).exclude(state=NoticeState.WITHDRAWN)
    out = Release.objects.filter(declaration=row).exclude(state=ReleaseState.WITHDRAWN)
    assert in_force.count() <= 1
    if row.state in (State.RELEASED, State.LEFT) or out.exists():
        assert in_force.get().state == NoticeState.PAID
        paid = Payment.objects.filter(notice=in_force.get(), reversed_at__isnull=True)
        assert in_force.get().total == (paid.aggregate(whole=Sum("amount"))["whole"] or 0)
        assert row.registered_on is not None
        live = Control.objects.filter(version__declaration=row, state__in=("assigned", "started"))
        assert not live.exists()
        closed = Control.objects.filter(
            version__declaration=row, version__number=row.version, state=ControlState.CLOSED
        )
        assert row.lane is not None and (row.lane < Lane.YELLOW or closed.exists())
    assert (LedgerEntry.objects.aggregate(whole=Sum("amount"))["whole"] or 0) == 0


def due(file: File) -> tuple[list[Agent], tuple[str, ...]]:
    """Who may do what is next, and what that is."""
    named = {role: [one for one in file.people if one.has(role)] for role in Role}
    officer = [one for one in file.people if one.name == _officer(file)]
    steps: dict[str, tuple[list[Agent], tuple[str, ...]]] = {
        State.ROUTED: ([*officer, *named[Role.QUAY]], ("arrive", "start")),
        State.IN_CONTROL: (officer, ("inspect",)),
        State.CONTROLLED: (
            [*officer, *named[Role.CHIEF], *named[Role.QUAY]],
            ("arrive", "propose", "confirm"),
        ),
        State.ASSESSED: (named[Role.CASHIER], ("pay",)),
        State.PAID: (named[Role.CHIEF], ("lift",)),
        State.RELEASED: ([*named[Role.CHIEF], *named[Role.GATE]], ("lift", "leave")),
    }
    return steps.get(file.row.state, ([], ()))


def home(file: File, random: Random) -> None:
    """The right people do what is next, until nothing more happens."""
    for _ in range(MOST):
        if file.row.state in ENDS:
            return
        file.route(random)
        answered()
        people, acts = due(file)
        for name in acts:
            for by in people:
                tried(ACTS[name], file, by, random)
        answered()
        sound(file)
    row = file.row
    facts = list(Unassessed.objects.filter(declaration=row).values())
    said = f"version {row.version}, lane {row.lane}, registered {row.registered_on}, {facts}"
    raise AssertionError(f"{file.reference} is stuck in {row.state}: {said}")


def _officer(file: File) -> str:
    found = Control.objects.filter(version__declaration=file.row).order_by("-pk").first()
    return found.officer if found is not None else ""


@pytest.fixture
def people(tmp_path_factory: pytest.TempPathFactory, settings: Any) -> tuple[list[Agent], dict[str, Passkey]]:
    settings.HOME = tmp_path_factory.mktemp("home")
    a_node()
    a_limit()
    chiefs = [a_signer(Role.CHIEF, username=name) for name in ("chief1", "chief2")]
    others = [an_inspector("i1"), an_inspector("i2"), a_quay_officer()]
    roles = (Role.CASHIER, Role.GATE, Role.ANALYST, Role.DIRECTOR)
    agents = [*(chief for chief, _ in chiefs), *others, *(an_agent(role) for role in roles)]
    return [*agents, an_agent(Role.BROKER, operator=BROKER)], {chief.name: key for chief, key in chiefs}


def test_whoever_tries_whatever_nothing_leaves_unpaid_and_nothing_is_stuck(
    people: tuple[list[Agent], dict[str, Passkey]],
) -> None:
    reached: set[str] = set()
    done: set[str] = set()
    for number in range(WALKS):
        random = Random(number)
        file = File(number, *people)
        if number % 3 == 0:
            file.voyage = announced(a_bill(f"BL{file.reference}", packages=5, kg=50), voyage=f"V{number}")
        file.lodge(random)
        for _ in range(STEPS):
            people_due, acts_due = due(file)
            is_due = bool(people_due and acts_due) and random.random() < SENSIBLE
            name = random.choice(acts_due if is_due else sorted(ACTS))
            able = [one for one in file.people if one.has(OWNERS[name])] if name in OWNERS else file.people
            knows = random.random() < SENSIBLE
            by = random.choice(people_due if is_due else able if knows else file.people)
            done |= {name} if tried(ACTS[name], file, by, random) else set()
            reached.add(file.row.state)
            answered()
            sound(file)
            reached.add(file.row.state)
        home(file, random)
        reached.add(file.row.state)

    assert reached >= {str(one) for one in State if one not in (State.PAST, State.LODGED)}
    assert done >= ACTS.keys() - SELDOM

"""Who visits the pages of the quay, and the keys of terminals."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.test import Client

from amont.kernel.agents import Role
from amont.parties.actions.keys import KeyAsked, make_key
from amont.parties.models import Operator
from amont.parties.permissions import KEY_ACTS
from tests.api.asking import ADMINISTRATOR, System
from tests.cargo.cases import TERMINAL
from tests.controls.browsing import signed_in
from tests.making import OFFICE, a_person, an_administration


def phone_of(role: Role, **facts: str) -> Client:
    """A browser in which somebody of this role is signed in."""
    return signed_in(a_person(role, **facts))


def a_machine(role: Role = Role.TERMINAL, *, operator: str = TERMINAL) -> System:
    """A weighbridge, a scanner, a tally system: with a key of its terminal."""
    an_administration()
    Operator.objects.get_or_create(code=operator)
    now = datetime.now(UTC)
    asked = KeyAsked(
        label="terminal",
        role=role,
        operator=operator,
        office=OFFICE if role is Role.TERMINAL else "",
        acts=KEY_ACTS[role],
        per_minute=60_000,
        expires_at=now + timedelta(hours=1),
    )
    _, text = make_key(asked, by=ADMINISTRATOR, now=now)
    return System(text)

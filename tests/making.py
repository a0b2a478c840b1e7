"""Things the tests are about, made by the verbs themselves: persons, offices, declarations."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from amont.declarations.actions.lodging import Sender, lodge
from amont.declarations.models import Declaration
from amont.engine.selectivity.thresholds import Shares
from amont.kernel.agents import WORKER, Agent, Posting, Role
from amont.parties.models import Operator, Person
from amont.parties.models import Posting as PostingRow
from amont.parties.states import PostingState
from amont.reference.models import Administration, Office
from amont.screening.models import PolicyRow

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
OFFICE, OTHER_OFFICE = "DM01", "DM02"
BROKER, OTHER_BROKER = "BR001", "BR002"
CARRIER, OTHER_CARRIER = "CAR01", "CAR02"
TERMINAL = "TER01"
FIRMS = {Role.BROKER: BROKER, Role.CARRIER: CARRIER, Role.TERMINAL: TERMINAL}
ITEM: dict[str, Any] = {
    "office": OFFICE,
    "declaration_type": "IM4",
    "declarant": BROKER,
    "importer": "IMP001",
    "hs_code": "40111000",
    "description": "Pneus neufs de tourisme",
    "origin": "CN",
    "departure": "CN",
    "packages": 100.0,
    "net_kg": 1_000.0,
    "gross_kg": 1_080.0,
    "customs_value": 2_000_000.0,
    "duties": 880_000.0,
    "currency": "EUR",
    "declared_on": TODAY,
}


def an_administration() -> Administration:
    """The administration of the node, with two offices."""
    for code in (OFFICE, OTHER_OFFICE):
        Office.objects.get_or_create(code=code, defaults={"name": f"Bureau {code}"})
    facts = {"country": "XD", "currency": "XOF", "pack": "demo", "names": {"fr": "Ouaraya"}}
    return Administration.objects.get_or_create(code="XD", defaults=facts)[0]


def an_agent(role: Role, *, office: str = OFFICE, operator: str = "", name: str = "") -> Agent:
    """Somebody in memory only, with one posting."""
    operator = operator or FIRMS.get(role, "")
    office = "" if role in (Role.BROKER, Role.CARRIER) else office
    return Agent(name or f"test:{role.value}", role.value, (Posting(role, office, operator),))


def a_person(role: Role, *, office: str = OFFICE, operator: str = "", username: str = "") -> Person:
    """An account with a posting in force and the password « mot de passe long »."""
    an_administration()
    name = username or role.value
    person = Person.objects.create_user(
        username=name, password="mot de passe long", name=f"{name.title()} Diop"
    )
    code = (operator or FIRMS[role]) if role in FIRMS else ""
    is_broker = role is Role.BROKER
    whose = Operator.objects.get_or_create(code=code, defaults={"is_broker": is_broker})[0] if code else None
    has_office = role not in (Role.BROKER, Role.CARRIER)
    PostingRow.objects.create(
        person=person,
        role=role.value,
        office=Office.objects.get(code=office) if office and has_office else None,
        operator=whose,
        from_on=date(2020, 1, 1),
        state=PostingState.ACTIVE,
        proposed_by="test:one",
        approved_by="test:two",
    )
    return person


def a_table(*items: dict[str, Any]) -> pl.DataFrame:
    """Items as read from a file: what is not said is as in ITEM; `reference` and `item` are filled in."""
    rows = [{"reference": "C1", "item": place + 1, **ITEM, **one} for place, one in enumerate(items or ({},))]
    return pl.DataFrame(rows)


def a_declaration(
    *items: dict[str, Any], by: Agent = WORKER, broker: str = BROKER, now: datetime = NOW
) -> Declaration:
    """A declaration lodged by its broker, not screened yet."""
    an_administration()
    table = a_table(*items)
    told = lodge(table, pl.Series([False] * table.height), sender=Sender(by, broker), now=now)
    assert told[0].declaration is not None
    return told[0].declaration


def without_chance() -> None:
    """Nothing is drawn at random: what no rule asks for is green, in every run."""
    shares = {"": asdict(Shares(random=0.0, explore=0.0, new_operator=0.0))}
    facts = {"shares": shares, "source": "tests", "evidence": "A"}
    PolicyRow.objects.get_or_create(from_on=date(2020, 1, 1), defaults=facts)

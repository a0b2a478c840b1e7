"""Who somebody is on a day, and what others are called."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from amont.kernel.agents import NOBODY, WORKER, Agent, Posting, Role
from amont.parties.models import Operator, Person
from amont.parties.models import Posting as PostingRow
from amont.parties.queries.keys import agent_numbered


def agent_of(person: int, *, on: date) -> Agent:
    """Who a person is on a day: NOBODY without an account in use and a posting in force. Two queries."""
    found = Person.objects.filter(pk=person, is_active=True).values_list("pk", "name").first()
    if found is None:
        return NOBODY
    rows = PostingRow.objects.filter(person_id=person).in_force(on)
    held = rows.values_list("role", "office__code", "operator__code").order_by("pk")
    postings = tuple(Posting(Role(role), office or "", operator or "") for role, office, operator in held)
    return Agent(f"person:{found[0]}", found[1], postings) if postings else NOBODY


def agent_named(name: str, *, on: date) -> Agent:
    """An agent by its name in the journal, with the rights of a day."""
    kind, _, key = name.partition(":")
    if name == WORKER.name:
        return WORKER
    if kind == "key" and key.isdigit():
        return agent_numbered(int(key), now=datetime.combine(on, time.min, UTC))
    return agent_of(int(key), on=on) if kind == "person" and key.isdigit() else NOBODY


def names_of(agents: Iterable[str]) -> dict[str, str]:
    """Names of persons by agent name, for lists; others keep their own. One query."""
    parted = (name.partition(":") for name in agents)
    keys = {int(key) for kind, _, key in parted if kind == "person" and key.isdigit()}
    found = Person.objects.filter(pk__in=keys).values_list("pk", "name")
    return {f"person:{key}": name for key, name in found}


def operator_names(codes: Iterable[str]) -> dict[str, str]:
    """Names of operators by code, those that have one. One query."""
    found = Operator.objects.filter(code__in=set(codes)).exclude(name="")
    return dict(found.values_list("code", "name"))


def posted_in(office: str, *, role: Role, on: date) -> list[str]:
    """Agent names of the persons who hold a role in an office on a day, in order of account."""
    rows = PostingRow.objects.in_force(on).filter(role=role, person__is_active=True)
    here = rows.filter(office__code=office) | rows.filter(office__isnull=True)
    found = here.order_by("person_id").values_list("person_id", flat=True).distinct()
    return [f"person:{key}" for key in found]

"""Declarations that have their lane, and what a person reads of them on a page."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client
from lxml import html

from amont.controls.models import Control
from amont.declarations.actions.routing import cancel, note_lanes
from amont.declarations.models import Declaration
from amont.kernel.agents import WORKER, Role
from amont.kernel.lanes import Cause, Lane
from amont.parties.models import Operator, Person
from amont.screening.models import DrawDay, PlanRow, ScreenedItem, Screening
from tests.making import NOW, OFFICE, TODAY, a_declaration, a_person, an_administration, an_agent

RED_FROM = 0.41


def a_plan(day: datetime | None = None) -> PlanRow:
    """The plan of a day, whose red lane begins at 41 % in every office."""
    at = day or datetime.now(UTC)
    drawn = DrawDay.objects.get_or_create(
        day=at.date(), defaults={"secret": b"s" * 32, "commitment": "c", "committed_at": at}
    )[0]
    thresholds = {"offices": [{"office": "", "offence": RED_FROM}]}
    settled = {"version": "1", "shares": {}, "thresholds": thresholds, "criteria": [], "made_at": at}
    return PlanRow.objects.get_or_create(day=drawn, digest="d", defaults=settled)[0]


def routed(
    reference: str,
    lane: Lane,
    *items: dict[str, Any],
    score: float | None = None,
    reason: str = "",
    cause: Cause = Cause.OFFENCE,
    hours: float = 1,
    marks: dict[str, bool] | None = None,
    decided: datetime | None = None,
) -> Declaration:
    """A declaration lodged `hours` ago that got this lane. marks: flags of its screened items."""
    lodged_at = datetime.now(UTC) - timedelta(hours=hours)
    rows = [{"reference": reference, **item} for item in items or ({},)]
    declaration = a_declaration(*rows, now=lodged_at)
    version = declaration.versions.get(number=declaration.version)
    plan = a_plan(decided)
    screening = Screening.objects.create(
        version=version,
        plan=plan,
        decided_at=decided or datetime.now(UTC),
        sequence=plan.screenings.count() + 1,
        reference=reference,
        content="c",
        as_of=lodged_at.date(),
        lane=lane,
        cause=cause,
        probability=score,
        reason=reason,
        draws=[0.5] * 4,
    )
    ScreenedItem.objects.bulk_create(
        ScreenedItem(screening=screening, item=item, lane=lane, cause=cause, **(marks or {}))
        for item in version.items.all()
    )
    note_lanes({version.pk: lane}, by=WORKER)
    declaration.refresh_from_db()
    return declaration


def given_to(person: Person, declaration: Declaration) -> Control:
    """The control of a declaration, drawn for this officer."""
    return Control.objects.create(
        version=declaration.versions.get(number=declaration.version),
        office=declaration.office,
        operator=declaration.broker,
        lane=declaration.lane,
        officer=person.agent_name,
        draw=0.5,
        assigned_at=datetime.now(UTC),
    )


def signed_in(role: Role, *, office: str = OFFICE, username: str = "") -> Client:
    """The browser of a person of this role."""
    an_administration()
    client = Client()
    client.force_login(a_person(role, office=office, username=username))
    return client


def read(client: Client, address: str, **parameters: str) -> Any:
    """The page at an address, as a tree."""
    answer = client.get(address, parameters)
    assert answer.status_code == 200, answer.status_code
    return html.fromstring(answer.content.decode())


STEP = re.compile(r"([a-z0-9]*)((?:\.[\w-]+)*)((?:\[[\w-]+(?:=[\w-]+)?\])*)")


def at(node: Any, selector: str) -> list[Any]:
    """Parts of a page by a plain selector: names, classes, attributes, one within another."""
    steps = []
    for step in selector.split():
        found = STEP.fullmatch(step)
        assert found, step
        classes = [f"contains(concat(' ', @class, ' '), ' {one} ')" for one in found[2].split(".")[1:]]
        marks = [one.partition("=") for one in re.findall(r"\[([^\]]+)\]", found[3])]
        attributes = [f"@{name}='{value}'" if sign else f"@{name}" for name, sign, value in marks]
        steps.append((found[1] or "*") + "".join(f"[{one}]" for one in classes + attributes))
    parts: list[Any] = node.xpath(".//" + "//".join(steps))
    return parts


def said(node: Any) -> str:
    """The text of a part of a page, its blanks made one."""
    return " ".join(node.text_content().split())


def references(page: Any) -> list[str]:
    """References of the rows, from top to bottom."""
    return [said(link) for link in at(page, "table tbody th a")]


def cell(page: Any, reference: str, name: str) -> str:
    """What a row says in one of its cells (`c-score`)."""
    row = next(row for row in at(page, "tbody tr") if said(at(row, "th a")[0]) == reference)
    return said(at(row, f".{name}")[0])


def six_files() -> None:
    """One green, one yellow, four red: blocked, scored twice, without a score."""
    routed("C1", Lane.GREEN, score=0.02, cause=Cause.NONE)
    routed("C2", Lane.YELLOW, score=0.30)
    routed("C3", Lane.RED, score=0.55)
    routed("C4", Lane.RED, score=0.80)
    routed("C5", Lane.RED, cause=Cause.BLOCK, reason="hold.placed")
    routed("C6", Lane.RED, cause=Cause.CRITERION, reason="criterion.hit")


def two_files_one_given() -> Client:
    """C1 is given to the inspector, C2 to nobody."""
    person = a_person(Role.INSPECTOR)
    given_to(person, routed("C1", Lane.RED, score=0.62, reason="value.low", hours=1))
    routed("C2", Lane.RED, score=0.81, reason="importer.history", hours=2)
    client = Client()
    client.force_login(person)
    return client


def filed() -> None:
    """Three that wait and one cancelled, each with something of its own."""
    Operator.objects.create(code="IMP777", name="Sahel Froid Import")
    froid = {"importer": "IMP777", "hs_code": "02071400", "origin": "BR"}
    routed("C1", Lane.RED, froid, reason="value.low", score=0.5)
    routed("C2", Lane.RED, {}, {"hs_code": "85171300", "origin": "FR"}, reason="price.history", score=0.4)
    routed("C3", Lane.RED, {"declared_on": TODAY - timedelta(days=9)}, reason="chance.random", score=0.3)
    done = routed("C4", Lane.RED, reason="chance.random", score=0.2)
    cancel(done.pk, by=an_agent(Role.CHIEF), now=NOW, ground="Erreur de saisie")

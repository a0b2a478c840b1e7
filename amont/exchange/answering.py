"""The answer to a declaration: what its reader may know of where it stands, in the form asked for."""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum

from django.http import HttpResponse

from amont.declarations.actions.taking import note_sad
from amont.declarations.models import Declaration, Noticed
from amont.declarations.queries import sees_lanes
from amont.declarations.queries.findings import finding_of
from amont.edge.routes import Request, Words
from amont.formats.answered import Answer, Owed, Reported, write_cusres, write_xml
from amont.formats.edifact import Interchange
from amont.kernel.agents import Agent
from amont.kernel.findings import Finding
from amont.kernel.lanes import Lane
from amont.payments.queries import notice_of, payments_of
from amont.release.queries.lists import release_of
from amont.release.states import ReleaseState

LEVEL = "UNOC"
MOST_FINDINGS = 1_000
_NAME = re.compile(r"[^A-Za-z0-9._-]+")


class Form(StrEnum):
    """In which form a declaration is answered."""

    JSON = "json"
    XML = "xml"
    CUSRES = "cusres"


MEDIA = {Form.XML: "application/xml", Form.CUSRES: "application/edifact"}
SUFFIXES = {Form.XML: "xml", Form.CUSRES: "edi"}


def answer_of(row: Declaration, *, by: Agent, words: Words, now: datetime) -> Answer:
    """Where a declaration stands for these eyes. Six queries at most."""
    release = release_of(row, agent=by)
    if release is not None and release.state == ReleaseState.WITHDRAWN:
        release = None
    return Answer(
        reference=row.reference,
        version=row.version,
        state=str(row.state),
        at=now.replace(microsecond=0),
        office=row.office,
        declarant=row.declarant,
        lane=Lane(row.lane).code if row.lane is not None and sees_lanes(by) else "",
        registered_on=row.registered_on,
        findings=_findings(row, words),
        owed=_owed(row, by),
        release=release.number if release else "",
        released_on=release.issued_at.date() if release else None,
    )


def _findings(row: Declaration, words: Words) -> tuple[Reported, ...]:
    """What was noticed in the version in force, the gravest first."""
    rows = Noticed.objects.filter(version__declaration=row, version__number=row.version)
    ranked = rows.order_by("-severity", "pk")[:MOST_FINDINGS]
    return tuple(_reported(finding_of(one), words) for one in ranked)


def _reported(one: Finding, words: Words) -> Reported:
    facts = {"path": one.path, "value": one.value, "line": one.line, **one.facts}
    return Reported(one.code, one.severity, one.path, one.value, one.line, words.sentence(one.code, facts))


def _owed(row: Declaration, by: Agent) -> Owed | None:
    notice = notice_of(by, row.pk)
    if notice is None:
        return None
    paid = next((one for one in payments_of(notice) if one.reversed_at is None), None)
    return Owed(
        number=notice.number,
        amount=notice.total,
        currency=notice.currency,
        due_on=notice.due_on,
        receipt=paid.receipt if paid else "",
        paid_on=paid.day if paid else None,
    )


def answered(row: Declaration, form: Form, *, asked: Request) -> HttpResponse:
    """As a file, XML or CUSRES. Who takes it away is noted."""
    note_sad(row, by=asked.agent, kind=f"answer_{form.value}")
    answer = answer_of(row, by=asked.agent, words=asked.words, now=asked.now)
    data = write_xml(answer) if form is Form.XML else write_cusres(answer, envelope=_envelope(row, asked.now))
    response = HttpResponse(data, content_type=MEDIA[form])
    name = f"reponse-{_NAME.sub('-', row.reference)}.{SUFFIXES[form]}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _envelope(row: Declaration, now: datetime) -> Interchange:
    return Interchange(
        sender=row.office, recipient=row.declarant, reference=str(row.pk), level=LEVEL, written_at=now
    )

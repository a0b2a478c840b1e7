"""One declaration as a document, whoever takes it away, and by which door.

Where the document prints no tax, box 47 holds those of our notice; a document received keeps its own.
"""

from __future__ import annotations

import re
from decimal import Decimal

from django.http import HttpResponse

from amont.declarations.actions.taking import note_sad
from amont.declarations.models import Declaration
from amont.declarations.queries.sads import current_version, sad_of
from amont.declarations.states import State
from amont.formats.asycuda import write_sad
from amont.formats.asycuda.charging import Charge, charged
from amont.formats.printed import Stamped, print_sad
from amont.kernel.agents import Agent
from amont.payments.models import NoticeLine
from amont.payments.queries import notice_of

XML_TYPE, PDF_TYPE = "application/xml", "application/pdf"
HUNDRED = Decimal(100)
_NAME = re.compile(r"[^A-Za-z0-9._-]+")


def document_of(row: Declaration, *, kind: str, by: Agent) -> HttpResponse:
    """kind: xml or pdf. Who takes it away is noted."""
    note_sad(row, by=by, kind=kind)
    sad = charged(sad_of(current_version(row)), _charges(row, by))
    data = print_sad(sad, _stamped(row)) if kind == "pdf" else write_sad(sad)
    answer = HttpResponse(data, content_type=PDF_TYPE if kind == "pdf" else XML_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="dau-{_NAME.sub("-", row.reference)}.{kind}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _charges(row: Declaration, by: Agent) -> list[Charge]:
    """Lines of the notice in force, where this reader may see it. Two queries."""
    notice = notice_of(by, row.pk)
    lines = NoticeLine.objects.filter(notice=notice).order_by("pk") if notice else ()
    return [
        Charge(one.item, one.code, one.base, rate_of(one), one.amount, is_owed=one.is_owed) for one in lines
    ]


def rate_of(line: NoticeLine) -> Decimal | None:
    """A percentage, or the amount of a unit."""
    return line.per_unit if line.share is None else line.share * HUNDRED


def _stamped(row: Declaration) -> Stamped:
    """A declaration that does not bind yet, or no more, is a draft."""
    is_registered = row.registered_on is not None or row.state == State.PAST
    number = row.reference if is_registered and row.state != State.CANCELLED else ""
    return Stamped(row.reference, row.office, number, row.registered_on)

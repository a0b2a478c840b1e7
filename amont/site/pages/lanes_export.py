"""The lanes of a day to take to the system beside: a table, or the attributes of each SAD as XML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe
from lxml import etree

from amont.edge.exports import CSV, XLSX, export
from amont.edge.routes import Request, page
from amont.formats.asycuda import store_key
from amont.journal.actions import record
from amont.kernel.agents import NotFound
from amont.kernel.errors import AmontError
from amont.reference.queries import administration
from amont.screening.permissions import GRANTS
from amont.screening.queries.exports import GivenLane, lanes_of_day
from amont.screening.queries.queue.waiting import OFFICERS
from amont.site.words import LANES, Words

XML = "xml"
ACT = "screening.export_lanes"
HEADS = (
    "office", "reference", "declared_on", "declaration_type", "version", "lane", "lane_name", "decided_at",
)  # fmt: skip
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class DayUnread(AmontError):
    """The address asks for a day that is none. Facts: text."""

    code = "lanes.day_unread"


@page(GRANTS, "export_lanes")
@require_safe
def lanes_export(request: Request) -> HttpResponseBase:
    """Lanes of a day (`jour`), of an office (`bureau`) or of all; `format`: csv, xlsx, xml. DayUnread."""
    day, office = _day(request), _office(request)
    kind = request.GET.get("format", "")
    kind = kind if kind in (CSV, XLSX, XML) else CSV
    with transaction.atomic():
        found = lanes_of_day(day, by=request.agent, office=office)
        told: dict[str, Any] = {"day": day.isoformat(), "format": kind, "rows": len(found)}
        record(ACT, by=request.agent.name, office=office, **told)
    name = "-".join(filter(None, ("circuits", day.isoformat(), re.sub(r"\W", "", office))))
    if kind == XML:
        return _download(sad_attributes(found, day=day, administration=administration().code), name)
    return export(_cells(found, Words(request.LANGUAGE_CODE)), heads=HEADS, name=name, kind=kind)


def _day(request: Request) -> date:
    """The day asked for, today without any."""
    text = request.GET.get("jour", "")
    try:
        day = parse_date(text) if text else request.today
    except ValueError:
        day = None
    if day is None:
        raise DayUnread(text=text)
    return day


def _office(request: Request) -> str:
    """The office asked for. NotFound: it is not one of this officer's."""
    office = request.GET.get("bureau", "")
    covered = request.agent.offices(*OFFICERS)
    if office and covered is not None and office not in covered:
        raise NotFound(what="office")
    return office


def _cells(found: Iterable[GivenLane], words: Words) -> Iterator[tuple[object, ...]]:
    for one in found:
        yield (
            one.office, one.reference, one.declared_on, one.declaration_type, one.version, one.lane.code,
            words.sentence(LANES[one.lane]), one.decided_at,
        )  # fmt: skip


def sad_attributes(found: Sequence[GivenLane], *, day: date, administration: str) -> bytes:
    """One element for each SAD, its office and registration under the names that SYDONIA gives them."""
    root = etree.Element("ASYCUDA", Administration=_clean(administration), Date=day.isoformat())
    for one in found:
        etree.SubElement(
            root, "SAD", attrib={name: _clean(value) for name, value in _attributes(one).items()}
        )
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _attributes(one: GivenLane) -> dict[str, str]:
    """Year, serial and number of registration stand apart, and those of the declarant's own number."""
    return {
        "Customs_clearance_office_code": one.office,
        **_registration(one),
        **_stored(one),
        "Reference": one.reference,
        "Version": str(one.version),
        "Selectivity_colour": one.lane.name,
        "Selectivity_date": one.decided_at.isoformat(timespec="seconds"),
    }


def _registration(one: GivenLane) -> dict[str, str]:
    number = one.registration or one.reference
    found = re.fullmatch(rf"([0-9]{{4}}){re.escape(one.office)}([A-Z]?)([0-9]+)", number)
    if found is None or not one.office:
        return {}
    return {"Registration_year": found[1], "Serial_number": found[2], "Number": found[3]}


def _stored(one: GivenLane) -> dict[str, str]:
    """How SYDONIA finds in store what it did not register yet; nothing for references of another make."""
    told = store_key(one.reference)
    if told is None:
        return {}
    return {"Declarant_code": told.declarant, "Reference_year": told.year, "Reference_number": told.number}


def _clean(text: str) -> str:
    """Signs that XML forbids are replaced: a hostile reference may not spoil the file of a whole day."""
    return NOT_IN_XML.sub("\ufffd", text)


def _download(body: bytes, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type="application/xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.xml"'
    return response

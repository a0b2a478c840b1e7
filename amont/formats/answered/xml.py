"""The answer to a declaration as XML in the manner of ASYCUDA: each finding at its element."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from lxml import etree

from amont.formats.answered.records import Answer, Owed, Reported
from amont.formats.awmds.answer import GRAVITY, printable
from amont.formats.xml.reading import Xml


def write_xml(answer: Answer) -> bytes:
    """UTF-8, indented. Leaves that would be empty are left out."""
    root: Xml = etree.Element("Asycuda_response")
    _leaves(root, "Identification", _identity(answer))
    _leaves(root, "Result_segment", _result(answer))
    if answer.owed is not None:
        _leaves(root, "Assessment_segment", _owed(answer.owed))
    if answer.release:
        released = (("Release_number", answer.release), ("Release_date", _day(answer.released_on)))
        _leaves(root, "Release_segment", released)
    for one in sorted(answer.findings, key=lambda finding: -finding.severity):
        _leaves(root, "Error_segment", _reason(one))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _identity(answer: Answer) -> Iterator[tuple[str, str]]:
    yield "Customs_clearance_office_code", answer.office
    yield "Declarant_code", answer.declarant
    yield "Reference_number", answer.reference
    yield "Version", str(answer.version)


def _result(answer: Answer) -> Iterator[tuple[str, str]]:
    yield "Status", answer.state
    yield "Selectivity_lane", answer.lane
    yield "Registration_number", answer.reference if answer.registered_on else ""
    yield "Registration_date", _day(answer.registered_on)
    yield "Date_of_answer", answer.at.isoformat()
    yield "Number_of_errors", str(len(answer.findings))


def _owed(owed: Owed) -> Iterator[tuple[str, str]]:
    yield "Assessment_number", owed.number
    yield "Amount_due", format(owed.amount, "f")
    yield "Currency_code", owed.currency
    yield "Due_date", _day(owed.due_on)
    yield "Receipt_number", owed.receipt
    yield "Receipt_date", _day(owed.paid_on)


def _reason(one: Reported) -> Iterator[tuple[str, str]]:
    yield "Error_code", one.code
    yield "Error_gravity", GRAVITY[one.severity]
    yield "Error_path", one.path
    yield "Error_value", one.value
    yield "Error_line", "" if one.line is None else str(one.line)
    yield "Error_description", one.sentence


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _leaves(root: Xml, name: str, leaves: Iterable[tuple[str, str]]) -> None:
    segment = etree.SubElement(root, name)
    for leaf, text in leaves:
        if text:
            etree.SubElement(segment, leaf).text = printable(text)

"""CUSRES D95B on a declaration: state, lane, findings at their place, notice, receipt and release.

GIS gives state and lane in our own words, ERP the item and the element, ERC our code in its eight signs. RFF:
ABT the declaration with its version, ZZZ the notice (no code of the list means one) with MOA, PQ the receipt,
RE the release. Source: UN/EDIFACT D95B, CUSRES; code lists 1001, 1049, 1153, 2005, 4343, 5025.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from amont.formats.answered.records import Answer, Owed, Reported
from amont.formats.edifact.envelope import Interchange
from amont.formats.edifact.error_codes import short_code
from amont.formats.edifact.sheet import Sheet, fitted, free_text, moment, number

_GENERAL, _ERROR, _RESPONSE = "961", "963", "11"
_ACCEPTED, _DOUBTED, _WITHOUT_EFFECT = "AP", "CA", "RE"
_HEADING, _DETAIL = "1", "2"
_MOST_TEXTS, _MOST_POINTS, _LONGEST_PLACE = 5, 50, 35
_ITEM = re.compile(r"Item\[(\d+)\]/?(.*)")
Fit = Callable[[str], str]


def write_cusres(answer: Answer, *, envelope: Interchange) -> bytes:
    """One interchange of one message. Signs that its level lacks are written as the nearest it has."""
    sheet = Sheet()
    sheet.begin("CUSRES", "D95B", "1")

    def fit(text: str) -> str:
        return fitted(text, envelope.level)

    _head(sheet, answer, fit)
    _findings(sheet, answer, fit)
    _references(sheet, answer, fit)
    sheet.end()
    return sheet.whole(envelope)


def _head(sheet: Sheet, answer: Answer, fit: Fit) -> None:
    document = _GENERAL if answer.has_effect else _ERROR
    sheet.put("BGM", document, fit(answer.reference), _RESPONSE, _result(answer))
    if answer.declarant:
        sheet.put("NAD", "DT", fit(answer.declarant))
    if answer.office:
        sheet.put("LOC", "22", fit(answer.office))
    sheet.put("DTM", moment("137", answer.at))
    sheet.put("GIS", ("STA", "", "", answer.state))
    if answer.lane:
        sheet.put("GIS", ("LAN", "", "", answer.lane))


def _result(answer: Answer) -> str:
    if not answer.has_effect:
        return _WITHOUT_EFFECT
    return _DOUBTED if answer.is_doubted else _ACCEPTED


def _findings(sheet: Sheet, answer: Answer, fit: Fit) -> None:
    """The gravest first, as many as the message may hold; words of the first ones."""
    ranked = sorted(answer.findings, key=lambda one: -one.severity)
    for one in ranked[:_MOST_TEXTS]:
        for words in free_text(fit(one.sentence))[:1]:
            sheet.put("FTX", "AAO", "", "", words)
    for one in ranked[:_MOST_POINTS]:
        sheet.put("ERP", (*_place(one, fit), "" if one.line is None else str(one.line)))
        sheet.put("ERC", short_code(one.code))


def _place(one: Reported, fit: Fit) -> tuple[str, str]:
    """Section, then the place: of an item its number and the name of its element, `3/Gross_weight_itm`."""
    found = _ITEM.match(one.path)
    if found is None:
        return _HEADING, fit(one.path)[:_LONGEST_PLACE]
    leaf = found[2].rpartition("/")[2]
    return _DETAIL, fit("/".join(filter(None, (found[1], leaf))))[:_LONGEST_PLACE]


def _references(sheet: Sheet, answer: Answer, fit: Fit) -> None:
    sheet.put("RFF", ("ABT", fit(answer.reference), "", str(answer.version)))
    _on(sheet, "148", answer.registered_on)
    if answer.owed is not None:
        _owed(sheet, answer.owed, fit)
    if answer.release:
        sheet.put("RFF", ("RE", fit(answer.release)))
        _on(sheet, "58", answer.released_on)


def _owed(sheet: Sheet, owed: Owed, fit: Fit) -> None:
    sheet.put("RFF", ("ZZZ", fit(owed.number)))
    _on(sheet, "140", owed.due_on)
    sheet.put("MOA", ("9", number(owed.amount), owed.currency))
    if owed.receipt:
        sheet.put("RFF", ("PQ", fit(owed.receipt)))
        _on(sheet, "138", owed.paid_on)


def _on(sheet: Sheet, qualifier: str, day: date | None) -> None:
    if day is not None:
        sheet.put("DTM", moment(qualifier, day))

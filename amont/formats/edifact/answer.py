"""CUSRES D95B: what the administration answers, each refusal pointing at its segment and element.

ERP gives the section, the number of the segment in the message that is answered and that of the element; ERC
our code, in the eight signs it may have. FTX gives the words of the first findings, as many as it may hold.
Source: UN/EDIFACT D95B, CUSRES; code lists 1001, 1049, 4343.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from amont.formats.edifact.envelope import Interchange
from amont.formats.edifact.error_codes import short_code
from amont.formats.edifact.sheet import Sheet, fitted, free_text, moment
from amont.formats.manifest.answers import Answer, Verdict
from amont.kernel.findings import Finding

_RESULTS = {Verdict.ACCEPTED: "AP", Verdict.IN_PART: "CA", Verdict.PENDING: "AB", Verdict.REFUSED: "RE"}
_GENERAL, _ERROR = "961", "963"
_RESPONSE = "11"
_HEADING, _DETAIL = "1", "2"
_MOST_TEXTS, _MOST_POINTS = 5, 50
_HEADING_TAGS = frozenset({"UNB", "UNH", "BGM", "TDT", "EQD", "UNT", "UNZ", "segment"})


def write_cusres(answers: Sequence[Answer], *, envelope: Interchange, say: Callable[[Finding], str]) -> bytes:
    """One interchange with an answer to each message. say: the sentence of a finding for its reader.

    Signs that the level of the envelope does not have are written as the nearest it has.
    """
    sheet = Sheet()
    for number, answer in enumerate(answers, start=1):
        sheet.begin("CUSRES", "D95B", str(number))
        _put(sheet, answer, lambda text: fitted(text, envelope.level), say)
        sheet.end()
    return sheet.whole(envelope)


def _put(sheet: Sheet, answer: Answer, fit: Callable[[str], str], say: Callable[[Finding], str]) -> None:
    voyage = answer.voyage
    document = _GENERAL if answer.is_accepted else _ERROR
    sheet.put("BGM", document, fit(voyage.reference), _RESPONSE, _RESULTS[answer.verdict])
    if voyage.office:
        sheet.put("LOC", "22", fit(voyage.office))
    sheet.put("DTM", moment("148", answer.at))
    for finding in answer.findings[:_MOST_TEXTS]:
        for words in free_text(fit(say(finding)))[:1]:
            sheet.put("FTX", "AAO", "", "", words)
    for finding in answer.findings[:_MOST_POINTS]:
        sheet.put("ERP", _point(finding))
        sheet.put("ERC", short_code(finding.code))
    references = {"ACW": voyage.reference, "ABT": answer.registered_as, "ABO": answer.message}
    for qualifier, reference in references.items():
        if reference:
            sheet.put("RFF", (qualifier, fit(reference)))


def _point(finding: Finding) -> tuple[str, str, str]:
    """Section, number of the segment, number of the element; "" for what the finding does not say."""
    segment, element = finding.facts.get("segment"), finding.facts.get("element")
    is_heading = segment is None or finding.path.partition("[")[0] in _HEADING_TAGS
    return (
        _HEADING if is_heading else _DETAIL,
        "" if segment is None else str(segment),
        "" if element is None else str(element),
    )

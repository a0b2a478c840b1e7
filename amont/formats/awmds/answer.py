"""The answer to a manifest in the manner of ASYCUDA: accepted or refused, each reason at its element."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from lxml import etree

from amont.formats.manifest.answers import Answer, Verdict
from amont.formats.manifest.records import Voyage
from amont.formats.xml.reading import Xml
from amont.kernel.findings import Finding, Severity

GRAVITY = {Severity.REFUSE: "Error", Severity.HOLD: "Hold", Severity.NOTE: "Warning"}


STATUS = {
    Verdict.ACCEPTED: "Accepted",
    Verdict.IN_PART: "Accepted in part",
    Verdict.PENDING: "Pending",
    Verdict.REFUSED: "Refused",
}


def write_answer(answers: Sequence[Answer], *, say: Callable[[Finding], str]) -> bytes:
    """UTF-8: one root, or one around several. say: the sentence of a finding, in its reader's language."""
    roots = [_response(answer, say) for answer in answers]
    if len(roots) == 1:
        return etree.tostring(roots[0], encoding="UTF-8", xml_declaration=True, pretty_print=True)
    whole: Xml = etree.Element("Awmds_responses")
    whole.extend(roots)
    return etree.tostring(whole, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _response(answer: Answer, say: Callable[[Finding], str]) -> Xml:
    root: Xml = etree.Element("Awmds_response")
    _leaves(_under(root, "General_segment_id"), _key(answer.voyage))
    result = _under(root, "Result_segment")
    _leaves(result, _result(answer))
    for finding in sorted(answer.findings, key=lambda one: -one.severity):
        reason = _under(root, "Error_segment")
        _leaves(reason, [*_reason(finding), ("Error_description", say(finding))])
    return root


def _key(voyage: Voyage) -> Iterator[tuple[str, str]]:
    yield "Customs_office_code", voyage.office
    yield "Voyage_number", voyage.voyage
    yield "Date_of_departure", voyage.departed_on.isoformat() if voyage.departed_on else ""
    yield "Reference_number", voyage.master or voyage.reference


def _result(answer: Answer) -> Iterator[tuple[str, str]]:
    yield "Status", STATUS[answer.verdict]
    yield "Registration_number", answer.registered_as
    yield "Date_of_answer", answer.at.isoformat(timespec="seconds")
    yield "Number_of_errors", str(sum(one.severity is Severity.REFUSE for one in answer.findings))


def _reason(finding: Finding) -> Iterator[tuple[str, str]]:
    yield "Error_code", finding.code
    yield "Error_gravity", GRAVITY[finding.severity]
    yield "Error_path", finding.path
    yield "Error_value", finding.value
    yield "Error_line", "" if finding.line is None else str(finding.line)


def _under(parent: Xml, name: str) -> Xml:
    return etree.SubElement(parent, name)


def _leaves(parent: Xml, leaves: Iterable[tuple[str, str]]) -> None:
    for name, text in leaves:
        if text:
            _under(parent, name).text = printable(text)


def printable(text: str) -> str:
    """Signs that XML forbids are shown, not sent."""
    return "".join(
        sign if sign.isprintable() or sign in "\n\t" else "\N{REPLACEMENT CHARACTER}" for sign in text
    )

"""The answer in our own JSON."""

import json
from datetime import UTC, date, datetime

from amont.formats.manifest.answers import Answer
from amont.formats.manifest.json_answer import write_json_answer
from amont.formats.manifest.records import Voyage
from amont.kernel.findings import Finding, Severity

AT = datetime(2026, 11, 20, 8, tzinfo=UTC)
VOYAGE = Voyage(office="18N", voyage="V12", departed_on=date(2026, 11, 1), reference="MAN1")


def say(finding: Finding) -> str:
    return f"Voyez {finding.path}"


def test_an_accepted_manifest_is_answered_with_its_key_and_our_number() -> None:
    told = json.loads(write_json_answer(Answer(VOYAGE, AT, "2026 M 12", "M1"), say=say))

    assert told == {
        "status": "accepted",
        "registered_as": "2026 M 12",
        "at": "2026-11-20T08:00:00+00:00",
        "message": "M1",
        "reference": "MAN1",
        "office": "18N",
        "voyage": "V12",
        "departed_on": "2026-11-01",
        "findings": [],
    }


def test_a_refusal_points_at_each_element_the_gravest_first() -> None:
    note = Finding("manifest.total_bills", Severity.NOTE, "General_segment", "2", line=3)
    refused = Finding("manifest.office_missing", Severity.REFUSE, "voyage/office")

    told = json.loads(write_json_answer(Answer(VOYAGE, AT, "2026 M 12", findings=(note, refused)), say=say))

    assert (told["status"], told["registered_as"]) == ("refused", "")
    assert [(one["code"], one["path"], one["line"], one["sentence"]) for one in told["findings"]] == [
        ("manifest.office_missing", "voyage/office", None, "Voyez voyage/office"),
        ("manifest.total_bills", "General_segment", 3, "Voyez General_segment"),
    ]

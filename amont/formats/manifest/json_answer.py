"""The answer to a manifest in our own JSON: accepted or refused, each reason at its element."""

from __future__ import annotations

import json
from collections.abc import Callable

from amont.formats.manifest.answers import Answer
from amont.kernel.findings import Finding


def write_json_answer(answer: Answer, *, say: Callable[[Finding], str]) -> bytes:
    """UTF-8. say: the sentence of a finding, in the language of its reader."""
    voyage = answer.voyage
    said = {
        "status": "accepted" if answer.is_accepted else "refused",
        "registered_as": answer.registered_as if answer.is_accepted else "",
        "at": answer.at.isoformat(timespec="seconds"),
        "message": answer.message,
        "reference": voyage.reference,
        "office": voyage.office,
        "voyage": voyage.voyage,
        "departed_on": voyage.departed_on.isoformat() if voyage.departed_on else "",
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity.name.lower(),
                "path": finding.path,
                "line": finding.line,
                "value": finding.value,
                "sentence": say(finding),
            }
            for finding in sorted(answer.findings, key=lambda one: -one.severity)
        ],
    }
    return json.dumps(said, ensure_ascii=False).encode("utf-8", "backslashreplace")

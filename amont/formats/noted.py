"""What tables of reference data share: what was noticed at a line, days and letters as people write them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from amont.kernel.findings import Finding, Severity, clip

LANGUAGES = ("fr", "en", "pt")
EVIDENCE = ("A", "B", "C", "D", "GK", "NV", "")
MOST_FINDINGS = 10_000
DOUBTFUL = "C"


@dataclass(slots=True)
class Noted:
    """findings: the first of them; unread: lines left out."""

    findings: list[Finding] = field(default_factory=list)
    unread: int = 0

    def note(
        self, code: str, line: int, value: str, *, column: str = "", severity: Severity = Severity.NOTE
    ) -> None:
        """Something noticed at a line."""
        if len(self.findings) < MOST_FINDINGS:
            path = f"line {line}, column {column}" if column else f"line {line}"
            facts: dict[str, object] = {"line": line} | ({"column": column} if column else {})
            self.findings.append(Finding(code, severity, path, clip(value), facts, line))

    def refuse(self, code: str, line: int, value: str, *, column: str = "") -> None:
        """A line is left out, and why."""
        self.unread += 1
        self.note(code, line, value, column=column, severity=Severity.REFUSE)


_DAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[int, int, int]]], ...] = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)"), lambda found: (int(found[1]), int(found[2]), int(found[3]))),
    (re.compile(r"(\d\d)/(\d\d)/(\d{4})"), lambda found: (int(found[3]), int(found[2]), int(found[1]))),
)


def day_of(written: str) -> date | None:
    """A day written 2026-11-23 or 23/11/2026; None for anything else."""
    for form, parts in _DAYS:
        if found := form.fullmatch(written):
            try:
                return date(*parts(found))
            except ValueError:
                return None
    return None


def letter_of(written: str) -> str:
    """How sure a line is; a letter that nobody knows is a doubt."""
    return written.upper() if written.upper() in EVIDENCE else DOUBTFUL

"""What was noticed in files, as the command tells it to people and machines."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from amont.cli.language import WORDS, say
from amont.site.report.data import FileFinding

SHOWN = 50


def plain(one: FileFinding) -> dict[str, object]:
    """As a machine reads it."""
    finding = one.finding
    return {
        "file": one.file,
        "code": finding.code,
        "severity": finding.severity.name.lower(),
        "path": finding.path,
        "line": finding.line,
        "value": finding.value,
        "sentence": WORDS.finding(finding),
    }


def show(console: Console, findings: Sequence[FileFinding], *, count: int) -> None:
    """A line for each of the first. count: of all, also those that are not kept."""
    for noticed in findings[:SHOWN]:
        finding = noticed.finding
        severity, sentence = WORDS.severity(finding.severity), WORDS.finding(finding)
        console.print(
            f"{severity}  {noticed.file}  {sentence}  ({finding.code})", markup=False, soft_wrap=True
        )
    hidden = count - min(len(findings), SHOWN)
    if hidden > 0:
        console.print(say("read.more", count=hidden))

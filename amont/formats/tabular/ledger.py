"""Findings of one file as they come, detailed up to a limit and counted beyond it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import polars as pl

from amont.formats.tabular.batch import Limits
from amont.kernel.findings import Finding, Severity, clip


class Ledger:
    """Collects findings; `drain` hands over those since the last time."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._detailed: Counter[str] = Counter()
        self._fresh: list[Finding] = []
        self._beyond: Counter[tuple[str, Severity]] = Counter()
        self._said: set[str] = set()

    def file(self, code: str, severity: Severity, path: str, value: str = "", **facts: object) -> None:
        """A finding about the file as a whole, or its header."""
        self._fresh.append(Finding(code, severity, path, clip(value), facts))

    def once(self, code: str, severity: Severity, line: int, value: str = "", **facts: object) -> None:
        """A finding that says nothing new the second time: only its first place is shown."""
        if code not in self._said:
            self._said.add(code)
            self._fresh.append(Finding(code, severity, place(line), clip(value), facts, line))

    def rows(
        self,
        code: str,
        severity: Severity,
        *,
        lines: Sequence[int] | pl.Series,
        values: Sequence[object] | pl.Series | None = None,
        column: str = "",
        **facts: object,
    ) -> None:
        """One finding for each line. `values`: what stood there, of the same length."""
        room = self._room(code, wanted=len(lines))
        shown = values[:room] if values is not None else [""] * room
        if column:
            facts = facts | {"column": column}
        for line, value in zip(lines[:room], shown, strict=True):
            self._fresh.append(
                Finding(code, severity, place(line, column), clip(value), dict(facts), int(line))
            )
        if len(lines) > room:
            self._beyond[code, severity] += len(lines) - room

    def drain(self) -> tuple[Finding, ...]:
        """In the order of the file; what was only counted comes last."""
        fresh = sorted(self._fresh, key=lambda finding: finding.line or 0)
        counted = [
            Finding("table.more", severity, "", "", {"rule": code, "count": count})
            for (code, severity), count in sorted(self._beyond.items())
        ]
        self._fresh, self._beyond = [], Counter()
        return (*fresh, *counted)

    def _room(self, code: str, *, wanted: int) -> int:
        left = min(
            self._limits.findings_per_code - self._detailed[code],
            self._limits.findings - self._detailed.total(),
        )
        taken = max(0, min(left, wanted))
        self._detailed[code] += taken
        return taken


def place(line: int, column: str = "") -> str:
    """`line 58, column Net Mass`."""
    return f"line {line}, column {clip(column)}" if column else f"line {line}"

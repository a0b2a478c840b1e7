"""What was noticed in a received file: row by row, and counted by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from amont.declarations.models import Noticed, Receipt
from amont.kernel.findings import Finding, Severity

BEYOND = "table.more"  # counts what is not told one by one
SHOWN = 60  # signs of a reference in a finding


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often one rule found something. example: its first finding."""

    code: str
    severity: Severity
    n: int
    example: Finding | None


@dataclass(frozen=True, slots=True)
class Counts:
    """All that was noticed in a file. told: of these, how many are shown one by one, by severity."""

    rules: tuple[RuleCount, ...]
    told: Mapping[Severity, int]

    def of(self, severity: Severity) -> int:
        """How many findings of a severity, those only counted included."""
        return sum(rule.n for rule in self.rules if rule.severity is severity)


def findings_of(receipt: Receipt, *, severity: Severity | None = None, code: str = "") -> QuerySet[Noticed]:
    """What was noticed, with the declaration it is about. Order by severity, then as it came."""
    rows = Noticed.objects.filter(receipt=receipt).select_related("version__declaration")
    if severity is not None:
        rows = rows.filter(severity=severity)
    return rows.filter(code=code) if code else rows


def finding_of(row: Noticed) -> Finding:
    """A row as the finding it was."""
    return Finding(row.code, Severity(row.severity), row.path, row.value, row.facts, row.line)


def counts_of(receipt: Receipt) -> Counts:
    """Three queries, however many findings."""
    rows = Noticed.objects.filter(receipt=receipt)
    told: Counter[Severity] = Counter()
    found: Counter[tuple[str, Severity]] = Counter()
    for code, severity, n in rows.values_list("code", "severity").annotate(n=Count("pk")).order_by():
        told[Severity(severity)] += n
        if code != BEYOND:
            found[code, Severity(severity)] += n
    for severity, facts in rows.filter(code=BEYOND).values_list("severity", "facts"):
        found[str(facts.get("rule", BEYOND)), Severity(severity)] += int(facts.get("count", 1))
    first = rows.exclude(code=BEYOND).order_by("code", "severity", "pk").distinct("code", "severity")
    examples = {(row.code, Severity(row.severity)): finding_of(row) for row in first}
    ranked = sorted(found.items(), key=lambda one: (-one[0][1], -one[1], one[0][0]))
    rules = [RuleCount(*rule, n, examples.get(rule)) for rule, n in ranked]
    return Counts(tuple(rules), dict(told))

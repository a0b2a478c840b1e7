"""Writing what was noticed in a message, with the bill it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from amont.cargo.models import CargoNoticed, CargoReceipt, ManifestVersion
from amont.edge.copying import insert
from amont.edge.noticed import kept, plain
from amont.kernel.findings import Finding, Severity

LINES = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding, and the number of the bill it is about."""

    finding: Finding
    bill: str = ""

    @classmethod
    def of(
        cls, code: str, severity: Severity, *, bill: str = "", line: int | None = None, **told: object
    ) -> Doubt:
        """A finding of this room, which points at a bill."""
        return cls(Finding(code, severity, bill or "-", facts={"bill": bill, **told}, line=line), bill)


def note(doubts: Sequence[Doubt], *, receipt: CargoReceipt, version: ManifestVersion | None) -> None:
    """Write what was noticed. Two queries at most."""
    insert(
        [
            CargoNoticed(
                receipt=receipt,
                version=version,
                bill=kept(one.bill, 60),
                code=one.finding.code,
                severity=one.finding.severity,
                path=kept(one.finding.path, 300),
                value=kept(one.finding.value, 80),
                line=None if one.finding.line is None else min(one.finding.line, LINES),
                facts=plain(one.finding.facts),
            )
            for one in doubts
        ]
    )

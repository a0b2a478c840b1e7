"""Writing what was noticed in a message, with the bill it is about."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from amont.cargo.models import CargoNoticed, CargoReceipt, ManifestVersion
from amont.edge.copying import insert
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
                bill=_kept(one.bill, 60),
                code=one.finding.code,
                severity=one.finding.severity,
                path=_kept(one.finding.path, 300),
                value=_kept(one.finding.value, 80),
                line=None if one.finding.line is None else min(one.finding.line, LINES),
                facts=_plain(one.finding.facts),
            )
            for one in doubts
        ]
    )


def _kept(text: str, length: int) -> str:
    return text.replace("\0", "")[:length]


def _plain(fact: object) -> object:
    """A fact as JSON of PostgreSQL holds it: no zero bytes, no endless figure."""
    if isinstance(fact, str):
        return fact.replace("\0", "")
    if isinstance(fact, Mapping):
        return {str(name): _plain(value) for name, value in fact.items()}
    if isinstance(fact, list | tuple | set | frozenset):
        return [_plain(value) for value in fact]
    if isinstance(fact, float):
        return fact if math.isfinite(fact) else str(fact)
    return fact if fact is None or isinstance(fact, bool | int) else str(fact)

"""What a file of manifests holds, in one shape for all: counts, totals declared and recomputed, findings.

Counts are plain: every document, every package, each distinct container of the file. Totals follow the rules
of a manifest: house documents under a master of the same message count once, see `totals.Tally`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal

from amont.formats.manifest.events import ContainerEvent, Other
from amont.formats.manifest.numbers import container_number
from amont.formats.manifest.records import Begin, Bill, BillRead, End, Voyage
from amont.formats.manifest.totals import ZERO, Tally, Total, Totals
from amont.kernel.findings import Finding, Severity

SHOWN_FINDINGS = 1_000


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is. events: what happened -> how often. others: messages that are only kept."""

    messages: int = 0
    bills: int = 0
    containers: int = 0
    packages: Decimal = ZERO
    gross_kg: Decimal = ZERO
    vehicles: int = 0
    events: Mapping[str, int] = field(default_factory=dict)
    others: int = 0


@dataclass(frozen=True, slots=True)
class MessageSummary:
    """One message. voyage: None for one that is only kept: its containers and segments alone are counted."""

    kind: str
    version: str
    reference: str
    counts: Counts
    totals: Totals | None = None
    voyage: Voyage | None = None
    segments: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """A file. findings: the first of them; finding_counts: all, by code and severity."""

    counts: Counts
    messages: tuple[MessageSummary, ...]
    findings: tuple[Finding, ...]
    finding_counts: Mapping[tuple[str, Severity], int]

    @property
    def kind(self) -> str:
        """The kind of the first message that is applied, else of the first; "" for none."""
        applied = [one.kind for one in self.messages if one.voyage is not None]
        return next(iter(applied or [one.kind for one in self.messages]), "")


def summarise(pieces: Iterable[object], *, shown: int = SHOWN_FINDINGS) -> Summary:
    """The summary of what any reader of manifests gives. Memory grows with messages and distinct numbers."""
    summing = Summing(shown=shown)
    for piece in pieces:
        summing.add(piece)
    return summing.summary()


class Summing:
    """A summary in the making, for those who read pieces for something else too."""

    def __init__(self, *, shown: int = SHOWN_FINDINGS) -> None:
        self._shown = shown
        self._messages: list[MessageSummary] = []
        self._findings: list[Finding] = []
        self._finding_counts: Counter[tuple[str, Severity]] = Counter()
        self._boxes: set[str] = set()
        self._begin: Begin | None = None
        self._tally, self._vehicles, self._events = Tally(), 0, Counter[str]()

    def add(self, piece: object) -> None:
        """Count one piece; what is no piece of a manifest counts by its findings alone."""
        for finding in getattr(piece, "findings", ()):
            self._finding_counts[finding.code, finding.severity] += 1
            if len(self._findings) < self._shown:
                self._findings.append(finding)
        if isinstance(piece, BillRead):
            self._add_bill(piece.bill)
        elif isinstance(piece, ContainerEvent):
            self._events[piece.kind.value or "unknown"] += 1
            if piece.container:
                self._tally.add_containers((piece.container,))
        elif isinstance(piece, Begin):
            self._begin = piece
            self._tally, self._vehicles, self._events = Tally(), 0, Counter()
        elif isinstance(piece, End):
            self._end(piece.voyage)
        elif isinstance(piece, Other):
            self._messages.append(
                MessageSummary(
                    piece.kind,
                    piece.version,
                    piece.reference,
                    Counts(messages=1, containers=len(piece.containers), others=1),
                    segments=piece.segments,
                )
            )
            self._boxes |= piece.containers

    def _add_bill(self, bill: Bill) -> None:
        boxes = [container_number(box.number) for box in bill.containers]
        self._tally.add(bill, boxes=boxes)
        self._vehicles += len(bill.vehicles)

    def _end(self, voyage: Voyage) -> None:
        tally, begin = self._tally, self._begin
        tally.add_containers(box.number for box in voyage.containers)
        self._boxes |= tally.containers
        whole = tally.whole
        counts = Counts(
            1,
            whole.bills,
            len(tally.containers),
            whole.packages,
            whole.gross_kg,
            self._vehicles,
            dict(self._events),
        )
        kind, version = (begin.kind, begin.version) if begin else ("", "")
        totals = tally.totals(voyage.declared)
        self._messages.append(MessageSummary(kind, version, voyage.reference, counts, totals, voyage))
        self._begin = None

    def summary(self) -> Summary:
        """The summary of all that was added."""
        each = [one.counts for one in self._messages]
        events: Counter[str] = Counter()
        for counts in each:
            events.update(counts.events)
        whole = Counts(
            messages=len(each),
            bills=sum(counts.bills for counts in each),
            containers=len(self._boxes),
            packages=sum((counts.packages for counts in each), ZERO),
            gross_kg=sum((counts.gross_kg for counts in each), ZERO),
            vehicles=sum(counts.vehicles for counts in each),
            events=dict(events),
            others=sum(counts.others for counts in each),
        )
        return Summary(whole, tuple(self._messages), tuple(self._findings), dict(self._finding_counts))


def plain(summary: Summary) -> dict[str, object]:
    """The summary as a machine reads it. Findings are left to those who know the words."""
    totals = [one.totals for one in summary.messages if one.totals is not None]
    return {
        "kind": summary.kind,
        "counts": _counts(summary.counts),
        "totals": _totals(totals, containers=summary.counts.containers),
        "messages": [_message(one) for one in summary.messages],
        "finding_counts": [
            {"code": code, "severity": severity.name.lower(), "count": count}
            for (code, severity), count in sorted(summary.finding_counts.items())
        ],
    }


def _counts(counts: Counts) -> dict[str, object]:
    return {
        "messages": counts.messages,
        "bills": counts.bills,
        "containers": counts.containers,
        "packages": number(counts.packages),
        "gross_kg": number(counts.gross_kg),
        "vehicles": counts.vehicles,
        "events": dict(counts.events),
        "others": counts.others,
    }


def _message(one: MessageSummary) -> dict[str, object]:
    found: dict[str, object] = {"kind": one.kind, "version": one.version, "reference": one.reference}
    if one.voyage is None or one.totals is None:
        return found | {"counts": _counts(one.counts), "segments": one.segments}
    return found | {
        "function": one.voyage.function.value,
        "voyage": one.voyage.voyage,
        "counts": _counts(one.counts),
        "totals": _totals([one.totals], containers=one.counts.containers),
    }


def _totals(each: Sequence[Totals], *, containers: int) -> dict[str, object]:
    """What is declared, where anything is, beside what is counted: the sums of several messages, but for
    containers, which count once."""
    found: dict[str, object] = {}
    for entry in fields(Totals):
        of_messages: list[Total] = [getattr(totals, entry.name) for totals in each]
        declared = [total.declared for total in of_messages if total.declared is not None]
        counted = sum((total.counted or ZERO for total in of_messages), ZERO)
        found[entry.name] = {
            "declared": number(sum(declared, ZERO)) if declared else None,
            "recomputed": containers if entry.name == "containers" else number(counted),
        }
    return found


def number(value: Decimal | None) -> int | float | None:
    """A total as JSON has it: whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)

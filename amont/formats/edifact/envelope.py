"""UNB, UNG, UNH and their ends: who sends what to whom, and whether the counts and references agree.

Source: ISO 9735-1, service segments. What disagrees is told; a file that is cut is held.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time

from amont.formats.edifact.context import Context, Mark
from amont.formats.edifact.signs import plain
from amont.formats.edifact.values import code, when
from amont.kernel.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class Interchange:
    """The envelope of messages as it opens. All "" for a file without one. level: UNOA to UNOY."""

    sender: str = ""
    recipient: str = ""
    reference: str = ""
    application: str = ""
    level: str = ""
    written_at: datetime | None = None
    is_test: bool = False
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class InterchangeEnd:
    """The envelope closes. messages: how many it held; encoding: the one that read them."""

    interchange: Interchange
    messages: int
    encoding: str
    findings: tuple[Finding, ...] = ()


def interchange_of(raw: str, context: Context) -> Interchange:
    """What UNB says."""
    elements = raw.split("+")
    elements += [""] * (12 - len(elements))
    day, _, clock = elements[4].partition(":")
    found = when(day, "")
    at = None
    if found and len(clock) >= 4 and clock[:4].isdecimal() and clock[:2] < "24" and clock[2:4] < "60":
        at = datetime.combine(found.day, time(int(clock[:2]), int(clock[2:4])))
    if at is None and elements[4]:
        context.doubt("edifact.day_unreadable", value=elements[4], element=4)
    return Interchange(
        sender=plain(elements[2].partition(":")[0]),
        recipient=plain(elements[3].partition(":")[0]),
        reference=code(elements[5]),
        application=code(elements[7]),
        level=code(elements[1]),
        written_at=at,
        is_test=code(elements[11]) == "1",
        line=context.line,
    )


@dataclass(slots=True)
class Level:
    """One open envelope: UNB, UNG or UNH. held: what it holds so far; mark: where it opened."""

    tag: str
    reference: str
    mark: Mark | None = None
    held: int = 0

    def check(self, raw: str, context: Context, *, held: int) -> None:
        """Compare the closing segment with what was read."""
        elements = [*raw.split("+"), "", ""]
        told, reference = code(elements[1]), code(elements[2])
        if not told.isdecimal() or len(told) > 12 or int(told) != held:
            facts: dict[str, object] = {"declared": told, "counted": held}
            context.doubt(_COUNTS[self.tag], value=told, element=1, facts=facts)
        if reference != self.reference:
            context.doubt(_REFERENCES[self.tag], value=reference, element=2, facts={"opened": self.reference})

    def not_closed(self, context: Context) -> None:
        """The file, or the envelope around, ends before this one does."""
        severity = Severity.NOTE if self.tag == "UNG" else Severity.HOLD
        context.doubt(_OPEN[self.tag], severity, value=self.reference, mark=self.mark)


_COUNTS = {"UNH": "edifact.segment_count", "UNG": "edifact.group_count", "UNB": "edifact.message_count"}
_REFERENCES = {
    "UNH": "edifact.message_reference",
    "UNG": "edifact.group_reference",
    "UNB": "edifact.interchange_reference",
}
_OPEN = {"UNH": "edifact.message_open", "UNG": "edifact.group_open", "UNB": "edifact.interchange_open"}

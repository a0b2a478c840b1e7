"""Where the reading stands: the segment at hand, its message, and what was noticed."""

from __future__ import annotations

from amont.formats.edifact.errors import MessageTooLarge
from amont.formats.edifact.signs import plain, written
from amont.formats.edifact.tokens import Batch, Lines
from amont.formats.edifact.values import code as code_of
from amont.formats.manifest.making import maker
from amont.formats.manifest.totals import Place
from amont.kernel.findings import Finding, Severity, clip

_finding = maker(Finding)
_SHORT = 80  # signs of a value that are shown
MAX_TOLD = 200  # kinds of doubt of one message that are told once each


Mark = tuple[Batch, int, int, str]  # a place kept for later: lot, index, number in its message, the message


class Context:
    """The segment at hand. Changed by the reader, read by those who map segments.

    batch, index: the segment. base: segments read before the batch, empty ones left out. began: segments
    before the message. reference: of the message. decimal: the sign told for decimals. told: kinds of doubt
    told already in this message.
    """

    __slots__ = ("base", "batch", "began", "decimal", "empty", "findings", "index", "reference", "told")

    def __init__(self) -> None:
        self.batch = Batch([], at=(1, 1), lines=Lines.NONE, width=0)
        self.index = self.base = self.began = self.empty = 0
        self.reference = ""
        self.decimal = "."
        self.findings: list[Finding] = []
        self.told: set[str] = set()

    @property
    def number(self) -> int:
        """The number of the segment in its message, from 1."""
        return self.base + self.index - self.empty - self.began + 1

    @property
    def line(self) -> int:
        """The line of the segment in the file, from 1."""
        return self.batch.same_line or self.batch.line(self.index)

    def mark(self) -> Mark:
        """This place."""
        number = self.base + self.index - self.empty - self.began + 1
        return self.batch, self.index, number, self.reference

    def doubt(
        self,
        code: str,
        severity: Severity = Severity.NOTE,
        *,
        value: str = "",
        element: int = 0,
        component: int = 0,
        facts: dict[str, object] | None = None,
        mark: Mark | None = None,
    ) -> None:
        """Notice something of the segment at hand, or of the place kept before.

        element, component: from 1, 0 for the whole segment.
        """
        if mark is None:
            batch, index, message = self.batch, self.index, self.reference
            number = self.base + index - self.empty - self.began + 1
        else:
            batch, index, number, message = mark
        line, column = batch.place(index)
        raw = batch.raws[index]
        path = f"{raw[:3] or 'segment'}[{number}]"
        found: dict[str, object] = {"message": message, "segment": number, "column": column}
        if component:
            path = f"{path}/{element}.{component}"
            found["element"], found["component"] = element, component
        elif element:
            path = f"{path}/{element}"
            found["element"] = element
        if facts:
            found.update(facts)
        shown = value or ("" if mark else raw)
        if len(shown) > _SHORT or not shown.isprintable():
            shown = clip(plain(shown))
        self.findings.append(_finding(code, severity, path, shown, found, line))

    def place(self, value: str) -> Place:
        """This place, as that of a declared total."""
        line, column = self.batch.place(self.index)
        facts = {"message": self.reference, "segment": self.number, "column": column}
        return Place(f"{self.batch.raws[self.index][:3]}[{self.number}]", value, line, facts)

    def once(self, code: str, severity: Severity = Severity.NOTE, *, kind: str = "", value: str = "") -> None:
        """Notice something once in a message, whatever the times it comes. kind: of what it is."""
        key = f"{code} {kind}"
        if key not in self.told and len(self.told) < MAX_TOLD:
            self.told.add(key)
            self.doubt(code, severity, value=value or kind, facts={"kind": kind} if kind else None)

    def taken(self) -> tuple[Finding, ...]:
        """What was noticed since the last time, given away."""
        found = tuple(self.findings)
        self.findings.clear()
        return found

    def refuse_beyond(self, count: int, limit: int) -> None:
        """Raise when a document or a header has more segments than any message."""
        if count > limit:
            raise MessageTooLarge(limit=limit, line=self.line)


class Kept:
    """What no field names. values: place -> the segments that stood there, as a file would have them."""

    __slots__ = ("_counts", "values")

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self._counts: dict[str, int] | None = None

    def keep(self, raw: str, *, under: str = "") -> str:
        """Keep a segment; the place under which it is found again. under: the group it belongs to."""
        first = code_of(raw[4:].partition("+")[0])
        place = f"{under}{raw[:3]}/{first}" if first else under + raw[:3]
        if place in self.values:
            if self._counts is None:
                self._counts = {}
            count = self._counts[place] = self._counts.get(place, 1) + 1
            place = f"{place}[{count}]"
        self.values[place] = written(raw)
        return place

    def add(self, place: str, raw: str) -> None:
        """Keep a segment behind another: both are one group."""
        self.values[place] += f"'{written(raw)}"

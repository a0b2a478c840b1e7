"""Documents of one message, checked as they come: what is asked of each, and of all of them together."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from amont.formats.manifest.checks import doubt_of_container, doubts_of_bill
from amont.formats.manifest.records import Bill
from amont.formats.manifest.totals import Tally, of_bill
from amont.kernel.findings import Finding, Severity, clip

MOST_TOLD = 200  # containers in doubt of one message


class Checking:
    """tally: of the documents so far. A container in doubt is told once."""

    def __init__(self) -> None:
        self.tally = Tally()
        self._in_doubt: set[str] = set()

    def findings(self, bill: Bill, *, path: str, box: Callable[[int], str]) -> Iterator[Finding]:
        """What is noticed of a document. path: its place; box: the place of its nth container."""
        totals = of_bill(bill)
        if self.tally.add(bill, totals):
            yield Finding("manifest.bill_repeated", Severity.NOTE, path, clip(bill.number), {}, bill.line)
        for doubt in doubts_of_bill(bill, totals, is_voyage=True):
            yield doubt.at(path, bill.number, bill.line)
        for number, container in enumerate(bill.containers, start=1):
            found = doubt_of_container(container.number)
            if found and container.number not in self._in_doubt and len(self._in_doubt) < MOST_TOLD:
                self._in_doubt.add(container.number)
                yield found.at(box(number), container.number, container.line)

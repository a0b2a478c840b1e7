"""The tax lines that a document prints beside those that the notice of the administration charges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from amont.formats.asycuda.declaration import Declaration
from amont.formats.asycuda.recomputing import recomputed
from amont.kernel.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class TaxSaid:
    """A tax of an item, as one side says it. rate: as printed, or a percentage or an amount per unit."""

    item: int
    code: str
    base: Decimal | None
    rate: Decimal | None
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Compared:
    """One tax of one item on both sides; None where a side does not say it."""

    printed: TaxSaid | None
    ours: TaxSaid | None

    @property
    def said(self) -> TaxSaid:
        """The side that says it, the document first."""
        found = self.printed or self.ours
        assert found is not None
        return found

    @property
    def difference(self) -> Decimal:
        """Ours less what is printed; a side that is silent counts as nothing."""
        return _amount(self.ours) - _amount(self.printed)


def printed_taxes(declaration: Declaration) -> list[TaxSaid]:
    """One for each code of each item, lines of the same code added up."""
    lines = (line for item in declaration.items for line in recomputed(item))
    return added(TaxSaid(one.item, one.code, one.base, one.rate, one.printed) for one in lines)


def added(lines: Iterable[TaxSaid]) -> list[TaxSaid]:
    """Lines of one code of one item as one: base and rate of the first, the sum of the amounts."""
    found: dict[tuple[int, str], TaxSaid] = {}
    for one in lines:
        key = (one.item, one.code.upper())
        before = found.get(key)
        total = _amount(before) + _amount(one) if before else one.amount
        first = before or one
        found[key] = TaxSaid(one.item, first.code, first.base, first.rate, total)
    return list(found.values())


def compared(printed: Sequence[TaxSaid], ours: Sequence[TaxSaid]) -> list[Compared]:
    """By item and code: those printed in their order, then those that only the notice has, item by item."""
    theirs = {(one.item, one.code.upper()): one for one in printed}
    own = {(one.item, one.code.upper()): one for one in ours}
    keys = [*theirs, *(key for key in own if key not in theirs)]
    return [Compared(theirs.get(key), own.get(key)) for key in sorted(keys, key=lambda key: key[0])]


def differing(rows: Iterable[Compared]) -> Iterator[Finding]:
    """A finding for each tax on which the two sides are a unit or more apart."""
    for row in rows:
        if abs(row.difference) >= 1:
            said = row.said
            facts: dict[str, object] = {
                "item": said.item, "tax": said.code,
                "printed": _amount(row.printed), "ours": _amount(row.ours),
            }  # fmt: skip
            yield Finding("sad.tax_differs", Severity.NOTE, f"Item[{said.item}]/Taxation", facts=facts)


def _amount(one: TaxSaid | None) -> Decimal:
    return Decimal(0) if one is None or one.amount is None else one.amount

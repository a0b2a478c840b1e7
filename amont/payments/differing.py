"""What a finding changes of what is owed: as declared against as found, at the rates of one day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from amont.controls.models import FoundItem
from amont.declarations.models import Item, Version
from amont.engine.duties.declaring import Bill, assess_declaration
from amont.engine.duties.lines import Line as Owed
from amont.formats.tariff.records import Line
from amont.kernel.charges import Law
from amont.payments.facts import Declared, as_found, items_of
from amont.payments.simulating import Changed
from amont.reference.queries import tariff_lines
from amont.reference.queries.law import law_in_use

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Difference:
    """Both sums of what is owed now, and each charge of either."""

    currency: str
    declared: Decimal
    found: Decimal
    charges: Sequence[Changed]

    @property
    def change(self) -> Decimal:
        """Above zero: more is owed than was declared."""
        return self.found - self.declared


def difference_of(version: Version, found: Iterable[FoundItem], *, on: date) -> Difference:
    """At the rates of a day. Three queries. ItemValueMissing, TariffUnknown, DutiesRefused."""
    rows = list(Item.objects.filter(version=version).order_by("pk"))
    law = law_in_use().law
    before, after = as_found(rows, {}), as_found(rows, {one.item_id: one for one in found})
    lines = tariff_lines({one.hs_code for one in (*before, *after)}, on)
    declared, seen = (_bill(version, said, lines, law, on) for said in (before, after))
    return Difference(law.currency, declared.owed.amount, seen.owed.amount, _charges(declared, seen))


def _bill(version: Version, rows: Sequence[Declared], lines: Mapping[str, Line], law: Law, on: date) -> Bill:
    return assess_declaration(items_of(version, rows, lines, currency=law.currency), law, on=on)


def _charges(before: Bill, after: Bill) -> list[Changed]:
    first, second = _sums(before), _sums(after)
    names = {line.rule.code: line.rule.names for line in (*_lines(before), *_lines(after))}
    return [
        Changed(code, names[code], first.get(code, ZERO), second.get(code, ZERO))
        for code in names
        if first.get(code) or second.get(code)
    ]


def _lines(bill: Bill) -> list[Owed]:
    return [*(line for item in bill.items for line in item.lines), *bill.fees]


def _sums(bill: Bill) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for line in _lines(bill):
        found[line.rule.code] = found.get(line.rule.code, ZERO) + line.amount
    return found

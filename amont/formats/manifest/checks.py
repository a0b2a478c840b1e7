"""What is asked of every transport document, whatever the message it came in: told, never corrected."""

from __future__ import annotations

from dataclasses import dataclass, field

from amont.formats.manifest.making import maker
from amont.formats.manifest.numbers import container_digit, container_number, imo_digit
from amont.formats.manifest.records import Bill, Filling
from amont.formats.manifest.totals import BillTotals, bill_differences, of_bill
from amont.kernel.findings import Finding, Severity, clip


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding before its reader adds the place."""

    code: str
    severity: Severity = Severity.NOTE
    value: str = ""
    facts: dict[str, object] = field(default_factory=dict)

    def at(self, path: str, value: str, line: int | None = None) -> Finding:
        """The finding. value: what stands there, where the doubt does not say it."""
        return Finding(self.code, self.severity, path, clip(self.value or value), self.facts, line)


_doubt = maker(Doubt)


def doubts_of_bill(bill: Bill, totals: BillTotals | None = None, *, is_voyage: bool) -> list[Doubt]:
    """Key facts that the document does not say, and totals that it contradicts.

    totals: those `of_bill`. is_voyage: the document stands in a manifest, so ports, goods and mass are asked
    of it. A document that is taken back owes nothing but its number.
    """
    doubts = [] if bill.number else [Doubt("manifest.bill_number_missing", Severity.HOLD)]
    if bill.is_cancelled:
        return doubts
    if is_voyage:
        doubts += _missing(bill, totals or of_bill(bill))
    if bill.container_count is None and _says_no_more(bill):
        return doubts
    for total in bill_differences(bill):
        facts: dict[str, object] = {"declared": total.declared, "counted": total.counted, "bill": bill.number}
        doubts.append(Doubt(total.code, facts=facts))
    return doubts


def _says_no_more(bill: Bill) -> bool:
    """Whether the document says nothing of the whole but what its only line says."""
    if bill.packages is None and bill.gross_kg is None:
        return True
    goods = bill.goods
    return len(goods) == 1 and goods[0].packages == bill.packages and goods[0].gross_kg == bill.gross_kg


def _missing(bill: Bill, totals: BillTotals) -> list[Doubt]:
    """The facts without which nobody can look at a document before it arrives."""
    missing: list[Doubt] = []
    facts: dict[str, object] = {"bill": bill.number}
    if not (bill.loading or bill.origin_port):
        missing.append(Doubt("manifest.loading_missing", Severity.HOLD, facts=facts))
    if not (bill.unloading or bill.delivery or bill.destination):
        missing.append(Doubt("manifest.unloading_missing", Severity.HOLD, facts=facts))
    if bill.containers and bill.containers[0].filling is Filling.EMPTY and _are_empty(bill):
        return missing
    if not (bill.consignee.name or bill.consignee.code):
        missing.append(Doubt("manifest.consignee_missing", Severity.HOLD, facts=facts))
    goods = bill.goods
    if not goods or not (goods[0].description or any(line.description for line in goods)):
        missing.append(Doubt("manifest.description_missing", Severity.HOLD, facts=facts))
    if not totals.gross_kg:
        missing.append(Doubt("manifest.gross_missing", Severity.HOLD, facts=facts))
    if totals.packages is None:
        missing.append(Doubt("manifest.packages_missing", facts=facts))
    return missing


def _are_empty(bill: Bill) -> bool:
    return all(box.filling is Filling.EMPTY for box in bill.containers)


def doubt_of_container(number: str) -> Doubt | None:
    """A number that is not of ISO 6346, or whose check digit is another."""
    plain = container_number(number)
    digit = container_digit(plain)
    if digit is None:
        return Doubt("manifest.container_form", value=number)
    if digit != plain[10]:
        return _doubt("manifest.container_digit", value=number, facts={"expected": digit})
    return None


def doubt_of_imo(number: str) -> Doubt | None:
    """A number that is not of an IMO ship, or whose check digit is another."""
    digit = imo_digit(number)
    if digit is None:
        return Doubt("manifest.imo_form", value=number)
    if digit != number[6]:
        return Doubt("manifest.imo_digit", value=number, facts={"expected": digit})
    return None

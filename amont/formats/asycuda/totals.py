"""What the header says and what the items add up to, side by side. A difference is told, never corrected."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field, fields
from decimal import Decimal

from amont.formats.asycuda.declaration import Declaration
from amont.formats.asycuda.items import Item
from amont.formats.asycuda.leaves import Leaves
from amont.formats.asycuda.taxes import GUARANTEED, PAYABLE, ZERO, customs_value, taxes_in
from amont.kernel.findings import Finding, Severity, clip

MONEY_TOLERANCE = Decimal(1)  # per item: items are rounded one by one
FINE_TOLERANCE = Decimal("0.01")  # per item, for packages and mass
FINE_TOLERANCE_LIMIT = Decimal("0.5")  # one whole package or kilogram is never rounding


@dataclass(frozen=True, slots=True)
class Total:
    """One total. declared: None when the header is silent; counted: None when it cannot be added up."""

    code: str
    path: str
    declared: Decimal | None
    counted: Decimal | None
    tolerance: Decimal
    value: str = ""
    line: int | None = None

    @property
    def agrees(self) -> bool:
        """No difference beyond the tolerance, or nothing to compare."""
        if self.declared is None or self.counted is None:
            return True
        return abs(self.declared - self.counted) <= self.tolerance

    def finding(self) -> Finding:
        facts: dict[str, object] = {"declared": self.declared, "counted": self.counted}
        return Finding(self.code, Severity.NOTE, self.path, clip(self.value), facts, self.line)


@dataclass(frozen=True, slots=True)
class Totals:
    """invoice in its own currency; customs_value, taxes (payable), guaranteed in national currency."""

    items: Total
    packages: Total
    invoice: Total
    customs_value: Total
    taxes: Total
    guaranteed: Total
    gross_kg: Total

    def all(self) -> tuple[Total, ...]:
        return tuple(getattr(self, entry.name) for entry in fields(self))

    def findings(self) -> tuple[Finding, ...]:
        return tuple(total.finding() for total in self.all() if not total.agrees)


@dataclass(slots=True)
class Tally:
    """The sums over the items so far."""

    items: int = 0
    packages: Decimal = ZERO
    invoice: Decimal = ZERO
    customs_value: Decimal = ZERO
    payable: Decimal = ZERO
    guaranteed: Decimal = ZERO
    gross_kg: Decimal = ZERO
    currencies: set[str] = field(default_factory=set)

    def add(self, item: Item) -> None:
        value = item.value
        invoice = value.invoice.foreign if value.invoice.foreign is not None else item.tariff.price
        self.items += 1
        self.packages += item.packages.number or ZERO
        self.invoice += invoice or ZERO
        self.customs_value += customs_value(item) or ZERO
        self.payable += taxes_in(item, mode=PAYABLE) or ZERO
        self.guaranteed += taxes_in(item, mode=GUARANTEED) or ZERO
        self.gross_kg += value.gross_kg or ZERO
        if value.invoice.currency:
            self.currencies.add(value.invoice.currency)

    def totals(self, header: Leaves) -> Totals:
        """These sums beside what the header declares."""
        money = MONEY_TOLERANCE * max(self.items, 1)
        fine = min(FINE_TOLERANCE * self.items, FINE_TOLERANCE_LIMIT)
        declared = _Declared(header)
        global_taxes = header.number("Financial/Amounts/Global_taxes") or ZERO
        invoice = self.invoice if len(self.currencies) < 2 else None
        return Totals(
            declared.total("sad.item_count", _ITEMS, Decimal(self.items), ZERO),
            declared.total("sad.total_packages", _PACKAGES, self.packages, fine),
            declared.total("sad.total_invoice", _INVOICE, invoice, money),
            declared.total("sad.total_cif", _CIF, self.customs_value, money),
            declared.total("sad.total_taxes", _TAXES, self.payable + global_taxes, money),
            declared.total("sad.total_guarantee", _GUARANTEE, self.guaranteed, money),
            declared.total("sad.total_gross", _GROSS, self.gross_kg, fine),
        )


_ITEMS = ("Property/Nbers/Total_number_of_items",)
_PACKAGES = ("Property/Nbers/Total_number_of_packages", "Identification/Total_number_of_packages")
_INVOICE = ("Valuation/Gs_Invoice/Amount_foreign_currency", "Valuation/Total/Total_invoice")
_CIF = ("Valuation/Total_CIF",)
_TAXES = ("Financial/Amounts/Totals_taxes",)
_GUARANTEE = ("Financial/Guarantee/Amount",)
_GROSS = ("Valuation/Total/Total_weight", "Valuation/Weight/Gross_weight")


@dataclass(frozen=True, slots=True)
class _Declared:
    header: Leaves

    def total(self, code: str, paths: tuple[str, ...], counted: Decimal | None, tolerance: Decimal) -> Total:
        leaf = self.header.first(*paths)
        path, value, line = astuple(leaf) if leaf else (paths[0], "", None)
        declared = self.header.number(path) if leaf else None
        return Total(code, path, declared, counted, tolerance, value, line)


def totals(declaration: Declaration) -> Totals:
    """Declared and counted. Taxes payable: lines with mode 1, and the global taxes; guaranteed: mode 0."""
    tally = Tally()
    for item in declaration.items:
        tally.add(item)
    return tally.totals(declaration.header)

"""What a message says of itself and what its documents add up to, side by side. Nothing is corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import NamedTuple

from amont.formats.manifest.numbers import container_number
from amont.formats.manifest.records import Bill, Declared, Goods, Voyage
from amont.kernel.findings import Finding, Severity, clip

ZERO = Decimal(0)
MASS_TOLERANCE = Decimal("0.01")  # per document: masses are rounded one by one
MASS_TOLERANCE_LIMIT = Decimal("0.5")  # half a kilogram is never rounding


class BillTotals(NamedTuple):
    """The whole of one document: what it says, else what its goods add up to. None when neither says."""

    packages: Decimal | None
    gross_kg: Decimal | None
    volume_m3: Decimal | None


@dataclass(frozen=True, slots=True)
class Total:
    """One total. declared: None when the message is silent; counted: None when nothing can be added up."""

    code: str
    declared: Decimal | None
    counted: Decimal | None
    tolerance: Decimal = ZERO

    @property
    def agrees(self) -> bool:
        """No difference beyond the tolerance, or nothing to compare."""
        if self.declared is None or self.counted is None:
            return True
        return abs(self.declared - self.counted) <= self.tolerance

    def finding(self, place: Place) -> Finding:
        """The difference, told where the total is declared."""
        facts = {"declared": self.declared, "counted": self.counted, **place.facts}
        return Finding(self.code, Severity.NOTE, place.path, clip(place.value), facts, place.line)


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals of a message. bills, packages and mass count header documents, see `Tally`."""

    bills: Total
    packages: Total
    containers: Total
    gross_kg: Total

    def all(self) -> Mapping[str, Total]:
        """Name -> total."""
        return {entry.name: getattr(self, entry.name) for entry in fields(self)}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message declares a total. facts: what else the reader knows of the place."""

    path: str
    value: str = ""
    line: int | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


def of_bill(bill: Bill) -> BillTotals:
    """What the document says of the whole, and where it says nothing what its goods add up to."""
    goods = bill.goods
    packages, gross_kg, volume_m3 = bill.packages, bill.gross_kg, bill.volume_m3
    if len(goods) == 1:
        (line,) = goods
        return BillTotals(
            line.packages if packages is None else packages,
            line.gross_kg if gross_kg is None else gross_kg,
            line.volume_m3 if volume_m3 is None else volume_m3,
        )
    return BillTotals(
        _sum(line.packages for line in goods) if packages is None else packages,
        _sum(line.gross_kg for line in goods) if gross_kg is None else gross_kg,
        _sum(line.volume_m3 for line in goods) if volume_m3 is None else volume_m3,
    )


def bill_differences(bill: Bill) -> Iterator[Total]:
    """Totals of the document that its goods and containers do not add up to. Goods that are silent prove
    nothing."""
    goods = bill.goods
    counted = Decimal(len({container_number(box.number) for box in bill.containers}))
    declared = None if bill.container_count is None else Decimal(bill.container_count)
    totals = (
        Total("manifest.bill_packages", bill.packages, _whole(line.packages for line in goods)),
        Total("manifest.bill_gross", bill.gross_kg, _whole(line.gross_kg for line in goods), _fine(goods)),
        Total("manifest.bill_containers", declared, counted if bill.containers else None),
    )
    return (total for total in totals if not total.agrees)


def _fine(goods: tuple[Goods, ...]) -> Decimal:
    return min(MASS_TOLERANCE * max(len(goods), 1), MASS_TOLERANCE_LIMIT)


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is said; None when nothing is."""
    total = None
    for value in values:
        if value is not None:
            total = value if total is None else total + value
    return total


def _whole(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum, None as soon as one line is silent or when there is none."""
    found = list(values)
    return None if not found or None in found else _sum(found)


@dataclass(slots=True)
class Sums:
    """How many documents, with how many packages and kilograms."""

    bills: int = 0
    packages: Decimal = ZERO
    gross_kg: Decimal = ZERO

    def add(self, totals: BillTotals) -> None:
        """One document more."""
        packages, gross_kg, _ = totals
        self.bills += 1
        if packages:
            self.packages += packages
        if gross_kg:
            self.gross_kg += gross_kg


class Tally:
    """The sums over the documents of one message so far.

    Header documents are all but the house documents whose master stands in the same message: what the house
    documents hold is in the master already. Containers count once whatever the documents that name them. Only
    numbers of documents and containers are kept. whole: the sums over all documents.
    """

    def __init__(self) -> None:
        self.whole = Sums()
        self._under: dict[str, Sums] = {}
        self._numbers: set[str] = set()
        self._boxes: set[str] = set()

    def add(
        self, bill: Bill, totals: BillTotals | None = None, *, boxes: Iterable[str] | None = None
    ) -> bool:
        """Count one document. True when its number was counted before: a duplicate.

        totals: those `of_bill`. boxes: its containers as they are compared.
        """
        number, master = bill.number, bill.master
        totals = totals or of_bill(bill)
        self.whole.add(totals)
        if master and master != number:
            if master not in self._under:
                self._under[master] = Sums()
            self._under[master].add(totals)
        if boxes is None:
            boxes = [container_number(box.number) for box in bill.containers]
        self._boxes.update(boxes)
        known = number in self._numbers
        if number:
            self._numbers.add(number)
        return known

    def add_containers(self, numbers: Iterable[str]) -> None:
        """Containers that the message names outside its documents."""
        self._boxes.update(container_number(number) for number in numbers)

    def names(self, container: str) -> bool:
        """A document, or the message outside of them, named this container. container: as compared."""
        return container in self._boxes

    @property
    def containers(self) -> frozenset[str]:
        """The distinct containers so far."""
        return frozenset(self._boxes)

    def header(self) -> Sums:
        """The sums over the header documents."""
        whole = self.whole
        inside = [houses for master, houses in self._under.items() if master in self._numbers]
        return Sums(
            whole.bills - sum(houses.bills for houses in inside),
            whole.packages - sum((houses.packages for houses in inside), ZERO),
            whole.gross_kg - sum((houses.gross_kg for houses in inside), ZERO),
        )

    def totals(self, declared: Declared) -> Totals:
        """These sums beside what the message declares."""
        sums = self.header()
        mass = min(MASS_TOLERANCE * max(sums.bills, 1), MASS_TOLERANCE_LIMIT)
        return Totals(
            Total("manifest.total_bills", _decimal(declared.bills), Decimal(sums.bills)),
            Total("manifest.total_packages", declared.packages, sums.packages),
            Total("manifest.total_containers", _decimal(declared.containers), Decimal(len(self._boxes))),
            Total("manifest.total_gross", declared.gross_kg, sums.gross_kg, mass),
        )

    def findings(self, voyage: Voyage, *, places: Mapping[str, Place]) -> tuple[Finding, ...]:
        """The totals that differ. places: name of a total -> where the message declares it."""
        totals = self.totals(voyage.declared).all()
        return tuple(
            total.finding(places.get(name, Place(name))) for name, total in totals.items() if not total.agrees
        )


def _decimal(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)

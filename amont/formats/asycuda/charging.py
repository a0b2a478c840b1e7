"""Taxes put into a declaration that prints none: those of the notice, at the places of box 47."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from amont.formats.asycuda.declaration import Declaration
from amont.formats.asycuda.items import Item
from amont.formats.asycuda.leaves import Leaf, Leaves
from amont.formats.asycuda.taxes import GUARANTEED, PAYABLE

AFTER = ("Taxation", "Valuation_item", "Quantity_deducted_from_licence", "write_off_unit")
IN_HEADER = ("Warehouse", "Transit", "Valuation", "Container", "Prev_decl", "PreviousItem")
TOTALS = ("Financial/Amounts/Global_taxes", "Financial/Amounts/Totals_taxes")


@dataclass(frozen=True, slots=True)
class Charge:
    """A line of the notice. item None: owed once. rate: a percentage, or the amount of a unit."""

    item: int | None
    code: str
    base: Decimal
    rate: Decimal | None
    amount: Decimal
    is_owed: bool = True


def charged(declaration: Declaration, charges: Sequence[Charge]) -> Declaration:
    """With the lines of each item, its sum, and the sums of the whole; as it was where it prints any tax."""
    if not charges or any(item.taxes for item in declaration.items):
        return declaration
    items = tuple(
        _item(one, [line for line in charges if line.item == one.number]) for one in declaration.items
    )
    fees = sum((one.amount for one in charges if one.item is None), Decimal(0))
    owed = sum((one.amount for one in charges if one.is_owed), Decimal(0))
    told = zip(TOTALS, (fees, owed), strict=True)
    sums = [Leaf(path, _text(amount)) for path, amount in told if amount]
    return replace(declaration, header=_put(declaration.header, sums, IN_HEADER, TOTALS), items=items)


def _item(item: Item, lines: Sequence[Charge]) -> Item:
    sums = {
        "Item_taxes_amount": sum((one.amount for one in lines if one.is_owed), Decimal(0)),
        "Item_taxes_guaranted_amount": sum((one.amount for one in lines if not one.is_owed), Decimal(0)),
    }
    told = [Leaf(f"Taxation/{name}", _text(amount)) for name, amount in sums.items() if amount]
    for at, line in enumerate(lines, start=1):
        told += _leaves(f"Taxation/Taxation_line[{at}]", line)
    return replace(item, leaves=_put(item.leaves, told, AFTER, [f"Taxation/{name}" for name in sums]))


def _leaves(at: str, line: Charge) -> Iterator[Leaf]:
    yield Leaf(f"{at}/Duty_tax_code", line.code)
    yield Leaf(f"{at}/Duty_tax_Base", _text(line.base))
    if line.rate is not None:
        yield Leaf(f"{at}/Duty_tax_rate", _text(line.rate))
    yield Leaf(f"{at}/Duty_tax_amount", _text(line.amount))
    yield Leaf(f"{at}/Duty_tax_MP", PAYABLE if line.is_owed else GUARANTEED)


def _put(leaves: Leaves, new: Sequence[Leaf], after: Sequence[str], replaced: Sequence[str]) -> Leaves:
    """New leaves before those that follow them in the document; of what they replace nothing is left."""
    kept = [leaf for leaf in leaves if leaf.path not in replaced]
    heads = [leaf.path.partition("/")[0].partition("[")[0] for leaf in kept]
    at = next((place for place, head in enumerate(heads) if head in after), len(kept))
    return Leaves((*kept[:at], *new, *kept[at:]), leaves.habits)


def _text(amount: Decimal) -> str:
    return format(Decimal(format(amount.normalize(), "f")), "f")

"""Where each column of an item stands in a file: elements of a SAD, columns of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from amont.declarations.models import Item, Noticed
from amont.formats.asycuda.leaves import Leaf, Leaves
from amont.formats.tabular import Mapping as TableMapping

# Paths from the item; the first that holds something is the one that was read.
ELEMENTS: Mapping[str, tuple[str, ...]] = {
    "hs_code": ("Tarification/HScode/Commodity_code",),
    "description": ("Goods_description/Commercial_Description", "Goods_description/Description_of_goods"),
    "origin": ("Goods_description/Country_of_origin_code",),
    "preference": ("Tarification/Preference_code",),
    "procedure": ("Tarification/Extended_customs_procedure",),
    "import_type": ("Tarification/National_customs_procedure",),
    "packages": ("Packages/Number_of_packages",),
    "net_kg": ("Valuation_item/Weight_itm/Net_weight_itm",),
    "gross_kg": ("Valuation_item/Weight_itm/Gross_weight_itm",),
    "quantity": ("Tarification/Supplementary_unit[1]/Suppplementary_unit_quantity",),
    "unit": ("Tarification/Supplementary_unit[1]/Suppplementary_unit_code",),
    "item_price": ("Tarification/Item_price", "Valuation_item/Item_Invoice/Amount_foreign_currency"),
    "currency": ("Valuation_item/Item_Invoice/Currency_code",),
    "customs_value": ("Valuation_item/Total_CIF_itm", "Valuation_item/Statistical_value"),
    "duty_rate_pct": ("Taxation/Taxation_line[1]/Duty_tax_rate",),
    "tax_type": ("Taxation/Taxation_line[1]/Duty_tax_code",),
    "duties": ("Taxation/Item_taxes_amount", "Taxation/Taxation_line[1]/Duty_tax_amount"),
}
COLUMN_OF = {path: name for name, paths in ELEMENTS.items() for path in paths}


def elements_in(leaves: Leaves) -> dict[str, Leaf]:
    """For each column the leaf it was read from."""
    found = {name: leaves.first(*paths) for name, paths in ELEMENTS.items()}
    return {name: leaf for name, leaf in found.items() if leaf is not None}


def findings_of(item: Item, findings: Iterable[Noticed]) -> list[Noticed]:
    """What was noticed on one item: by its row in a table, by its path in a SAD."""
    start = f"Item[{item.item}]"
    return [
        one
        for one in findings
        if (item.line is not None and one.line == item.line)
        or (item.line is None and (one.path == start or one.path.startswith(start + "/")))
    ]


def by_column(
    item: Item, findings: Iterable[Noticed], mapping: TableMapping | None
) -> dict[str, list[Noticed]]:
    """The findings of an item under the column they speak of; "" for those of no column."""
    heads = columns_of(mapping) if mapping is not None else {}
    found: dict[str, list[Noticed]] = {}
    for one in findings_of(item, findings):
        column = heads.get(folded(str(one.facts.get("column", ""))), "") if item.line is not None else ""
        name = column or COLUMN_OF.get(one.path.partition("/")[2], "")
        found.setdefault(name, []).append(one)
    return found


def columns_of(mapping: TableMapping) -> dict[str, str]:
    """Our column for each head that a mapping knows."""
    named = {folded(column.field.name): column.field.name for column in mapping.columns}
    theirs = {folded(head): column.field.name for column in mapping.columns for head in column.headers}
    return named | theirs


def folded(head: str) -> str:
    """A head without what differs between two ways to write it."""
    return "".join(sign for sign in head.casefold() if sign.isalnum())

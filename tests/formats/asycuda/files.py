"""Small declarations for the tests, written by our own writer. The reference is made up."""

from __future__ import annotations

from amont.formats.asycuda import Declaration, Item, Leaf, Leaves, write_sad

OFFICE = "Identification/Office_segment/Customs_clearance_office_code"
ITEMS = "Property/Nbers/Total_number_of_items"
HS = "Tarification/HScode/Commodity_code"
ORIGIN = "Goods_description/Country_of_origin_code"
DECLARED_ON = "Property/Date_of_declaration"
CIF = "Valuation_item/Total_CIF_itm"
TAX = "Taxation/Taxation_line[{}]/Duty_tax_{}"

HEADER = {OFFICE: "SNDKR"}
GOODS = {HS: "87032390", "Tarification/HScode/Precision_1": "00", ORIGIN: "FR"}


def leaves(values: dict[str, str]) -> Leaves:
    return Leaves(tuple(Leaf(path, value) for path, value in values.items()))


def declaration(header: dict[str, str], *items: dict[str, str]) -> Declaration:
    """A declaration with these values and no others."""
    return Declaration(
        leaves(header), tuple(Item(at, leaves(item)) for at, item in enumerate(items, start=1))
    )


def complete(header: dict[str, str] | None = None, *items: dict[str, str]) -> bytes:
    """A file with office, and an item with code and origin: without a doubt, but for what is given on top."""
    goods = [GOODS | item for item in items] or [GOODS]
    return write_sad(declaration(HEADER | (header or {}), *goods))


def tax(number: int, **values: str) -> dict[str, str]:
    """One tax line: code, Base, rate, amount, MP."""
    return {TAX.format(number, name): value for name, value in values.items()}

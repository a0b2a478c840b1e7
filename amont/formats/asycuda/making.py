"""Items of ours as a declaration of ASYCUDA World: the inverse of `rows`, for those that came by another way.

A document read keeps every value it had and is written back whole; this is for tables, the API and forms.
The customs value stands as CIF, the name it bears in `rows`; the rest of what we know has its own box.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from amont.formats.asycuda.declaration import Declaration
from amont.formats.asycuda.items import Item
from amont.formats.asycuda.leaves import Leaf, Leaves
from amont.formats.asycuda.references import store_key

Row = Mapping[str, object]
COMMODITY = 8  # signs of the code; what follows is its precision
_FLAGS = {"1": "true", "0": "false"}
_HEADER = (
    ("Property/Sad_flow", "flow"),
    ("Property/Nbers/Total_number_of_items", "items"),
    ("Property/Date_of_declaration", "declared_on"),
    ("Identification/Office_segment/Customs_clearance_office_code", "office"),
    ("Identification/Type/Type_of_declaration", "model"),
    ("Identification/Type/Declaration_gen_procedure_code", "general_procedure"),
    ("Traders/Exporter/Exporter_code", "exporter"),
    ("Traders/Consignee/Consignee_code", "consignee"),
    ("Declarant/Declarant_code", "declarant"),
    ("Declarant/Reference/Year", "year"),
    ("Declarant/Reference/Number", "number"),
    ("General_information/Country/Export/Export_country_code", "departure"),
    ("Transport/Means_of_transport/Departure_arrival_information/Identity", "carrier"),
    ("Transport/Means_of_transport/Border_information/Mode", "transport_mode"),
    ("Transport/Container_flag", "container"),
    ("Transport/Border_office/Code", "border_office"),
    ("Transport/Place_of_loading/Code", "loading_place"),
    ("Financial/Mode_of_payment", "payment_mode"),
    ("Valuation/Gs_Invoice/Currency_code", "currency"),
)
_ITEM = (
    ("Packages/Number_of_packages", "packages"),
    ("Tarification/HScode/Commodity_code", "commodity"),
    ("Tarification/HScode/Precision_1", "precision"),
    ("Tarification/Preference_code", "preference"),
    ("Tarification/Extended_customs_procedure", "procedure"),
    ("Tarification/National_customs_procedure", "import_type"),
    ("Tarification/Supplementary_unit[1]/Suppplementary_unit_code", "unit"),
    ("Tarification/Supplementary_unit[1]/Suppplementary_unit_quantity", "quantity"),
    ("Tarification/Item_price", "item_price"),
    ("Goods_description/Country_of_origin_code", "origin"),
    ("Goods_description/Commercial_Description", "description"),
    ("Previous_doc/Summary_declaration", "transport_document"),
    ("Taxation/Item_taxes_amount", "duties"),
    ("Valuation_item/Weight_itm/Gross_weight_itm", "gross_kg"),
    ("Valuation_item/Weight_itm/Net_weight_itm", "net_kg"),
    ("Valuation_item/Total_CIF_itm", "customs_value"),
    ("Valuation_item/Item_Invoice/Currency_code", "currency"),
)


def make_sad(rows: Sequence[Row]) -> Declaration:
    """rows: the items of one declaration, columns as `item_rows` gives them, exact numbers allowed.

    Not written, for a document has no place of that meaning: the rate and code of the first tax without its
    line, `import_use`, `origin_indicator`, the version and what it replaces.
    """
    first = rows[0]
    is_export = str(first.get("declaration_type") or "").upper().startswith("E")
    header = {**first, **_named(first), **_parties(first, is_export=is_export), "items": len(rows)}
    header |= {"flow": "E" if is_export else "I", "container": _FLAGS.get(str(first.get("container")), "")}
    items = tuple(Item(at, Leaves(tuple(_leaves(_ITEM, _boxes(row))))) for at, row in enumerate(rows, 1))
    return Declaration(Leaves(tuple(_leaves(_HEADER, header))), items)


def _named(row: Row) -> Row:
    model = str(row.get("declaration_type") or "")
    key = store_key(str(row.get("reference") or ""))
    letters = model[:-1] if model[-1:].isdigit() else model
    return {
        "model": letters,
        "general_procedure": model[len(letters) :],
        "year": key.year if key else "",
        "number": key.number if key else row.get("reference"),
    }


def _parties(row: Row, *, is_export: bool) -> Row:
    """The operator at home is the consignee of what comes in and the exporter of what goes out."""
    if is_export:
        return {"exporter": row.get("importer")}
    return {"exporter": row.get("seller"), "consignee": row.get("importer")}


def _boxes(row: Row) -> Row:
    code = str(row.get("hs_code") or "")
    return {**row, "commodity": code[:COMMODITY], "precision": code[COMMODITY:]}


def _leaves(table: Sequence[tuple[str, str]], values: Row) -> Iterator[Leaf]:
    for path, name in table:
        text = _text(values.get(name))
        if text:
            yield Leaf(path, text)


def _text(value: object) -> str:
    """Days as ASYCUDA World writes them, month first; numbers without exponent."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.month}/{value.day}/{value.year}"
    if isinstance(value, str):
        return value.strip()
    return f"{value:f}" if not isinstance(value, float) else repr(value)

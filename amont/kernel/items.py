"""The columns of an item: one name, kind and unit for each, whatever file it came from.

Readers fill these columns, mappings point at them, the engine asks nothing else.
Box numbers are those of the single administrative document.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    TEXT = "text"  # free text or a name, blanks kept
    CODE = "code"  # a code: blanks removed, never a number
    DAY = "day"
    NUMBER = "number"  # 64-bit float in a table; exact decimal in a document
    INTEGER = "integer"


@dataclass(frozen=True, slots=True)
class Field:
    """One column. outcome: known only after a control; never read from the file that is being screened."""

    name: str
    kind: Kind
    meaning: str
    box: str = ""
    unit: str = ""
    outcome: bool = False


T, C, D, N, I = Kind.TEXT, Kind.CODE, Kind.DAY, Kind.NUMBER, Kind.INTEGER  # noqa: E741

FIELDS: tuple[Field, ...] = (
    Field(
        "reference",
        C,
        "reference of the declaration, the key (of a SAD not registered yet: office:declarant:year:number)",
        "A",
    ),
    Field("item", I, "number of the item in the declaration, from 1", "32"),
    Field("version", I, "version of the declaration, 1 when absent", "A"),
    Field("replaces", C, "reference of the cancelled declaration this one replaces", "40"),
    Field("declared_on", D, "day the declaration was lodged", "54"),
    Field("office", C, "office of clearance", "A"),
    Field("border_office", C, "office of entry or exit", "29"),
    Field("declaration_type", C, "model of the declaration: IM4, EX1", "1"),
    Field("procedure", C, "customs procedure requested and previous", "37"),
    Field("import_type", C, "national type of import", "37"),
    Field("import_use", C, "declared use of the goods", "37"),
    Field("payment_mode", C, "mode of payment", "48"),
    Field("transport_mode", C, "mode of transport at the border", "25"),
    Field("importer", C, "importer, or exporter for an export", "8"),
    Field("declarant", C, "declarant or broker", "14"),
    Field("seller", C, "foreign seller or consignor", "2"),
    Field("carrier", C, "carrier or express courier", "18"),
    Field("hs_code", C, "commodity code, 6 to 11 digits", "33"),
    Field("description", T, "commercial description of the goods", "31"),
    Field("origin", C, "country of origin, ISO 3166 alpha-2", "34"),
    Field("departure", C, "country of export or departure", "15"),
    Field("loading_place", C, "place of loading, UN/LOCODE", "27"),
    Field("transport_document", T, "bill of lading, air waybill or CMR that brought the goods", "40"),
    Field("origin_indicator", C, "how the origin is marked or proved", "34"),
    Field("preference", C, "tariff preference asked for", "36"),
    Field("container", C, "1 in a container, 0 not", "19"),
    Field("packages", N, "number of packages", "31"),
    Field("net_kg", N, "net mass", "38", "kg"),
    Field("gross_kg", N, "gross mass", "35", "kg"),
    Field("quantity", N, "supplementary quantity", "41"),
    Field("unit", C, "unit of the supplementary quantity", "41"),
    Field("item_price", N, "price of the item in the invoice's currency", "42"),
    Field("currency", C, "currency of the invoice", "22"),
    Field("customs_value", N, "customs value in national currency", "46"),
    Field("duty_rate_pct", N, "rate of duty", "47", "%"),
    Field("tax_type", C, "kind of rate applied", "47"),
    Field("duties", N, "duties and taxes printed on the declaration, national currency", "47"),
    Field("inspected", I, "1 inspected, 0 not; absent: inspected when `offence` is filled", outcome=True),
    Field("offence", I, "1 an offence was found, 0 compliant, empty: not inspected", outcome=True),
    Field("critical", I, "2 a threat to safety was found, 1 other grave, 0 none", outcome=True),
    Field("duty_recovered", N, "duty recovered by the control, national currency", outcome=True),
    Field("resulted_on", D, "day the result was recorded; `declared_on` when absent", outcome=True),
)

BY_NAME: dict[str, Field] = {field.name: field for field in FIELDS}
OUTCOMES: tuple[str, ...] = tuple(field.name for field in FIELDS if field.outcome)

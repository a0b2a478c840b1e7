"""One row per item, with the columns that the engine knows. A declaration holds no outcome of a control."""

from __future__ import annotations

from decimal import Decimal

from amont.formats.asycuda.declaration import Declaration
from amont.formats.asycuda.items import Item
from amont.formats.asycuda.references import first_line, reference_of
from amont.formats.asycuda.taxes import all_taxes, customs_value, rate_pct
from amont.kernel.items import FIELDS

Row = dict[str, object]
COLUMNS = tuple(field.name for field in FIELDS if not field.outcome)


def item_rows(declaration: Declaration) -> list[Row]:
    """Every item as a row. Numbers are floats, days are dates, what is absent is None.

    An unknown reference is empty: the caller names it.
    """
    header = header_row(declaration)
    return [item_row(item, header=header) for item in declaration.items if item.leaves]


def header_row(declaration: Declaration) -> Row:
    """The columns that are the same for all items, the others None."""
    identification, transport = declaration.identification, declaration.transport
    traders, is_export = declaration.traders, declaration.is_export
    consignee = traders.consignee or first_line(traders.consignee_name)
    exporter = traders.exporter or first_line(traders.exporter_name)
    return dict.fromkeys(COLUMNS) | {
        "reference": reference_of(declaration),
        "declared_on": identification.registration.on or declaration.counts.declared_on,
        "office": identification.office or None,
        "border_office": transport.border_office or None,
        "declaration_type": _model(identification.model, identification.general_procedure),
        "payment_mode": _code(declaration.financial.payment_mode),
        "transport_mode": transport.border_mode or None,
        "importer": (exporter if is_export else consignee) or None,
        "declarant": declaration.declarant.code or first_line(declaration.declarant.name) or None,
        "seller": None if is_export else exporter or None,
        "carrier": _code(transport.means or transport.border_means),
        "departure": declaration.countries.export or None,
        "loading_place": transport.loading_place or None,
        "container": _container(declaration),
        "currency": declaration.valuation.invoice.currency or None,
    }


def item_row(item: Item, *, header: Row) -> Row:
    """header: from `header_row`, made once for all items."""
    tariff, goods, value = item.tariff, item.goods, item.value
    unit = next((unit for unit in item.units if unit.quantity is not None), None)
    return header | {
        "item": item.number,
        "procedure": tariff.procedure or None,
        "import_type": tariff.national_procedure or None,
        "hs_code": tariff.hs_code or None,
        "description": " ".join((goods.description or goods.tariff_text).split()) or None,
        "origin": goods.origin or None,
        "transport_document": _transport_document(item),
        "preference": tariff.preference or None,
        "packages": _float(item.packages.number),
        "net_kg": _float(value.net_kg),
        "gross_kg": _float(value.gross_kg),
        "quantity": _float(unit.quantity) if unit else None,
        "unit": (unit.code or None) if unit else None,
        "item_price": _float(tariff.price or value.invoice.foreign),
        "currency": value.invoice.currency or header["currency"],
        "customs_value": _float(customs_value(item)),
        "duties": _float(all_taxes(item)),
        **_first_rate(item),
    }


def _first_rate(item: Item) -> Row:
    """Rate and code of the first tax line, by use the customs duty."""
    line = next(iter(item.taxes), None)
    return {"duty_rate_pct": _float(rate_pct(line)), "tax_type": line.code or None} if line else {}


def _transport_document(item: Item) -> str | None:
    """Box 40 names it where the goods come from no regime before; else it names the declaration before.

    Source: codes of procedure, requested and previous (4000: direct; 4071: from a warehouse).
    """
    before = item.tariff.procedure[2:4]
    return (" ".join(item.previous.summary.split()) or None) if before in ("", "00") else None


def _model(model: str, procedure: str) -> str | None:
    """IM and 4 are IM4, also when the file already joined them."""
    return (model if procedure and model.endswith(procedure) else model + procedure) or None


def _container(declaration: Declaration) -> str | None:
    flag = declaration.transport.container_flag.lower()
    if flag in ("true", "1", "false", "0"):
        return "1" if flag in ("true", "1") else "0"
    return "1" if declaration.containers else None


def _code(text: str) -> str | None:
    return "".join(text.split()) or None


def _float(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)

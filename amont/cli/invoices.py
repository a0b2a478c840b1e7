"""An invoice in a case, where the customs value is to be made from its price and the costs of its way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from amont.cli.cells import KeyAbsent, NotText, number, text
from amont.engine.duties.value import Adjustment, Consignment, Cost, Exchange, Priced
from amont.kernel.findings import clip

NEEDED = ("incoterm", "price", "exchange_rate")


def read_invoice(raw: Mapping[str, object], *, on: date) -> Consignment | None:
    """The key `invoice` of a case, None where it is absent. Costs are in the currency of the price."""
    invoice = raw.get("invoice")
    if invoice is None:
        return None
    if not isinstance(invoice, dict):
        raise NotText(path="invoice", value=clip(invoice))
    for key in NEEDED:
        if invoice.get(key) is None:
            raise KeyAbsent(path=f"invoice.{key}")
    exchange = Exchange(text(invoice, "currency"), number(invoice, "exchange_rate"), on)
    return Consignment(
        incoterm=text(invoice, "incoterm"),
        exchange=exchange,
        items=(Priced(1, number(invoice, "price"), adjustments=_adjustments(invoice)),),
        freight=_cost(invoice, "freight", exchange),
        insurance=_cost(invoice, "insurance", exchange),
    )


def _adjustments(invoice: Mapping[str, object]) -> tuple[Adjustment, ...]:
    """A royalty as a share of the price (article 8.1c), other additions as an amount (8.1)."""
    found = []
    if invoice.get("royalty_rate") is not None:
        found.append(Adjustment("8.1c", share=number(invoice, "royalty_rate", most=Decimal(1))))
    if invoice.get("additions") is not None:
        found.append(Adjustment("8.1", amount=number(invoice, "additions")))
    return tuple(found)


def _cost(invoice: Mapping[str, object], key: str, exchange: Exchange) -> Cost | None:
    return None if invoice.get(key) is None else Cost(number(invoice, key), exchange)

"""The customs value of items: prices, costs of the way, adjustments, in the currency of the law.

Source: WTO Valuation Agreement, art. 1 and 8; apportionment by value unless mass is asked. Rounded half up,
once, to the currency; what the roundings of items leave goes to the largest item, so that the items add up to
the header. Where the law rounds the parts, FOB, freight and insurance are each rounded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from amont.engine.duties.rates import rounded
from amont.engine.duties.refusals import AmountNegative, NothingToApportion
from amont.engine.duties.terms import Bears, bears
from amont.kernel.charges import Law

ZERO = Decimal(0)


class Sharing(StrEnum):
    """By what the costs of a whole consignment are shared among its items."""

    VALUE = "value"
    MASS = "mass"


@dataclass(frozen=True, slots=True)
class Exchange:
    """Units of the national currency for one of the currency, on a day."""

    currency: str
    rate: Decimal
    on: date


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What article 8 adds to a price, or art. 1 takes off (below zero): a share of the price, or an amount.

    article: 8.1a commissions and packing, 8.1b assists, 8.1c royalties, 8.1d proceeds of resale.
    """

    article: str
    share: Decimal = ZERO
    amount: Decimal = ZERO

    def of(self, price: Decimal) -> Decimal:
        """In the currency of the price."""
        return price * self.share + self.amount


@dataclass(frozen=True, slots=True)
class Cost:
    """A cost of the whole consignment and its own exchange."""

    amount: Decimal
    exchange: Exchange


@dataclass(frozen=True, slots=True)
class Priced:
    """An item as invoiced. price: in the currency of the invoice."""

    number: int
    price: Decimal
    gross_kg: Decimal = ZERO
    adjustments: tuple[Adjustment, ...] = ()


@dataclass(frozen=True, slots=True)
class Consignment:
    """The terms of an invoice and the costs of its way. None: nobody said that cost."""

    incoterm: str
    exchange: Exchange
    items: tuple[Priced, ...]
    freight: Cost | None = None
    insurance: Cost | None = None
    sharing: Sharing = Sharing.VALUE


@dataclass(frozen=True, slots=True)
class Valued:
    """The value of one item in the national currency. adjusted: by article, before any rounding."""

    number: int
    value: Decimal
    fob: Decimal
    adjusted: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Values:
    """Values of the items and of the header, which they add up to. largest: the item that took the rest.

    unsaid: costs that the terms leave to the buyer and nobody gave (indicator V12).
    """

    items: tuple[Valued, ...]
    value: Decimal
    rest: Decimal
    largest: int
    unsaid: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    """National amounts of an item, or of all together, exact: the price adjusted, what joins it or is in it.

    added: freight and insurance that the price does not bear. included: those that it bears.
    """

    number: int
    price: Decimal
    added: tuple[Decimal, ...]
    included: Decimal
    adjusted: Mapping[str, Decimal]


def customs_values(consignment: Consignment, law: Law) -> Values:
    """Values of a consignment. IncotermUnknown, AmountNegative, NothingToApportion."""
    _check(consignment)
    borne = bears(consignment.incoterm)
    total = sum(sorted(_measure(item, consignment) for item in consignment.items), ZERO)
    parts = [_parts(item, consignment, borne, total) for item in consignment.items]
    values = {one.number: _value(one, law) for one in parts}
    header = _value(_together(parts, consignment, borne), law)
    largest = min(parts, key=lambda one: (-values[one.number], one.number)).number
    rest = header - sum(values.values(), ZERO)
    values[largest] += rest
    items = tuple(
        Valued(one.number, values[one.number], rounded(one.price - one.included, law.currency), one.adjusted)
        for one in parts
    )
    return Values(items, header, rest, largest, _unsaid(consignment, borne))


def _parts(item: Priced, consignment: Consignment, borne: Bears, total: Decimal) -> _Parts:
    rate = consignment.exchange.rate
    adjusted = {one.article: one.of(item.price) * rate for one in item.adjustments}
    price = item.price * rate + sum(adjusted.values(), ZERO)
    freight = _share(consignment.freight, item, consignment, total)
    insurance = _share(consignment.insurance, item, consignment, total)
    return _Parts(item.number, price, *_split(borne, freight, insurance), adjusted)


def _together(parts: Sequence[_Parts], consignment: Consignment, borne: Bears) -> _Parts:
    """The header is computed on its own: costs whole, not as the sum of their shares."""
    price = sum(sorted(one.price for one in parts), ZERO)
    costs = _national(consignment.freight), _national(consignment.insurance)
    return _Parts(0, price, *_split(borne, *costs), {})


def _split(borne: Bears, freight: Decimal, insurance: Decimal) -> tuple[tuple[Decimal, ...], Decimal]:
    """Costs that join the price, and those that it holds."""
    if borne is Bears.FREIGHT_AND_INSURANCE:
        return (), freight + insurance
    return ((insurance,), freight) if borne is Bears.FREIGHT else ((freight, insurance), ZERO)


def _share(cost: Cost | None, item: Priced, consignment: Consignment, total: Decimal) -> Decimal:
    """The part of a common cost that an item bears, by its price or its mass."""
    if cost is None or not cost.amount:
        return ZERO
    if total == 0:
        raise NothingToApportion(by="price" if consignment.sharing is Sharing.VALUE else "gross_kg")
    return _national(cost) * _measure(item, consignment) / total


def _measure(item: Priced, consignment: Consignment) -> Decimal:
    return item.gross_kg if consignment.sharing is Sharing.MASS else item.price


def _national(cost: Cost | None) -> Decimal:
    return ZERO if cost is None else cost.amount * cost.exchange.rate


def _value(parts: _Parts, law: Law) -> Decimal:
    amounts = (parts.price, *parts.added)
    if law.rounds_parts:
        return sum((rounded(amount, law.currency) for amount in amounts), ZERO)
    return rounded(sum(amounts, ZERO), law.currency)


def _unsaid(consignment: Consignment, borne: Bears) -> tuple[str, ...]:
    freight = borne is Bears.NOTHING and consignment.freight is None
    insurance = borne is not Bears.FREIGHT_AND_INSURANCE and consignment.insurance is None
    return ("freight",) * freight + ("insurance",) * insurance


def _check(consignment: Consignment) -> None:
    """AmountNegative."""
    named = [("price", item.price) for item in consignment.items]
    named += [("gross_kg", item.gross_kg) for item in consignment.items]
    named += [("rate", consignment.exchange.rate)]
    for name, cost in (("freight", consignment.freight), ("insurance", consignment.insurance)):
        named += [] if cost is None else [(name, cost.amount), ("rate", cost.exchange.rate)]
    for name, amount in named:
        if amount < 0:
            raise AmountNegative(name=name, value=amount)

"""What goods would owe, for whoever asks: nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from amont.engine.duties.declaring import Bill, assess_declaration
from amont.engine.duties.item import Item
from amont.engine.duties.lines import Line as Owed
from amont.engine.duties.value import Consignment, Cost, Exchange, Priced, customs_values
from amont.formats.tariff.records import Line
from amont.kernel.charges import Law, Rate, RateOf
from amont.payments.facts import CurrencyForeign, TariffUnknown, currencies_of, rates_of
from amont.reference.queries import tariff_lines

ZERO = Decimal(0)
ONE = Decimal(1)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Goods:
    """One kind of goods, as somebody thinks of declaring it.

    price, freight, insurance: in the currency of the invoice, of which one unit is `exchange` in national
    currency. duty_pct: in the place of what the tariff says. quantity: in the unit of the tariff line.
    """

    code: str
    price: Decimal
    on: date
    exchange: Decimal = ONE
    incoterm: str = "CIF"
    freight: Decimal | None = None
    insurance: Decimal | None = None
    net_kg: Decimal | None = None
    quantity: Decimal | None = None
    procedure: str = "4000"
    preference: str = ""
    relief: str = ""
    mode: str = ""
    flags: frozenset[str] = frozenset()
    duty_pct: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Simulated:
    """What goods would owe. line: that of the tariff; value: customs value, national currency."""

    goods: Goods
    line: Line
    value: Decimal
    bill: Bill

    @property
    def lines(self) -> tuple[Owed, ...]:
        """Those of the item, then those owed once for a declaration."""
        return (*self.bill.items[0].lines, *self.bill.fees)


@dataclass(frozen=True, slots=True)
class Changed:
    """One charge before and after; `names` by language."""

    code: str
    names: Mapping[str, str]
    before: Decimal
    after: Decimal

    @property
    def change(self) -> Decimal:
        """Above zero: more is owed."""
        return self.after - self.before


def simulated(goods: Goods, law: Law) -> Simulated:
    """What goods would owe on their day. One query. TariffUnknown, CurrencyForeign, DutiesRefused."""
    line = tariff_lines([goods.code], goods.on).get(goods.code)
    if line is None:
        raise TariffUnknown(item=1, hs_code=goods.code, on=goods.on)
    if foreign := currencies_of(line) - {law.currency}:
        raise CurrencyForeign(item=1, currency=min(foreign))
    valued = customs_values(_consignment(goods, law), law).items[0]
    rates = rates_of(line, goods.preference)
    if goods.duty_pct is not None:
        rates[RateOf.DUTY] = Rate(share=goods.duty_pct / HUNDRED)
    item = Item(
        number=1,
        value=valued.value,
        fob=valued.fob,
        rates=rates,
        quantities=_quantities(goods, line, rates.values()),
        preference=goods.preference,
        relief=goods.relief,
        mode=goods.mode,
        flags=goods.flags,
        procedure=goods.procedure,
    )
    return Simulated(goods, line, valued.value, assess_declaration([item], law, on=goods.on))


def compared(before: Simulated, after: Simulated) -> list[Changed]:
    """Each charge of either, in the order of the law."""
    first = {line.rule.code: line for line in before.lines}
    second = {line.rule.code: line for line in after.lines}
    codes = list(first)
    codes += [code for code in second if code not in first]
    return [
        Changed(code, (first.get(code) or second[code]).rule.names, _of(first, code), _of(second, code))
        for code in codes
    ]


def _of(lines: Mapping[str, Owed], code: str) -> Decimal:
    return lines[code].amount if code in lines else ZERO


def _consignment(goods: Goods, law: Law) -> Consignment:
    exchange = Exchange(law.currency, goods.exchange, goods.on)
    return Consignment(
        goods.incoterm,
        exchange,
        (Priced(1, goods.price, goods.net_kg or ZERO),),
        freight=None if goods.freight is None else Cost(goods.freight, exchange),
        insurance=None if goods.insurance is None else Cost(goods.insurance, exchange),
    )


def _quantities(goods: Goods, line: Line, rates: Iterable[Rate]) -> dict[str, Decimal]:
    """The net mass in kilogrammes; the quantity in the unit of the line and in those that rates count by."""
    found = {} if goods.net_kg is None else {"KGM": goods.net_kg}
    if goods.quantity is not None:
        units = {line.unit, *(rate.unit for rate in rates if rate.per_unit is not None)} - {"", *found}
        found |= dict.fromkeys(units, goods.quantity)
    return found

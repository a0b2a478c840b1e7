from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amont.engine.duties.refusals import AmountNegative, IncotermUnknown, NothingToApportion
from amont.engine.duties.value import (
    Adjustment,
    Consignment,
    Cost,
    Exchange,
    Priced,
    Sharing,
    customs_values,
)
from tests.engine.duties.making import law_of

DAY = date(2024, 6, 3)
EURO = Exchange("EUR", Decimal("655.957"), DAY)
DOLLAR = Exchange("USD", Decimal("600.50"), DAY)
CEDI = Exchange("USD", Decimal("11.7359"), date(2026, 6, 1))
SN = law_of("SN")


def cost(amount: str, exchange: Exchange = EURO) -> Cost:
    return Cost(Decimal(amount), exchange)


def invoice(*prices: str, incoterm: str = "FOB", **more: object) -> Consignment:
    items = tuple(Priced(number, Decimal(price)) for number, price in enumerate(prices, start=1))
    return Consignment(incoterm, more.pop("exchange", EURO), items, **more)  # type: ignore[arg-type]


def test_freight_and_insurance_join_a_price_fob():
    values = customs_values(invoice("20000", freight=cost("1500"), insurance=cost("100")), SN)

    assert (values.value, values.items[0].value, values.items[0].fob) == (14168671, 14168671, 13119140)
    assert (values.rest, values.unsaid) == (0, ())


def test_what_rounding_leaves_goes_to_the_largest_item():
    consignment = invoice("12000", "10500", "7500", freight=cost("2000"), insurance=cost("150"))

    values = customs_values(consignment, SN)

    assert [item.value for item in values.items] == [8435608, 7381156, 5272254]
    assert (values.value, values.rest, values.largest) == (21089018, 1, 1)


def test_a_royalty_of_five_percent_joins_the_price():
    royalty = Adjustment("8.1c", share=Decimal("0.05"))
    item = Priced(1, Decimal(10_000), adjustments=(royalty,))
    franc = Exchange("XOF", Decimal(1), DAY)

    (valued,) = customs_values(Consignment("FOB", franc, (item,)), SN).items

    assert (valued.value, valued.adjusted) == (10_500, {"8.1c": Decimal(500)})


def test_an_amount_that_article_one_takes_off_lowers_the_value():
    item = Priced(1, Decimal(100), adjustments=(Adjustment("1.note", amount=Decimal(-10)),))

    assert customs_values(Consignment("DDP", EURO, (item,)), SN).value == 59036


def test_ghana_rounds_price_freight_and_insurance_one_by_one():
    car = invoice("62400", exchange=CEDI, freight=cost("960", CEDI), insurance=cost("554.40", CEDI))

    (whole,) = customs_values(car, replace(law_of("GH"), rounds_parts=False)).items
    (valued,) = customs_values(car, law_of("GH")).items

    assert (str(valued.value), str(valued.fob)) == ("750093.00", "732320.16")
    assert str(whole.value) == "750093.01"


@pytest.mark.parametrize(
    ("incoterm", "value", "fob", "unsaid"),
    [
        ("EXW", 1160, 1000, ()),
        ("FOB", 1160, 1000, ()),
        ("cfr", 1060, 900, ()),
        ("CIF", 1000, 840, ()),
        ("DAP", 1000, 840, ()),
    ],
)
def test_terms_of_delivery_say_what_the_price_already_bears(incoterm, value, fob, unsaid):
    franc = Exchange("XOF", Decimal(1), DAY)
    goods = invoice(
        "1000", incoterm=incoterm, exchange=franc, freight=cost("100", franc), insurance=cost("60", franc)
    )

    values = customs_values(goods, SN)

    assert (values.value, values.items[0].fob, values.unsaid) == (value, fob, unsaid)


@pytest.mark.parametrize(
    ("incoterm", "unsaid"), [("FOB", ("freight", "insurance")), ("CPT", ("insurance",)), ("CIF", ())]
)
def test_costs_that_the_buyer_bears_and_nobody_said_are_named(incoterm, unsaid):
    assert customs_values(invoice("10", incoterm=incoterm), SN).unsaid == unsaid


def test_freight_in_another_currency_has_its_own_exchange():
    values = customs_values(invoice("1000", freight=cost("100", DOLLAR), insurance=cost("0")), SN)

    assert values.value == 655957 + 60050


def test_costs_shared_by_mass_follow_the_kilograms():
    items = (Priced(1, Decimal(100), Decimal(30)), Priced(2, Decimal(100), Decimal(10)))
    franc = Exchange("XOF", Decimal(1), DAY)

    values = customs_values(
        Consignment("FOB", franc, items, cost("40", franc), cost("0", franc), Sharing.MASS), SN
    )

    assert [item.value for item in values.items] == [130, 110]


@pytest.mark.parametrize(
    ("consignment", "refusal"),
    [
        (invoice("1", incoterm="FOBB"), IncotermUnknown),
        (invoice("-1"), AmountNegative),
        (invoice("1", freight=cost("-1")), AmountNegative),
        (invoice("1", freight=cost("5"), sharing=Sharing.MASS), NothingToApportion),
        (invoice("0", "0", freight=cost("5")), NothingToApportion),
    ],
)
def test_a_value_that_cannot_be_computed_is_refused(consignment, refusal):
    with pytest.raises(refusal):
        customs_values(consignment, SN)


@pytest.mark.parametrize("freight", ["100", "33.33", "0.01"])
def test_a_price_that_bears_its_freight_is_the_value_whatever_the_shares(freight):
    franc = Exchange("XOF", Decimal(1), DAY)
    goods = invoice("1000.5", "0.5", "7.5", incoterm="CIF", exchange=franc, freight=cost(freight, franc))

    values = customs_values(goods, SN)

    assert [item.value for item in values.items] == [1000, 1, 8]
    assert (values.value, values.rest, values.largest) == (1009, -1, 1)


def test_gifts_without_price_nor_costs_have_no_value():
    assert customs_values(invoice("0", "0"), SN).value == 0


@given(
    st.lists(st.decimals(min_value="0.01", max_value=10**8, places=2), min_size=1, max_size=8),
    st.decimals(min_value=0, max_value=10**6, places=2),
    st.sampled_from(["FOB", "CFR", "CIF"]),
    st.sampled_from(["SN", "GH"]),
    st.randoms(use_true_random=False),
)
def test_items_add_up_to_the_header_in_any_order(prices, freight, incoterm, country, luck):
    items = tuple(Priced(number, price) for number, price in enumerate(prices, start=1))
    mixed = tuple(luck.sample(items, len(items)))
    first = Consignment(incoterm, EURO, items, cost(str(freight)), cost("10"))

    values = customs_values(first, law_of(country))
    again = customs_values(replace(first, items=mixed), law_of(country))

    assert sum(item.value for item in values.items) == values.value
    assert {item.number: item.value for item in again.items} == {
        item.number: item.value for item in values.items
    }

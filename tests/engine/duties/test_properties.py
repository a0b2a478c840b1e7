"""What is always true of duties, whatever the goods."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from amont.engine.duties.assessing import assess
from amont.engine.duties.declaring import assess_declaration
from amont.kernel.charges import Law
from tests.engine.duties.making import FEES, JUNE_2024, item, law_of

COUNTRIES = ("SN", "CI", "BF", "GH", "CM")


def values():
    return st.decimals(min_value=0, max_value=10**12, places=2)


def shares():
    return st.decimals(min_value=0, max_value=1, places=4)


@given(values(), shares(), shares(), st.sampled_from(COUNTRIES), st.sampled_from(["", "ETLS", "CEMAC"]))
def test_the_total_is_the_sum_of_the_lines(value, duty, excise, country, preference):
    goods = item(str(value), str(duty / 2), excise=str(excise), preference=preference)

    found = assess(goods, law_of(country), on=JUNE_2024)

    assert found.total.amount == sum(line.amount for line in found.lines)
    assert found.total.amount + found.forgone.amount == sum(line.full for line in found.lines)


@given(values(), values(), shares(), shares(), st.sampled_from(COUNTRIES))
def test_charges_never_fall_when_the_value_rises(value, more, duty, excise, country):
    low = assess(item(str(value), str(duty / 2), excise=str(excise)), law_of(country), on=JUNE_2024)
    high = assess(item(str(value + more), str(duty / 2), excise=str(excise)), law_of(country), on=JUNE_2024)

    assert all(one.amount <= other.amount for one, other in zip(low.lines, high.lines, strict=True))


@given(st.lists(st.tuples(values(), shares()), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_items_does_not_matter(pairs, luck):
    items = [item(str(value), str(duty), number=n) for n, (value, duty) in enumerate(pairs, start=1)]
    mixed = luck.sample(items, len(items))

    assert (
        assess_declaration(items, FEES, on=JUNE_2024).total
        == assess_declaration(mixed, FEES, on=JUNE_2024).total
    )


@given(
    st.dates(date(2010, 1, 1), date(2026, 1, 1)),
    st.integers(1, 3_000),
    st.sampled_from(COUNTRIES),
    st.integers(0, 30),
)
def test_a_charge_that_begins_later_never_changes_a_past_day(on, days, country, which):
    law = law_of(country)
    changed = law.charges[which % len(law.charges)]
    later = replace(changed, code="NEW", base=("customs_value",), begins=on + timedelta(days=days), ends=None)
    grown: Law = replace(law, charges=(*law.charges, later))
    goods = item("123456789", "0.1", fob="100000000")

    assert assess(goods, grown, on=on) == assess(goods, law, on=on)

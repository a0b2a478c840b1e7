import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from amont.engine.profiles.hashing import ABSENT, cross, name_of, names_of_numbers, names_of_texts
from amont.engine.profiles.tables import NameTable


def test_a_name_is_the_same_on_every_machine():
    assert name_of("CN") == 751950146768681892


def test_absent_and_empty_values_share_one_name():
    names = names_of_texts(pl.Series(["CN", None, ""]))

    assert names.tolist() == [name_of("CN"), int(ABSENT), int(ABSENT)]


def test_a_heading_is_the_first_signs_of_a_code():
    assert names_of_texts(pl.Series(["640110"]), length=4)[0] == name_of("6401")


def test_minus_zero_is_zero_and_an_unknown_number_is_absent():
    assert (
        names_of_numbers(np.array([0.0, -0.0, np.nan])).tolist()[0] == names_of_numbers(np.array([-0.0]))[0]
    )
    assert names_of_numbers(np.array([np.nan]))[0] == ABSENT


def test_the_order_of_a_cross_matters():
    left, right = names_of_texts(pl.Series(["A"])), names_of_texts(pl.Series(["B"]))

    assert cross(left, right)[0] != cross(right, left)[0]


@given(st.lists(st.integers(0, 2**64 - 1), max_size=200), st.lists(st.integers(0, 2**64 - 1), max_size=50))
def test_a_table_numbers_names_in_order_of_arrival_and_finds_each_again(known: list[int], asked: list[int]):
    table = NameTable()
    table.rows_for(np.array(known, np.uint64))
    order = {name: row for row, name in enumerate(dict.fromkeys(known))}

    rows = table.rows_of(np.array(known + asked, np.uint64))

    assert rows.tolist() == [order.get(name, -1) for name in known + asked]
    assert table.ids.tolist() == list(order)

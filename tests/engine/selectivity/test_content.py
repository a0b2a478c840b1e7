from datetime import date
from decimal import Decimal
from hashlib import sha256

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from amont.engine.selectivity import content
from amont.engine.selectivity.content import content_hash, content_hashes, declarations_of
from amont.engine.selectivity.refusals import ColumnKind
from tests.engine.selectivity import making

US, RS = "\x1f", "\x1e"


def of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def test_the_fingerprint_is_that_of_the_documented_text():
    items = pl.DataFrame(
        {
            "reference": ["C 12", "C 12"],
            "item": [2, 1],
            "declared_on": [date(2026, 3, 2), None],
            "net_kg": [1e16, 0.1],
            "packages": [-0.0, float("nan")],
            "description": ["a\\b\x1fc\x1e", ""],
            "offence": [1, 0],
            "colour": ["red", "blue"],
        }
    )

    fingerprints = content_hashes(items)

    first = f"item{US}1{US}net_kg{US}0.1{US}reference{US}C 12{US}"
    second = f"declared_on{US}2026-03-02{US}description{US}a\\\\b\\1Fc\\1E{US}item{US}2{US}"
    second += f"net_kg{US}1e+16{US}packages{US}0.0{US}reference{US}C 12{US}"
    assert fingerprints == (of(first + RS + second),)
    assert content_hash(items.to_dicts()) == fingerprints[0]


@given(st.lists(making.an_item(), min_size=1, max_size=6), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_fingerprint_does_not_depend_on_the_order_of_rows_or_columns(rows, luck):
    shuffled = [dict(luck.sample(list(row.items()), len(row))) for row in luck.sample(rows, len(rows))]
    bulk, other = making.items_of(rows), making.items_of(shuffled).select(list(shuffled[0]))

    fingerprint = content_hashes(bulk)

    assert content_hashes(other) == fingerprint
    assert content_hash(rows) == content_hash(shuffled) == fingerprint[0]


@given(st.floats(allow_nan=False))
@example(1e-4)
@example(9.999999999999999e-05)
@example(1e15)
@example(1e16)
@example(-0.0)
@example(float("inf"))
@example(5e-324)
@settings(max_examples=400, deadline=None)
def test_every_number_is_written_as_python_writes_it(number):
    fingerprint = content_hashes(pl.DataFrame({"net_kg": [number]}))

    assert fingerprint == (of(f"net_kg{US}{number + 0.0!r}{US}"),)
    assert content_hash([{"net_kg": number}]) == fingerprint[0]


def test_an_empty_column_and_an_absent_one_are_the_same():
    bare = pl.DataFrame({"reference": ["C 1"]})
    filled = bare.with_columns(
        pl.lit(None).alias("origin"), pl.lit("").alias("seller"), pl.lit(float("nan")).alias("net_kg")
    )

    assert content_hashes(bare) == content_hashes(filled)


def test_the_outcome_of_a_control_is_not_part_of_what_was_declared():
    before = pl.DataFrame({"reference": ["C 1"]})
    after = before.with_columns(pl.lit(1).alias("offence"), pl.lit(5e6).alias("duty_recovered"))

    assert content_hashes(before) == content_hashes(after)


def test_any_declared_value_that_changes_changes_the_fingerprint():
    items = making.a_day(1, seed=1)
    changed = [
        items.with_columns(pl.lit("x").alias(name)) for name in ("office", "importer", "hs_code", "origin")
    ]
    changed += [items.with_columns(pl.col("net_kg") * (1 + 2**-52)), items.with_columns(pl.col("item") + 1)]
    changed += [
        items.with_columns(pl.lit("x").alias("seller")),
        items.head(1) if items.height > 1 else items.vstack(items),
    ]

    fingerprints = [content_hashes(one)[0] for one in [items, *changed]]

    assert len(set(fingerprints)) == len(fingerprints)


def test_values_cannot_slide_from_one_column_into_the_next():
    one = content_hash([{"importer": f"A{US}item{US}1"}])
    two = content_hash([{"importer": "A", "item": 1}])

    assert one != two


def test_declarations_are_numbered_in_order_of_first_appearance():
    items = pl.DataFrame({"reference": ["B", "A", "B", None, ""], "item": [1, 1, 2, 1, 2]})

    told = declarations_of(items, first=8)

    assert told.references == ("B", "A", "")
    assert told.sequences == (8, 9, 10)
    assert told.index.tolist() == [0, 1, 0, 2, 2]


def test_two_versions_of_a_declaration_are_two_declarations():
    items = pl.DataFrame({"reference": ["A", "A", "A"], "version": [1, 2, None]})

    told = declarations_of(items)

    assert told.references == ("A", "A")
    assert told.index.tolist() == [0, 1, 0]


def test_a_large_file_is_read_in_parts_without_cutting_a_declaration():
    items = making.a_day(30_000, seed=2)
    index = declarations_of(items).index

    whole = content_hashes(items)

    halves = [items.filter(pl.Series(index % 2 == rest)) for rest in (0, 1)]
    assert items.height > content.SLICE
    assert (whole[::2], whole[1::2]) == (content_hashes(halves[0]), content_hashes(halves[1]))


def test_an_exact_decimal_counts_as_the_float_of_a_table():
    assert content_hash([{"net_kg": Decimal("0.10")}]) == content_hash([{"net_kg": 0.1}])
    assert content_hash([{"net_kg": Decimal("NaN")}]) == content_hash([{}])


def test_a_day_written_as_text_is_refused_alike_in_bulk_and_alone():
    with pytest.raises(ColumnKind):
        content_hashes(pl.DataFrame({"declared_on": ["2026-03-02"]}))
    with pytest.raises(ColumnKind):
        content_hash([{"declared_on": "2026-03-02"}])


def test_no_items_are_no_declarations():
    assert declarations_of(making.items_of([{"reference": "A"}]).clear()).references == ()

"""Items of ours written as a declaration of ASYCUDA World and read back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from amont.formats.asycuda import item_rows, make_sad, read_sad, write_sad

codes = st.from_regex(r"[A-Z0-9]{2,8}", fullmatch=True)
words = st.from_regex(r"[A-Za-zéèçãõ]{1,9}( [a-zéô]{1,9}){0,3}", fullmatch=True)
figures = st.decimals("0.01", "99999999", places=2)
countries = st.sampled_from(["FR", "CN", "SN", "BF"])
headers = st.fixed_dictionaries(
    {
        "office": codes,
        "declaration_type": st.sampled_from(["IM4", "EX1", "IM7", "TR8"]),
        "declared_on": st.dates(date(2000, 1, 1), date(2100, 12, 31)),
        "importer": codes,
        "declarant": codes,
        "carrier": codes,
        "departure": countries,
        "loading_place": codes,
        "border_office": codes,
        "transport_mode": st.sampled_from(["1", "3", "4"]),
        "payment_mode": codes,
        "container": st.sampled_from(["0", "1"]),
        "currency": st.sampled_from(["EUR", "USD"]),
    }
)
goods = st.fixed_dictionaries(
    {
        "hs_code": st.from_regex(r"[0-9]{6,11}", fullmatch=True),
        "procedure": st.sampled_from(["4000", "1000", ""]),
        "import_type": codes,
        "preference": codes,
        "description": words,
        "origin": countries,
        "transport_document": codes,
        "packages": st.integers(1, 9999),
        "net_kg": figures,
        "gross_kg": figures,
        "quantity": figures,
        "unit": codes,
        "item_price": figures,
        "customs_value": figures,
        "duties": figures,
    }
)


def plain(value: object) -> object:
    return float(value) if isinstance(value, (Decimal, int)) else value or None


@given(headers, st.lists(goods, min_size=1, max_size=5), codes)
def test_a_declaration_of_ours_comes_back_with_every_column_it_had(
    header: dict[str, object], items: list[dict[str, object]], seller: str
) -> None:
    is_export = header["declaration_type"] == "EX1"
    rows = [header | item | {"seller": None if is_export else seller} for item in items]

    read = item_rows(read_sad(write_sad(make_sad(rows))).declaration)

    for number, (row, back) in enumerate(zip(rows, read, strict=True), start=1):
        assert {name: plain(back[name]) for name in row} == {
            name: plain(value) for name, value in row.items()
        }
        assert back["item"] == number


def test_the_name_a_stored_declaration_has_is_written_in_its_parts() -> None:
    row = {"reference": "SNDKR:BRK1:2026:A-7", "office": "SNDKR", "declarant": "BRK1", "hs_code": "87032390"}

    (back,) = item_rows(read_sad(write_sad(make_sad([row]))).declaration)

    assert back["reference"] == "SNDKR:BRK1:2026:A-7"


def test_a_reference_of_another_make_is_the_number_of_the_declarant() -> None:
    row = {"reference": "D-2026-1", "office": "SNDKR", "declarant": "BRK1", "hs_code": "87032390"}

    (back,) = item_rows(read_sad(write_sad(make_sad([row]))).declaration)

    assert back["reference"] == "SNDKR:BRK1::D-2026-1"

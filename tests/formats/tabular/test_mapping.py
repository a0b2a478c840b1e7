"""The mapping file."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amont.formats.packs.documents import DocumentError, Evidence
from amont.formats.tabular import DayOrder, Mapping, builtin, builtin_names, load_mapping
from amont.formats.tabular.mapping import MappingUnknown, fold
from amont.kernel.items import FIELDS
from tests.formats.tabular.made import mapping_of

THEIRS = """
name: customs of a friend
source: letter of 3 May
evidence: B
currency: XOF
columns:
  reference: [No de déclaration, Declaration]
  declared_on: {from: Date, day_order: dmy}
  hs_code: {from: NTS, pad: 10}
  net_kg: {from: Poids net, unit: t}
  duty_rate_pct: {from: Taux, unit: fraction}
  customs_value: {from: Valeur, factor: 1000, currency: XOF}
  container: {from: Conteneur, codes: {O: 1, N: 0}}
  currency: {default: XOF}
outcomes:
  offence: Infraction
repeated: [[hs_code, net_kg], customs_value]
"""


def fields_of(columns):
    return {column.field.name: column for column in columns}


def test_a_mapping_says_where_each_column_comes_from():
    mapping = mapping_of(THEIRS)

    columns = fields_of(mapping.columns)

    assert (mapping.name, mapping.source, mapping.evidence) == (
        "customs of a friend",
        "letter of 3 May",
        Evidence.SECONDARY,
    )
    assert columns["reference"].headers == ("No de déclaration", "Declaration")
    assert columns["declared_on"].day_order is DayOrder.DMY
    assert columns["hs_code"].pad == 10
    assert columns["net_kg"].factor == 1000.0
    assert columns["duty_rate_pct"].factor == 100.0
    assert (columns["customs_value"].factor, columns["customs_value"].currency) == (1000.0, "XOF")
    assert columns["container"].codes == (("O", "1"), ("N", "0"))
    assert (columns["currency"].headers, columns["currency"].default) == ((), "XOF")
    assert [column.field.name for column in mapping.outcomes] == ["offence"]
    assert mapping.repeated == (("hs_code", "net_kg"), ("customs_value",))


def test_columns_come_in_the_order_of_ours_whatever_the_file_says():
    mapping = mapping_of("{name: x, columns: {origin: o, importer: i, reference: r}}")

    assert [column.field.name for column in mapping.columns] == ["reference", "importer", "origin"]


def test_without_evidence_a_mapping_is_to_be_confirmed():
    mapping = mapping_of("{name: x, columns: {reference: r}}")

    assert (mapping.evidence, mapping.source, mapping.outcomes) == (Evidence.TO_CONFIRM, "", ())


@pytest.mark.parametrize(
    ("text", "code", "path"),
    [
        ("{name: x, columns: {}}", "document.key_missing", "columns.reference"),
        ("{name: x}", "document.key_missing", "columns"),
        ("{columns: {reference: r}}", "document.key_missing", "name"),
        ("{name: x, columns: {reference: r}, colour: red}", "document.key_unknown", "colour"),
        ("{name: x, columns: {reference: r, weight: w}}", "mapping.field_unknown", "columns.weight"),
        ("{name: x, columns: {reference: r, offence: o}}", "mapping.outcome_misplaced", "columns.offence"),
        (
            "{name: x, columns: {reference: r}, outcomes: {origin: o}}",
            "mapping.outcome_misplaced",
            "outcomes.origin",
        ),
        (
            "{name: x, columns: {reference: r, net_kg: {from: w, unit: stone}}}",
            "document.not_allowed",
            "columns.net_kg.unit",
        ),
        (
            "{name: x, columns: {reference: r, net_kg: {from: w, pad: 3}}}",
            "document.key_unknown",
            "columns.net_kg.pad",
        ),
        (
            "{name: x, columns: {reference: r, office: {from: w, unit: kg}}}",
            "document.key_unknown",
            "columns.office.unit",
        ),
        ("{name: x, columns: {reference: {pad: 3}}}", "document.key_missing", "columns.reference.from"),
        (
            "{name: x, columns: {reference: {from: [a, [b]]}}}",
            "document.text_expected",
            "columns.reference.from[1]",
        ),
        (
            "{name: x, columns: {reference: r, net_kg: {default: much}}}",
            "document.number_expected",
            "columns.net_kg.default",
        ),
        (
            "{name: x, columns: {reference: r, declared_on: {default: 2022-02-30}}}",
            "document.day_expected",
            "columns.declared_on.default",
        ),
        (
            "{name: x, columns: {reference: r, office: {from: o, pad: 1.5}}}",
            "document.out_of_range",
            "columns.office.pad",
        ),
        ("{name: x, columns: {reference: r}, repeated: [[origin]]}", "mapping.field_unknown", "repeated[0]"),
        (
            "{name: x, columns: {reference: r}, repeated: [[offence]]}",
            "mapping.outcome_misplaced",
            "repeated[0]",
        ),
        ("{name: x, columns: {reference: r}, repeated: 3}", "document.list_expected", "repeated"),
        ("{name: x, evidence: Z, columns: {reference: r}}", "document.not_allowed", "evidence"),
        ("{name: x, columns: {reference: r}, columns: {}}", "document.key_twice", "columns"),
        ("[1]", "document.group_expected", "mapping"),
        ("{", "document.unreadable", "mapping"),
        ("a: &x 1\nb: !!str 3", "document.tag", "mapping"),
    ],
)
def test_a_misprint_in_a_mapping_is_refused_with_the_key_at_fault(text, code, path):
    with pytest.raises(DocumentError) as caught:
        mapping_of(text)

    assert (caught.value.code, caught.value.facts["path"]) == (code, path)


def test_headers_are_compared_without_case_blanks_and_underscores():
    assert fold(" Item_Price  (KRW)\u00a0") == fold("item price (krw)")


def test_our_own_mapping_has_every_column_under_its_name():
    mapping = builtin("amont")

    assert [column.field.name for column in mapping.columns + mapping.outcomes] == [
        field.name for field in FIELDS
    ]
    assert all(column.headers == (column.field.name,) for column in mapping.columns + mapping.outcomes)
    assert mapping.repeated == (("importer", "hs_code", "origin", "net_kg", "customs_value"),)


def test_the_mapping_of_kcs_reads_one_column_as_value_and_as_price():
    mapping = builtin("kcs")

    columns = fields_of(mapping.columns)
    assert (
        columns["customs_value"].headers
        == columns["item_price"].headers
        == ("Item Price (KRW)", "Item Price")
    )
    assert columns["hs_code"].pad == 6
    assert [column.field.name for column in mapping.outcomes] == ["offence", "critical"]
    assert mapping.repeated == (
        ("hs_code", "departure", "origin", "duty_rate_pct", "tax_type", "net_kg"),
        ("item_price",),
    )


@pytest.mark.parametrize("name", ["other", "", "../kcs", "amont.yaml"])
def test_a_mapping_that_amont_does_not_bring_is_refused(name):
    with pytest.raises(MappingUnknown) as caught:
        builtin(name)

    assert caught.value.facts == {"name": name, "known": "amont, kcs"}
    assert builtin_names() == ("amont", "kcs")


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_damaged_mapping_is_read_or_refused_never_worse(data):
    text = bytearray(THEIRS.encode())
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(text) - 1))
        text[place : place + data.draw(st.integers(0, 3))] = data.draw(
            st.sampled_from(
                [b"", b"\xff", b"\0", b": ", b"- ", b"&a ", b"*a", b"{", b"]", b"\n", b"!!", b"'", b"#", b"0"]
            )
        )

    try:
        assert isinstance(load_mapping(bytes(text)), Mapping)
    except DocumentError as refusal:
        assert refusal.code.split(".")[0] in ("document", "mapping")
        assert refusal.facts["path"]

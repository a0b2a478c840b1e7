"""Country packs: dated entries, refusals with the path of the key, and what is in force on a day."""

from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amont.formats.packs import DocumentError, Evidence, Office, OfficeShares, Pack, load_pack
from amont.formats.packs.documents import MAX_BYTES
from amont.kernel.spans import Span, Unit

PACK = """
country: XD
names: {fr: Pays, en: Country, pt: País}
currency: XOF
offices:
  - {code: A1, name: Port, kind: seaport}
  - {code: A2, name: Poste, kind: land}
charges:
  - {code: DD, names: {fr: d, en: d, pt: d}, base: customs_value, rate_pct: 5,
     from: 2020-01-01, to: 2021-12-31, source: s, evidence: A}
  - {code: DD, names: {fr: d, en: d, pt: d}, base: customs_value, rate_pct: 7.5,
     from: 2022-01-01, source: s, evidence: B}
selectivity:
  - inspect: 0.1
    documents: 0.2
    audit: 0.7
    random: 0.05
    explore: 0.05
    new_operator: {below: 3, lane: yellow}
    offices: {A2: {inspect: 0.05}}
    from: 2020-01-01
    source: s
    evidence: C
criteria:
  - id: c1
    version: 1
    title: {fr: t, en: t, pt: t}
    owner: analysis
    lane: red
    share: 0.5
    condition:
      all:
        - {field: hs2, operator: in, value: [02, "63"]}
        - {none: [{field: origin, operator: eq, value: NO}]}
    ground: g
    from: 2020-01-01
    to: 2020-12-31
    source: s
    evidence: C
"""


def pack_with(old: str, new: str) -> Pack:
    assert old in PACK
    return load_pack(PACK.replace(old, new).encode(), name="xd")


def test_a_pack_is_read_whole():
    pack = load_pack(PACK.encode(), name="xd")

    assert (pack.name, pack.country, pack.currency, pack.names["pt"]) == ("xd", "XD", "XOF", "País")
    assert pack.offices == (Office("A1", "Port", "seaport"), Office("A2", "Poste", "land"))
    assert [charge.rate_pct for charge in pack.charges] == [Decimal("5.0"), Decimal("7.5")]
    assert [charge.dated.evidence for charge in pack.charges] == [Evidence.VERIFIED, Evidence.SECONDARY]
    (selectivity,) = pack.selectivity
    assert selectivity.shares_of("A1") == OfficeShares(0.1, 0.2, 0.7)
    assert selectivity.shares_of("A2") == OfficeShares(0.05, 0.2, 0.7)
    assert (selectivity.new_operator_below, selectivity.new_operator_lane) == (3, "yellow")
    assert (selectivity.critical, selectivity.new_operator_inspect) == (None, None)


@pytest.mark.parametrize(
    ("day", "rates", "shares", "criteria"),
    [
        (date(2019, 12, 31), [], False, []),
        (date(2020, 1, 1), ["5"], True, ["c1"]),
        (date(2020, 12, 31), ["5"], True, ["c1"]),
        (date(2021, 12, 31), ["5"], True, []),
        (date(2022, 1, 1), ["7.5"], True, []),
        (date(2099, 1, 1), ["7.5"], True, []),
    ],
)
def test_both_ends_of_an_interval_are_in_force(day, rates, shares, criteria):
    in_force = load_pack(PACK.encode(), name="xd").on(day)

    assert [str(charge.rate_pct) for charge in in_force.charges] == rates
    assert (in_force.selectivity is not None) is shares
    assert [criterion["id"] for criterion in in_force.criteria] == criteria


def test_codes_stay_text_as_they_were_written():
    (criterion,) = load_pack(PACK.encode(), name="xd").criteria

    assert criterion.raw["condition"] == {
        "all": [
            {"field": "hs2", "operator": "in", "value": ["02", "63"]},
            {"none": [{"field": "origin", "operator": "eq", "value": "NO"}]},
        ]
    }


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ("currency: XOF", "", "document.key_missing", "currency"),
        ("currency: XOF", "currency: XOF\ncolour: red", "document.key_unknown", "colour"),
        ("currency: XOF", "currency: [XOF]", "document.text_expected", "currency"),
        ("pt: País", "es: País", "document.key_unknown", "names.es"),
        ("kind: land", "kind: moon", "document.not_allowed", "offices[1].kind"),
        ("code: A2", "code: A1", "document.key_twice", "offices[1].code"),
        ("rate_pct: 5,", "rate_pct: five,", "document.number_expected", "charges[0].rate_pct"),
        ("rate_pct: 5,", "rate_pct: -5,", "document.out_of_range", "charges[0].rate_pct"),
        (
            "base: customs_value, rate_pct: 7.5",
            "base: origin, rate_pct: 7.5",
            "document.not_allowed",
            "charges[1].base",
        ),
        ("from: 2022-01-01", "from: 2022-02-30", "document.day_expected", "charges[1].from"),
        ("to: 2021-12-31", "to: 2019-12-31", "pack.interval", "charges[0].to"),
        ("to: 2021-12-31", "to: 2022-01-01", "pack.overlap", "charges[1]"),
        ("to: 2021-12-31, ", "", "pack.overlap", "charges[1]"),
        ("evidence: B", "evidence: D", "document.not_allowed", "charges[1].evidence"),
        ("inspect: 0.1\n", "inspect: 1.1\n", "document.out_of_range", "selectivity[0].inspect"),
        ("audit: 0.7", "audit: 0.71", "document.out_of_range", "selectivity[0].audit"),
        ("explore: 0.05", "explore: 0.96", "document.out_of_range", "selectivity[0].explore"),
        ("below: 3", "below: 2.5", "document.out_of_range", "selectivity[0].new_operator.below"),
        ("lane: yellow", "lane: green", "document.not_allowed", "selectivity[0].new_operator.lane"),
        ("A2: {inspect", "A9: {inspect", "document.key_unknown", "selectivity[0].offices.A9"),
        ("share: 0.5", "share: 0", "document.out_of_range", "criteria[0].share"),
        ("share: 0.5", "share: 1.5", "document.out_of_range", "criteria[0].share"),
        ("lane: red", "lane: orange", "document.not_allowed", "criteria[0].lane"),
        ("version: 1", "version: one", "document.number_expected", "criteria[0].version"),
        ("field: hs2", "field: offence", "document.not_allowed", "criteria[0].condition.all[0].field"),
        ("operator: in", "operator: like", "document.not_allowed", "criteria[0].condition.all[0].operator"),
        ("operator: in", "operator: lt", "document.not_allowed", "criteria[0].condition.all[0].operator"),
        ('value: [02, "63"]', "value: []", "document.list_expected", "criteria[0].condition.all[0].value"),
        ('value: [02, "63"]', "value: 63", "document.list_expected", "criteria[0].condition.all[0].value"),
        ("none: [", "never: [", "document.key_unknown", "criteria[0].condition.all[1].never"),
        (
            "{none: [{field: origin, operator: eq, value: NO}]}",
            "{none: []}",
            "document.list_expected",
            "criteria[0].condition.all[1].none",
        ),
        (
            "operator: eq, value: NO",
            "operator: is_empty, value: NO",
            "document.key_unknown",
            "criteria[0].condition.all[1].none[0].value",
        ),
        (
            "operator: eq, value: NO",
            "operator: differs_from, value: departure",
            "document.key_unknown",
            "criteria[0].condition.all[1].none[0].value",
        ),
        (
            "field: origin, operator: eq, value: NO",
            "field: net_kg, operator: between, value: [5, 2]",
            "pack.bounds",
            "criteria[0].condition.all[1].none[0].value",
        ),
        (
            "field: origin, operator: eq, value: NO",
            "field: net_kg, operator: eq, value: heavy",
            "document.number_expected",
            "criteria[0].condition.all[1].none[0].value",
        ),
    ],
)
def test_a_misprint_is_refused_with_the_path_of_its_key(old, new, code, path):
    with pytest.raises(DocumentError) as caught:
        pack_with(old, new)

    assert (caught.value.code, caught.value.facts["path"]) == (code, path)
    assert caught.value.facts["document"] == "xd"


def test_an_overlap_names_the_day_and_both_entries():
    with pytest.raises(DocumentError) as caught:
        pack_with("to: 2021-12-31", "to: 2022-06-30")

    assert caught.value.facts["key"] == "DD"
    assert caught.value.facts["on"] == date(2022, 1, 1)
    assert (caught.value.facts["first"], caught.value.facts["second"]) == ("charges[0]", "charges[1]")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &a [x, x]\n" + "".join(f"b{number}: *a\n" for number in range(21)), "document.too_large"),
        ("[" * 30 + "]" * 30, "document.too_large"),
        ("a" * (MAX_BYTES + 1), "document.too_large"),
        ("a: !!python/object/apply:os.system [ls]", "document.tag"),
        ("a: 1\na: 2", "document.key_twice"),
        ("? [a]\n: 1", "document.unreadable"),
        ("a: [", "document.unreadable"),
        ("- a", "document.group_expected"),
        ("", "document.group_expected"),
    ],
)
def test_a_document_made_to_harm_or_broken_is_refused(text, code):
    with pytest.raises(DocumentError) as caught:
        load_pack(text.encode(), name="xd")

    assert caught.value.code == code


def test_bytes_that_are_no_text_are_refused_with_their_line():
    with pytest.raises(DocumentError) as caught:
        load_pack(b"country: XD\nnames: \xff", name="xd")

    assert (caught.value.code, caught.value.facts["line"]) == ("document.unreadable", 2)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 3_000), st.text("a1:-[]{}&*!'\"#\n ,", max_size=4), st.integers(0, 4)),
        min_size=1,
    )
)
def test_a_damaged_pack_is_read_or_refused(changes):
    text = PACK
    for place, put, length in changes:
        at = place % len(text)
        text = text[:at] + put + text[at + length :]

    try:
        pack = load_pack(text.encode(), name="xd")
    except DocumentError as refusal:
        assert refusal.facts["path"]
    else:
        assert asdict(pack)["name"] == "xd"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 60)), min_size=1, max_size=4), st.integers(0, 470)
)
def test_no_day_has_two_rates_of_one_charge(intervals, offset):
    start = date(2020, 1, 1)
    charge = (
        "{{code: DD, names: {{fr: d, en: d, pt: d}}, base: duties, rate_pct: 1,"
        " from: {}, to: {}, source: s, evidence: A}}"
    )
    lines = [
        charge.format(start + timedelta(first), start + timedelta(first + length))
        for first, length in intervals
    ]
    text = "{country: XD, names: {fr: d, en: d, pt: d}, currency: XOF, charges: [" + ", ".join(lines) + "]}"

    try:
        pack = load_pack(text.encode(), name="xd")
    except DocumentError as refusal:
        assert refusal.code == "pack.overlap"
        assert len(intervals) > 1
    else:
        assert len(pack.on(start + timedelta(offset)).charges) <= 1


LIMIT = (
    "{code: bill.declare, within: 15, unit: days, starts: unloading, from: 2020-01-01, source: s, "
    "evidence: B}"
)


def test_a_time_limit_is_read_with_what_it_starts_from() -> None:
    (limit,) = pack_with("selectivity:", f"limits: [{LIMIT}]\nselectivity:").limits

    assert (limit.code, limit.mode, limit.starts, limit.law) == ("bill.declare", "", "unloading", "")
    assert limit.span == Span(15, Unit.DAYS)
    assert (limit.dated.begins, limit.dated.evidence) == (date(2020, 1, 1), Evidence.SECONDARY)


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ("bill.declare", "bill.eat", "document.not_allowed", "limits[0].code"),
        ("within: 15", "within: 0", "document.out_of_range", "limits[0].within"),
        ("unit: days", "unit: weeks", "document.not_allowed", "limits[0].unit"),
        ("unloading", "sunset", "document.not_allowed", "limits[0].starts"),
        ("within: 15", 'mode: "6", within: 15', "document.not_allowed", "limits[0].mode"),
        ("bill.declare, within: 15, unit: days", "manifest.before_arrival, within: 1, unit: months",
         "document.not_allowed", "limits[0].unit"),
        (LIMIT, f"{LIMIT}, {LIMIT}", "pack.overlap", "limits[1]"),
    ],
)  # fmt: skip
def test_a_limit_that_makes_no_sense_is_refused_with_its_path(
    old: str, new: str, code: str, path: str
) -> None:
    with pytest.raises(DocumentError) as refusal:
        pack_with("selectivity:", f"limits: [{LIMIT.replace(old, new)}]\nselectivity:")

    assert (refusal.value.code, refusal.value.facts["path"]) == (code, path)

"""Tariffs as unions and administrations write them: what is read, what is left out, and where."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from amont.formats.detect import EmptyFile, NotText
from amont.formats.tabular.refusals import TableUnreadable
from amont.formats.tariff.columns import COLUMNS
from amont.formats.tariff.read import TariffUnreadable, read_tariff
from amont.formats.tariff.records import Line, TariffRead
from amont.kernel.errors import AmontError
from tests.conftest import folder_of

HEAD = "code;name_fr;unit;rate_pct\n"
ECOWAS = (
    "code,code10,position,niveau,designation,designation_position,designation_complete,unite_statistique,"
    "droit_douane_pct,redevance_statistique_pct,ligne_source,code_complete_par_nous\n"
    '1006.30.90.00,1006309000,10.06,2,Autres,Riz.,"Riz blanchi > Autres",kg,10,1,99,0\n'
    "6801.00.00.00,6801000000,68.01,0,Dalles,Dalles.,Dalles,m²,20,1,100,1\n"
    "1701.13.00.00,1701130000,17.01,2,Sucre,Sucres.,Sucre de canne,kg,,1,101,0\n"
)


def read(text: str | bytes) -> TariffRead:
    return read_tariff(text if isinstance(text, bytes) else text.encode(), "tarif.csv")


def noticed(text: str | bytes) -> list[tuple[str, int | None, str]]:
    return [(one.code, one.line, one.value) for one in read(text).findings]


def only(text: str | bytes) -> Line:
    (line,) = read(text).lines.values()
    return line


def a_workbook(*rows: tuple[object, ...]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return buffer.getvalue()


def test_the_columns_of_ecowas_are_read_by_their_own_names() -> None:
    found = read(ECOWAS)

    line = found.lines["1006309000"]
    assert (line.names, line.unit, line.rate_pct) == ({"fr": "Riz blanchi > Autres"}, "KGM", Decimal(10))
    assert line.has_statistical_fee and found.parts == ["10", "17", "68"]
    assert found.lines["1006"].names == {"fr": "Riz."} and not found.lines["1006"].has_duty
    assert found.lines["6801000000"].unit == "MTK"


def test_completed_codes_and_missing_rates_are_told_and_kept() -> None:
    found = read(ECOWAS)

    assert noticed(ECOWAS) == [
        ("tariff.code_completed", 3, "6801000000"),
        ("tariff.rate_missing", 4, "1701130000"),
    ]
    assert found.lines["6801000000"].evidence == "C"
    assert (found.lines["1701130000"].rate_pct, found.unread) == (None, 0)


def test_an_administration_says_all_that_a_line_can_say() -> None:
    line = only(
        "code;name_fr;name_en;name_pt;unit;rate_pct;amount;currency;per_unit;combine;statistical_fee;"
        "prohibited;papers;preferences;other_rates;from_on;until_on;source;evidence\n"
        '2402.20;Cigarettes;Cigarettes;Cigarros;1000u;35 %;12,5;xof;1000u;max;oui;;"SAN1; LIC2";'
        '"CEDEAO=0; ZLECAF = 17,5 %";"Accise = 40 %; TCI: 335,5 xof / kg";01/01/2027;2027-12-31;Loi 12;a\n'
    )

    assert line == Line(
        "240220",
        {"fr": "Cigarettes", "en": "Cigarettes", "pt": "Cigarros"},
        unit="MIL",
        rate_pct=Decimal(35),
        amount=Decimal("12.5"),
        currency="XOF",
        per_unit="MIL",
        combine="highest",
        has_statistical_fee=True,
        papers=("SAN1", "LIC2"),
        preferences={"CEDEAO": "0", "ZLECAF": "17.5"},
        other_rates={"excise": "40", "trigger": "335.5 XOF/KGM"},
        from_on=date(2027, 1, 1),
        until_on=date(2027, 12, 31),
        source="Loi 12",
        evidence="A",
        said=line.said,
    )


def test_a_workbook_is_read_as_a_table_is_and_its_lost_zeros_are_set_again() -> None:
    data = a_workbook(
        ("Tarif 2027",),
        ("Code", "Designation", "Taux"),
        (101210000, "Chevaux", 5.0),
        ("1006.30.00.00", "Riz", 12.5),
        (2, "Viandes", None),
    )

    found = read(data)

    assert {code: line.rate_pct for code, line in found.lines.items()} == {
        "0101210000": Decimal(5),
        "02": None,
        "1006300000": Decimal("12.5"),
    }
    assert noticed(data) == [
        ("tariff.code_zero", 3, "0101210000"),
        ("tariff.code_zero", 5, "02"),
        ("tariff.rate_missing", 5, "02"),
    ]


@pytest.mark.parametrize(
    ("row", "code", "value"),
    [
        ("100630;Riz;kg;dix", "tariff.cell_unread", "dix"),
        ("100630;Riz;kg;-5", "tariff.cell_unread", "-5"),
        ("100630;Riz;kg;1001", "tariff.cell_unread", "1001"),
        ("100630;Riz;kg;NaN", "tariff.cell_unread", "NaN"),
        ("100630;Riz;kg;1e3", "tariff.cell_unread", "1e3"),
        ("100630;Riz;k@;10", "tariff.cell_unread", "k@"),
        ("100630;=cmd|' /C calc'!A0;kg;10", "tariff.formula", "=cmd|' /C calc'!A0"),
        ("100630;@SUM(1);kg;10", "tariff.formula", "@SUM(1)"),
        ("100630;Riz;kg;10;20", "tariff.row_width", "20"),
        ("100630" + ";Riz;kg;10" * 10, "tariff.row_width", "Riz"),
        ("10063X;Riz;kg;10", "tariff.code_unread", "10063X"),
        ("0001;Riz;kg;10", "tariff.code_unread", "0001"),
        ("100630900012;Riz;kg;10", "tariff.code_unread", "100630900012"),
        (";Riz;kg;10", "tariff.code_unread", "Riz"),
        ("401110;Pneus;u;30", "tariff.code_repeated", "401110"),
        ("100630;" + "z" * 20_000 + ";kg;10", "tariff.cell_long", "z" * 79 + "…"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_line_that_cannot_be_read_is_left_out_and_told_and_its_neighbours_stay(
    row: str, code: str, value: str
) -> None:
    text = f"{HEAD}401110;Pneus;u;20\n{row}\n220300;Bière;l;20\n"

    found = read(text)

    assert list(found.lines) == ["220300", "401110"]
    assert (found.unread, noticed(text)) == (1, [(code, 3, value)])


def test_an_amount_without_its_currency_is_left_out() -> None:
    text = "code;name_fr;amount;currency;per_unit\n100630;Riz;5;;kg\n100640;Brisures;5;XOF;kg\n"

    assert noticed(text) == [("tariff.amount_of_what", 2, "5")]
    assert list(read(text).lines) == ["100640"]


def test_columns_that_nobody_reads_are_told_however_many() -> None:
    heads = ";".join(f"colonne {n}" for n in range(200))

    found = read(f"code;rate_pct;name_fr;{heads}\n100630;10;Riz{';x' * 200}\n")

    assert [one.code for one in found.findings] == ["tariff.columns_unread"]
    assert found.lines["100630"].rate_pct == Decimal(10)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "cp850"])
def test_words_are_the_same_in_whatever_signs_they_were_written(encoding: str) -> None:
    text = f"{HEAD}100610;Riz décortiqué, étuvé, à gros grains;kg;10\n"

    assert only(text.encode(encoding)).names == {"fr": "Riz décortiqué, étuvé, à gros grains"}


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", EmptyFile),
        (b"a;b\n1;2\n", TariffUnreadable),
        (HEAD.encode(), TariffUnreadable),
        (HEAD.encode() + b"100630;R\0iz;kg;10\n", NotText),
        (HEAD.encode() + b'100630;"Riz;kg;10\n' + b"100640;Riz;kg;10\n" * 1_000, TableUnreadable),
        (b"PK\x03\x04 no workbook", AmontError),
        (b"%PDF-1.7", AmontError),
    ],
    ids=["nothing", "no headings", "no line", "a zero byte", "an open quote", "no workbook", "a picture"],
)
def test_a_file_that_is_no_tariff_is_refused_whole(data: bytes, refusal: type[AmontError]) -> None:
    with pytest.raises(refusal):
        read(data)


def test_a_table_of_rates_alone_says_nothing_of_words() -> None:
    assert only("code;rate_pct\n100630;7\n").said == frozenset({"rate_pct"})


def test_each_heading_means_one_column() -> None:
    headings = [heading for column in COLUMNS for heading in column.headings]

    assert [one for one, n in Counter(headings).items() if n > 1] == []


def test_the_guide_tells_every_column_and_every_heading_it_is_known_by() -> None:
    page = (Path(__file__).parents[3] / "docs/tariff.md").read_text(encoding="utf-8")

    for column in COLUMNS:
        others = ", ".join(f"`{one}`" for one in column.others)
        assert f"| `{column.name}` | {column.meaning} | {others} |" in page


@given(st.text(max_size=200))
def test_no_cell_breaks_the_reader(cell: str) -> None:
    quoted = cell.replace('"', '""')
    try:
        found = read(f'{HEAD}401110;Pneus;u;20\n100630;"{quoted}";kg;10\n')
    except AmontError:
        return
    assert len(found.lines) + found.unread == 2


def test_the_published_tariff_is_read_whole() -> None:
    path = Path(folder_of("samples/reference")) / "tec_cedeao" / "tec_cedeao_sh2022_parsed.csv"

    found = read_tariff(path.read_bytes(), path.name)

    assert Counter(map(len, found.lines)) == {10: 6_375, 4: 1_228}
    assert (found.unread, Counter(one.code for one in found.findings)) == (0, {"tariff.code_completed": 130})
    rates = Counter(line.rate_pct for line in found.lines.values() if line.has_duty)
    assert rates == {
        Decimal(5): 2_367,
        Decimal(20): 2_306,
        Decimal(10): 1_468,
        Decimal(35): 132,
        Decimal(0): 102,
    }

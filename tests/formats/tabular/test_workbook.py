"""Workbooks: cells that are numbers and days by themselves, sheets, and archives made to harm."""

import io
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest
import xlsxwriter

from amont.formats.detect import EmptyFile, FileKind
from amont.formats.tabular.refusals import ColumnMissing, WorkbookTooLarge, WorkbookUnreadable
from amont.formats.tabular.sheet_text import Extent
from tests.formats.tabular.made import Limits, findings_of, frame_of, mapping_of, small, workbook_of
from tests.formats.tabular.made import read as read_any

HEADER = ("reference", "declared_on", "hs_code", "net_kg", "office")
SHEET = "xl/worksheets/sheet1.xml"


def read(data, **how):
    return read_any(data, kind=FileKind.XLSX, **how)


def only(batches, code):
    return [finding for finding in findings_of(batches) if finding.code == code]


def with_entry(data: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one of its files replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.namelist():
            if entry != name:
                target.writestr(entry, source.read(entry))
        target.writestr(name, content)
    return out.getvalue()


def sheet_of(cells: str) -> bytes:
    """The workbook of `read` with the XML of its sheet written by hand."""
    xml = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return with_entry(
        workbook_of(["reference"], ["A"]), SHEET, f"{xml}{cells}</sheetData></worksheet>".encode()
    )


def test_cells_keep_their_kind_and_codes_typed_as_numbers_stay_codes():
    data = workbook_of(
        HEADER,
        ("A", datetime.combine(date(2023, 1, 2), time(15, 30)), 630900, 12.5, 30),
        (12345, "16/09/2013", "6309.00", "1 204,50", "DM01"),
        ("C", 44928, 71080.0, 3, 0),
    )

    frame = frame_of(read(data))

    assert frame.select("line", *HEADER).rows() == [
        (2, "A", date(2023, 1, 2), "630900", 12.5, "30"),
        (3, "12345", date(2013, 9, 16), "630900", 1204.5, "DM01"),
        (4, "C", date(2023, 1, 2), "71080", 3.0, None),
    ]


def test_a_zero_lost_by_a_number_cell_is_given_back_when_the_mapping_says_so():
    mapping = mapping_of("{name: x, columns: {reference: reference, hs_code: {from: hs_code, pad: 6}}}")

    frame = frame_of(read(workbook_of(HEADER, ("A", None, 71080, None, None)), mapping=mapping))

    assert frame["hs_code"].to_list() == ["071080"]


def test_a_number_that_the_worksheet_took_for_a_day_holds_the_row():
    batches = read(workbook_of(HEADER, ("A", date(2023, 1, 2), "630900", date(2023, 5, 1), "DM01")))

    (finding,) = only(batches, "table.number_unreadable")
    assert (finding.line, finding.value, frame_of(batches)["net_kg"].to_list()) == (2, "2023-05-01", [None])
    assert batches[0].held.to_list() == [2]


def test_an_hour_a_truth_and_an_error_are_not_numbers_of_a_declaration():
    batches = read(workbook_of(HEADER, ("A", time(10, 30), True, "#DIV/0!", True)))

    frame = frame_of(batches)
    assert frame.select("declared_on", "net_kg", "office").row(0) == (None, None, "1")
    assert [finding.value for finding in only(batches, "table.number_unreadable")] == ["#DIV/0!"]


def test_a_reference_longer_than_a_number_cell_can_hold_is_noted():
    batches = read(workbook_of(HEADER, (12345678901234567, None, None, None, None)))

    assert [finding.value for finding in only(batches, "table.code_rounded")] == ["12345678901234570"]


def test_lines_are_the_rows_of_the_sheet_and_blank_rows_do_not_count():
    data = workbook_of(("Liste",), (), HEADER, (), ("A",), (), ("B",), (None, None, "630900"))

    (batch,) = read(data)

    assert batch.frame["line"].to_list() == [5, 7]
    assert (batch.rows_read, batch.rows_refused) == (3, 1)
    assert [finding.line for finding in only([batch], "table.no_reference")] == [8]
    assert only([batch], "table.lines_above")[0].facts == {"count": 2}


def test_the_first_visible_sheet_with_the_reference_is_read_and_the_others_said():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    for name, header in (("Notes", "Remarks"), ("Hidden", "reference"), ("Data", "reference"), ("More", "x")):
        sheet = book.add_worksheet(name)
        sheet.write_column(0, 0, [header, name])
        if name == "Hidden":
            sheet.hide()
    book.close()

    (batch,) = read(out.getvalue())

    assert batch.frame["reference"].to_list() == ["Data"]
    assert only([batch], "table.sheets_unread")[0].value == "Notes, More"


def test_a_workbook_of_another_program_is_read():
    book = openpyxl.Workbook()
    for row in (HEADER, ("A", date(2023, 1, 2), "630900", 5, "DM01")):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)

    frame = frame_of(read(out.getvalue()))

    assert frame.select(*HEADER).row(0) == ("A", date(2023, 1, 2), "630900", 5.0, "DM01")


@pytest.mark.parametrize("batch_rows", [1, 3, 100])
def test_batches_of_a_sheet_hold_every_row_once(batch_rows):
    data = workbook_of(HEADER, *((f"R{number}", None, None, number, None) for number in range(7)))

    batches = read(data, batch_rows=batch_rows)

    assert [batch.frame.height for batch in batches] == {1: [1] * 7, 3: [3, 3, 1], 100: [7]}[batch_rows]
    assert frame_of(batches)["net_kg"].to_list() == [float(number) for number in range(7)]


def test_a_sheet_without_the_reference_is_refused():
    with pytest.raises(ColumnMissing) as caught:
        read(workbook_of(("No", "Poids"), ("A", 1)))

    assert caught.value.facts["found"] == "No, Poids"


def test_an_empty_workbook_is_refused():
    with pytest.raises(EmptyFile):
        read(workbook_of())


# Archives made to harm


def test_a_workbook_that_unpacks_beyond_its_size_is_refused():
    data = with_entry(workbook_of(["reference"]), "xl/media/image1.bin", bytes(3_000_000))

    with pytest.raises(WorkbookTooLarge) as caught:
        read(data, limits=small(ratio_from=1_000_000, ratio=100))

    assert caught.value.code == "xlsx.too_large"
    assert read(data)[0].rows_read == 0


def test_a_size_that_the_archive_hides_is_still_counted():
    data = bytearray(with_entry(workbook_of(["reference"]), "xl/media/image1.bin", bytes(3_000_000)))
    for at in range(len(data) - 4):
        if data[at : at + 4] == (3_000_000).to_bytes(4, "little"):
            data[at : at + 4] = (10).to_bytes(4, "little")

    with pytest.raises((WorkbookTooLarge, WorkbookUnreadable)):
        read(bytes(data), limits=small(ratio_from=1_000_000, ratio=100))


def test_a_workbook_of_too_many_files_is_refused():
    with pytest.raises(WorkbookTooLarge):
        read(workbook_of(["reference"]), limits=small(entries=3))


def test_a_workbook_too_large_to_take_is_refused():
    data = workbook_of(["reference"])

    with pytest.raises(WorkbookTooLarge) as caught:
        read(data, limits=small(packed_bytes=len(data) - 1))

    assert caught.value.facts == {"limit": len(data) - 1}


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='1'><c r='A1'><v>1</v></c><c  r = 'XFD1048576' ><v>1</v></c></row>",
        '<row r="1"><c r="A1"><v>1</v></c><c x=">" r="XFD1048576"><v>1</v></c></row>',
        '<row r="1048576">' + "<c><v>1</v></c>" * 100 + "</row>",
    ],
)
def test_two_far_cells_are_refused_before_they_fill_the_memory(cells):
    with pytest.raises(WorkbookTooLarge) as caught:
        read(sheet_of(cells))

    assert caught.value.facts == {"limit": Limits().cells}


def test_a_format_far_away_is_no_cell():
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>reference</t></is></c></row>'
        '<row r="2"><c r="A2"><v>7</v></c></row>'
    )

    frame = frame_of(read(sheet_of(f'{cells}<row r="1048576"><c r="XFD1048576" s="1"/></row>')))

    assert frame["reference"].to_list() == ["7"]


def test_one_long_text_shown_often_is_refused_before_it_fills_the_memory():
    data = workbook_of(HEADER, *(("x" * 5_000,) for _ in range(50)))

    with pytest.raises(WorkbookTooLarge):
        read(data, limits=small(shared_text=100_000))

    assert read(data, limits=small(shared_text=300_000))[0].rows_read == 50


def test_a_long_text_shown_once_is_no_reason_to_refuse():
    rows = [
        ("A", None, None, None, "x" * 5_000),
        *((f"R{number}", None, None, number, "DM01") for number in range(50)),
    ]

    assert read(workbook_of(HEADER, *rows), limits=small(shared_text=30_000))[0].rows_read == 51


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (b'<row r="9"><c r="B3"/><c r="AA2" t="s"><v>1</v></c>', (3, 27, 1)),
        (b"<x:row r='9'><x:c r='b7' t='s'><x:v>1</x:v></x:c>", (7, 2, 1)),
        (b'<row r="9"><c><v>1</v></c><c t="s"><v>1</v></c></row><row><c><v>1</v></c></row>', (9, 2, 1)),
    ],
)
def test_the_reach_of_a_sheet_is_found_however_it_is_written(xml, expected):
    extent = Extent()

    extent.add(xml)

    assert (extent.rows, extent.columns, extent.shown) == expected


@pytest.mark.parametrize("name", ["xl/workbook.xml", SHEET])
def test_a_workbook_with_a_damaged_part_is_refused(name):
    with pytest.raises(WorkbookUnreadable) as caught:
        read(with_entry(workbook_of(HEADER, ("A",)), name, b"<broken"))

    assert caught.value.code == "xlsx.unreadable"


def test_half_a_workbook_is_refused():
    data = workbook_of(HEADER, ("A",))

    with pytest.raises(WorkbookUnreadable):
        read(data[: len(data) // 2])

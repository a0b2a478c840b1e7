"""The goods of a document, written: GID and what stands under it."""

from __future__ import annotations

from decimal import Decimal

from amont.formats.edifact.sheet import Sheet, free_text, number, segments_kept, wrapped
from amont.formats.manifest.chassis import chassis_in
from amont.formats.manifest.numbers import container_number
from amont.formats.manifest.records import Bill, Goods

_MARK, _MARKS = 35, 10
_CODES = 5


def put_goods(sheet: Sheet, bill: Bill) -> None:
    """Every line. What the document says of no line goes under the first: remarks, containers, chassis."""
    lines = bill.goods
    held = {container_number(number) for line in lines for number in line.containers}
    loose: dict[str, Decimal | None] = {
        box.number: box.packages for box in bill.containers if container_number(box.number) not in held
    }
    named = {
        chassis for line in lines for chassis in (*chassis_in(line.description), *chassis_in(line.marks))
    }
    unnamed = [vehicle.chassis for vehicle in bill.vehicles if vehicle.chassis not in named]
    if not lines and (loose or unnamed):
        lines = (Goods(1),)
    if not lines:
        _put_remarks(sheet, bill)
    for place, line in enumerate(lines, start=1):
        kept = [text for key, text in segments_kept(bill.extras).items() if key.startswith(f"GID[{place}]/")]
        _put_line(sheet, line, place, loose if place == 1 else {})
        if place == 1:
            _put_remarks(sheet, bill)
            for chassis in unnamed:
                sheet.put("PCI", "24", f"CHASSIS {chassis}")
        for text in kept:
            sheet.put_as_is(text)


def _put_remarks(sheet: Sheet, bill: Bill) -> None:
    for words in free_text(bill.remarks):
        sheet.put("FTX", "AAI", "", "", words)


def _put_line(sheet: Sheet, line: Goods, place: int, loose: dict[str, Decimal | None]) -> None:
    packages = (number(line.packages), line.package_kind) if line.packages is not None else ""
    sheet.put("GID", str(place), packages)
    for words in free_text(line.description):
        sheet.put("FTX", "AAA", "", "", words)
    if line.gross_kg is not None:
        sheet.put("MEA", "AAE", "G", ("KGM", number(line.gross_kg)))
    if line.volume_m3 is not None:
        sheet.put("MEA", "AAE", "AAW", ("MTQ", number(line.volume_m3)))
    for box, held in {**line.containers, **loose}.items():
        sheet.put("SGP", box, number(held))
    for danger in line.danger:
        sheet.put("DGS", "IMD", danger.imo_class, danger.un_number)
    marks = wrapped(line.marks, _MARK)
    for at in range(0, len(marks), _MARKS):
        sheet.put("PCI", "24", tuple(marks[at : at + _MARKS]))
    if line.hs_code:
        sheet.put("CST", "", (line.hs_code, "122"))

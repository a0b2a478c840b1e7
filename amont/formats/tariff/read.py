"""Reading a tariff row by row: a row that cannot be read is left out and told, the others are kept."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from amont.formats.noted import DOUBTFUL, LANGUAGES
from amont.formats.sheets import Rows
from amont.formats.tabular.refusals import TableUnreadable
from amont.formats.tariff.columns import known, places_of, strangers
from amont.formats.tariff.records import FACTS, HEADING, SUM, Line, TariffRead
from amont.formats.tariff.values import READERS, CellUnread, code_of, is_marked
from amont.kernel.errors import Unreadable
from amont.kernel.findings import clip

LINES_ABOVE = 10  # titles above the headings
LONGEST_CELL = 10_000
LONGEST = {"names": 1_000, "source": 300}
FORMULA = ("=", "@")
DASHES = "-–— "
ENDED = "X"
_ANY = cast("Mapping[str, Callable[[str], Any]]", READERS)
_FACT_OF = {
    "name_fr": "names",
    "name_en": "names",
    "name_pt": "names",
    "statistical_fee": "has_statistical_fee",
}


class TariffUnreadable(Unreadable):
    """The file is no tariff: no row names the code and a word or a rate, or no line follows. Facts: name."""

    code = "tariff.unreadable"


def read_tariff(data: bytes, name: str) -> TariffRead:
    """A tariff, CSV or XLSX. TariffUnreadable, TableUnreadable, and the refusals of sheets."""
    source = Rows(io.BytesIO(data), score=known)
    read, places = TariffRead(), dict[str, int]()
    headings: dict[str, Line] = {}
    width = 0
    for line, row in source.rows:
        if not any(cell.strip() for cell in row):
            continue
        if not places:
            places, width = _places(row), len(row)
            _note_strangers(row, places, read, line)
        elif _fits(row, width, read, line):
            _take(row, places, read, headings, line)
        if not places and line > LINES_ABOVE:
            break
    if not read.lines:
        raise TariffUnreadable(name=clip(name))
    read.findings[:0] = source.findings()
    read.lines = dict(sorted((headings | read.lines).items()))
    _note_leaves(read)
    return read


def _places(row: Sequence[str]) -> dict[str, int]:
    """Where our columns stand, when this row is the headings."""
    places = places_of(row)
    is_headings = "code" in places and len({"name_fr", "name_en", "name_pt", "rate_pct"} & set(places)) > 0
    return places if is_headings else {}


def _note_strangers(row: Sequence[str], places: dict[str, int], read: TariffRead, line: int) -> None:
    if places and (others := strangers(row)):
        read.note("tariff.columns_unread", line, ", ".join(others))


def _fits(row: Sequence[str], width: int, read: TariffRead, line: int) -> bool:
    """Is the row no wider than the headings, and are its cells of a length that people write?"""
    if any(cell.strip() for cell in row[width:]):
        read.refuse("tariff.row_width", line, next(cell for cell in row[width:] if cell.strip()))
        return False
    long = next((cell for cell in row if len(cell) > LONGEST_CELL), None)
    if long is not None and "\n" in long:
        raise TableUnreadable(line=line)  # a quote that nothing closes has taken lines in
    if long is not None:
        read.refuse("tariff.cell_long", line, long)
    return long is None


def _take(
    row: Sequence[str], places: Mapping[str, int], read: TariffRead, headings: dict[str, Line], line: int
) -> None:
    """One row, and the heading it names."""
    cells = {
        name: " ".join(row[number].split()) if number < len(row) else "" for name, number in places.items()
    }
    found = _line(cells, read, line)
    if found is None:
        return
    if found.code in read.lines:
        read.refuse("tariff.code_repeated", line, found.code)
        return
    read.lines[found.code], read.places[found.code] = found, line
    _heading(cells, found, headings)


def _line(cells: Mapping[str, str], read: TariffRead, line: int) -> Line | None:
    """The line of a row; None when it is left out, which is told."""
    try:
        code, is_short = code_of(cells["code"])
    except CellUnread:
        read.refuse("tariff.code_unread", line, cells["code"] or next(filter(None, cells.values()), ""))
        return None
    if formula := next((name for name, cell in cells.items() if cell.startswith(FORMULA)), ""):
        read.refuse("tariff.formula", line, cells[formula], column=formula)
        return None
    values: dict[str, Any] = {}
    for name in _ANY.keys() & cells.keys():
        try:
            values[_FACT_OF.get(name, name)] = _ANY[name](cells[name])
        except CellUnread:
            read.refuse("tariff.cell_unread", line, cells[name], column=name)
            return None
    return _whole(code, cells, values, read, line=line, is_short=is_short)


def _whole(
    code: str,
    cells: Mapping[str, str],
    values: dict[str, Any],
    read: TariffRead,
    *,
    line: int,
    is_short: bool,
) -> Line | None:
    """The line, once its cells are known to agree with each other."""
    is_specific = values.get("amount") is not None
    if is_specific and not (values.get("currency") and values.get("per_unit")):
        read.refuse("tariff.amount_of_what", line, cells["amount"])
        return None
    if not is_specific:
        values |= {"currency": "", "per_unit": ""}
    is_mixed = is_specific and values.get("rate_pct") is not None
    values["combine"] = (values.get("combine") or SUM) if is_mixed else ""
    if is_short:
        read.note("tariff.code_zero", line, code)
    is_completed = is_marked(cells.get("completed", ""))
    if is_completed:
        read.note("tariff.code_completed", line, code)
        values["evidence"] = DOUBTFUL
    names = {one: _name(cells.get(f"name_{one}", "")) for one in LANGUAGES}
    said = {_FACT_OF.get(name, name) for name in cells} & set(FACTS)
    said |= {"currency", "per_unit", "combine"} if "amount" in said else set()
    return Line(
        code,
        {language: name for language, name in names.items() if name},
        source=cells.get("source", "")[: LONGEST["source"]],
        is_ended=cells.get("change", "").upper() == ENDED,
        said=frozenset(said),
        **values,
    )


def _name(written: str) -> str:
    """Words without the dashes that show a level, nor the colon that leads to the next."""
    return written.lstrip(DASHES).rstrip(" :")[: LONGEST["names"]]


def _heading(cells: Mapping[str, str], found: Line, headings: dict[str, Line]) -> None:
    """The heading that stands beside a line, once; a line of its own says more."""
    name = _name(cells.get("heading_name_fr", ""))
    if name and not found.is_ended:
        code = found.code[:HEADING]
        said = frozenset({"names"})
        headings.setdefault(code, Line(code, {"fr": name}, said=said, source=found.source))


def _note_leaves(read: TariffRead) -> None:
    """Codes without duty though no other stands below them are kept, and told; and so are bare codes."""
    has_rates = any(one.has_duty for one in read.lines.values())
    codes = list(read.lines)
    for code, following in zip(codes, [*codes[1:], ""], strict=True):
        one = read.lines[code]
        if one.is_ended:
            continue
        if has_rates and not (one.has_duty or following.startswith(code)):
            read.note("tariff.rate_missing", read.places.get(code, 0), code)
        if not one.names:
            read.note("tariff.name_missing", read.places.get(code, 0), code)

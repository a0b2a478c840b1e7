"""From what stood in the file to our columns, typed; what could not be read is left empty and said."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from amont.formats.tabular import codes, days, numbers
from amont.formats.tabular.habits import Habits
from amont.formats.tabular.headers import KEY_FACTS, VALUES, Plan, Seat
from amont.formats.tabular.ledger import Ledger
from amont.formats.tabular.raw import RawBlock, RawColumn
from amont.kernel.findings import Severity
from amont.kernel.items import Kind

DTYPES: dict[Kind, type[pl.DataType]] = {
    Kind.TEXT: pl.String,
    Kind.CODE: pl.String,
    Kind.DAY: pl.Date,
    Kind.NUMBER: pl.Float64,
    Kind.INTEGER: pl.Int64,
}
_CODES_TO_WATCH = ("reference", "importer", "declarant", "hs_code")  # long codes that worksheets damage


@dataclass(slots=True)
class Page:
    """The rows at hand: their lines, which of them are held, and where findings go.

    unreadable: by name of our column, the rows already held because of what stood there.
    """

    lines: pl.Series
    ledger: Ledger
    held: pl.Series
    unreadable: dict[str, pl.Series] = field(default_factory=dict)

    def doubt(
        self, code: str, severity: Severity, where: pl.Series, *, seat: Seat, values: pl.Series
    ) -> None:
        """A finding for each row of `where`, which may hold nulls for no; a hold is remembered."""
        where = where.fill_null(False)
        if not where.any():
            return
        if severity is Severity.HOLD:
            self.held = self.held | where
            self.unreadable[seat.column.field.name] = where
        column = seat.header or seat.column.field.name
        self.ledger.rows(
            code, severity, lines=self.lines.filter(where), values=values.filter(where), column=column
        )


@dataclass(frozen=True, slots=True)
class TypedRows:
    """frame: `line` and our columns. held: lines of held rows. blank: rows without a word, dropped."""

    frame: pl.DataFrame
    held: pl.Series
    refused: int
    blank: int


def typed_rows(block: RawBlock, plan: Plan, *, habits: Habits, ledger: Ledger) -> TypedRows:
    """Type the wanted columns of a block. A row without a reference is refused."""
    has_reference = _has_reference(block, plan.seat("reference"))
    is_blank = ~has_reference & (_is_blank(block) if not has_reference.all() else True)
    without = ~has_reference & ~is_blank
    if without.any():
        ledger.rows("table.no_reference", Severity.REFUSE, lines=block.lines.filter(without))
    kept = block.filter(has_reference)
    nothing_held = pl.repeat(False, len(kept.lines), dtype=pl.Boolean, eager=True)
    page = Page(kept.lines, ledger, nothing_held)
    series = [typed_column(seat, kept, habits=habits, page=page) for seat in plan.seats]
    frame = pl.DataFrame([kept.lines.alias("line"), *series])
    _hold_missing(frame, plan, page)
    return TypedRows(frame, kept.lines.filter(page.held), int(without.sum()), int(is_blank.sum()))


def typed_column(seat: Seat, block: RawBlock, *, habits: Habits, page: Page) -> pl.Series:
    """One of our columns under its name; the mapping's default where the file has nothing."""
    column, field = seat.column, seat.column.field
    dtype = DTYPES[field.kind]
    if seat.index is None:
        return pl.Series(field.name, [column.default], dtype=dtype).new_from_index(0, len(block.lines))
    given = block.columns[seat.index]
    raw = codes.tidy(given, column)
    typed = _READERS[field.kind](raw, seat, habits=habits, page=page)
    if column.default is not None:
        empty = typed.is_null() & raw.as_text().is_null()
        typed = typed.zip_with(~empty, pl.Series([column.default], dtype=dtype))
    return typed.rename(field.name)


def _severity(seat: Seat) -> Severity:
    return Severity.HOLD if seat.column.field.name in (*KEY_FACTS, *VALUES) else Severity.NOTE


def _texts(raw: RawColumn, seat: Seat, *, habits: Habits, page: Page) -> pl.Series:
    return raw.as_text()


def _codes(raw: RawColumn, seat: Seat, *, habits: Habits, page: Page) -> pl.Series:
    name = seat.column.field.name
    if name in _CODES_TO_WATCH:
        page.doubt(
            "table.code_rounded", Severity.NOTE, codes.is_rounded(raw), seat=seat, values=raw.as_text()
        )
    if name != "hs_code":
        return codes.to_codes(raw, seat.column)
    found, written = codes.to_hs_codes(raw, seat.column), raw.as_text()
    unreadable = found.codes.is_null() & found.has_letters
    page.doubt("table.hs_unreadable", Severity.HOLD, unreadable, seat=seat, values=written)
    page.doubt("table.hs_letters", Severity.NOTE, found.has_letters & ~unreadable, seat=seat, values=written)
    page.doubt("table.hs_length", Severity.NOTE, found.wrong_length, seat=seat, values=written)
    return found.codes


def _days(raw: RawColumn, seat: Seat, *, habits: Habits, page: Page) -> pl.Series:
    written = RawColumn(raw.text, raw.number).as_text()
    order = habits.orders[seat.column.field.name]
    typed, against = days.to_days(written, order=order)
    if raw.day is not None:
        typed = days.plausible(raw.day).zip_with(raw.day.is_not_null(), typed)
    shown = raw.as_text()
    unreadable = typed.is_null() & shown.is_not_null()
    page.doubt("table.day_unreadable", _severity(seat), unreadable, seat=seat, values=shown)
    page.doubt("table.day_order", Severity.NOTE, against & typed.is_not_null(), seat=seat, values=shown)
    return typed


def _numbers(raw: RawColumn, seat: Seat, *, habits: Habits, page: Page) -> pl.Series:
    text, field = raw.text, seat.column.field
    if field.unit == "%":
        text = text.str.replace(r"\s*%$", "")
    typed = numbers.to_numbers(text, decimal=habits.decimals[field.name])
    if raw.number is not None:
        number = raw.number.cast(pl.Float64, strict=False)
        typed = number.set(~number.is_finite(), None).zip_with(number.is_not_null(), typed)
    if seat.column.factor != 1.0:
        typed = typed * seat.column.factor
        typed = typed.set(~typed.is_finite(), None)
    _doubt_numbers(typed, raw, seat, page)
    page.doubt("table.negative", Severity.NOTE, typed < 0, seat=seat, values=raw.as_text())
    return typed


def _integers(raw: RawColumn, seat: Seat, *, habits: Habits, page: Page) -> pl.Series:
    typed = numbers.to_integers(raw.text, decimal=habits.decimals[seat.column.field.name])
    if raw.number is not None:
        typed = numbers.whole(raw.number.cast(pl.Float64, strict=False)).zip_with(
            raw.number.is_not_null(), typed
        )
    _doubt_numbers(typed, raw, seat, page)
    return typed


def _doubt_numbers(typed: pl.Series, raw: RawColumn, seat: Seat, page: Page) -> None:
    shown = raw.as_text()
    unreadable = typed.is_null() & shown.is_not_null()
    page.doubt("table.number_unreadable", _severity(seat), unreadable, seat=seat, values=shown)


_READERS = {
    Kind.TEXT: _texts,
    Kind.CODE: _codes,
    Kind.DAY: _days,
    Kind.NUMBER: _numbers,
    Kind.INTEGER: _integers,
}


def _has_reference(block: RawBlock, seat: Seat | None) -> pl.Series:
    if seat is None or seat.index is None:
        return pl.repeat(False, len(block.lines), dtype=pl.Boolean, eager=True)
    return codes.to_codes(codes.tidy(block.columns[seat.index], seat.column), seat.column).is_not_null()


def _is_blank(block: RawBlock) -> pl.Series:
    """No sign in any wanted column."""
    blank = pl.repeat(True, len(block.lines), dtype=pl.Boolean, eager=True)
    for column in block.columns:
        blank &= column.as_text().str.strip_chars().fill_null("") == ""
    return blank


def _hold_missing(frame: pl.DataFrame, plan: Plan, page: Page) -> None:
    """A key fact that has a column but no value holds the row; one of the two values is enough.

    What was written but unreadable is held already, and not said twice.
    """
    present = {seat.column.field.name: seat for seat in plan.seats if seat.header}
    for name in KEY_FACTS:
        if seat := present.get(name):
            _hold_if(_nothing(frame, name, page), seat, page)
    values = [name for name in VALUES if name in present]
    if values:
        missing = _nothing(frame, values[0], page)
        for name in values[1:]:
            missing = missing & _nothing(frame, name, page)
        _hold_if(missing, present[values[0]], page)


def _nothing(frame: pl.DataFrame, name: str, page: Page) -> pl.Series:
    missing = frame[name].is_null()
    return missing & ~page.unreadable[name] if name in page.unreadable else missing


def _hold_if(missing: pl.Series, seat: Seat, page: Page) -> None:
    nothing = pl.repeat("", len(missing), dtype=pl.String, eager=True)
    page.doubt("table.key_missing", Severity.HOLD, missing, seat=seat, values=nothing)

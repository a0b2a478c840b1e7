"""The lines of a received file that speak of one item, whatever bytes stand in them; no line of another's."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Min
from django.utils.timezone import localtime

from amont.declarations.models import Item, Receipt, Version
from amont.declarations.queries.names import names_of
from amont.formats.asycuda import Declaration, ItemRead, item_row, key_of, registration_of, stream_sad
from amont.formats.asycuda import Item as SadItem
from amont.formats.detect import FileKind
from amont.kernel.errors import Unreadable
from amont.site.pages.sheet.places import elements_in

SAD = (FileKind.SAD_XML.value, FileKind.XML.value)
TEXTS = (*SAD, FileKind.CSV.value)
MOST_LINES = 60
LONGEST_LINE = 400
TOLD_APART_BY = ("customs_value", "item_price", "net_kg", "gross_kg", "packages", "quantity", "duties")
LONGEST_RECORD = 20  # lines of one row of a table
DELIMITERS = (",", ";", "\t", "|")
UNPRINTABLE = "\ufffd"
BETWEEN = re.compile(r">\s*<")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some lines of a file. places: line of each column. is_broken: its one line was cut for reading.

    cells: of the row of a table, each under its head.
    """

    lines: list[dict[str, object]] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    is_broken: bool = False
    cells: list[tuple[str, str]] = field(default_factory=list)


NOTHING = Excerpt()


def excerpt(item: Item, version: Version, receipt: Receipt) -> Excerpt:
    """What the file says of an item. Loads the whole file: the caller knows its size."""
    data = bytes(receipt.body.data)
    if receipt.kind in SAD:
        return _of_sad(item, version, receipt, data)
    return _of_table(item, receipt, data) if receipt.kind == FileKind.CSV.value and item.line else NOTHING


# ---- tables ------------------------------------------------------------------------------------------------


def _of_table(item: Item, receipt: Receipt, data: bytes) -> Excerpt:
    """The head of the table, then the row: one line, or several when a cell holds line breaks."""
    lines = _lines(data, receipt.encoding)
    at = item.line or 1
    if at > len(lines):
        return NOTHING
    record = _record(lines, at, item, receipt)
    head = [shown(1, lines[0])] if at > 1 else []
    rows = [shown(at + index, line, is_marked=True) for index, line in enumerate(record)]
    return Excerpt([*head, *rows], {"": at}, cells=_cells(lines[0], "\n".join(record)) if head else [])


def _cells(head: str, record: str) -> list[tuple[str, str]]:
    """Heads and cells, by the first delimiter that cuts both into as many; nothing when none does."""
    for delimiter in DELIMITERS:
        names = next(csv.reader([head], delimiter=delimiter), [])
        values = next(csv.reader(io.StringIO(record), delimiter=delimiter), [])
        if 1 < len(names) == len(values):
            return [(printable(name), printable(value)) for name, value in zip(names, values, strict=True)]
    return []


def _record(lines: Sequence[str], at: int, item: Item, receipt: Receipt) -> list[str]:
    """The lines of one row: while a quote is open, and before the next row that is known."""
    found = [lines[at - 1]]
    if found[0].count('"') % 2 == 0:
        return found
    others = Item.objects.filter(version__receipt=receipt, line__gt=at)
    limit = others.aggregate(next=Min("line"))["next"] or len(lines) + 1
    for line in lines[at : min(limit - 1, at - 1 + LONGEST_RECORD)]:
        found.append(line)
        if sum(one.count('"') for one in found) % 2 == 0:
            return found
    return found[:1]  # never closed: what follows may be another's


# ---- single administrative document ------------------------------------------------------------------------


def _of_sad(item: Item, version: Version, receipt: Receipt, data: bytes) -> Excerpt:
    read = _item_in(data, item, names_of(version), receipt=receipt)
    if read is None or read.line is None:
        return NOTHING
    marks = {name: leaf.line for name, leaf in elements_in(read.leaves).items() if leaf.line}
    lines = _lines(data, receipt.encoding)
    first = read.line
    last = max((leaf.line for leaf in read.leaves if leaf.line), default=first)
    if first == last:
        return _broken("\n".join(lines), read, item)
    wanted = _kept(range(first, last + 1), set(marks.values()))
    marked = set(marks.values())
    return Excerpt(
        [shown(n, lines[n - 1], is_marked=n in marked) for n in wanted if n <= len(lines)],
        {name: line for name, line in marks.items() if line in wanted},
    )


def _item_in(data: bytes, item: Item, names: set[str], *, receipt: Receipt) -> SadItem | None:
    """The item of this number in the document of one of these names, or in the only one of the file.

    Of documents of other names only the first is kept: a file may hold very many.
    """
    candidate: SadItem | None = None
    first: SadItem | None = None
    exact: list[SadItem] = []
    n = 0
    try:
        for piece in stream_sad(io.BytesIO(data)):
            if isinstance(piece, ItemRead):
                candidate = piece.item if piece.item.number == item.item else candidate
                if candidate is not None and receipt.found <= 1:
                    return candidate
            elif candidate is not None:
                n, first = n + 1, first or candidate
                exact += [candidate] if names & _names(piece.declaration, receipt) else []
                candidate = None
    except Unreadable:
        return None
    if not exact:
        return first if n == 1 else None
    return next((one for one in exact if _is_it(one, item)), exact[0])


def _is_it(read: SadItem, item: Item) -> bool:
    """Versions of one declaration in one file bear one name: its own says what was kept of it."""
    row = item_row(read, header={"currency": None})
    return all((row[name] or 0) == float(getattr(item, name) or 0) for name in TOLD_APART_BY)


def _names(declaration: Declaration, receipt: Receipt) -> set[str]:
    """Registration, and names in store: with the year of its coming where it tells none."""
    year = str(localtime(receipt.received_at).year)
    stored = {key_of(declaration).name(declarant=receipt.operator, year=one) for one in ("", year)}
    return {registration_of(declaration), *stored} - {""}


def _kept(lines: range, marked: set[int]) -> list[int]:
    """All lines of a short item; those around the marks of a long one."""
    if len(lines) <= MOST_LINES:
        return list(lines)
    near = {mark + step for mark in marked for step in (-1, 0, 1)}
    return [line for line in lines if line in near][:MOST_LINES]


def _broken(text: str, read: SadItem, item: Item) -> Excerpt:
    """A file on one line: its item is cut between elements, so that a person can read it."""
    starts = [match.start() for match in re.finditer(r"<Item[\s>]", text)]
    if item.item is None or not 0 < item.item <= len(starts):
        return NOTHING
    start = starts[item.item - 1]
    stop = text.find("</Item>", start)
    parts = BETWEEN.sub(">\n<", text[start : stop + len("</Item>") if stop >= 0 else start + 20_000]).split(
        "\n"
    )
    names = {leaf.path.rpartition("/")[2]: name for name, leaf in elements_in(read.leaves).items()}
    places: dict[str, int] = {}
    for number, part in enumerate(parts, start=1):
        tag = re.match(r"<([\w.:-]+)", part)
        if tag and tag[1] in names:
            places.setdefault(names[tag[1]], number)
    marked = set(places.values())
    wanted = _kept(range(1, len(parts) + 1), marked)
    lines = [shown(n, parts[n - 1], is_marked=n in marked) for n in wanted]
    return Excerpt(lines, {name: n for name, n in places.items() if n in wanted}, is_broken=True)


# ---- bytes to what a page can show -------------------------------------------------------------------------


def _lines(data: bytes, encoding: str) -> list[str]:
    """Lines as the readers count them; bytes that are no sign stand as a question mark in a diamond."""
    try:
        text = data.decode(encoding or "utf-8", errors="replace")
    except LookupError:
        text = data.decode("utf-8", errors="replace")
    text = text.lstrip("\ufeff")
    return (text if "\n" in text else text.replace("\r", "\n")).split("\n")


def shown(number: int, line: str, *, is_marked: bool = False) -> dict[str, object]:
    """One line for the page: what cannot be printed, or would turn the text round, is replaced."""
    return {"n": number, "text": printable(line.rstrip("\r")), "marked": is_marked}


def printable(text: str) -> str:
    """At most LONGEST_LINE signs, each of which can be printed and keeps its place."""
    flat = text.replace("\t", "  ")
    kept = flat[:LONGEST_LINE] + ("…" if len(flat) > LONGEST_LINE else "")
    return "".join(sign if sign.isprintable() else UNPRINTABLE for sign in kept)

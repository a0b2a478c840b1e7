"""What sets lists apart: how a table is read, which rows it is held against, and what a row says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Q

from amont.formats.code_lists import PACKAGES, PLACES, UNITS, CodeRead, CodesRead, read_codes
from amont.formats.noted import Noted
from amont.formats.tariff.read import read_tariff
from amont.formats.tariff.records import FACTS, Line, TariffRead
from amont.reference.comparing import Difference, Facts, compare
from amont.reference.models import Code, CodeFile, TariffLine

TARIFF = "tariff"
Found = Difference[Any, Any]


@dataclass(frozen=True, slots=True)
class Read:
    """A table that was read. parts: what it holds whole when nothing misses in it."""

    given: Sequence[Any]
    parts: list[str]
    noted: Noted


@dataclass(frozen=True, slots=True)
class Keeper:
    """One kind of list. kept: the last row of each code in the parts of a table, one query."""

    read: Callable[[bytes, str], Read]
    kept: Callable[[CodeFile], dict[str, Any]]
    facts_of: Facts
    model: type[Code] | type[TariffLine]
    key: tuple[str, ...]
    said: tuple[str, ...]


def keeper_of(listed_in: str) -> Keeper:
    """How a list is kept."""
    return KEEPERS[listed_in]


def table_of(row: CodeFile) -> Read:
    """What a table says, from the bytes that were kept."""
    return keeper_of(row.listed_in).read(bytes(row.body), row.name)


def difference(row: CodeFile, read: Read) -> Found:
    """What a table would change now. One query."""
    keeper = keeper_of(row.listed_in)
    return compare(
        read.given, keeper.kept(row), facts_of=keeper.facts_of, is_whole=row.is_whole, day=row.from_on
    )


def last_applied(listed_in: str) -> int:
    """The number of the table that was applied last to a list, 0 for none. One query."""
    files = CodeFile.objects.filter(listed_in=listed_in, applied_at__isnull=False)
    return files.order_by("-applied_at", "-pk").values_list("pk", flat=True).first() or 0


def code_facts(row: Code | None, one: CodeRead | None = None, /) -> dict[str, Any]:
    """What a code says, as it stands, with what is given over it: a place unsaid stays where it was."""
    facts: dict[str, Any] = {"names": {}, "country": "", "latitude": None, "longitude": None}
    if row is not None:
        facts = {name: getattr(row, name) for name in facts}
    if one is None:
        return facts
    facts["names"] = facts["names"] | dict(one.names)
    facts["country"] = one.country or facts["country"]
    if one.latitude is not None:
        facts |= {"latitude": one.latitude, "longitude": one.longitude}
    return facts


def line_facts(row: TariffLine | None, one: Line | None = None, /) -> dict[str, Any]:
    """What a line says, as it stands, with what is given over it: an absent column says nothing."""
    blank = TariffLine()
    facts = {name: getattr(row or blank, name) for name in FACTS}
    if one is None:
        return facts
    given = {name: getattr(one, name) for name in FACTS if one.said is None or name in one.said}
    given |= {"names": facts["names"] | dict(one.names)}
    if "papers" in given:
        given["papers"] = list(given["papers"])
    for name in {"preferences", "other_rates"} & given.keys():
        given[name] = dict(given[name])
    return facts | given


def _read_codes(data: bytes, name: str, *, listed_in: str) -> Read:
    read: CodesRead = read_codes(data, name, listed_in=listed_in)
    return Read(read.codes, read.parts, read)


def _read_tariff(data: bytes, name: str) -> Read:
    read: TariffRead = read_tariff(data, name)
    return Read(list(read.lines.values()), read.parts, read)


def _kept_codes(file: CodeFile) -> dict[str, Any]:
    codes = Code.objects.filter(listed_in=file.listed_in)
    if file.parts != [""]:
        codes = codes.filter(country__in=file.parts)
    return {one.code: one for one in codes.order_by("code", "from_on")}


def _kept_lines(file: CodeFile) -> dict[str, Any]:
    chapters = Q(pk__in=[])
    for part in file.parts:
        chapters |= Q(code__range=(part, part.ljust(10, "9")))
    lines = TariffLine.objects.filter(chapters).defer("words")
    return {one.code: one for one in lines.order_by("code", "from_on")}


_DATED = ("to_on", "source", "evidence")
_OF_CODES = ("names", "country", "latitude", "longitude", *_DATED)
KEEPERS = {
    listed_in: Keeper(
        partial(_read_codes, listed_in=listed_in),
        _kept_codes,
        code_facts,
        Code,
        ("listed_in", "code", "from_on"),
        _OF_CODES,
    )
    for listed_in in (PLACES, PACKAGES, UNITS)
} | {
    TARIFF: Keeper(
        _read_tariff, _kept_lines, line_facts, TariffLine, ("code", "from_on"), (*FACTS, *_DATED, "words")
    )
}

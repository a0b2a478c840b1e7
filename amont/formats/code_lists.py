"""Tables of codes, one code a line: as UN/ECE publishes them, or as an administration keeps its own.

UN/LOCODE has no headings: change, country, location, name, name without accents, subdivision, function,
status, date, IATA, coordinates, remarks. With headings, in any order: code (or country and location), name
or name_fr, name_en, name_pt, coordinates or latitude and longitude, from_on, until_on, source, evidence.
Sources: UN/ECE recommendations 16 (places), 20 (units), 21 (packages). A change X says that a code is ended.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from amont.formats.noted import LANGUAGES, Noted, day_of, letter_of
from amont.kernel.errors import Unreadable
from amont.kernel.findings import clip

PLACES, PACKAGES, UNITS = "unlocode", "packages", "units"
LISTS = (PLACES, PACKAGES, UNITS)
ENDED = "X"
LONGEST = {"name": 200, "source": 300}
OFFICIAL = (
    "change", "country", "location", "name", "plain", "subdivision", "function", "state", "date", "iata",
    "coordinates", "remarks",
)  # fmt: skip
LONGEST_CELL = 10_000  # signs of a cell: beyond, a quote was not closed
LEAST_OFFICIAL = OFFICIAL.index("coordinates") + 1
_FORMS = {
    PLACES: re.compile(r"[A-Z]{2}[A-Z0-9]{3}"),
    PACKAGES: re.compile(r"[A-Z0-9]{1,17}"),
    UNITS: re.compile(r"[A-Z0-9]{1,8}"),
}
_COORDINATES = re.compile(r"(\d\d)([0-5]\d)([NS])\s*([01]\d\d)([0-5]\d)([EW])")
_HEADS = {
    "locode": "code", "unlocode": "code", "commoncode": "code", "namewodiacritics": "plain",
    "untilon": "until_on", "toon": "until_on", "fromon": "from_on", "namefr": "name_fr", "nameen": "name_en",
    "namept": "name_pt",
}  # fmt: skip


class CodesUnreadable(Unreadable):
    """The file is not a table of codes: its headings say nothing, or it has no line. Facts: name."""

    code = "reference.codes_unreadable"


@dataclass(frozen=True, slots=True)
class CodeRead:
    """One code. latitude, longitude: degrees, None where unknown. is_ended: its keeper took it away."""

    code: str
    names: Mapping[str, str]
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    from_on: date | None = None
    until_on: date | None = None
    source: str = ""
    evidence: str = ""
    is_ended: bool = False


@dataclass(slots=True)
class CodesRead(Noted):
    """A whole table."""

    codes: list[CodeRead] = field(default_factory=list)

    @property
    def countries(self) -> list[str]:
        """Those of its places, in order."""
        return sorted({one.country for one in self.codes if one.country})

    @property
    def parts(self) -> list[str]:
        """What the table holds whole when nothing misses in it: countries of places, else the list itself."""
        return self.countries or [""]


def read_codes(data: bytes, name: str, *, listed_in: str) -> CodesRead:
    """A table of places, packages or units, in UTF-8 or Latin-1. CodesUnreadable."""
    try:
        rows = list(_rows(_text(data)))
    except csv.Error as error:
        raise CodesUnreadable(name=clip(name)) from error
    heads = _heads(rows[0], listed_in) if rows else None
    is_bare = heads is None and listed_in == PLACES and bool(rows) and len(rows[0]) >= LEAST_OFFICIAL
    if heads is None and not is_bare:
        raise CodesUnreadable(name=clip(name))
    read, known = CodesRead(), set[str]()
    for line, cells in enumerate(rows[0 if is_bare else 1 :], start=1 if is_bare else 2):
        row = dict(zip(heads or OFFICIAL, (" ".join(cell.split()) for cell in cells), strict=False))
        _add(row, read, known, line=line, listed_in=listed_in)
    if not read.codes:
        raise CodesUnreadable(name=clip(name))
    return read


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _rows(text: str) -> Iterator[list[str]]:
    """Lines that say something; the separator is the sign met most in the first line."""
    opening = text.lstrip().partition("\n")[0]
    separator = max(",;\t|", key=opening.count)
    lines = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=separator)
    for row in lines:
        if max(map(len, row), default=0) > LONGEST_CELL:
            raise csv.Error("a quote that nothing closes")
        if any(cell.strip() for cell in row):
            yield row


def _heads(cells: list[str], listed_in: str) -> list[str] | None:
    """What each column holds; None for a line that is no headings."""
    plain = [re.sub(r"[^a-z]", "", cell.lower()) for cell in cells]
    heads = [_HEADS.get(one, one) for one in plain]
    if listed_in != PLACES and "change" not in heads:
        heads = ["change" if one == "status" else one for one in heads]
    has_code = "code" in heads or {"country", "location"} <= set(heads)
    return heads if has_code and any(one.startswith("name") for one in heads) else None


def _add(row: Mapping[str, str], read: CodesRead, known: set[str], *, line: int, listed_in: str) -> None:
    code = row.get("code", "").replace(" ", "") or row.get("country", "") + row.get("location", "")
    code = code.upper()
    if "location" in row and not row["location"] and not row.get("code"):
        return  # the name of a country, or another name of a place
    names = _names(row)
    if not names or not _FORMS[listed_in].fullmatch(code):
        read.refuse("reference.code_unread", line, code or next(iter(row.values()), ""))
        return
    if code in known:
        read.refuse("reference.code_repeated", line, code)
        return
    known.add(code)
    latitude, longitude = _place(row, read, line)
    read.codes.append(
        CodeRead(
            code,
            names,
            country=code[:2] if listed_in == PLACES else "",
            latitude=latitude,
            longitude=longitude,
            from_on=_day(row, "from_on", read, line),
            until_on=_day(row, "until_on", read, line),
            source=row.get("source", "")[: LONGEST["source"]],
            evidence=letter_of(row.get("evidence", "")),
            is_ended=row.get("change", "").upper() == ENDED,
        )
    )


def _names(row: Mapping[str, str]) -> dict[str, str]:
    """By language; one name alone is that of UN/ECE, in English."""
    names = {"en": row.get("name", "")} | {
        language: row[f"name_{language}"] for language in LANGUAGES if row.get(f"name_{language}")
    }
    return {language: name[: LONGEST["name"]] for language, name in names.items() if name}


def _place(row: Mapping[str, str], read: CodesRead, line: int) -> tuple[float | None, float | None]:
    """Latitude and longitude, from "1428N 01728W" or from two columns of degrees."""
    written = row.get("coordinates", "")
    found = _COORDINATES.fullmatch(written.upper())
    if found:
        return _degrees(found[1], found[2], found[3] == "S"), _degrees(found[4], found[5], found[6] == "W")
    both = row.get("latitude", ""), row.get("longitude", "")
    latitude, longitude = (_number(one) for one in both)
    if latitude is not None and longitude is not None and abs(latitude) <= 90 and abs(longitude) <= 180:  # noqa: PLR2004  degrees
        return latitude, longitude
    if written or any(both):
        read.note("reference.code_place_unread", line, written or " ".join(both))
    return None, None


def _degrees(whole: str, minutes: str, is_below: bool) -> float:  # noqa: FBT001  south or west
    degrees = round(int(whole) + int(minutes) / 60, 4)
    return -degrees if is_below else degrees


def _number(text: str) -> float | None:
    return float(text.replace(",", ".")) if re.fullmatch(r"-?\d{1,3}([.,]\d{1,10})?", text) else None


def _day(row: Mapping[str, str], name: str, read: CodesRead, line: int) -> date | None:
    written = row.get(name, "")
    day = day_of(written)
    if written and day is None:
        read.note("reference.code_day_unread", line, written)
    return day

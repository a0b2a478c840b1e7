"""A count as a phone or a terminal sends it, and what may not be one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256

from amont.cargo import facts
from amont.formats.manifest.numbers import container_number
from amont.kernel.errors import AmontError

LONGEST_KEY = 64
MOST_LINES = 500
MOST_PHOTOS = 20
MOST_FIGURE = 10**15
YEARS = range(1970, 9999)  # clocks that lost their hour start in the first; every zone has them


class KeyMissing(AmontError):
    """A count bears a key of the phone that made it."""

    code = "cargo.key_missing"


class NothingCounted(AmontError):
    """A count tells of one bill or box at least. Facts: most."""

    code = "cargo.nothing_counted"


class CountedTwice(AmontError):
    """A bill and box stand twice in one count. Facts: bill, box."""

    code = "cargo.counted_twice"


class FigureRefused(AmontError):
    """A count is neither below zero nor beyond measure. Facts: bill."""

    code = "cargo.figure_refused"


@dataclass(frozen=True, slots=True)
class Line:
    """What was found of a bill or one of its boxes; as `FoundLine`. number: of a bill nobody announced.

    originals: SHA-256 of what the camera took, photo by photo, where the phone reduced them before sending.
    """

    bill: int | None = None
    number: str = ""
    box: str = ""
    packages: Decimal | None = None
    kg: Decimal | None = None
    seals: tuple[str, ...] | None = None
    damage: str = ""
    is_part: bool = False
    is_missing: bool = False
    photos: tuple[bytes, ...] = ()
    originals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """One count as the phone sends it. seen: version of the manifest before its eyes."""

    key: str
    seen: int
    counted_at: datetime
    lines: tuple[Line, ...]
    holder: str = ""
    place: str = ""
    channel: str = "page"

    @property
    def digest(self) -> str:
        """Of all it says: the same count sent again has the same."""
        said = repr((self.seen, self.counted_at, self.holder, self.place, [_said(one) for one in self.lines]))
        return sha256(said.encode("utf-8", "replace")).hexdigest()


def _said(line: Line) -> tuple[object, ...]:
    photos = [sha256(one).hexdigest() for one in line.photos]
    figures = [None if one is None else format(one.normalize(), "f") for one in (line.packages, line.kg)]
    originals = [line.originals] if line.originals else []
    return (line.bill, line.number, line.box, *figures, line.seals, line.damage, line.is_part,
            line.is_missing, photos, *originals)  # fmt: skip


def refuse_unfit(count: Count) -> None:
    """KeyMissing, NothingCounted, CountedTwice, FigureRefused."""
    if not count.key or len(count.key) > LONGEST_KEY:
        raise KeyMissing()
    if not 0 < len(count.lines) <= MOST_LINES or sum(len(one.photos) for one in count.lines) > MOST_PHOTOS:
        raise NothingCounted(most=MOST_LINES)
    seen: set[tuple[object, ...]] = set()
    for line in count.lines:
        key = (line.bill, "" if line.bill else facts.named(line.number), box_of(line))
        if key in seen:
            raise CountedTwice(bill=line.bill or line.number, box=line.box)
        seen.add(key)
        if key == (None, "", ""):
            raise NothingCounted(most=MOST_LINES)
        if not all(
            one is None or (one.is_finite() and 0 <= one < MOST_FIGURE) for one in (line.packages, line.kg)
        ):
            raise FigureRefused(bill=line.bill or line.number)


def box_of(line: Line) -> str:
    """The box of a line as bills have it."""
    return facts.cut(container_number(line.box), 17)

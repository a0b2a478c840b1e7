"""Found against announced: pure, so that any count and any version may be compared at any time.

Source: W-7 of the trade (found 98 of 100: a difference, the line stays open, the carrier is asked); SAFE 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

KIND_SHORTAGE, KIND_EXCESS, KIND_WEIGHT, KIND_SEAL = "shortage", "excess", "weight", "seal"
KIND_DAMAGE, KIND_NOT_FOUND, KIND_UNANNOUNCED = "damage", "not_found", "unannounced"


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a weight may differ before it is a difference. share: of the weight announced."""

    share: Decimal
    from_on: date
    source: str
    evidence: str

    def covers(self, announced: Decimal, found: Decimal) -> bool:
        """Is the difference within it?"""
        return abs(found - announced) <= announced * self.share


WEIGHT = Tolerance(Decimal("0.02"), date(2020, 1, 1), "practice of weighbridges, no text seen", "D")


@dataclass(frozen=True, slots=True)
class AnnouncedBox:
    """A container as announced. kg: of the goods in it. seals: as written by the carrier."""

    number: str
    packages: Decimal | None = None
    kg: Decimal | None = None
    seals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Announced:
    """A bill as its version in force says, with differences accepted before."""

    packages: Decimal | None = None
    kg: Decimal | None = None
    boxes: tuple[AnnouncedBox, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """What was found of a bill, or of one of its boxes. seals: None where nobody looked."""

    box: str = ""
    packages: Decimal | None = None
    kg: Decimal | None = None
    seals: tuple[str, ...] | None = None
    damage: tuple[str, ...] = ()
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Differs:
    """One difference. packages, kg: found less announced, None where it is no matter of figures."""

    kind: str
    box: str = ""
    announced: str = ""
    found: str = ""
    packages: Decimal | None = None
    kg: Decimal | None = None


def differences_of(
    announced: Announced, found: Sequence[Counted], tolerance: Tolerance
) -> tuple[Differs, ...]:
    """All differences of one bill. found: one line for each box, "" for what lies in none.

    Figures of the whole bill are compared once all of it was counted; those of a box as soon as it was.
    """
    return tuple(_differences(announced, found, tolerance))


def _differences(announced: Announced, found: Sequence[Counted], tolerance: Tolerance) -> Iterator[Differs]:
    boxes = {one.number: one for one in announced.boxes}
    by_box = _is_told_by_box(announced) and all(line.box for line in found)
    if any(line.is_missing and not line.box for line in found):
        yield _missing(announced)
        return
    for line in found:
        yield from _of_line(line, boxes.get(line.box), by_box=by_box)
    if found and is_whole(announced, found):
        if not by_box:
            yield from _packages(announced.packages, _sum(line.packages for line in found))
        yield from _weight(announced.kg, _sum(line.kg for line in found), tolerance)
    else:
        for line in found:
            if box := boxes.get(line.box):
                yield from _weight(box.kg, line.kg, tolerance, box=line.box)


def _of_line(line: Counted, box: AnnouncedBox | None, *, by_box: bool) -> Iterator[Differs]:
    if line.damage:
        yield Differs(KIND_DAMAGE, line.box, found="; ".join(line.damage))
    if line.box and box is None:
        yield Differs(KIND_UNANNOUNCED, line.box, found=shown(line.packages), packages=line.packages)
    if box is None:
        return
    if line.is_missing:
        less = _less(box.packages), _less(box.kg)
        yield Differs(KIND_NOT_FOUND, line.box, shown(box.packages), "0", *less)
        return
    if by_box:
        yield from _packages(box.packages, line.packages, box=line.box)
    if line.seals is not None and box.seals and normal(line.seals) != normal(box.seals):
        yield Differs(KIND_SEAL, line.box, ", ".join(box.seals), ", ".join(line.seals))


def _missing(announced: Announced) -> Differs:
    told = shown(announced.packages)
    return Differs(KIND_NOT_FOUND, "", told, "0", _less(announced.packages), _less(announced.kg))


def _packages(announced: Decimal | None, found: Decimal | None, *, box: str = "") -> Iterator[Differs]:
    if announced is None or found is None or found == announced:
        return
    kind = KIND_SHORTAGE if found < announced else KIND_EXCESS
    yield Differs(kind, box, shown(announced), shown(found), packages=found - announced)


def _weight(
    announced: Decimal | None, found: Decimal | None, tolerance: Tolerance, *, box: str = ""
) -> Iterator[Differs]:
    if announced is None or found is None or tolerance.covers(announced, found):
        return
    yield Differs(KIND_WEIGHT, box, shown(announced), shown(found), kg=found - announced)


def is_whole(announced: Announced, found: Iterable[Counted]) -> bool:
    """Was all of a bill counted: each of its boxes, or the bill as a whole?"""
    lines = {line.box for line in found}
    boxes = {one.number for one in announced.boxes}
    return "" in lines or (bool(lines) and boxes <= lines)


def _is_told_by_box(announced: Announced) -> bool:
    """Do the figures of the boxes add up to that of the bill?"""
    figures = [one.packages for one in announced.boxes]
    return bool(figures) and announced.packages is not None and _sum(figures) == announced.packages


def _sum(figures: Iterable[Decimal | None]) -> Decimal | None:
    """The sum; None when one of them is not told."""
    told = list(figures)
    return None if None in told else sum((one for one in told if one is not None), Decimal(0))


def _less(value: Decimal | None) -> Decimal | None:
    return None if value is None else -value


def normal(seals: Iterable[str]) -> frozenset[str]:
    """Seals as they are compared: letters and digits, capitals, without zeros in front of figures alone."""
    bare = ("".join(sign for sign in seal.upper() if sign.isalnum()) for seal in seals)
    return frozenset((one.lstrip("0") or "0") if one.isdecimal() else one for one in bare if one)


def shown(value: Decimal | None) -> str:
    """A figure as it is kept beside a difference, without zeros that say nothing."""
    return "" if value is None else format(value.normalize(), "f")

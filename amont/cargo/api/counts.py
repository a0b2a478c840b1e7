"""Bodies of counts, weighings and scans: the same for the API and for the phone's own script."""

from __future__ import annotations

from base64 import b64decode
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints
from pydantic import Field as Member

from amont.cargo.actions.counts import LONGEST_KEY, MOST_FIGURE, MOST_LINES, MOST_PHOTOS, YEARS, Count, Line
from amont.cargo.actions.weighing import Report
from amont.edge.api.bodies import NO_CONTROL_SIGNS, Told
from amont.edge.api.bytes import base64_text
from amont.edge.pictures import MOST_BYTES

LONGEST_PHOTO = MOST_BYTES * 4 // 3 + 4  # as base64


def _text(longest: int, *, shortest: int = 0) -> Any:
    signs = StringConstraints(max_length=longest, min_length=shortest, pattern=NO_CONTROL_SIGNS)
    return Annotated[str, signs]


def _instant(at: datetime) -> datetime:
    """An hour without its zone is of UTC."""
    if at.year not in YEARS:
        raise ValueError
    return at if at.tzinfo else at.replace(tzinfo=UTC)


Instant = Annotated[datetime, AfterValidator(_instant)]
Figure = Annotated[float, Member(ge=0, lt=MOST_FIGURE)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$", max_length=64)]
Photo = Annotated[str, StringConstraints(max_length=LONGEST_PHOTO), AfterValidator(base64_text)]
Key = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,64}$", max_length=LONGEST_KEY)]


class LineTold(Told):
    """What was found. bill: id of a bill; number: where it has none here. seals: null when nobody looked.

    originals: SHA-256 of each photo as the camera took it, where it was reduced before sending.
    """

    model_config = ConfigDict(title="CountedLine")

    bill: Annotated[int, Member(ge=1, le=2**63 - 1)] | None = None
    number: _text(60) = ""  # type: ignore[valid-type]
    container: _text(17) = ""  # type: ignore[valid-type]
    packages: Figure | None = None
    kg: Figure | None = None
    seals: Annotated[list[_text(40)], Member(max_length=20)] | None = None  # type: ignore[valid-type]
    damage: _text(300) = ""  # type: ignore[valid-type]
    is_part: bool = False
    is_missing: bool = False
    photos: Annotated[list[Photo], Member(max_length=MOST_PHOTOS)] = []
    originals: Annotated[list[Digest], Member(max_length=MOST_PHOTOS)] = []

    def line(self) -> Line:
        """As the verb takes it."""
        return Line(
            bill=self.bill,
            number=self.number,
            box=self.container,
            packages=_decimal(self.packages),
            kg=_decimal(self.kg),
            seals=None if self.seals is None else tuple(self.seals),
            damage=self.damage,
            is_part=self.is_part,
            is_missing=self.is_missing,
            photos=tuple(b64decode(one) for one in self.photos),
            originals=tuple(self.originals),
        )


class CountTold(Told):
    """One count. key: made by who counts: sending twice is one. seen: version of the manifest seen."""

    model_config = ConfigDict(title="Count")

    key: Key
    seen: Annotated[int, Member(ge=0, le=2**31 - 1)]
    counted_at: Instant
    holder: _text(40) = ""  # type: ignore[valid-type]
    place: _text(40) = ""  # type: ignore[valid-type]
    lines: Annotated[list[LineTold], Member(min_length=1, max_length=MOST_LINES)]

    def count(self, *, channel: str) -> Count:
        """As the verb takes it."""
        return Count(
            key=self.key,
            seen=self.seen,
            counted_at=self.counted_at,
            lines=tuple(one.line() for one in self.lines),
            holder=self.holder,
            place=self.place,
            channel=channel,
        )


class ReportTold(Told):
    """What a machine says of a container. key: its own, so that sending twice is one."""

    key: Key
    container: _text(17, shortest=1)  # type: ignore[valid-type]
    at: Instant
    station: _text(40) = ""  # type: ignore[valid-type]

    def report(self) -> Report:
        """As the verbs take it."""
        return Report(self.key, self.container, self.at, self.station)


class WeighingTold(ReportTold):
    """gross_kg: goods and container."""

    model_config = ConfigDict(title="Weighing")

    gross_kg: Annotated[float, Member(gt=0, lt=MOST_FIGURE)]

    def kg(self) -> Decimal:
        """Exact."""
        return Decimal(repr(self.gross_kg))


class ScanTold(ReportTold):
    """image: JPEG, PNG or WebP as base64. result: code of what the machine or its operator makes of it."""

    model_config = ConfigDict(title="Scan")

    image: Photo
    result: _text(40) = ""  # type: ignore[valid-type]

    def bytes(self) -> bytes:
        """The file."""
        return b64decode(self.image)


class DifferenceShown(BaseModel):
    """What differs from what is announced."""

    model_config = ConfigDict(title="CountedDifference")

    kind: str
    bill: str
    container: str
    announced: str
    found: str
    sentence: str


class CountShown(BaseModel):
    """What became of a count. changed: bills amended since they were seen. state: of the manifest now."""

    model_config = ConfigDict(title="CountKept")

    id: int
    state: str
    changed: list[str]
    differences: list[DifferenceShown]


class WeighingShown(BaseModel):
    """announced_kg: as its bills say; null where they do not."""

    model_config = ConfigDict(title="WeighingKept")

    id: int
    announced_kg: float | None


class ScanShown(BaseModel):
    """The image is kept."""

    model_config = ConfigDict(title="ScanKept")

    id: int


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value))

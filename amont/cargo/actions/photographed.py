"""Pictures beside a bill: of seals and damage at a count, of a scanner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from amont.cargo.models import Picture, PictureKind, TakeOver
from amont.edge.pictures import Reduced, reduced

MOST_PHOTOS = 20


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo read and reduced. sha256: of the file received."""

    bill: int | None
    box: str
    kind: PictureKind
    picture: Reduced
    sha256: str


def shots_of(photos: Sequence[bytes], *, bill: int | None, box: str, is_damage: bool) -> Iterator[Shot]:
    """The photos of one line of a count. PhotoRefused."""
    kind = PictureKind.DAMAGE if is_damage else PictureKind.SEAL
    for data in photos:
        yield Shot(bill, box, kind, reduced(data), sha256(data).hexdigest())


def keep_shots(shots: Sequence[Shot], *, take_over: TakeOver, by: str, now: datetime) -> None:
    """Write the photos of a count; one that lies there already is not kept twice. One query."""
    rows = [
        Picture(
            manifest_id=take_over.manifest_id,
            bill_id=one.bill,
            box=one.box,
            take_over=take_over,
            kind=one.kind.value,
            data=one.picture.data,
            width=one.picture.width,
            height=one.picture.height,
            sha256=one.sha256,
            at=now,
            by=by,
        )
        for one in shots
    ]
    Picture.objects.bulk_create(rows, ignore_conflicts=True)

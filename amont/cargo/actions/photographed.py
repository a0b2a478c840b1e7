"""Pictures beside a bill: of seals and damage at a count, of a scanner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from amont.cargo.actions.counts import Line, box_of
from amont.cargo.models import Picture, PictureKind, TakeOver
from amont.edge.pictures import Reduced, reduced


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo read and reduced. sha256: of the file received; original: of what the camera took."""

    bill: int | None
    box: str
    kind: PictureKind
    picture: Reduced
    sha256: str
    original: str


def shots_of(line: Line) -> Iterator[Shot]:
    """The photos of one line of a count. PhotoRefused."""
    kind = PictureKind.DAMAGE if line.damage else PictureKind.SEAL
    untold = [""] * len(line.photos)
    for data, original in zip(line.photos, (*line.originals, *untold), strict=False):
        digest = sha256(data).hexdigest()
        yield Shot(line.bill, box_of(line), kind, reduced(data), digest, original or digest)


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
            original=one.original,
            at=now,
            by=by,
        )
        for one in shots
    ]
    Picture.objects.bulk_create(rows, ignore_conflicts=True)

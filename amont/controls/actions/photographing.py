"""Photos: read with care, reduced, without where they were taken; the hash of the file received is kept."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from amont.controls.actions.rows import locked
from amont.controls.models import Control, Photo
from amont.controls.permissions import GRANTS
from amont.controls.states import TRANSITIONS
from amont.declarations.models import Item
from amont.edge.pictures import MOST_BYTES, PhotoRefused, PhotoTooLarge, Reduced, reduced
from amont.journal.actions import record
from amont.kernel.agents import Agent, NotFound, require
from amont.kernel.states import step

MOST_PHOTOS = 60


class TooManyPhotos(PhotoRefused):
    """A control keeps so many photos. Facts: most."""

    code = "control.too_many_photos"
    status = 409


@transaction.atomic
def add_photo(control: int, *, item: int | None, data: bytes, by: Agent, now: datetime) -> Photo:
    """Keep a photo of an item, or of the whole control. PhotoRefused, NotFound.

    A photo that is there already is not kept twice: the first one is given back.
    """
    row, _ = locked(control)
    require(GRANTS, by, "add_photo", row)
    if item is not None and not Item.objects.filter(pk=item, version=row.version_id).exists():
        raise NotFound(what="controls.item")
    step(row, "add_photo", table=TRANSITIONS)
    if len(data) > MOST_BYTES:
        raise PhotoTooLarge(most_mb=MOST_BYTES // 2**20)
    digest = sha256(data).hexdigest()
    before = row.photos.filter(sha256=digest).defer("data").first()
    if before is not None:
        return before
    if row.photos.count() >= MOST_PHOTOS:
        raise TooManyPhotos(most=MOST_PHOTOS)
    return _kept(row, item, digest, reduced(data), by=by, now=now)


def _kept(
    row: Control, item: int | None, digest: str, picture: Reduced, *, by: Agent, now: datetime
) -> Photo:
    photo = Photo(
        control=row,
        item_id=item,
        sha256=digest,
        data=picture.data,
        width=picture.width,
        height=picture.height,
        by=by.name,
        at=now,
    )
    photo.save()
    record(
        "controls.add_photo",
        by=by.name,
        subject=row.subject,
        office=row.office,
        photo=photo.pk,
        sha256=digest,
        item=item or 0,
    )
    return photo

"""Photos: read with care, reduced, without where they were taken; the hash of the file received is kept."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from PIL import Image, ImageOps

from amont.controls.actions.rows import locked
from amont.controls.models import Control, Photo
from amont.controls.permissions import GRANTS
from amont.controls.states import TRANSITIONS
from amont.declarations.models import Item
from amont.journal.actions import record
from amont.kernel.agents import Agent, NotFound, require
from amont.kernel.errors import AmontError
from amont.kernel.states import step

MOST_BYTES = 12 * 2**20
MOST_SIDE = 1_600
SMALL_SIDE = 320
QUALITY = 82
MOST_PHOTOS = 60
MOST_PIXELS = {"JPEG": 65_000_000, "PNG": 30_000_000, "WEBP": 30_000_000}  # a JPEG is reduced as it is read
UNREADABLE = (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning)


class PhotoRefused(AmontError):
    """A photo that cannot be kept."""

    code = "control.photo_refused"


class PhotoTooLarge(PhotoRefused):
    """The file is too big, or opens into a picture beyond measure. Facts: most_mb."""

    code = "control.photo_too_large"


class PhotoUnreadable(PhotoRefused):
    """The file is no JPEG, PNG or WebP picture, or its end is missing."""

    code = "control.photo_unreadable"


class TooManyPhotos(PhotoRefused):
    """A control keeps so many photos. Facts: most."""

    code = "control.too_many_photos"
    status = 409


@dataclass(frozen=True, slots=True)
class Reduced:
    """A picture as it is kept: JPEG, at most 1,600 pixels a side, nothing of where it was taken."""

    data: bytes
    width: int
    height: int


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


def reduced(data: bytes) -> Reduced:
    """The picture of a file; its size is asked before it is unpacked. PhotoUnreadable, PhotoTooLarge."""
    try:
        with Image.open(io.BytesIO(data), formats=tuple(MOST_PIXELS)) as picture:
            if picture.width * picture.height > MOST_PIXELS[str(picture.format)]:
                raise PhotoTooLarge(most_mb=MOST_BYTES // 2**20)
            return _reduced(picture)
    except UNREADABLE as error:
        raise PhotoUnreadable() from error


def _reduced(picture: Image.Image) -> Reduced:
    picture.draft("RGB", (MOST_SIDE, MOST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((MOST_SIDE, MOST_SIDE))
    flat = Image.new("RGB", upright.size, "white")
    if upright.has_transparency_data:
        layered = upright.convert("RGBA")
        flat.paste(layered, mask=layered)
    else:
        flat.paste(upright.convert("RGB"))
    buffer = io.BytesIO()
    flat.save(buffer, "JPEG", quality=QUALITY, optimize=True)
    return Reduced(buffer.getvalue(), flat.width, flat.height)


def vignette(data: bytes) -> bytes:
    """A kept picture, small enough for a list."""
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as picture:
        picture.draft("RGB", (SMALL_SIDE, SMALL_SIDE))
        picture.thumbnail((SMALL_SIDE, SMALL_SIDE))
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()

"""Pictures people and machines send: read with care, reduced, without where they were taken."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageOps

from amont.kernel.errors import AmontError

MOST_BYTES = 12 * 2**20
MOST_SIDE = 1_600
SMALL_SIDE = 320
QUALITY = 82
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


@dataclass(frozen=True, slots=True)
class Reduced:
    """A picture as it is kept: JPEG, at most 1,600 pixels a side, nothing of where it was taken."""

    data: bytes
    width: int
    height: int


def reduced(data: bytes) -> Reduced:
    """The picture of a file; its size is asked before it is unpacked. PhotoUnreadable, PhotoTooLarge."""
    if len(data) > MOST_BYTES:
        raise PhotoTooLarge(most_mb=MOST_BYTES // 2**20)
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

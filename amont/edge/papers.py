"""Documents handed in beside an answer: kept byte for byte; their kind is found in the bytes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from hashlib import sha256

from PIL import Image

from amont.edge.pictures import MOST_PIXELS, UNREADABLE
from amont.kernel.errors import AmontError

MOST_BYTES = 5 * 2**20
LONGEST_NAME = 120
PDF, PDF_SIGNS, PDF_WITHIN = "application/pdf", b"%PDF-", 1_024
KINDS = "PDF, JPEG, PNG, WebP"
ENDINGS = {PDF: (".pdf",), "image/jpeg": (".jpg", ".jpeg"), "image/png": (".png",), "image/webp": (".webp",)}


class PaperRefused(AmontError):
    """A document that cannot be kept. Facts: name."""

    code = "paper.refused"


class PaperTooLarge(PaperRefused):
    """The file is too big. Facts: name, most_mb."""

    code = "paper.too_large"


class PaperUnknown(PaperRefused):
    """The file is none of the kinds taken, or its end is missing. Facts: name, kinds."""

    code = "paper.unknown"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as it came. media: as found in its bytes; name: ends as they do."""

    name: str
    media: str
    data: bytes

    @property
    def sha256(self) -> str:
        """Of its bytes."""
        return sha256(self.data).hexdigest()


def paper_of(data: bytes, *, name: str) -> Paper:
    """A document looked at before it is kept. PaperTooLarge, PaperUnknown."""
    said = _said(name)
    if len(data) > MOST_BYTES:
        raise PaperTooLarge(name=said, most_mb=MOST_BYTES // 2**20)
    media = PDF if PDF_SIGNS in data[:PDF_WITHIN] else _picture(data)
    if not media:
        raise PaperUnknown(name=said, kinds=KINDS)
    return Paper(_ended(said, media), media, data)


def _picture(data: bytes) -> str:
    """The kind of a picture; "" for what is none, or would open beyond measure."""
    try:
        with Image.open(io.BytesIO(data), formats=tuple(MOST_PIXELS)) as picture:
            kind = str(picture.format)
            if picture.width * picture.height > MOST_PIXELS[kind]:
                return ""
            picture.verify()
            return str(Image.MIME[kind])
    except UNREADABLE:
        return ""


def _ended(name: str, media: str) -> str:
    """Whoever opens it must not run it: what calls itself otherwise gets the ending of its kind."""
    endings = ENDINGS.get(media, ())
    if not endings or name.lower().endswith(endings):
        return name
    return name[: LONGEST_NAME - len(endings[0])] + endings[0]


def _said(name: str) -> str:
    """Its last part, without signs that cannot be printed."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable()).strip()[:LONGEST_NAME] or "document"

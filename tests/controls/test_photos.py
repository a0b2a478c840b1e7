"""Photos are evidence: kept small, without where they were taken, and never a way to harm the node."""

from __future__ import annotations

import io
import struct
import zlib
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from amont.controls.actions import photographing
from amont.controls.actions.photographing import TooManyPhotos, add_photo
from amont.controls.models import Photo
from amont.edge.pictures import PhotoRefused, PhotoTooLarge, PhotoUnreadable, reduced, vignette
from amont.kernel.agents import NotFound
from amont.kernel.states import NotNow
from tests.controls.cases import a_photo, assigned, closed, items_of, started
from tests.controls.cases import an_inspector as inspector
from tests.making import NOW

A_PHOTO = a_photo(size=(400, 300))


def bomb(side: int) -> bytes:
    """A PNG of a few kilobytes that says it opens into side × side pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def with_position() -> bytes:
    """A photo that tells where it was taken, and is to be turned."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Maker"
    exif.get_ifd(0x8825)[1] = "N"
    return a_photo(size=(800, 400), exif=exif)


@pytest.mark.django_db
def test_a_photo_is_kept_small_with_the_hash_of_the_file_received() -> None:
    officer = inspector()
    control = started(officer)
    data = a_photo(size=(4_000, 3_000))

    photo = add_photo(control.pk, item=items_of(control)[0].pk, data=data, by=officer, now=NOW)

    kept = Photo.objects.get(pk=photo.pk)
    assert (kept.width, kept.height, kept.sha256) == (1_600, 1_200, sha256(data).hexdigest())
    with Image.open(io.BytesIO(bytes(kept.data))) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1_600, 1_200))
    assert (kept.by, kept.at) == (officer.name, NOW)


def test_a_photo_forgets_where_and_with_what_it_was_taken_and_stands_upright() -> None:
    data = with_position()

    small = reduced(data)

    with Image.open(io.BytesIO(small.data)) as picture:
        assert (dict(picture.getexif()), "exif" in picture.info) == ({}, False)
        assert picture.size == (400, 800)
    assert b"Maker" in data and b"Maker" not in small.data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_three_kinds_of_pictures_are_read(kind: str) -> None:
    small = reduced(a_photo(size=(1_000, 500), kind=kind))

    assert (small.width, small.height) == (1_000, 500)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "I;16"])
def test_a_picture_of_any_mode_becomes_a_plain_one(mode: str) -> None:
    buffer = io.BytesIO()
    Image.new(mode, (60, 40)).save(buffer, "PNG")

    small = reduced(buffer.getvalue())

    with Image.open(io.BytesIO(small.data)) as picture:
        assert (picture.mode, picture.size) == ("RGB", (60, 40))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        A_PHOTO[:200],
        A_PHOTO[:1_500],
        b"%PDF-1.7",
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\x10\x00\x00\x00WEBPVP8 ",
    ],
)
def test_what_is_no_whole_picture_is_refused(data: bytes) -> None:
    with pytest.raises(PhotoUnreadable):
        reduced(data)


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF"])
def test_other_kinds_of_pictures_are_refused(kind: str) -> None:
    with pytest.raises(PhotoUnreadable):
        reduced(a_photo(size=(20, 20), kind=kind))


@pytest.mark.parametrize("side", [6_000, 9_000, 40_000])
def test_a_picture_that_opens_beyond_measure_is_refused_before_it_opens(side: int) -> None:
    with pytest.raises(PhotoRefused):
        reduced(bomb(side))


@pytest.mark.django_db
def test_a_file_of_more_than_twelve_megabytes_is_refused() -> None:
    officer = inspector()
    control = started(officer)

    with pytest.raises(PhotoTooLarge):
        add_photo(control.pk, item=None, data=b"\xff\xd8" + b"\0" * (12 * 2**20), by=officer, now=NOW)

    assert not Photo.objects.exists()


@pytest.mark.django_db
def test_the_same_photo_twice_is_kept_once() -> None:
    officer = inspector()
    control = started(officer)

    keys = {add_photo(control.pk, item=None, data=A_PHOTO, by=officer, now=NOW).pk for _ in range(2)}

    assert len(keys) == Photo.objects.count() == 1


@pytest.mark.django_db
def test_a_control_has_several_photos_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photographing, "MOST_PHOTOS", 2)
    officer = inspector()
    control = started(officer)
    for colour in ("red", "green"):
        add_photo(control.pk, item=None, data=a_photo(size=(9, 9), colour=colour), by=officer, now=NOW)

    with pytest.raises(TooManyPhotos):
        add_photo(control.pk, item=None, data=a_photo(size=(9, 9), colour="blue"), by=officer, now=NOW)

    assert Photo.objects.count() == 2


@pytest.mark.django_db
def test_a_photo_waits_for_the_start_and_stops_at_the_signature() -> None:
    officer = inspector()
    for control in (assigned(), closed(officer, reference="C2")):
        with pytest.raises(NotNow):
            add_photo(control.pk, item=None, data=A_PHOTO, by=officer, now=NOW)


@pytest.mark.django_db
def test_a_photo_of_an_item_of_another_declaration_is_refused() -> None:
    officer = inspector()
    mine, other = started(officer), started(officer, reference="C2")

    with pytest.raises(NotFound):
        add_photo(mine.pk, item=items_of(other)[0].pk, data=A_PHOTO, by=officer, now=NOW)


def test_a_kept_photo_has_a_small_picture_for_lists() -> None:
    small = vignette(reduced(a_photo(size=(3_200, 1_600))).data)

    with Image.open(io.BytesIO(small)) as picture:
        assert picture.size == (320, 160)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.integers(0, 10_000), st.binary(min_size=1, max_size=40))
def test_a_damaged_picture_is_read_or_refused_and_nothing_else(kind: str, at: int, damage: bytes) -> None:
    whole = with_position() if kind == "JPEG" else a_photo(size=(60, 40), kind=kind)
    place = at % len(whole)

    try:
        small = reduced(whole[:place] + damage + whole[place + len(damage) :])
    except PhotoRefused:
        return

    assert max(small.width, small.height) <= 1_600

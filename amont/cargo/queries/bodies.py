"""The bytes of a received file, part by part: a long file costs no more memory than a short one."""

from __future__ import annotations

import io
from typing import IO, Any

from django.db.models import BinaryField
from django.db.models.functions import Substr

from amont.cargo.models import CargoReceipt, CargoReceiptBody

PART = 4 << 20  # asked for at once; the database unpacks all that stands before each


def part_of(receipt: CargoReceipt, at: int, size: int) -> bytes:
    """Some bytes of a file, from the first (0) on; fewer at its end. One query."""
    part = Substr("data", at + 1, size, output_field=BinaryField())
    rows = CargoReceiptBody.objects.filter(receipt=receipt).annotate(part=part)
    return bytes(rows.values_list("part", flat=True).get())


def body_of(receipt: CargoReceipt) -> IO[bytes]:
    """A file to be read from its first byte. A query for each part."""
    return io.BufferedReader(_Body(receipt), PART)


class _Body(io.RawIOBase):
    def __init__(self, receipt: CargoReceipt) -> None:
        self._receipt, self._at = receipt, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part = part_of(self._receipt, self._at, len(buffer))
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

"""Whether a workbook may be opened: nothing in it may unpack, or spread over a sheet, beyond reason.

Sizes are read from the unpacked stream, not from the headers of the archive, which may lie. The reader we use
holds a sheet as a full rectangle and each text as often as it is shown: two far cells, or one long text shown
often, are dangerous.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

import numpy as np

from amont.formats.tabular.batch import Limits
from amont.formats.tabular.refusals import WorkbookTooLarge, WorkbookUnreadable
from amont.formats.tabular.sheet_text import Extent, shown_texts

_PIECE = 1024**2
_LONGEST_WAIT = 4 * 1024**2


def check_workbook(data: bytes, limits: Limits) -> None:
    """Raises WorkbookTooLarge or WorkbookUnreadable; nothing is kept."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_archive(archive, packed=len(data), limits=limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise WorkbookUnreadable() from None


def _check_archive(archive: zipfile.ZipFile, *, packed: int, limits: Limits) -> None:
    if len(archive.infolist()) > limits.entries:
        raise WorkbookTooLarge(limit=limits.entries)
    budget = min(limits.unpacked_bytes, max(packed * limits.ratio, limits.ratio_from))
    extents = _extents(archive, budget=budget, strict=())
    if _area(extents) > limits.cells:
        extents = _extents(archive, budget=budget, strict=[extent.area > 0 for extent in extents])
    if _area(extents) > limits.cells:
        raise WorkbookTooLarge(limit=limits.cells)
    longest = max((extent.longest_text for extent in extents), default=0)
    if longest * sum(extent.shown for extent in extents) > limits.shared_text:
        _check_shared(archive, extents, limit=limits.shared_text)


def _area(extents: list[Extent]) -> int:
    return sum(extent.area for extent in extents)


def _extents(archive: zipfile.ZipFile, *, budget: int, strict: list[bool] | tuple[()]) -> list[Extent]:
    """Of each file of the archive; `strict`: which of them deserve the slow look that leaves formats out."""
    extents, left = [], budget
    for number, entry in enumerate(archive.infolist()):
        extent = Extent(is_strict=bool(strict) and strict[number])
        for piece in _pieces(archive, entry):
            extent.add(piece)
            if extent.size > left:
                raise WorkbookTooLarge(limit=budget)
        left -= extent.size
        extents.append(extent)
    return extents


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked stream, cut after a row if there is one, else after a tag: no tag is in two pieces."""
    with archive.open(entry) as stream:
        waiting = b""
        while piece := stream.read(_PIECE):
            waiting += piece
            cut = max(waiting.rfind(b"</row>") + 6, 6)
            if cut == 6:
                cut = waiting.rfind(b">") + 1
            if not cut and len(waiting) > _LONGEST_WAIT:
                cut = len(waiting)
            if cut:
                yield waiting[:cut]
                waiting = waiting[cut:]
        yield waiting


def _check_shared(archive: zipfile.ZipFile, extents: list[Extent], *, limit: int) -> None:
    """The exact length of all texts shown; a cell that does not say which one counts for the longest."""
    shared = max(extents, key=lambda extent: extent.longest_text)
    sizes = np.diff([*shared.texts_at, shared.size])
    total = 0
    for entry in archive.infolist():
        for piece in _pieces(archive, entry):
            numbers, untold = shown_texts(piece)
            total += int(sizes[numbers[numbers < len(sizes)]].sum()) + untold * shared.longest_text
            if total > limit:
                raise WorkbookTooLarge(limit=limit)

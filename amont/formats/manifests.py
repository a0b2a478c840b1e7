"""Any file that announces goods, to the same pieces: voyages and documents, whatever the message."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import IO

from amont.formats.awmds.flat import stream_flat
from amont.formats.awmds.read import stream_awmds
from amont.formats.cargo_xml.xfzb import stream_xfzb
from amont.formats.detect import HEAD_BYTES, ManifestKind, kind_of, manifest_kind
from amont.formats.manifest.json import stream_json
from amont.formats.manifest.records import Piece
from amont.formats.ncts.ens import stream_ens
from amont.kernel.errors import Unreadable
from amont.kernel.findings import clip

Read = Callable[[IO[bytes]], Iterator[Piece]]
READERS: Mapping[ManifestKind, Read] = {  # UN/EDIFACT has its line here when its kind is in `detect`
    ManifestKind.AWMDS: stream_awmds,
    ManifestKind.ENS: stream_ens,
    ManifestKind.XFZB: stream_xfzb,
    ManifestKind.JSON: stream_json,
    ManifestKind.SHEET: stream_flat,
}


class NotAnnounced(Unreadable):
    """No message that announces goods. Facts: name of the file, kind of its content."""

    code = "manifest.unknown_kind"


def read_manifest(stream: IO[bytes], name: str) -> Iterator[Piece]:
    """Pieces of a file, as it is read. name: of the file, for the refusal alone.

    Raises NotAnnounced at once, and what its reader raises, even after documents were given.
    """
    head = stream.read(HEAD_BYTES)
    kind = manifest_kind(head)
    if kind is None:
        raise NotAnnounced(name=clip(name), kind=kind_of(head).value)
    return READERS[kind](_FromTheStart(head, stream))  # type: ignore[arg-type]


class _FromTheStart:
    """A stream whose first bytes were read already: any stream, a pipe too."""

    def __init__(self, head: bytes, stream: IO[bytes]) -> None:
        self._head, self._stream = head, stream

    def read(self, size: int = -1) -> bytes:
        """See `io.BufferedReader.read`."""
        if size < 0:
            found, self._head = self._head + self._stream.read(), b""
            return found
        found, self._head = self._head[:size], self._head[size:]
        return found + self._stream.read(size - len(found)) if len(found) < size else found

"""Any file that announces goods, to the same pieces: voyages and documents, whatever the message."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import IO

from amont.formats.awmds.flat import stream_flat
from amont.formats.awmds.read import stream_awmds
from amont.formats.cargo_xml.xfzb import stream_xfzb
from amont.formats.detect import HEAD_BYTES, ManifestKind, kind_of, manifest_kind
from amont.formats.edifact import Read, read_edifact
from amont.formats.manifest.codes import Codes, resolved
from amont.formats.manifest.json import stream_json
from amont.formats.manifest.records import Piece
from amont.formats.ncts.ens import stream_ens
from amont.formats.ncts.transit import stream_transit
from amont.formats.start import from_the_start
from amont.kernel.errors import Unreadable
from amont.kernel.findings import clip

Told = Piece | Read
READERS: Mapping[ManifestKind, Callable[[IO[bytes]], Iterator[Told]]] = {
    ManifestKind.AWMDS: stream_awmds,
    ManifestKind.ENS: stream_ens,
    ManifestKind.TRANSIT: stream_transit,
    ManifestKind.XFZB: stream_xfzb,
    ManifestKind.EDIFACT: read_edifact,
    ManifestKind.JSON: stream_json,
    ManifestKind.SHEET: stream_flat,
    ManifestKind.WORKBOOK: stream_flat,
}


class NotAnnounced(Unreadable):
    """No message that announces goods. Facts: name of the file, kind of its content."""

    code = "manifest.unknown_kind"


def read_manifest(stream: IO[bytes], name: str, *, codes: Codes | None = None) -> Iterator[Told]:
    """Pieces of a file, as it is read; UN/EDIFACT gives events and envelopes too. name: of the file, for the
    refusal alone. codes: the lists against which places and packages are looked up, None to leave them.

    Raises NotAnnounced at once, and what its reader raises, even after documents were given.
    """
    head = stream.read(HEAD_BYTES)
    kind = manifest_kind(head)
    if kind is None:
        raise NotAnnounced(name=clip(name), kind=kind_of(head).value)
    pieces = READERS[kind](from_the_start(head, stream))
    return pieces if codes is None else resolved(pieces, codes)

"""Messages damaged by chance, by the hundred thousand: read or refused, never a crash, never slow.

    .venv/bin/python -m bench.damage                                   # 20,000 messages, a minute
    .venv/bin/python -m bench.damage --messages 200000 --also FOLDER   # with the files of a folder

Each message is a whole one with one to twelve faults: signs changed, lost, doubled, moved; segments shuffled,
cut, spliced with another message; other service strings; foreign bytes. It is of any kind that announces
goods, half of them read as what they were, half as what they seem to be; summed up, answered, and where it is
a manifest written again. Limits: a second each, 300 MiB for the process.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path

from amont.formats.awmds.answer import write_answer
from amont.formats.awmds.write import write_awmds, write_flat
from amont.formats.detect import HEAD_BYTES, ManifestKind, manifest_kind
from amont.formats.edifact import Interchange, read_edifact, write_cuscar, write_cusres
from amont.formats.manifest.answers import Answer
from amont.formats.manifest.json import write_json
from amont.formats.manifest.records import Bill, BillRead, End, Voyage
from amont.formats.manifest.summary import summarise
from amont.formats.manifests import READERS, Told, read_manifest
from amont.kernel.errors import AmontError, Unreadable
from bench.messages import ENTRY_SUMMARY, HOUSE_WAYBILL, REPORTS, TRANSIT, manifest, peak_mebibytes, report

LARGEST = 20_000  # of the messages of others
SECONDS, MEBIBYTES = 1.0, 300
AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
ENVELOPE = Interchange("A", "B", "1", level="UNOW")
SIGNS = (
    b"'",
    b"+",
    b":",
    b"?",
    b"\n",
    b"\r\n",
    b"\t",
    b" ",
    b"\0",
    b"\xff",
    b"\xc3\xa9",
    b"\x1d",
    b"9" * 40,
    b"-",
    b"<",
    b">",
    b"&#0;",
    b'"',
    b",",
    b"{",
    b"\xfe\xff",
)
STRINGS = (
    b"UNA:+.? '",
    b"UNA:+.?'",
    b"UNA*|.\\ ~",
    b"UNA",
    b"UNH+1+'",
    b"UNT+1+1'",
    b"UNZ+1+1'",
    b"CNI+1'",
    b"UNS+D'",
    b"<Bol_segment>",
    b"</Bol_segment>",
    b"<![CDATA[",
    b"<!--",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b'"bills": [{',
    b"Bol_reference,",
)
Seed = tuple[ManifestKind, bytes]


def seeds(folder: Path | None) -> list[Seed]:
    """Whole messages of every kind with what they are. folder: with messages of others."""
    also = [path.read_bytes() for path in sorted(folder.rglob("*.*"))] if folder else []
    kinds = [(manifest_kind(data[:HEAD_BYTES]), data) for data in also if len(data) < LARGEST]
    others = [(kind, data) for kind, data in kinds if kind is not None]
    return [*((ManifestKind.EDIFACT, data) for data in interchanges()), *written(), *others]


def written() -> Iterator[Seed]:
    """Manifests as every other form has them."""
    pieces = list(read_edifact("".join(manifest(3)).encode()))
    bills = [piece.bill for piece in pieces if isinstance(piece, BillRead)]
    voyage = next(piece.voyage for piece in pieces if isinstance(piece, End))
    yield ManifestKind.AWMDS, b"".join(write_awmds(voyage, bills))
    yield ManifestKind.SHEET, b"".join(write_flat(voyage, bills))
    yield ManifestKind.JSON, b"".join(write_json("manifest", "1", voyage, bills))
    yield ManifestKind.ENS, ENTRY_SUMMARY.encode()
    yield ManifestKind.TRANSIT, TRANSIT.encode()
    yield ManifestKind.XFZB, HOUSE_WAYBILL.encode()


def interchanges() -> list[bytes]:
    """Whole messages of EDIFACT, with and without line ends."""
    own = ["".join(manifest(count)) for count in (1, 3, 9)]
    own += [report(kind, version=version) for kind in REPORTS for version in ("95B", "03B")]
    own += [text.replace("'", "'\r\n").replace("?'\r\n", "?'") for text in own[:2]]
    return [text.encode() for text in own]


def damaged(whole: bytes, luck: random.Random, others: list[Seed]) -> bytes:
    """The message with one to twelve faults."""
    data = bytearray(whole)
    for _ in range(luck.randint(1, 12)):
        if not data:
            break
        at, size = luck.randrange(len(data)), luck.randint(0, 12)
        fault = luck.randrange(9)
        if fault == 0:
            data[at] = luck.randrange(256)
        elif fault == 1:
            del data[at : at + size]
        elif fault == 2:
            data[at:at] = luck.choice(SIGNS) * luck.choice((1, 1, 2, 70))
        elif fault == 3:
            data[at:at] = data[at : at + luck.randint(1, 400)] * luck.choice((1, 3, 20))
        elif fault == 4:
            del data[at:]
        elif fault == 5:
            first, *parts = bytes(data).split(b"'")
            luck.shuffle(parts)
            data = bytearray(b"'".join((first, *parts)))
        elif fault == 6:
            _, other = luck.choice(others)
            data[at:] = other[luck.randrange(len(other)) :]
        elif fault == 7:
            data[at:at] = luck.choice(STRINGS)
        else:
            data = bytearray(
                bytes(data).replace(luck.choice(SIGNS[:4]), luck.choice(SIGNS), luck.randint(1, 30))
            )
    return bytes(data)


def use(data: bytes, kind: ManifestKind | None, *, chunk: int) -> str:
    """All that is done with a message; how it ended. kind: None to find out by its content."""
    stream = io.BytesIO(data)
    try:
        if kind is ManifestKind.EDIFACT:
            pieces: list[Told] = list(read_edifact(stream, chunk=chunk))
        elif kind is not None:
            pieces = list(READERS[kind](stream))
        else:
            pieces = list(read_manifest(stream, "message"))
    except Unreadable as refusal:
        return refusal.code
    answered(Answer(Voyage(), AT, findings=summarise(pieces).findings))
    bills = [piece.bill for piece in pieces if isinstance(piece, BillRead)]
    voyages = [piece.voyage for piece in pieces if isinstance(piece, End)]
    try:
        if voyages and bills:
            written_again(voyages[0], bills)
    except AmontError as refusal:
        return refusal.code
    return "read"


def answered(answer: Answer) -> None:
    """In every manner."""
    write_cusres([answer], envelope=ENVELOPE, say=attrgetter("value"))
    write_answer([answer], say=attrgetter("value"))


def written_again(voyage: Voyage, bills: list[Bill]) -> None:
    """In every form; what is written holds documents. Raises what says that a value cannot be written."""
    forms = {
        ManifestKind.JSON: b"".join(write_json("manifest", "1", voyage, bills)),
        ManifestKind.EDIFACT: write_cuscar(voyage, bills, envelope=ENVELOPE),
        ManifestKind.AWMDS: b"".join(write_awmds(voyage, bills)),
    }
    for kind, data in forms.items():
        if not any(isinstance(piece, BillRead) for piece in READERS[kind](io.BytesIO(data))):
            raise AssertionError("bills were written and not read again")


def main() -> int:
    """Damage, use, report; the exit code says whether every message was read or refused within the limits."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--also", type=Path, help="a folder with messages of others")
    asked = parser.parse_args()
    luck, whole = random.Random(asked.seed), seeds(asked.also)
    ends: Counter[str] = Counter()
    slowest, faults = 0.0, 0
    begun = time.perf_counter()
    for place in range(asked.messages):
        kind, message = luck.choice(whole)
        data = damaged(message, luck, whole)
        at = time.process_time()
        try:
            ends[use(data, luck.choice((kind, None)), chunk=luck.choice((64, 200, 1 << 15)))] += 1
        except Exception:  # noqa: BLE001 - what is looked for
            faults += 1
            Path(f"damage-{asked.seed}-{place}").write_bytes(data)
            traceback.print_exc()
        took = time.process_time() - at
        if took > max(slowest, SECONDS):
            Path(f"slow-{asked.seed}-{place}").write_bytes(data)
        slowest = max(slowest, took)
    peak = peak_mebibytes()
    for end, count in ends.most_common():
        print(f"{count:>9}  {end}")
    print(f"{asked.messages} messages in {time.perf_counter() - begun:.0f} s; crashes {faults};")
    print(f"slowest {slowest:.3f} s (limit {SECONDS}); peak memory {peak} MiB (limit {MEBIBYTES})")
    return 0 if not faults and slowest <= SECONDS and peak <= MEBIBYTES else 1


if __name__ == "__main__":
    sys.exit(main())

"""EDIFACT messages damaged by chance, by the hundred thousand: read or refused, never a crash, never slow.

    .venv/bin/python -m bench.damage                                   # 20,000 messages, half a minute
    .venv/bin/python -m bench.damage --messages 200000 --also FOLDER   # with the .edi files of a folder

Each message is a whole one with one to twelve faults: signs changed, lost, doubled, moved; segments shuffled,
cut, spliced with another message; other service strings; foreign bytes. It is read in pieces of any size,
summed up, answered, and where it is a manifest written again. Limits: a second each, 300 MiB for the process.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
import traceback
from collections import Counter
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path

from amont.formats.edifact import Interchange, read_edifact, write_cuscar, write_cusres
from amont.formats.edifact.errors import Unwritable
from amont.formats.manifest.answers import Answer
from amont.formats.manifest.records import BillRead, End, Voyage
from amont.formats.manifest.summary import summarise
from amont.kernel.errors import Unreadable
from bench.messages import REPORTS, manifest, peak_mebibytes, report

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
)


def seeds(folder: Path | None) -> list[bytes]:
    """Whole messages of every kind."""
    own = ["".join(manifest(count)) for count in (1, 3, 9)]
    own += [report(kind, version=version) for kind in REPORTS for version in ("95B", "03B")]
    own += [text.replace("'", "'\r\n").replace("?'\r\n", "?'") for text in own[:2]]
    also = sorted(folder.rglob("*.edi")) if folder else []
    return [text.encode() for text in own] + [path.read_bytes() for path in also]


def damaged(whole: bytes, luck: random.Random, others: list[bytes]) -> bytes:
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
            other = luck.choice(others)
            data[at:] = other[luck.randrange(len(other)) :]
        elif fault == 7:
            data[at:at] = luck.choice(STRINGS)
        else:
            data = bytearray(
                bytes(data).replace(luck.choice(SIGNS[:4]), luck.choice(SIGNS), luck.randint(1, 30))
            )
    return bytes(data)


def use(data: bytes, *, chunk: int) -> str:
    """All that is done with a message; how it ended."""
    try:
        pieces = list(read_edifact(io.BytesIO(data), chunk=chunk))
    except Unreadable as refusal:
        return refusal.code
    summary = summarise(pieces)
    write_cusres(Answer(Voyage(), AT, findings=summary.findings), envelope=ENVELOPE, say=attrgetter("value"))
    bills = [piece.bill for piece in pieces if isinstance(piece, BillRead)]
    voyages = [piece.voyage for piece in pieces if isinstance(piece, End)]
    if voyages and bills:
        try:
            again = write_cuscar(voyages[0], bills, envelope=ENVELOPE)
        except Unwritable as refusal:
            return refusal.code
        if not any(isinstance(piece, BillRead) for piece in read_edifact(again)):
            raise AssertionError("bills were written and not read again")
    return "read"


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
        data = damaged(luck.choice(whole), luck, whole)
        at = time.process_time()
        try:
            ends[use(data, chunk=luck.choice((64, 200, 1 << 15)))] += 1
        except Exception:  # noqa: BLE001 - what is looked for
            faults += 1
            Path(f"damage-{asked.seed}-{place}.edi").write_bytes(data)
            traceback.print_exc()
        took = time.process_time() - at
        if took > max(slowest, SECONDS):
            Path(f"slow-{asked.seed}-{place}.edi").write_bytes(data)
        slowest = max(slowest, took)
    peak = peak_mebibytes()
    for end, count in ends.most_common():
        print(f"{count:>9}  {end}")
    print(f"{asked.messages} messages in {time.perf_counter() - begun:.0f} s; crashes {faults};")
    print(f"slowest {slowest:.3f} s (limit {SECONDS}); peak memory {peak} MiB (limit {MEBIBYTES})")
    return 0 if not faults and slowest <= SECONDS and peak <= MEBIBYTES else 1


if __name__ == "__main__":
    sys.exit(main())

"""Manifests read beside a peer and the limit of the language in one run; memory at ten times the bills.

    .venv/bin/python -m bench.manifests                            # about two minutes
    .venv/bin/python -m bench.manifests --bills 2000 --repeats 1   # to see that it runs; rough figures

Peer: pydifact, which splits segments and checks nothing. It is none of our libraries: install it to measure
it (`pip install --target FOLDER pydifact`, then PYTHONPATH=FOLDER). Limit: the shortest program that maps the
same segments into plain dictionaries and checks nothing. Amont: records of every bill, with checks of syntax,
counts, totals and check digits, and the place of every finding. Times are of the processor, each in its turn,
the best of all repeats; only ratios count. Goals: 30 % of the limit; memory grows by no more than the numbers
of bills and containers, which are kept to tell duplicates. The peer is for comparison: the limit itself is
some 30 times as fast as it is.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from amont.formats.edifact import read_edifact
from amont.formats.manifest.records import BillRead
from bench.messages import manifest, peak_mebibytes

LIMIT_GOAL, MEMORY_GOAL = 0.30, 32  # share; MiB more for ten times the bills
PEER_BILLS = 300  # the peer takes ten minutes for a whole file
MARKS = (("??", "\x01"), ("?'", "\x02"), ("?+", "\x03"), ("?:", "\x04"))


def limit(text: str) -> int:
    """The needed values of each bill in a dictionary, by plain splits; how many bills."""
    for released, mark in MARKS:
        text = text.replace(released, mark)
    bills: list[dict[str, object]] = []
    one: dict[str, object] = {}
    for segment in text.split("'"):
        tag = segment[:3]
        if tag == "CNI":
            one = {"number": segment.split("+")[2].split(":")[0], "boxes": []}
            bills.append(one)
        elif not bills:
            continue
        elif tag == "NAD":
            elements = segment.split("+")
            one[elements[1]] = meant(elements[4])
        elif tag == "LOC":
            elements = segment.split("+")
            one["at" + elements[1]] = elements[2].split(":", 1)[0]
        elif tag == "GID":
            one["packages"] = segment.split("+")[2]
        elif tag == "FTX":
            one["description"] = meant(segment.split("+")[4])
        elif tag == "MEA":
            elements = segment.split("+")
            one[elements[2]] = float(elements[3].split(":")[1])
        elif tag == "SGP":
            one["boxes"].append(segment.split("+")[1])  # type: ignore[attr-defined]
        elif tag == "CST":
            one["hs"] = segment.split("+")[2].split(":")[0]
    return len(bills)


def meant(text: str) -> str:
    """A value with what its marks stand for."""
    for released, mark in MARKS:
        text = text.replace(mark, released[1])
    return text


def ours(data: bytes) -> int:
    """How many bills Amont gives."""
    return sum(isinstance(piece, BillRead) for piece in read_edifact(data))


def peer() -> Callable[[str], int] | None:
    """How many segments pydifact gives; None where it is not installed."""
    try:
        collection = importlib.import_module("pydifact.segmentcollection").RawSegmentCollection
    except ImportError:
        return None
    return lambda text: sum(1 for _ in collection.from_str(text).segments)


def seconds(call: Callable[[], object]) -> float:
    """Processor time of one call."""
    gc.collect()
    begun = time.process_time()
    call()
    return time.process_time() - begun


def speeds(bills: int, repeats: int) -> bool:
    """Print the table of speeds; whether the goal is met."""
    right = "".join(manifest(bills))
    wrong = "".join(manifest(bills, is_right=False))
    small = "".join(manifest(PEER_BILLS))
    calls: dict[str, tuple[Callable[[], object], int]] = {
        "limit": (lambda: limit(right), len(right)),
        "Amont": (lambda: ours(right.encode()), len(right)),
        "Amont, 9 of 10 containers wrong": (lambda: ours(wrong.encode()), len(wrong)),
    }
    found = peer()
    if found:
        calls["pydifact"] = (lambda: found(small), len(small))
    best = dict.fromkeys(calls, float("inf"))
    for _ in range(repeats):
        for name, (call, _) in calls.items():
            best[name] = min(best[name], seconds(call))
    speed = {name: size / best[name] / 1e6 for name, (_, size) in calls.items()}
    print(f"CUSCAR of {bills} bills, {len(right) / 1e6:.1f} MB, {right.count(chr(39))} terminators")
    print(f"{'':<34}{'MB/s':>8}{'bills/s':>10}{'of limit':>10}{'x pydifact':>12}")
    per_bill = len(right) / bills / 1e6
    for name, rate in speed.items():
        times = f"{rate / speed['pydifact']:12.1f}" if found else f"{'?':>12}"
        print(f"{name:<34}{rate:8.2f}{rate / per_bill:10.0f}{rate / speed['limit']:10.2f}{times}")
    if not found:
        print("pydifact is not installed: the peer was not measured")
    share = speed["Amont"] / speed["limit"]
    print(f"goal: {LIMIT_GOAL:.2f} of the limit")
    return share >= LIMIT_GOAL


def peak(path: str) -> int:
    """Read one file and print the peak memory of the process, in MiB."""
    with Path(path).open("rb") as stream:
        bills = sum(isinstance(piece, BillRead) for piece in read_edifact(stream))
    print(bills, peak_mebibytes())
    return 0


def memory(counts: tuple[int, ...]) -> bool:
    """Print the peak memory of processes that read files of so many bills; whether it stays flat."""
    peaks = []
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            path = Path(folder) / "manifest.edi"
            with path.open("w", encoding="ascii") as out:
                out.writelines(manifest(count))
            command = [sys.executable, "-m", "bench.manifests", "--peak", str(path)]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
            peaks.append(int(told[1]))
            print(f"{told[0]:>9} bills, {path.stat().st_size / 1e6:6.1f} MB: peak memory {peaks[-1]} MiB")
    return peaks[-1] - peaks[0] <= MEMORY_GOAL


def main() -> int:
    """All tables; the exit code says whether the goals are met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bills", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--peak", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.peak:
        return peak(asked.peak)
    is_fast = speeds(asked.bills, asked.repeats)
    is_flat = memory((asked.bills, 10 * asked.bills))
    return 0 if is_fast and is_flat else 1


if __name__ == "__main__":
    sys.exit(main())

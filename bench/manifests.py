"""Manifests read beside peers and the limit of the language in one run; memory at ten times the bills.

    .venv/bin/python -m bench.manifests                            # about two minutes
    .venv/bin/python -m bench.manifests --bills 2000 --repeats 1   # to see that it runs; rough figures

CUSCAR. Peer: pydifact, which splits segments and checks nothing. It is none of our libraries: install it to
measure it (`pip install --target FOLDER pydifact`, then PYTHONPATH=FOLDER). Limit: the shortest program that
maps the same segments into plain dictionaries and checks nothing.
Awmds XML. Peers: lxml's iterparse with the needed values of each document in a dictionary, and with the text
of every element under its tag, the last of each tag alone.
Amont: records of every bill, with checks of syntax, counts, totals and check digits, and the place of every
finding. Times are of the processor, each in its turn, the best of all repeats; only ratios count. Goals: 30 x
pydifact and 30 % of the limit; 70 % of iterparse with needed values; memory flat at ten times the bills, but
for the numbers of bills and containers, which are kept to tell duplicates. Seen: the limit itself is 26 x
pydifact 0.2.3, Amont 10 x and 0.40 of the limit; Awmds 0.58 of needed values.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from lxml import etree

from amont.formats.awmds.read import stream_awmds
from amont.formats.awmds.write import write_awmds
from amont.formats.edifact import read_edifact
from amont.formats.manifest.records import BillRead, End
from amont.formats.manifests import read_manifest
from bench.messages import manifest, peak_mebibytes

LIMIT_GOAL, PEER_GOAL, XML_GOAL = 0.30, 30, 0.70  # shares, times as fast
MEMORY_GOAL = 32  # MiB more for ten times the bills
PEER_BILLS = 300  # the peer takes ten minutes for a whole file
NUMBERS = frozenset({"Number_of_packages", "Gross_mass", "Volume_in_cubic_meters", "Line_number"})
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


def ours(data: bytes, read: Callable[[IO[bytes]], Iterable[object]] = read_edifact) -> int:
    """How many bills Amont gives."""
    return sum(isinstance(piece, BillRead) for piece in read(io.BytesIO(data)))


def awmds(bills: int) -> bytes:
    """The same manifest as ASYCUDA World has it."""
    pieces = list(read_edifact("".join(manifest(bills)).encode()))
    voyage = next(piece.voyage for piece in pieces if isinstance(piece, End))
    return b"".join(write_awmds(voyage, (piece.bill for piece in pieces if isinstance(piece, BillRead))))


def texts(data: bytes) -> int:
    """The text of every element of a document under its tag, by iterparse; how many documents."""
    return len([{leaf.tag: leaf.text for leaf in element.iter()} for element in elements(data)])


def elements(data: bytes) -> Iterator[Any]:
    """Documents of an Awmds file as they pass, cleared afterwards."""
    for _, element in etree.iterparse(io.BytesIO(data), tag="Bol_segment"):
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def values(data: bytes) -> int:
    """The needed values of each document in a dictionary, by iterparse; how many documents."""
    return len([mapped(element) for element in elements(data)])


def mapped(element: Any) -> dict[str, object]:
    """Numbers as numbers, containers as a list."""
    boxes: list[dict[str, object]] = []
    found: dict[str, object] = {"boxes": boxes}
    one = found
    for leaf in element.iter():
        tag, text = leaf.tag, leaf.text
        if tag == "ctn_segment":
            one = {}
            boxes.append(one)
        elif tag == "Goods_segment":
            one = found
        elif text is not None and (text := text.strip()):
            one[tag] = Decimal(text) if tag in NUMBERS else text
    return found


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


def best_of(calls: Mapping[str, tuple[Callable[[], object], int]], repeats: int) -> dict[str, float]:
    """Megabytes a second of each, each in its turn. calls: name -> call, bytes that it reads."""
    best = dict.fromkeys(calls, float("inf"))
    for _ in range(repeats):
        for name, (call, _) in calls.items():
            best[name] = min(best[name], seconds(call))
    return {name: size / best[name] / 1e6 for name, (_, size) in calls.items()}


def speeds(bills: int, repeats: int) -> bool:
    """Print the table of EDIFACT; whether its goals are met."""
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
    speed = best_of(calls, repeats)
    print(f"CUSCAR of {bills} bills, {len(right) / 1e6:.1f} MB, {right.count(chr(39))} terminators")
    print(f"{'':<34}{'MB/s':>8}{'bills/s':>10}{'of limit':>10}{'x pydifact':>12}")
    for name, rate in speed.items():
        times = f"{rate / speed['pydifact']:12.1f}" if found else f"{'?':>12}"
        a_second = rate * 1e6 * bills / len(right)
        print(f"{name:<34}{rate:8.2f}{a_second:10.0f}{rate / speed['limit']:10.2f}{times}")
    if not found:
        print("pydifact is not installed: the peer was not measured")
    print(f"goals: {LIMIT_GOAL:.2f} of the limit, {PEER_GOAL} x pydifact")
    is_past_peer = not found or speed["Amont"] >= PEER_GOAL * speed["pydifact"]
    return is_past_peer and speed["Amont"] >= LIMIT_GOAL * speed["limit"]


def speeds_of_xml(bills: int, repeats: int) -> bool:
    """Print the table of XML; whether its goal is met."""
    data = awmds(bills)
    size = len(data)
    speed = best_of(
        {
            "iterparse, needed values": (lambda: values(data), size),
            "iterparse, texts by tag": (lambda: texts(data), size),
            "Amont": (lambda: ours(data, stream_awmds), size),
        },
        repeats,
    )
    print(f"Awmds of {bills} bills, {size / 1e6:.1f} MB, {data.count(b'</')} elements")
    print(f"{'':<34}{'MB/s':>8}{'bills/s':>10}{'of values':>11}{'of texts':>10}")
    of_values, of_texts, _ = speed.values()
    for name, rate in speed.items():
        shares = f"{rate / of_values:11.2f}{rate / of_texts:10.2f}"
        print(f"{name:<34}{rate:8.2f}{rate * 1e6 * bills / size:10.0f}{shares}")
    print(f"goal: {XML_GOAL:.2f} of needed values")
    return speed["Amont"] >= XML_GOAL * of_values


def peak(path: str) -> int:
    """Read one file and print the peak memory of the process, in MiB."""
    with Path(path).open("rb") as stream:
        bills = sum(isinstance(piece, BillRead) for piece in read_manifest(stream, path))
    print(bills, peak_mebibytes())
    return 0


def memory(counts: tuple[int, int], form: str) -> bool:
    """Print the peak memory of processes that read files of so many bills; whether it stays flat."""
    peaks = []
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            path = Path(folder) / "manifest"
            with path.open("wb") as out:
                out.writelines(FORMS[form](count))
            command = [sys.executable, "-m", "bench.manifests", "--peak", str(path)]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
            peaks.append(int(told[1]))
            size = path.stat().st_size / 1e6
            print(f"{form}, {told[0]:>7} bills, {size:6.1f} MB: peak memory {peaks[-1]} MiB")
    return peaks[-1] - peaks[0] <= MEMORY_GOAL


def repeated(bills: int) -> Iterator[bytes]:
    """An Awmds file of any length, made of the same thousand bills under other numbers."""
    some = awmds(1_000)
    head, mark, rest = some.partition(b"<Bol_segment>")
    body, _, tail = (mark + rest).rpartition(b"</Awmds>")
    yield head
    for lot in range(bills // 1_000):
        yield body.replace(b"<Bol_reference>CARR", f"<Bol_reference>C{lot}R".encode()).replace(
            b"<Ctn_reference>AMTU", f"<Ctn_reference>{chr(65 + lot // 26)}{chr(65 + lot % 26)}TU".encode()
        )
    yield b"</Awmds>" + tail


FORMS: Mapping[str, Callable[[int], Iterable[bytes]]] = {
    "CUSCAR": lambda bills: (part.encode() for part in manifest(bills)),
    "Awmds": repeated,
}


def main() -> int:
    """All tables; the exit code says whether the goals are met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bills", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--peak", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.peak:
        return peak(asked.peak)
    met = [speeds(asked.bills, asked.repeats), speeds_of_xml(asked.bills, asked.repeats)]
    met += [memory((asked.bills, 10 * asked.bills), form) for form in FORMS]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())

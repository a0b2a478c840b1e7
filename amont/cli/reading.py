"""Files of declarations to one table of items: a file that fails never loses the others."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import numpy as np
import polars as pl

from amont.cli.settings import FileAbsent
from amont.engine.profiles.kernels import Bools
from amont.formats.detect import HEAD_BYTES, FileKind, kind_of
from amont.formats.items import DECLARED, DocumentRead, ItemsRead, read_items, table_of
from amont.formats.start import from_the_start
from amont.formats.tabular import Mapping
from amont.kernel.errors import AmontError
from amont.kernel.findings import Finding, Severity
from amont.site.report.data import FileFinding, FileRead

DETAILED = 1_000

Progress = Callable[[str, float], None]


class NothingRead(AmontError):
    """Not one file could be read. Facts: files."""

    code = "cli.nothing_read"


@dataclass
class Readings:
    """Everything read. held: items whose key facts are missing or unreadable. counts: findings by code."""

    items: pl.DataFrame
    held: Bools
    files: list[FileRead] = field(default_factory=list)
    findings: list[FileFinding] = field(default_factory=list)
    counts: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    totals: dict[str, list[DocumentRead]] = field(default_factory=dict)

    @property
    def refused(self) -> int:
        return sum(one.refused for one in self.files)


def read_files(paths: Sequence[Path], mapping: Mapping, *, outcomes: bool, progress: Progress) -> Readings:
    """Read files one after the other. outcomes False: results of control are not even looked at.

    A file that cannot be read becomes a finding and the others go on; NothingRead when none could.
    """
    whole = Readings(pl.DataFrame(schema=DECLARED), np.zeros(0, np.bool_))
    frames: list[pl.DataFrame] = []
    first_refusal: AmontError | None = None
    for place, path in enumerate(paths):
        progress("read", place / len(paths))
        try:
            frames += _read_one(path, mapping, outcomes=outcomes, into=whole)
        except AmontError as refusal:
            first_refusal = first_refusal or refusal
            _refuse(whole, path, refusal)
    if first_refusal is not None and all(one.refused and not one.rows for one in whole.files):
        raise first_refusal if len(paths) == 1 else NothingRead(files=len(paths))
    if frames:
        whole.items, held = table_of(frames)
        whole.held = held.to_numpy()
    return whole


def open_file(path: Path) -> IO[bytes]:
    """The file's bytes. FileAbsent."""
    try:
        return path.open("rb")
    except OSError as error:
        raise absent(path, error) from error


def _read_one(path: Path, mapping: Mapping, *, outcomes: bool, into: Readings) -> list[pl.DataFrame]:
    try:
        with open_file(path) as stream:
            head = stream.read(HEAD_BYTES)
            kind, whole = kind_of(head), _rewound(head, stream)
            stem = _stem(path, into.files)
            found = read_items(whole, kind=kind, mapping=mapping, stem=stem, outcomes=outcomes)
            return _keep(path, found, into)
    except OSError as error:  # a disk or a pipe that gives up under way
        raise absent(path, error) from error


def _rewound(head: bytes, stream: IO[bytes]) -> IO[bytes]:
    if not stream.seekable():
        return from_the_start(head, stream)
    stream.seek(0)
    return stream


def absent(path: Path, error: OSError) -> FileAbsent:
    """The refusal of a file that cannot be read, or no further."""
    return FileAbsent(name=shown_name(str(path)), ground=error.strerror or str(error))


def shown_name(name: str) -> str:
    """A name whose bytes are no text is shown, and written in a table, with a sign in place of each."""
    return os.fsencode(name).decode("utf-8", "replace")


def _keep(path: Path, found: ItemsRead, into: Readings) -> list[pl.DataFrame]:
    """What one file brought, told apart by its name."""
    name = shown_name(path.name)
    if found.kind is FileKind.SAD_XML:
        into.totals[name] = found.documents
    into.counts.update(found.counts)
    room = max(0, DETAILED - len(into.findings))
    into.findings += [FileFinding(name, finding) for finding in found.findings[:room]]
    into.files.append(
        FileRead(
            name=name,
            kind=found.kind.value,
            encoding=found.encoding,
            delimiter=found.delimiter,
            decimal=found.decimal,
            rows=found.rows,
            refused=found.refused,
            held=found.held,
        )
    )
    return found.frames


def _stem(path: Path, before: Sequence[FileRead]) -> str:
    """What names declarations without a reference: two files of one name never make one declaration."""
    stem = shown_name(path.stem)
    twins = sum(Path(one.name).stem == stem for one in before)
    return f"{stem}({twins + 1})" if twins else stem


def _note(into: Readings, path: Path, findings: Sequence[Finding]) -> None:
    for finding in findings:
        told = finding.facts.get("count") if finding.code == "table.more" else 1
        into.counts[finding.code, finding.severity] += told if isinstance(told, int) else 1
        if len(into.findings) < DETAILED:
            into.findings.append(FileFinding(shown_name(path.name), finding))


def _refuse(into: Readings, path: Path, refusal: AmontError) -> None:
    facts = {name: value for name, value in refusal.facts.items() if name != "value"}
    _note(into, path, [Finding(refusal.code, Severity.REFUSE, shown_name(path.name), facts=facts)])
    into.files.append(FileRead(name=shown_name(path.name), kind="", refused=1))

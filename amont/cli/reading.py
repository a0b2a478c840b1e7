"""Files of declarations to one table of items: a file that fails never loses the others."""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import numpy as np
import polars as pl

from amont.cli.settings import FileAbsent
from amont.engine.profiles.kernels import Bools
from amont.formats.asycuda import ItemRead, SadRead, header_row, item_row, stream_sad
from amont.formats.detect import HEAD_BYTES, FileKind, kind_of
from amont.formats.tabular import Batch, Mapping, read_table
from amont.kernel.errors import AmontError
from amont.kernel.findings import Finding, Severity
from amont.kernel.items import FIELDS, Kind
from amont.site.report.data import FileFinding, FileRead

TYPES = {
    Kind.TEXT: pl.String(),
    Kind.CODE: pl.String(),
    Kind.DAY: pl.Date(),
    Kind.NUMBER: pl.Float64(),
    Kind.INTEGER: pl.Int64(),
}
DECLARED = {field.name: TYPES[field.kind] for field in FIELDS if not field.outcome}
KEPT = ("reference", "declared_on")
DETAILED = 1_000
SLICE = 20_000

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
    totals: dict[str, list[SadRead]] = field(default_factory=dict)

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
        joined = pl.concat(frames, how="diagonal_relaxed")
        frames.clear()
        whole.held = joined["held"].to_numpy()
        keep = [
            column.name for column in joined if column.name in KEPT or column.null_count() < joined.height
        ]
        whole.items = joined.select(name for name in keep if name not in ("held", "line"))
    return whole


def open_file(path: Path) -> IO[bytes]:
    """The file's bytes. FileAbsent."""
    try:
        return path.open("rb")
    except OSError as error:
        raise _absent(path, error) from error


class _Whole(io.RawIOBase):
    """A pipe from its first byte, though its head was looked at: a pipe gives its bytes once."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        wanted = len(buffer)
        piece, self._head = self._head[:wanted], self._head[wanted:]
        piece = piece or self._rest.read(wanted)
        buffer[: len(piece)] = piece
        return len(piece)


def _read_one(path: Path, mapping: Mapping, *, outcomes: bool, into: Readings) -> list[pl.DataFrame]:
    try:
        with open_file(path) as stream:
            head = stream.read(HEAD_BYTES)
            kind, whole = kind_of(head), _from_the_start(head, stream)
            if kind in (FileKind.SAD_XML, FileKind.XML):
                return _read_sad(path, whole, into)
            return _read_table(path, read_table(whole, mapping, outcomes=outcomes, kind=kind), kind, into)
    except OSError as error:  # a disk or a pipe that gives up under way
        raise _absent(path, error) from error


def _from_the_start(head: bytes, stream: IO[bytes]) -> IO[bytes]:
    if not stream.seekable():
        return io.BufferedReader(_Whole(head, stream))
    stream.seek(0)
    return stream


def _absent(path: Path, error: OSError) -> FileAbsent:
    return FileAbsent(name=_shown(str(path)), ground=error.strerror or str(error))


def _shown(name: str) -> str:
    """A name whose bytes are no text is shown, and written in a table, with a sign in place of each."""
    return os.fsencode(name).decode("utf-8", "replace")


def _read_table(path: Path, batches: Iterator[Batch], kind: FileKind, into: Readings) -> list[pl.DataFrame]:
    frames, rows, refused, held, dialect = [], 0, 0, 0, None
    for batch in batches:
        dialect = dialect or batch.dialect
        rows, refused, held = rows + batch.rows_read, refused + batch.rows_refused, held + batch.rows_held
        _note(into, path, batch.findings)
        marked = pl.col("line").is_in(batch.held.implode()) if len(batch.held) else pl.lit(value=False)
        frames.append(batch.frame.with_columns(marked.alias("held")))
    into.files.append(
        FileRead(
            name=_shown(path.name),
            kind=kind.value,
            encoding=dialect.encoding if dialect else "",
            delimiter=dialect.delimiter if dialect else "",
            decimal=dialect.decimal if dialect else "",
            rows=rows,
            refused=refused,
            held=held,
        )
    )
    return frames


def _read_sad(path: Path, stream: IO[bytes], into: Readings) -> list[pl.DataFrame]:
    """Items of the declarations of one file; nothing of it counts until its end was reached."""
    frames: list[pl.DataFrame] = []
    own: list[pl.DataFrame] = []
    rows: list[dict[str, object]] = []
    ends: list[SadRead] = []
    doubts: list[Finding] = []
    header_of, header = None, {}
    stem = _stem(path, into.files)
    for piece in stream_sad(stream):
        doubts += piece.findings
        if isinstance(piece, ItemRead):
            if piece.header is not header_of:
                header_of, header = piece.header, header_row(piece.header)
            rows.append({**item_row(piece.item, header=header), "held": _holds(piece.findings)})
            if len(rows) >= SLICE:
                own.append(_frame(rows))
                rows = []
        else:
            ends.append(piece)
            frames.append(_settled([*own, _frame(rows)], piece, name=f"{stem}#{len(ends)}"))
            own, rows = [], []
    into.totals[_shown(path.name)] = ends
    _note(into, path, doubts)
    items = sum(frame.height for frame in frames)
    held = sum(int(frame["held"].sum()) for frame in frames)
    encoding = ends[0].encoding if ends else ""
    into.files.append(FileRead(_shown(path.name), FileKind.SAD_XML.value, encoding, rows=items, held=held))
    return frames


def _stem(path: Path, before: Sequence[FileRead]) -> str:
    """What names declarations without a reference: two files of one name never make one declaration."""
    stem = _shown(path.stem)
    twins = sum(Path(one.name).stem == stem for one in before)
    return f"{stem}({twins + 1})" if twins else stem


def _settled(parts: list[pl.DataFrame], end: SadRead, *, name: str) -> pl.DataFrame:
    """What the items could not know before the end: the reference, and doubts on the header."""
    header = header_row(end.declaration)
    held = any(one.severity is Severity.HOLD and not one.path.startswith("Item[") for one in end.findings)
    return pl.concat(parts).with_columns(
        reference=pl.lit(header["reference"] or name),
        declared_on=pl.lit(header["declared_on"], dtype=pl.Date()),
        held=pl.col("held") | held,
    )


def _holds(findings: Sequence[Finding]) -> bool:
    return any(one.severity is Severity.HOLD for one in findings)


def _frame(rows: list[dict[str, object]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={**DECLARED, "held": pl.Boolean()})


def _note(into: Readings, path: Path, findings: Sequence[Finding]) -> None:
    for finding in findings:
        told = finding.facts.get("count") if finding.code == "table.more" else 1
        into.counts[finding.code, finding.severity] += told if isinstance(told, int) else 1
        if len(into.findings) < DETAILED:
            into.findings.append(FileFinding(_shown(path.name), finding))


def _refuse(into: Readings, path: Path, refusal: AmontError) -> None:
    facts = {name: value for name, value in refusal.facts.items() if name != "value"}
    _note(into, path, [Finding(refusal.code, Severity.REFUSE, _shown(path.name), facts=facts)])
    into.files.append(FileRead(name=_shown(path.name), kind="", refused=1))

"""`amont read`: what a file holds, its totals declared and recomputed, and everything noticed."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import polars as pl
import typer
from rich.console import Console
from rich.table import Table

from amont.cli import options, showing
from amont.cli.answers import print_json
from amont.cli.language import WORDS, say
from amont.cli.reading import Readings, open_file, read_files
from amont.cli.settings import file_bytes, mapping_of
from amont.cli.stages import Stages
from amont.engine.screen.bundle import from_bytes
from amont.formats.asycuda import Total
from amont.formats.detect import HEAD_BYTES, FileKind, kind_of
from amont.formats.items import DocumentRead
from amont.kernel.items import BY_NAME, Kind
from amont.site.formats import number
from amont.site.report.data import FileFinding

SUMMED = ("packages", "net_kg", "gross_kg", "item_price", "customs_value", "duties")
SHOWN = 50


def read(
    files: Annotated[list[Path], typer.Argument(help=say("option.files"), metavar="FILE...")],
    mapping: options.MappingName = "amont",
    as_json: options.AsJson = False,
) -> None:
    """See the help of the command."""
    if len(files) == 1 and _is_archive(files[0]):
        _model(files[0], as_json=as_json)
        return
    with Stages() as stages:
        found = read_files(files, mapping_of(mapping), outcomes=False, progress=stages)
    told = plain(found)
    if as_json:
        print_json(told)
    else:
        _show(found, told)


def _is_archive(path: Path) -> bool:
    """True for a file that is a zip but no workbook, as models are; a pipe is never looked into."""
    if not path.is_file():
        return False
    with suppress(OSError), open_file(path) as stream:
        return kind_of(stream.read(HEAD_BYTES)) is FileKind.ZIP
    return False


def _model(path: Path, *, as_json: bool) -> None:
    """The card of a model file."""
    found = from_bytes(file_bytes(path)).card
    if as_json:
        print_json({"kind": "model", "card": found.plain()})
    else:
        showing.card(found)


def plain(found: Readings) -> dict[str, object]:
    """As a machine reads it: files with their kinds and counts, totals, findings."""
    items = found.items
    references = items["reference"].n_unique() if "reference" in items.columns else 0
    return {
        "files": [
            {
                "name": one.name,
                "kind": one.kind,
                "encoding": one.encoding,
                "delimiter": one.delimiter,
                "decimal": one.decimal,
                "rows": one.rows,
                "refused": one.refused,
                "held": one.held,
                "declarations": [_totals(read) for read in found.totals.get(one.name, [])],
            }
            for one in found.files
        ],
        "counts": {"items": items.height, "declarations": references, "held": int(found.held.sum())},
        "totals": {name: _sum(items, name) for name in SUMMED if name in items.columns},
        "findings": [_finding(one) for one in found.findings],
        "finding_counts": [
            {"code": code, "severity": severity.name.lower(), "count": count}
            for (code, severity), count in sorted(found.counts.items())
        ],
    }


def _finding(one: FileFinding) -> dict[str, object]:
    finding = one.finding
    return {
        "file": one.file,
        "code": finding.code,
        "severity": finding.severity.name.lower(),
        "path": finding.path,
        "line": finding.line,
        "value": finding.value,
        "sentence": WORDS.finding(finding),
    }


def _totals(read: DocumentRead) -> dict[str, object]:
    totals = read.totals
    named = {name: getattr(totals, name) for name in type(totals).__dataclass_fields__}
    return {
        "reference": read.reference,
        "totals": {
            name: {"declared": _number(total.declared), "recomputed": _number(total.counted)}
            for name, total in named.items()
            if isinstance(total, Total)
        },
    }


def _number(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _sum(items: pl.DataFrame, name: str) -> float | None:
    if BY_NAME[name].kind is not Kind.NUMBER or items[name].null_count() == items.height:
        return None
    return float(items[name].sum())


def _show(found: Readings, told: dict[str, object]) -> None:
    console = Console(highlight=False)
    table = Table(title=say("read.title"))
    for code in ("file", "kind", "encoding", "rows", "refused", "held"):
        table.add_column(
            say(f"column.{code}"), justify="right" if code in ("rows", "refused", "held") else "left"
        )
    for one in found.files:
        table.add_row(one.name, one.kind, one.encoding, str(one.rows), str(one.refused), str(one.held))
    console.print(table)
    for one in found.files:
        for place, read in enumerate(found.totals.get(one.name, [])):
            totals = Table(title=say("read.totals", name=f"{one.name} {place + 1}"))
            for code in ("total", "declared", "recomputed"):
                totals.add_column(say(f"column.{code}"), justify="left" if code == "total" else "right")
            for name in type(read.totals).__dataclass_fields__:
                total = getattr(read.totals, name)
                if isinstance(total, Total) and (total.declared is not None or total.counted is not None):
                    totals.add_row(say(f"total.{name}"), _text(total.declared), _text(total.counted))
            console.print(totals)
    sums = {name: _sum(found.items, name) for name in SUMMED if name in found.items.columns}
    if not found.totals and any(value is not None for value in sums.values()):
        added = Table(title=say("read.sums"))
        added.add_column(say("column.total"))
        added.add_column(say("column.recomputed"), justify="right")
        for name, value in sums.items():
            if value is not None:
                added.add_row(name, number(value, WORDS.language, decimals=2))
        console.print(added)
    for noticed in found.findings[:SHOWN]:
        finding = noticed.finding
        severity, sentence = WORDS.severity(finding.severity), WORDS.finding(finding)
        console.print(
            f"{severity}  {noticed.file}  {sentence}  ({finding.code})", markup=False, soft_wrap=True
        )
    hidden = sum(found.counts.values()) - min(len(found.findings), SHOWN)
    if hidden > 0:
        console.print(say("read.more", count=hidden))


def _text(value: object) -> str:
    return "–" if value is None else str(_number(value))

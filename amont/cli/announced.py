"""Files that announce goods: which ones do, what they hold, and how the command tells it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from babel import Locale
from rich.console import Console
from rich.table import Table

from amont.cli import noticed
from amont.cli.language import WORDS, say
from amont.cli.reading import absent, open_file, shown_name
from amont.cli.settings import FileAbsent
from amont.formats.detect import HEAD_BYTES, ManifestKind, manifest_kind
from amont.formats.manifest import summary as summaries
from amont.formats.manifest.codes import Codes
from amont.formats.manifest.summary import MessageSummary, Summary, summarise
from amont.formats.manifests import read_manifest
from amont.kernel.errors import AmontError
from amont.site.formats import number
from amont.site.report.data import FileFinding

CODES = Codes(  # no list at hand: forms alone
    frozenset(code for code in map(str, Locale("en").territories) if len(code) == 2)
    - {"ZZ", "XA", "XB", "QO"}
)
MESSAGES_SHOWN = 20
FIGURES = ("messages", "bills", "containers", "packages", "gross_kg", "vehicles")


@dataclass(frozen=True)
class Announced:
    """One file. form: what carries it, awmds or edifact..."""

    name: str
    form: str
    summary: Summary


def announces(path: Path) -> bool:
    """True for a file that announces goods; a pipe is never looked into.

    A workbook does when its headings say so, which shows only when it is opened.
    """
    if not path.is_file():
        return False
    with suppress(FileAbsent, OSError), open_file(path) as stream:
        form = manifest_kind(stream.read(HEAD_BYTES))
        stream.seek(0)
        return form is not None and (form is not ManifestKind.WORKBOOK or _has_headings(path))
    return False


def _has_headings(path: Path) -> bool:
    try:
        with open_file(path) as stream:
            next(read_manifest(stream, path.name), None)
    except AmontError:
        return False
    return True


def read_announced(path: Path) -> Announced:
    """All of a file, summed up. Raises Unreadable, FileAbsent."""
    name = shown_name(path.name)
    try:
        with open_file(path) as stream:
            form = manifest_kind(stream.read(HEAD_BYTES))
            stream.seek(0)
            return Announced(name, form.value if form else "", _summary(stream, name))
    except OSError as error:
        raise absent(path, error) from error


def _summary(stream: IO[bytes], name: str) -> Summary:
    return summarise(read_manifest(stream, name, codes=CODES))


def plain(one: Announced) -> dict[str, object]:
    """As a machine reads it: kind, counts, totals declared and recomputed, messages, findings."""
    findings = [noticed.plain(finding) for finding in _findings(one)]
    return {"name": one.name, "format": one.form, **summaries.plain(one.summary), "findings": findings}


def show(console: Console, files: Sequence[Announced]) -> None:
    """What people read: how much is in each file, totals of its messages, events of containers, findings."""
    for one in files:
        console.print(_counts(one))
        _show_messages(console, one)
        for event, count in one.summary.counts.events.items():
            console.print(say(f"event.{event}", count=count), markup=False)
        noticed.show(console, _findings(one), count=sum(one.summary.finding_counts.values()))


def _findings(one: Announced) -> list[FileFinding]:
    return [FileFinding(one.name, finding) for finding in one.summary.findings]


def _kinds(summary: Summary) -> str:
    return ", ".join(dict.fromkeys(f"{one.kind} {one.version}".strip() for one in summary.messages))


def _counts(one: Announced) -> Table:
    table = Table(title=f"{one.name}  {_kinds(one.summary)}")
    table.add_column(say("column.total"))
    table.add_column(say("column.count"), justify="right")
    for name in FIGURES:
        table.add_row(say(f"total.{name}"), number(getattr(one.summary.counts, name), WORDS.language))
    return table


def _show_messages(console: Console, one: Announced) -> None:
    for message in one.summary.messages[:MESSAGES_SHOWN]:
        name = " ".join(filter(None, (one.name, message.kind, message.reference)))
        if message.totals is None:
            console.print(say("read.kept", name=name, segments=message.segments), markup=False)
        elif message.counts.bills:
            console.print(_totals(message, name))


def _totals(message: MessageSummary, name: str) -> Table:
    table = Table(title=say("read.totals", name=name))
    for code in ("total", "declared", "recomputed"):
        table.add_column(say(f"column.{code}"), justify="left" if code == "total" else "right")
    totals = message.totals.all() if message.totals else {}
    for total, found in totals.items():
        figures = (number(value, WORDS.language) for value in (found.declared, found.counted))
        table.add_row(say(f"total.{total}"), *figures)
    return table

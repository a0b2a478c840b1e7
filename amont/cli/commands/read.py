"""`amont read`: what a file holds, its totals declared and recomputed, and everything noticed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from amont.cli import announced, declared, options, showing
from amont.cli.announced import Announced
from amont.cli.answers import print_json
from amont.cli.language import WORDS, say
from amont.cli.reading import NothingRead, Readings, open_file, read_files, shown_name
from amont.cli.settings import file_bytes, mapping_of
from amont.cli.stages import Stages
from amont.engine.screen.bundle import from_bytes
from amont.formats.detect import HEAD_BYTES, FileKind, kind_of
from amont.formats.tabular import Mapping
from amont.kernel.errors import AmontError


def read(
    files: Annotated[list[Path], typer.Argument(help=say("option.files_read"), metavar="FILE...")],
    mapping: options.MappingName = "amont",
    as_json: options.AsJson = False,
) -> None:
    """See the help of the command."""
    if len(files) == 1 and _is_archive(files[0]):
        _model(files[0], as_json=as_json)
        return
    told = _told(files, mapping_of(mapping))
    if as_json:
        print_json(told.plain())
    else:
        told.show(Console(highlight=False))


@dataclass
class Told:
    """What the files hold: those that announce goods, those of declarations; and refusals by name."""

    announced: list[Announced] = field(default_factory=list)
    declared: Readings | None = None
    refused: list[tuple[str, AmontError]] = field(default_factory=list)

    def plain(self) -> dict[str, object]:
        """As a machine reads it. A file alone is told without a list around it."""
        if self.declared is None and len(self.announced) == 1 and not self.refused:
            return announced.plain(self.announced[0])
        whole = declared.plain(self.declared) if self.declared else {}
        if self.announced:
            whole["manifests"] = [announced.plain(one) for one in self.announced]
        if self.refused:
            whole["refused"] = [
                {"name": name, "code": refusal.code, "sentence": WORDS.refusal(refusal)}
                for name, refusal in self.refused
            ]
        return whole

    def show(self, console: Console) -> None:
        """What people read."""
        if self.announced:
            announced.show(console, self.announced)
        if self.declared:
            declared.show(console, self.declared)
        for name, refusal in self.refused:
            sentence = f"{say('refused')} {name}  {WORDS.refusal(refusal)}  ({refusal.code})"
            console.print(sentence, markup=False, soft_wrap=True)


def _told(files: Sequence[Path], mapping: Mapping) -> Told:
    """Raises the refusal when nothing can be read."""
    told, others = Told(), []
    for path in files:
        if not announced.announces(path):
            others.append(path)
            continue
        try:
            told.announced.append(announced.read_announced(path))
        except AmontError as refusal:
            told.refused.append((shown_name(path.name), refusal))
    if others:
        try:
            with Stages() as stages:
                told.declared = read_files(others, mapping, outcomes=False, progress=stages)
        except AmontError as refusal:
            told.refused.append((", ".join(shown_name(path.name) for path in others), refusal))
    if not told.announced and told.declared is None:
        raise told.refused[0][1] if len(told.refused) == 1 else NothingRead(files=len(files))
    return told


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

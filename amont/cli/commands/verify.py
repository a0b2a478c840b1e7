"""`amont verify`: do a day again from its proof, and name whatever was changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import polars as pl
import typer
from rich.console import Console

from amont.cli import options
from amont.cli.language import WORDS, say
from amont.cli.reading import read_files
from amont.cli.secrets import secret_of
from amont.cli.settings import file_bytes, mapping_of
from amont.cli.stages import Stages
from amont.cli.tables import read_table
from amont.engine.selectivity.proof import Proof
from amont.engine.selectivity.proof_text import from_text
from amont.engine.selectivity.verify import verify as recompute
from amont.kernel.findings import Finding, Severity, clip

DIFFERS = 1
COMPARED = ("lane", "cause", "declaration_lane", "probability", "expected_duty", "critical")
SHOWN = 200


def verify(
    proof: Annotated[Path, typer.Argument(help=say("option.proof_in"), metavar="PROOF")],
    selection: Annotated[
        Path | None, typer.Option("--selection", help=say("option.selection"), metavar="FILE")
    ] = None,
    file: Annotated[
        list[Path] | None, typer.Option("--file", help=say("option.files_again"), metavar="FILE")
    ] = None,
    mapping: options.MappingName = "amont",
    secret: Annotated[
        Path | None, typer.Option("--secret", help=say("option.secret_again"), metavar="FILE")
    ] = None,
    as_json: options.AsJson = False,
) -> None:
    """See the help of the command."""
    with Stages() as stages:
        stages("verify")
        made = from_text(file_bytes(proof).decode("utf-8", "replace"))
        items = read_files(file, mapping_of(mapping), outcomes=False, progress=stages).items if file else None
        stages("verify")
        found = list(recompute(made, secret=secret_of(secret, None) if secret else None, items=items))
        if selection:
            found += differences(made, read_table(selection))
    if as_json:
        print(
            json.dumps({"proof": proof.name, "findings": [_plain(one) for one in found]}, ensure_ascii=False)
        )
    else:
        _show(found, made)
    if any(one.severity is Severity.REFUSE for one in found):
        raise typer.Exit(DIFFERS)


def differences(proof: Proof, selection: pl.DataFrame) -> Iterator[Finding]:
    """Each value of an exported selection that is not the one of the proof; lines missing or added too."""
    on = ["sequence", "reference", "item"]
    told = proof.rows.with_columns(pl.col("item").fill_null(1)).select(*on, *COMPARED)
    absent = [name for name in (*on, *COMPARED) if name not in selection.columns]
    if absent:
        yield Finding("proof.export_column", Severity.REFUSE, "selection", ", ".join(absent))
        return
    given = selection.select(
        pl.col(name).cast(told.schema[name], strict=False).alias(name) for name in (*on, *COMPARED)
    )
    for row in given.group_by(on).len().filter(pl.col("len") > 1).sort(on).iter_rows(named=True):
        place = f"{row['reference']}/{row['item']}"
        yield Finding(
            "proof.export_doubled", Severity.REFUSE, place, clip(row["sequence"]), {"count": row["len"]}
        )
    both = told.join(given, on=on, how="full", suffix="_given", coalesce=False)
    for row in both.iter_rows(named=True):
        place = f"{row['reference'] or row['reference_given']}/{row['item'] or row['item_given']}"
        if row["sequence"] is None:
            yield Finding("proof.export_added", Severity.REFUSE, place, clip(row["sequence_given"]))
        elif row["sequence_given"] is None:
            yield Finding("proof.export_missing", Severity.REFUSE, place, clip(row["sequence"]))
        else:
            yield from _changed(row, place)


def _changed(row: dict[str, object], place: str) -> Iterator[Finding]:
    for name in COMPARED:
        if row[name] != row[f"{name}_given"]:
            facts = {"column": name, "expected": row[name]}
            path = f"{place}/{name}"
            yield Finding("proof.export_changed", Severity.REFUSE, path, clip(row[f"{name}_given"]), facts)


def _plain(one: Finding) -> dict[str, object]:
    return {
        "code": one.code,
        "severity": one.severity.name.lower(),
        "path": one.path,
        "value": one.value,
        "sentence": WORDS.finding(one),
    }


def _show(found: list[Finding], proof: Proof) -> None:
    console = Console(highlight=False)
    for one in found[:SHOWN]:
        console.print(f"{one.path}  {WORDS.finding(one)}  ({one.code})", markup=False, soft_wrap=True)
    if len(found) > SHOWN:
        console.print(say("read.more", count=len(found) - SHOWN))
    wrong = any(one.severity is Severity.REFUSE for one in found)
    sealed = any(one.code == "proof.secret_not_revealed" for one in found)
    code = "verify.differs" if wrong else "verify.sealed" if sealed else "verify.holds"
    console.print(say(code, items=proof.items, commitment=proof.commitment))

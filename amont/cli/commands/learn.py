"""`amont learn`: a model from a history with results, kept as one file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from amont.cli import options, showing
from amont.cli.answers import print_json
from amont.cli.language import say
from amont.cli.reading import Readings, read_files
from amont.cli.settings import file_bytes, mapping_of, pack_of, policy_of
from amont.cli.stages import Stages
from amont.cli.writing import write_private
from amont.engine.profiles.encode import encode, outcomes
from amont.engine.screen.background import REPEATED, Background, remember
from amont.engine.screen.bundle import from_bytes, to_bytes
from amont.engine.screen.policy import Policy
from amont.formats.tabular import Mapping
from amont.kernel.errors import AmontError


class TooLittleHistory(AmontError):
    """The history holds too few results, or no offence, to learn a score. Facts: rows, results, offences."""

    code = "learn.too_little"


def learn(
    files: options.Files,
    out: Annotated[Path, typer.Option("--out", help=say("option.model_out"), metavar="MODEL")],
    mapping: options.MappingName = "amont",
    country: options.Country = "",
    seed: options.Seed = None,
    as_json: options.AsJson = False,
) -> None:
    """See the help of the command."""
    with Stages() as stages:
        theirs = mapping_of(mapping)
        past = read_files(files, theirs, outcomes=True, progress=stages)
        policy = policy_of(pack_of(country) if country else None, on=_last(past))
        background = background_of(past, None, theirs, policy, seed=seed or 0, stages=stages)
        if background is None:
            raise TooLittleHistory(**counts(past))
        stages("write")
        write_private(to_bytes(background), out)
    if as_json:
        print_json(background.card.plain())
    else:
        showing.card(background.card)
        print(say("wrote", name=str(out)))


def background_of(
    past: Readings | None,
    model: Path | None,
    mapping: Mapping,
    policy: Policy,
    *,
    seed: int,
    stages: Stages,
) -> Background | None:
    """A model file brought forward by newer history, or what a history teaches; None without either."""
    if model is not None:
        background = from_bytes(file_bytes(model))
        if past is not None:
            _bring_forward(background, past.items)
        return background
    if past is None or "declared_on" not in past.items.columns:
        return None
    dated = past.items.filter(pl.col("declared_on").is_not_null())
    return remember(dated, repeated=mapping.repeated or REPEATED, policy=policy, seed=seed, progress=stages)


def counts(past: Readings) -> dict[str, int]:
    """Rows, results and offences of a history."""
    found = outcomes(past.items) if "declared_on" in past.items.columns else None
    return {
        "rows": past.items.height,
        "results": int((found.offence >= 0).sum()) if found else 0,
        "offences": int((found.offence == 1).sum()) if found else 0,
    }


def _bring_forward(background: Background, items: pl.DataFrame) -> None:
    """Add what was declared after the model's last day, with its results, to the profiles."""
    newer = items.filter(pl.col("declared_on") > date.fromisoformat(background.card.last_day))
    if newer.height:
        encoded = encode(newer, repeated=background.repeated)
        background.profiles.advance(encoded, results=encoded, found=outcomes(newer))


def _last(past: Readings) -> date:
    found = past.items["declared_on"].max() if "declared_on" in past.items.columns else None
    return found if isinstance(found, date) else date(1970, 1, 1)

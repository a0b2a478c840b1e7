"""What the command writes: the selection, the scores, the proof. A file is whole or absent."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
import polars as pl

from amont.cli.tables import unarmed
from amont.engine.indicators.ranking import better_of
from amont.engine.screen.background import Background
from amont.engine.screen.screening import Screened
from amont.engine.screen.told import plain
from amont.engine.selectivity.lanes import CAUSES
from amont.kernel.errors import AmontError
from amont.kernel.lanes import Cause, Lane, Language
from amont.kernel.reasons import Reason
from amont.site.words import Words

WRITERS = (".csv", ".parquet", ".xlsx")


class SuffixUnknown(AmontError):
    """The selection is written as .csv, .parquet or .xlsx. Facts: name, known."""

    code = "cli.suffix_unknown"


class CannotWrite(AmontError):
    """The file could not be written. Facts: name, ground."""

    code = "cli.cannot_write"


def selection(
    screened: Screened,
    background: Background | None,
    *,
    places: Sequence[int],
    reasons: Sequence[tuple[Reason, ...]],
    language: Language,
) -> pl.DataFrame:
    """One row per item, ranked: strictest lane first, then the strongest score.

    places, reasons: the selected items and why.
    """
    items, decision, scores = screened.items, screened.decision, screened.scores
    words = Words(language)
    n = items.height
    sentences, codes, facts = [""] * n, [""] * n, [""] * n
    for place, told in zip(places, reasons, strict=True):
        sentences[place] = " | ".join(words.reason(reason) for reason in told)
        codes[place] = ";".join(reason.code for reason in told)
        facts[place] = json.dumps([plain(reason) for reason in told], ensure_ascii=False)
    candidate = screened.candidates.scores()
    index = screened.declarations.index
    table = pl.DataFrame(
        {
            "reference": text_of(items, "reference"),
            "item": items["item"] if "item" in items.columns else np.ones(n, np.int64),
            "lane": lane_codes(decision.lane),
            "cause": [cause.value for cause in decision.causes()],
            "probability": pl.Series(candidate["probability"]).fill_nan(None),
            "expected_duty": pl.Series(candidate["expected_duty"]).fill_nan(None),
            "critical": pl.Series(candidate["critical"]).fill_nan(None),
            "model": [background.card.version if background and scores else ""] * n,
            "reasons": sentences,
            "reason_codes": codes,
            "reason_facts": facts,
            "declaration_lane": lane_codes(decision.declaration_lane),
            "version": items["version"].fill_null(1) if "version" in items.columns else np.ones(n, np.int64),
            "office": text_of(items, "office"),
            "sequence": np.asarray(screened.declarations.sequences)[index] if n else np.zeros(0, np.int64),
            "thresholds": [decision.threshold_version] * n,
        }
    )
    return table[rank(screened)]


def rank(screened: Screened) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Places of the items in the order of work: strictest lane, blocks first, then probability or duty."""
    decision, scores = screened.decision, screened.candidates.scores()
    probability, duty = (np.nan_to_num(scores[name], nan=-1.0) for name in ("probability", "expected_duty"))
    urgency = better_of(probability, duty)
    blocked = decision.cause == CAUSES.index(Cause.BLOCK)
    order = np.lexsort((np.arange(len(urgency)), -urgency, ~blocked, -decision.lane))
    return order.astype(np.int64)


def lane_codes(lanes: Sequence[int] | np.ndarray[tuple[int], np.dtype[np.int8]]) -> list[str]:
    """Codes of lane numbers."""
    codes = {int(lane): lane.code for lane in Lane}
    return [codes[int(lane)] for lane in lanes]


def text_of(items: pl.DataFrame, name: str) -> pl.Series:
    """A text column, empty where absent."""
    if name not in items.columns:
        return pl.Series(name, [""] * items.height, dtype=pl.String)
    return items[name].cast(pl.String).fill_null("")


def scores_table(screened: Screened) -> pl.DataFrame:
    """`Declaration ID,score` for every row of the file once, in its order; `item` too where the file has it.

    Without a score, the depth of the price gap stands in for it.
    """
    if screened.scores is not None:
        score = screened.scores.probability
    else:
        gap = screened.candidates.price_gap
        score = np.nan_to_num(-gap) if gap is not None else np.zeros(screened.items.height)
    columns: dict[str, object] = {"Declaration ID": text_of(screened.items, "reference")}
    if "item" in screened.items.columns and screened.items["item"].null_count() < screened.items.height:
        columns["item"] = screened.items["item"]
    columns["score"] = np.round(score, 9)
    return pl.DataFrame(columns)


def write_table(table: pl.DataFrame, path: Path) -> None:
    """Write by suffix: .csv, .parquet, .xlsx. SuffixUnknown, CannotWrite."""
    suffix = path.suffix.lower()
    if suffix not in WRITERS:
        raise SuffixUnknown(name=path.name, known=", ".join(WRITERS))
    if suffix == ".csv":
        safe = table.with_columns(unarmed(name) for name, kind in table.schema.items() if kind == pl.String)
        whole(path, lambda part: safe.write_csv(part))
    elif suffix == ".parquet":
        whole(path, lambda part: table.write_parquet(part))
    else:
        whole(path, lambda part: table.write_excel(part, worksheet="selection"))


def whole(path: Path, write: Callable[[Path], object]) -> None:
    """Write beside, then put in place, so that nobody ever reads half a file. CannotWrite."""
    part: Path | None = None
    try:
        part = path.with_name(f".{path.name[:200]}.part{path.suffix}")
        path.parent.mkdir(parents=True, exist_ok=True)
        write(part)
        os.replace(part, path)  # noqa: PTH105  atomic on every system
    except (OSError, ValueError, TypeError) as error:
        if part is not None:
            with suppress(OSError):
                part.unlink()
        ground = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        raise CannotWrite(name=str(path), ground=ground) from error


def write_bytes(data: bytes, path: Path) -> None:
    """Write a whole file."""
    whole(path, lambda part: part.write_bytes(data))


def write_private(data: bytes, path: Path) -> None:
    """Write a whole file that only its owner may read: a proof with its secret, a model."""

    def write(part: Path) -> None:
        part.touch(mode=0o600)
        part.write_bytes(data)

    whole(path, write)

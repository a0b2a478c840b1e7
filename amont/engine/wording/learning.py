"""What a node's own declarations teach of words, and how well it foresees later ones."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256

import numpy as np
import polars as pl

from amont.engine.profiles.hashing import F64, I64
from amont.engine.profiles.kernels import Bools
from amont.engine.wording.fitting import Texts, calibrated, fit
from amont.engine.wording.model import Wording
from amont.engine.wording.writing import goods_words
from amont.kernel.errors import AmontError

HELD_OUT = 0.2  # share of the declarations, the last ones in time, that calibrate and measure
FEWEST = 50
BINS = 10


class TooFewWords(AmontError):
    """Too few descriptions or headings to learn from. Facts: rows, headings, least."""

    code = "wording.too_few"


@dataclass(frozen=True)
class WordCard:
    """What a reader must know before trusting a proposal. Days are ISO text.

    rows: descriptions with a heading; texts: distinct goods words; answered: share of the held-out rows
    with a proposal; top1, top3: share of all held-out rows whose heading is first, or among the first three.
    calibration: (mean probability of the first proposal, share right, rows) by tenths of the held-out rows.
    Temperature and doubt were chosen on the held-out rows too: two figures against thousands of rows.
    """

    data_hash: str
    first_day: str
    last_day: str
    held_out_from: str
    rows: int
    texts: int
    headings: int
    held_out: int
    answered: float
    top1: float
    top3: float
    calibration: tuple[tuple[float, float, int], ...]

    def plain(self) -> dict[str, object]:
        """As numbers and texts, for a machine."""
        return asdict(self)


def learn(items: pl.DataFrame, *, seed: int, held_out_from: date | None = None) -> tuple[Wording, WordCard]:
    """A model of all items, and its card from one taught on the earlier ones. TooFewWords.

    items: `declared_on`, `description`, `hs_code` of declarations that customs accepted.
    """
    rows = _usable(items)
    headings = sorted(rows["heading"].unique().to_list())
    if len(rows) < FEWEST or len(headings) < 2:
        raise TooFewWords(rows=len(rows), headings=len(headings), least=FEWEST)
    since = held_out_from or rows["declared_on"].sort()[int(len(rows) * (1 - HELD_OUT))]
    late = rows["declared_on"] >= since
    past, future = _texts(rows.filter(~late), headings), _texts(rows.filter(late), headings)
    if not past.words or not future.words:
        raise TooFewWords(rows=len(rows), headings=len(headings), least=FEWEST)
    tried = calibrated(fit(past, headings, seed=seed), future)
    whole = fit(_texts(rows, headings), headings, seed=seed)
    model = _with_calibration(whole, tried)
    return model, _card(tried, future, rows, since=since)


def _usable(items: pl.DataFrame) -> pl.DataFrame:
    """Rows with goods words and a heading."""
    known = items.select("declared_on", "description", "hs_code").drop_nulls()
    distinct = known["description"].unique()
    words = pl.DataFrame({"description": distinct, "words": [goods_words(text) for text in distinct]})
    return (
        known.join(words, on="description", how="left", maintain_order="left")
        .with_columns(heading=pl.col("hs_code").str.slice(0, 4))
        .filter(pl.col("words") != "", pl.col("heading").str.contains(r"^\d{4}$"))
        .select("declared_on", "words", "heading")
    )


def _texts(rows: pl.DataFrame, headings: list[str]) -> Texts:
    """Distinct words with their heading, sorted: the order of rows changes nothing."""
    found = rows.group_by("words", "heading").len("times").sort("words", "heading")
    place = {heading: number for number, heading in enumerate(headings)}
    return Texts(
        tuple(found["words"].to_list()),
        np.array([place[heading] for heading in found["heading"]], np.int64),
        found["times"].cast(pl.Int64).to_numpy(),
    )


def _with_calibration(model: Wording, tried: Wording) -> Wording:
    return Wording(**{**vars(model), "temperature": tried.temperature, "doubt": tried.doubt})


def _card(tried: Wording, future: Texts, rows: pl.DataFrame, *, since: date) -> WordCard:
    places, chances = tried.ranked(future.words, most=3)
    right = places == future.heading[:, None]
    times = future.times.astype(np.float64)
    total, answered = float(times.sum()), places[:, 0] >= 0
    days = rows["declared_on"]
    return WordCard(
        data_hash=_hash(rows),
        first_day=str(days.min()),
        last_day=str(days.max()),
        held_out_from=since.isoformat(),
        rows=len(rows),
        texts=rows["words"].n_unique(),
        headings=rows["heading"].n_unique(),
        held_out=int(total),
        answered=float(times[answered].sum()) / total,
        top1=float(times[right[:, 0]].sum()) / total,
        top3=float(times[right.any(axis=1)].sum()) / total,
        calibration=_bins(chances[answered, 0], right[answered, 0], future.times[answered]),
    )


def _bins(chance: F64, right: Bools, times: I64) -> tuple[tuple[float, float, int], ...]:
    """(mean probability, share right, rows) of each tenth of probability that has rows."""
    tenth = np.minimum((chance * BINS).astype(np.int64), BINS - 1)
    out = []
    for one in range(BINS):
        mine = tenth == one
        if mine.any():
            weight = times[mine]
            out.append((
                round(float(np.average(chance[mine], weights=weight)), 4),
                round(float(np.average(right[mine], weights=weight)), 4),
                int(weight.sum()),
            ))  # fmt: skip
    return tuple(out)


def _hash(rows: pl.DataFrame) -> str:
    text = rows.sort("declared_on", "words", "heading").write_csv()
    return sha256(text.encode()).hexdigest()

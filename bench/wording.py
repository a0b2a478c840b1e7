"""Words of goods: headings proposed by Amont beside TF-IDF nearest neighbours, and the speed.

    .venv/bin/python -m bench.wording                # all figures
    .venv/bin/python -m bench.wording --speed        # 200,000 descriptions of 1,200 headings

No public set of declarations with descriptions came with the project: the Korean one has none. Measured are:
- "simulated": three years of the demonstration country. Its goods have one wording each, so that both find
  all of them: it shows the path, not the quality.
- "simulated, by many hands": the same declarations, each wording altered as hands do (letters lost or
  doubled, words dropped, cut or swapped, packing and figures added); the last year is held back.
- "tariff": lines of the ECOWAS tariff (French) and of the HS (English) of half of the subheadings teach,
  those of the other half are asked: wordings never seen, without time.
- "traders": commercial descriptions of real declarations among the samples, asked of a model that read the
  whole tariff and no declaration.
The neighbours are scikit-learn's: words and letters, sublinear TF-IDF, ten nearest, votes by cosine.
"""

from __future__ import annotations

import argparse
import csv
import re
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.neighbors import NearestNeighbors
from sklearn.pipeline import make_union

from amont.engine.wording.learning import learn
from amont.engine.wording.writing import goods_words
from amont.simulation import Plan, simulate

SHARED = Path(__file__).resolve().parents[2] / "shared/samples"
DAY = date(2026, 1, 1)
SAMPLES = ("np_im4_119items.xml", "al_im4_86items_2016.xml", "al_im4_tyres_9items_2016.xml")


class Neighbours:
    """The peer: headings of the ten nearest descriptions, by the sum of their cosines."""

    def __init__(self, words: list[str], headings: list[str]) -> None:
        self.view = make_union(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, lowercase=False),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, lowercase=False),
        )
        pairs = sorted(set(zip(words, headings, strict=True)))
        self.headings = np.array([heading for _, heading in pairs])
        self.search = NearestNeighbors(n_neighbors=min(10, len(pairs)), metric="cosine")
        self.search.fit(self.view.fit_transform([text for text, _ in pairs]))

    def ranked(self, words: list[str]) -> list[list[str]]:
        """Three headings of each text, the best first."""
        distance, place = self.search.kneighbors(self.view.transform(words))
        out = []
        for far, near in zip(distance, place, strict=True):
            votes: dict[str, float] = {}
            for one, heading in zip(far, self.headings[near], strict=True):
                votes[heading] = votes.get(heading, 0.0) + 1 - one
            out.append(sorted(votes, key=lambda heading: (-votes[heading], heading))[:3])
        return out


def tops(found: list[list[str]], truth: list[str]) -> tuple[float, float]:
    """Share of texts whose heading is first, and among the first three."""
    pairs = list(zip(found, truth, strict=True))
    return float(np.mean([t in f[:1] for f, t in pairs])), float(np.mean([t in f[:3] for f, t in pairs]))


def compare(title: str, past: pl.DataFrame, future: pl.DataFrame, *, most: int = 4_000) -> None:
    """Teach both on the past, ask both for the future; one line each."""
    model, _ = learn(past, seed=1)
    known = past.with_columns(words=pl.col("description").map_elements(goods_words, pl.String))
    asked = future.sample(min(most, len(future)), seed=1)
    truth = asked["hs_code"].str.slice(0, 4).to_list()
    peer = Neighbours(known["words"].to_list(), known["hs_code"].str.slice(0, 4).to_list())
    answers = model.propose(asked["description"].to_list())
    own = tops([[one.heading for one in group] for group in answers], truth)
    other = tops(peer.ranked([goods_words(text) for text in asked["description"]]), truth)
    first = [group[0] if group else None for group in answers]
    says = np.mean([one.probability for one in first if one])
    right = np.mean([one.heading == true for one, true in zip(first, truth, strict=True) if one])
    headings = past["hs_code"].str.slice(0, 4).n_unique()
    print(f"{title}: {len(past):,} rows teach {headings} headings, {len(asked):,} are asked")
    print(
        f"  Amont       top-1 {own[0]:.3f}  top-3 {own[1]:.3f}"
        f"  no answer {first.count(None) / len(first):.3f}  when it answers: says {says:.3f}, is {right:.3f}"
    )
    print(f"  neighbours  top-1 {other[0]:.3f}  top-3 {other[1]:.3f}")


def trade(*, hands: bool, items: int = 60_000) -> pl.DataFrame:
    """Simulated declarations of three years, as written or by many hands."""
    rows = simulate(Plan(items=items, seed=11)).items.select("declared_on", "description", "hs_code")
    if not hands:
        return rows
    luck = np.random.default_rng(12)
    return rows.with_columns(description=pl.Series([altered(text, luck) for text in rows["description"]]))


PACKED = (
    "STC {n} CTNS {t}",
    "{n} CARTONS DE {t}",
    "{t} {n} KG",
    "{t} QTE {n}",
    "{t}",
    "{t}",
    "{t} REF {n}",
    "{n} COLIS {t}",
)


def altered(text: str, luck: np.random.Generator) -> str:
    """A wording as another hand would have left it."""
    words = text.split()
    if len(words) > 2 and luck.random() < 0.4:
        words.pop(int(luck.integers(len(words))))
    if len(words) > 1 and luck.random() < 0.3:
        words.reverse()
    words = [_misspelt(word, luck) for word in words]
    frame = PACKED[luck.integers(len(PACKED))]
    return frame.format(t=" ".join(words), n=int(luck.integers(1, 5_000)))


def _misspelt(word: str, luck: np.random.Generator) -> str:
    chance = luck.random()
    if len(word) < 4 or chance > 0.45:
        return word
    place = int(luck.integers(1, len(word)))
    if chance < 0.12:
        return word[: max(3, place)]
    if chance < 0.25:
        return word[:place] + word[place + 1 :]
    return word[:place] + word[place - 1] + word[place:]


def tariff() -> pl.DataFrame:
    """Lines of the ECOWAS tariff in French and of the HS in English."""
    with (SHARED / "reference/tec_cedeao/tec_cedeao_sh2022_parsed.csv").open(encoding="utf-8") as stream:
        lines = [(row["code10"], row["designation_complete"]) for row in csv.DictReader(stream)]
    with (SHARED / "reference/hs/harmonized-system.csv").open(encoding="utf-8") as stream:
        lines += [
            (row["hscode"], row["description"]) for row in csv.DictReader(stream) if row["level"] == "6"
        ]
    days = [DAY - timedelta(days=number * 7919 % 1000) for number in range(len(lines))]
    return pl.DataFrame(
        {
            "declared_on": days,
            "description": [text for _, text in lines],
            "hs_code": [code for code, _ in lines],
        }
    )


def traders() -> pl.DataFrame:
    """Commercial descriptions and codes of the items of sample declarations."""
    rows = []
    for name in SAMPLES:
        text = (SHARED / "asycuda_sad" / name).read_text(encoding="utf-8", errors="replace")
        for item in re.findall(r"<Item>.*?</Item>", text, re.DOTALL):
            code = re.search(r"<Commodity_code>\s*(\d{4,})", item)
            said = re.search(r"<Commercial_Description>([^<]+)", item)
            if code and said:
                rows.append((DAY, said[1].replace("&amp;", "&"), code[1]))
    return pl.DataFrame(rows, schema=["declared_on", "description", "hs_code"], orient="row")


def quality() -> None:
    """The four comparisons."""
    for title, hands in (("simulated", False), ("simulated, by many hands", True)):
        rows = trade(hands=hands)
        since = rows["declared_on"].max() - timedelta(days=365)  # type: ignore[operator]
        compare(
            title, rows.filter(pl.col("declared_on") <= since), rows.filter(pl.col("declared_on") > since)
        )
    lines = tariff()
    odd = pl.col("hs_code").str.slice(0, 6).cast(pl.Int64, strict=False) * 7919 % 1000 < 500
    compare("tariff", lines.filter(odd), lines.filter(~odd))
    compare("traders", lines, traders())


def speed() -> None:
    """Seconds to learn from 200,000 descriptions, and to ask 10,000."""
    lines = tariff()
    luck = np.random.default_rng(3)
    rows = lines[luck.integers(len(lines), size=200_000)]
    short = [" ".join(goods_words(text).split()[:5]) for text in rows["description"]]
    rows = rows.with_columns(description=pl.Series([altered(text, luck) for text in short]))
    learn(rows[:2_000], seed=1)  # compiled before the clock starts
    start = time.perf_counter()
    model, card = learn(rows, seed=1)
    learned = time.perf_counter()
    asked = [altered(text, luck) for text in short[:10_000]]
    begun = time.perf_counter()
    model.propose(asked)
    done = time.perf_counter()
    print(
        f"{card.rows:,} descriptions, {card.texts:,} distinct, {card.headings:,} headings: learned twice "
        f"(held out, whole) in {learned - start:.1f} s, {len(model.weight):,} weights; "
        f"10,000 asked in {done - begun:.2f} s"
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--speed", action="store_true")
    if not parser.parse_args().speed:
        quality()
    speed()


if __name__ == "__main__":
    main()

"""Names written twice: Amont beside WRatio of rapidfuzz, at equal recall; and the speed of a register.

    .venv/bin/python -m bench.names              # figures on the families kept out of the product, and speed
    .venv/bin/python -m bench.names --learn      # coefficients of likeness, from the families of the product

Families and distinct pairs come from `name_variants.csv`, in the folder of shared facts beside the clone. The
product knows every other family of each kind, in the order of the file; the rest is kept out. Precision and
recall count pairs: those of one family against those of different ones, alone and inside whole names.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process, utils

from amont.engine.crosscheck.encoding import encode
from amont.engine.crosscheck.likeness import traits
from amont.engine.crosscheck.parts import parts_of
from amont.engine.crosscheck.rarity import UNCOUNTED
from amont.engine.crosscheck.register import REVIEW, agreement, register_of
from amont.engine.crosscheck.spellings import known_spellings
from amont.kernel.letters import plain

FILE = Path(__file__).resolve().parents[2] / "shared/domain/data/name_variants.csv"
RECALLS = (0.8, 0.9, 0.95)
SEED = 20261123


@dataclass(frozen=True)
class Pairs:
    """Pairs of names, and whether they are one."""

    left: list[str]
    right: list[str]
    same: np.ndarray

    def __add__(self, other: Pairs) -> Pairs:
        return Pairs(self.left + other.left, self.right + other.right, np.append(self.same, other.same))


def families(
    path: Path = FILE,
) -> tuple[dict[str, list[list[str]]], dict[str, list[list[str]]], list[list[str]]]:
    """Families of the product and those kept out, by kind; and the distinct pairs."""
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    words = {
        kind: [[row["canonical"], *row["variants"].split(";")] for row in rows if row["kind"] == kind]
        for kind in ("given", "family", "distinct")
    }
    product = {kind: words[kind][0::2] for kind in ("given", "family")}
    kept_out = {kind: words[kind][1::2] for kind in ("given", "family")}
    return product, kept_out, words["distinct"]


def alone(groups: Sequence[Sequence[str]], distinct: Iterable[Sequence[str]]) -> Pairs:
    """Every pair of words of one family, and every pair of words of two."""
    one = [pair for group in groups for pair in itertools.combinations(group, 2)]
    two = [
        pair for mine, theirs in itertools.combinations(groups, 2) for pair in itertools.product(mine, theirs)
    ]
    two += [(pair[0], pair[1]) for pair in distinct]
    left, right = zip(*one, *two, strict=True)
    return Pairs(list(left), list(right), np.arange(len(left)) < len(one))


FRAMES: tuple[tuple[str, str], ...] = (
    ("{word} {other}", "{word} {other}"),
    ("{word} {other}", "{other} {word}"),
    ("STE {word} ET FRERES SARL", "SOCIETE {word} & FRERES"),
    ("ETS {word} {other} IMPORT EXPORT", "{other} {word} IMP-EXP"),
    ("{word} COMMERCE GENERAL", "ETABLISSEMENTS {word} COM GEN"),
)


def framed(pairs: Pairs, groups: Sequence[Sequence[str]], *, seed: int) -> Pairs:
    """Each pair inside whole names of one frame, with one other name on both sides: the pair decides."""
    luck = np.random.default_rng(seed)
    left, right = [], []
    for mine, theirs in zip(pairs.left, pairs.right, strict=True):
        frame = FRAMES[luck.integers(len(FRAMES))]
        others = [group[0] for group in groups if mine not in group and theirs not in group]
        other = others[luck.integers(len(others))]
        left.append(frame[0].format(word=mine, other=other))
        right.append(frame[1].format(word=theirs, other=other))
    return Pairs(left, right, pairs.same)


def trial(*, kept_out: bool, seed: int = SEED) -> dict[str, Pairs]:
    """The pairs of the trial: words alone, whole names, both."""
    product, held, distinct = families()
    chosen = held if kept_out else product
    groups = [*chosen["given"], *chosen["family"]]
    words = alone(groups, distinct if kept_out else ())
    names = framed(words, groups, seed=seed)
    return {"words alone": words, "whole names": names, "both": words + names}


def precision_at(score: np.ndarray, same: np.ndarray, recall: float) -> float:
    """Precision at the highest threshold that reaches this recall."""
    threshold = np.sort(score[same])[::-1][int(np.ceil(recall * same.sum() - 1e-9)) - 1]
    taken = score >= threshold
    return float(same[taken].mean())


def of_amont(pairs: Pairs) -> np.ndarray:
    """Certainty of each pair."""
    return agreement(pairs.left, pairs.right)


def of_wratio(pairs: Pairs) -> np.ndarray:
    """WRatio after the same signs, accents and case are taken away: better for it than its own processor."""
    left, right = (
        [utils.default_process(plain(name)) for name in side] for side in (pairs.left, pairs.right)
    )
    return np.array([fuzz.WRatio(a, b) for a, b in zip(left, right, strict=True)])


def of_bare_wratio(pairs: Pairs) -> np.ndarray:
    """WRatio of the words that name, with our own forms, trades and links taken away first."""
    known = known_spellings()
    words = [[" ".join(parts_of(name, known).words) for name in side] for side in (pairs.left, pairs.right)]
    return np.array([fuzz.WRatio(a, b) for a, b in zip(*words, strict=True)])


SCORES = {"Amont": of_amont, "WRatio": of_wratio, "WRatio, bare": of_bare_wratio}


def figures(pairs: Pairs) -> dict[str, list[tuple[float, float]]]:
    """(recall, precision) of each, at the recall of ours at certainty 0.7 and on the curve."""
    scores = {name: score(pairs) for name, score in SCORES.items()}
    shown = float((scores["Amont"][pairs.same] >= REVIEW).mean())
    recalls = [shown, *RECALLS] if shown else RECALLS
    return {
        name: [(recall, precision_at(score, pairs.same, recall)) for recall in recalls]
        for name, score in scores.items()
    }


def learn() -> np.ndarray:
    """Coefficients of likeness: ridge logistic regression over the families of the product."""
    words = trial(kept_out=False)["words alone"]
    known = known_spellings()
    encoded = encode([parts_of(w, known) for w in words.left + words.right], known=known, rarity=UNCOUNTED)
    c, count = encoded.columns, len(words.left)
    one, other = c.piece[c.starts[:count]], c.piece[c.starts[count:-1]]
    x = np.array([
        traits(c.sound[i], c.length[i], c.sound[j], c.length[j])
        for i, j in zip(one, other, strict=True)
    ])  # fmt: skip
    return fitted(x, words.same.astype(float))


def fitted(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Newton steps; the constant is not drawn to zero."""
    ridge, at = np.diag([0.0, *[1.0] * (x.shape[1] - 1)]), np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ at))
        curve = (x * (p * (1 - p))[:, None]).T @ x + ridge
        at = at + np.linalg.solve(curve, x.T @ (y - p) - ridge @ at)
    return at


SYLLABLES = [
    "BA",
    "BE",
    "BI",
    "BO",
    "DA",
    "DE",
    "DI",
    "DO",
    "FA",
    "FE",
    "GA",
    "GO",
    "KA",
    "KE",
    "KO",
    "LA",
    "LE",
    "LO",
    "MA",
    "ME",
    "MO",
    "NA",
    "NE",
    "NI",
    "SA",
    "SE",
    "SO",
    "TA",
    "TE",
    "TO",
    "WA",
    "YA",
    "ZO",
]


def invented(count: int, *, seed: int) -> list[str]:
    """Names of firms and persons: common given names and families beside invented ones."""
    product, _, _ = families()
    luck = np.random.default_rng(seed)
    given, family = ([group[0] for group in product[kind]] for kind in ("given", "family"))
    made = ["".join(luck.choice(SYLLABLES, size=luck.integers(2, 5))) for _ in range(count // 4)]
    names = []
    for _ in range(count):
        rare = made[luck.integers(len(made))]
        frame = ("{g} {f}", "{g} {r}", "STE {r} SARL", "ETS {f} {r}", "{r} {f} IMPORT EXPORT")[
            luck.integers(5)
        ]
        names.append(frame.format(g=luck.choice(given), f=luck.choice(family), r=rare))
    return names


def speed(register: int, asked: int) -> None:
    """Seconds to make a register and to ask it, and what WRatio needs for a part of it."""
    names, asking = invented(register, seed=1), invented(asked, seed=2)
    register_of(names[:100], [str(n) for n in range(100)]).match(
        asking[:10]
    )  # compiled before the clock starts
    start = time.perf_counter()
    ready = register_of(names, [str(number) for number in range(register)])
    made = time.perf_counter()
    found = ready.match(asking)
    done = time.perf_counter()
    few = asking[:20]
    process.cdist(few, names, scorer=fuzz.WRatio, workers=2)
    peer = (time.perf_counter() - done) * asked / len(few)
    print(
        f"register of {register:,}: made in {made - start:.1f} s; "
        f"{asked:,} names asked in {done - made:.1f} s, "
        f"{sum(map(bool, found)):,} with a candidate; WRatio of all pairs would take {peer:,.0f} s"
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--learn", action="store_true")
    parser.add_argument("--product", action="store_true", help="the families of the product instead")
    parser.add_argument("--register", type=int, default=100_000)
    parser.add_argument("--names", type=int, default=10_000)
    asked = parser.parse_args()
    if asked.learn:
        print(np.round(learn(), 3).tolist())
        return
    for title, pairs in trial(kept_out=not asked.product).items():
        print(f"{title}: {int(pairs.same.sum())} pairs of one name, {int((~pairs.same).sum())} of two")
        for name, line in figures(pairs).items():
            print(f"  {name:14}" + "".join(f"  recall {r:.2f}: precision {p:.3f}" for r, p in line))
    speed(asked.register, asked.names)


if __name__ == "__main__":
    main()

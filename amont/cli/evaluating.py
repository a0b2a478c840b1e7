"""How good scores were, once results are known: `amont evaluate`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from amont.cli.tables import absent, read_table
from amont.engine.indicators.calibration import calibration_error
from amont.engine.indicators.ranking import Figure, better_of, figures
from amont.kernel.errors import AmontError

F64 = np.ndarray[tuple[int], np.dtype[np.float64]]
KEYS = ("Declaration ID", "reference")
SCORE, EXPECTED, CRITICAL = MINE = ("_score", "_expected_duty", "_critical")
RATES = {"importer_rate": ["importer"], "goods_origin_rate": ["hs_code", "origin"]}


class NoPairs(AmontError):
    """No score has a label: the two files speak of other declarations. Facts: scores, labels."""

    code = "evaluate.no_pairs"


class OneClass(AmontError):
    """All labels are alike: nothing can be ranked. Facts: label, count."""

    code = "evaluate.one_class"


@dataclass(frozen=True)
class Asked:
    """Columns of the labels. duty, critical, value: empty when not asked."""

    label: str
    critical: str = ""
    duty: str = ""
    value: str = ""


@dataclass(frozen=True)
class Line:
    """One ranking beside the others: what it is, how many cases there were to find, its figures."""

    name: str
    hits: int
    figures: tuple[Figure, ...]


def pairs(scores: pl.DataFrame, labels: pl.DataFrame, *, key: str) -> pl.DataFrame:
    """Labels with the score of the same declaration and item.

    Where one of the tables tells no item, a declaration has the strongest score of its items.
    """
    mine, theirs = _key(scores, key, "scores"), _key(labels, key, "labels")
    on = ["_key"]
    left = scores.with_columns(pl.col(mine).cast(pl.String).alias("_key")).drop(mine)
    right = labels.with_columns(pl.col(theirs).cast(pl.String).alias("_key"))
    if theirs == "item":
        right = right.drop("item")
    if "item" in left.columns and "item" in right.columns:
        left = left.with_columns(pl.col("item").cast(pl.Int64, strict=False))
        right = right.with_columns(pl.col("item").cast(pl.Int64, strict=False))
        on.append("item")
    else:
        strongest = [
            pl.col(name).cast(pl.Float64, strict=False).max() for name in MINE if name in left.columns
        ]
        left = left.group_by("_key", maintain_order=True).agg(strongest)
    found = right.join(left, on=on, how="inner", maintain_order="left")
    if not found.height:
        raise NoPairs(scores=scores.height, labels=labels.height)
    return found


def lines(table: pl.DataFrame, asked: Asked, *, seed: int) -> list[Line]:
    """The score beside the oracle, chance, and the simple rankings the tables allow."""
    hit = labelled(table, asked.label)
    duty = number(table, asked.duty) if asked.duty else None
    score = number(table, SCORE)
    perfect = hit if duty is None else hit + duty / (duty.max() + 1.0)
    rankings: dict[str, F64] = {"score": score}
    if EXPECTED in table.columns:
        rankings["expected_duty"] = number(table, EXPECTED)
        rankings["both"] = better_of(score, rankings["expected_duty"])
    rankings["oracle"] = perfect
    rankings["random"] = np.random.default_rng(seed).random(len(hit))
    if asked.value:
        rankings["value"] = number(table, asked.value)
    rankings |= {name: number(table, name) for name in RATES if name in table.columns}
    out = [_line(name, hit, ranking, duty, seed) for name, ranking in rankings.items()]
    return out + (_critical(table, asked.critical, score, seed) if asked.critical else [])


def _line(name: str, hit: F64, score: F64, duty: F64 | None, seed: int) -> Line:
    found = figures(hit, score, duty=duty, seed=seed)
    if name == "score" and score.min() >= 0 and score.max() <= 1:
        found += (calibration_error(hit, score, seed=seed),)
    return Line(name, int(hit.sum()), found)


def _critical(table: pl.DataFrame, label: str, score: F64, seed: int) -> list[Line]:
    """Threats to safety (level 2), ranked by the score and by the critical score where there is one."""
    level = number(table, label)
    grave = (level >= min(2.0, level.max())).astype(np.float64)
    if grave.sum() in (0, len(grave)):
        return []
    out = [_line("critical_by_score", grave, score, None, seed)]
    if CRITICAL in table.columns and number(table, CRITICAL).any():
        out.append(_line("critical_by_critical", grave, number(table, CRITICAL), None, seed))
    return out


def past_rates(table: pl.DataFrame, history: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """`table` with the past rates of the importer and of goods x origin, drawn to the mean by five results.

    history: canonical columns with outcomes. items: the labelled items in canonical columns.
    """
    if "offence" not in history.columns:
        return table
    known = history.filter(pl.col("offence").is_not_null())
    mean = float(known["offence"].sum()) / max(known.height, 1)
    keyed, found = items, []
    for name, key in RATES.items():
        if not set(key) <= set(items.columns) & set(known.columns):
            continue
        rate = (pl.col("offence").sum() + 5 * mean) / (pl.len() + 5)
        rates = known.group_by(key).agg(rate.alias(name))
        keyed = keyed.join(rates, on=key, how="left", maintain_order="left")
        found.append(pl.col(name).fill_null(mean))
    on = ["_key"]
    if "item" in items.columns and table.schema.get("item") == pl.Int64:
        on.append("item")
    told = keyed.with_columns(pl.col("reference").alias("_key")).select(*on, *found)
    return table.join(told.unique(on, maintain_order=True), on=on, how="left", maintain_order="left")


def with_labels(table: pl.DataFrame, label: str) -> pl.DataFrame:
    """The rows that have a label: what was not inspected is not compliant, it is unknown. ColumnAbsent."""
    if label not in table.columns:
        raise absent(label, table, file="LABELS")
    given = pl.col(label).cast(pl.String).str.strip_chars()
    return table.filter(given.is_not_null() & (given != ""))


def labelled(table: pl.DataFrame, name: str) -> F64:
    """1 for an offence, 0 for none. OneClass."""
    hit = (number(table, name) > 0).astype(np.float64)
    if hit.sum() in (0, len(hit)):
        raise OneClass(label=name, count=len(hit))
    return hit


def number(table: pl.DataFrame, name: str) -> F64:
    """A column as numbers, true and false as 1 and 0, 0 where empty. ColumnAbsent."""
    if name not in table.columns:
        raise absent(name, table, file="LABELS")
    column = table[name]
    if column.dtype == pl.String:
        column = column.replace({"true": "1", "false": "0", "True": "1", "False": "0"})
    return column.cast(pl.Float64, strict=False).fill_null(0).fill_nan(0).to_numpy().astype(np.float64)


def read_scores(path: Path, score: str) -> pl.DataFrame:
    """Scores of `--scores`, or a selection of `--out`; `score`: the column to rank by, found when empty."""
    table = read_table(path)
    named = next((name for name in (score, "score", "probability") if name and name in table.columns), None)
    if named is None or (score and named != score):
        raise absent(score or "score", table, file=path.name)
    given = {"expected_duty": EXPECTED, "critical": CRITICAL}
    keys = [name for name in (*KEYS, "item") if name in table.columns]
    extra = [pl.col(theirs).alias(ours) for theirs, ours in given.items() if theirs in table.columns]
    return table.select(*keys, pl.col(named).alias(SCORE), *extra)


def _key(table: pl.DataFrame, given: str, file: str) -> str:
    for name in (given, *KEYS) if given else KEYS:
        if name in table.columns:
            return name
    raise absent(given or KEYS[0], table, file=file)

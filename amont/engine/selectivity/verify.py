"""Does a day again from its proof, and names everything that differs.

Each value is compared with what it should be if all else stood: thresholds are solved again from the past,
    draws computed again from the secret, lanes decided again from these. So a value changed alone is named
    alone, where it can be. What no computation can know (a score, a condition met) is bound by the
    fingerprints when the items are given.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256

import numpy as np
import polars as pl

from amont.engine.selectivity.arrays import Codes
from amont.engine.selectivity.chance import SECRET_BYTES, Draws, draws_of, thinned
from amont.engine.selectivity.content import Declarations, declarations_of
from amont.engine.selectivity.hits import Hits, hits
from amont.engine.selectivity.lanes import CAUSES, NO_LANE, Candidates, decide
from amont.engine.selectivity.plan import LIMITS, digest
from amont.engine.selectivity.proof import (
    DRAWS,
    FLAGS,
    LANE_CODES,
    SCORES,
    Proof,
    digest_of_rows,
    hit_names,
    lane_codes,
)
from amont.engine.selectivity.solving import solve
from amont.engine.selectivity.thresholds import OfficeThresholds, Thresholds
from amont.kernel.findings import Finding, Severity, clip

# what is numbered -> codes of a number twice there, not there, beyond how many there were
NUMBERED = {
    "sequence": ("proof.sequence_doubled", "proof.sequence_missing", "proof.sequence_out_of_count"),
    "line": ("proof.line_doubled", "proof.line_missing", "proof.line_out_of_count"),
}


def verify(
    proof: Proof, *, secret: bytes | None = None, items: pl.DataFrame | None = None
) -> tuple[Finding, ...]:
    """Nothing when the day was as it says; else one finding for each thing changed.

    secret: as revealed; None: that of the proof, if it is there. Without a secret that fits the commitment
        the draws cannot be checked, and lanes are checked against the draws as written.
    items: the file of the day, in its order, for the fingerprints and the criteria.
    """
    found = [*_secret(proof, secret), *_digests(proof), *_completeness(proof)]
    solved, changed = _thresholds(proof)
    found += changed
    revealed = secret or proof.secret
    if revealed is not None and _commits(revealed) != proof.commitment:
        revealed = None
    rows = proof.rows.sort("line", maintain_order=True)
    found += _decisions(proof, rows, solved, revealed)
    if items is not None:
        found += _against_items(proof, rows, items)
    return tuple(found)


def _altered(
    code: str, path: str, *, value: object = "", line: int | None = None, **facts: object
) -> Finding:
    return Finding(code, Severity.REFUSE, path, clip(value), facts, line)


def _commits(secret: bytes) -> str:
    return sha256(secret).hexdigest() if len(secret) >= SECRET_BYTES else ""


def _secret(proof: Proof, secret: bytes | None) -> Iterator[Finding]:
    known = [one for one in (secret, proof.secret) if one is not None]
    if not known:
        yield Finding("proof.secret_not_revealed", Severity.NOTE, "secret")
    elif any(_commits(one) != proof.commitment for one in known):
        yield _altered(
            "proof.wrong_secret", "commitment", value=proof.commitment, expected=_commits(known[0])
        )


def _digests(proof: Proof) -> Iterator[Finding]:
    plan = proof.plan
    if (expected := digest(plan)) != proof.plan_digest:
        yield _altered("proof.plan_changed", "plan_digest", value=proof.plan_digest, expected=expected)
    if (expected := digest_of_rows(proof.rows)) != proof.rows_digest:
        yield _altered("proof.rows_changed", "rows_digest", value=proof.rows_digest, expected=expected)
    if plan.thresholds.valid_from > plan.day:
        yield _not_in_force("thresholds", plan.thresholds.version, plan.day)
    for criterion in plan.criteria:
        if not criterion.is_in_force(plan.day):
            yield _not_in_force(f"criteria/{criterion.id}", criterion.version, plan.day)


def _not_in_force(path: str, version: str, day: date) -> Finding:
    return _altered("proof.not_in_force", path, value=version, day=day)


def _completeness(proof: Proof) -> Iterator[Finding]:
    told = proof.rows.select("sequence", "reference", "content").unique()
    yield from _numbers(told["sequence"], name="sequence", last=proof.declarations)
    yield from _numbers(proof.rows["line"], name="line", last=proof.items)


def _numbers(numbers: pl.Series, *, name: str, last: int) -> Iterator[Finding]:
    """Numbers must be 1 to `last`, each once. A gap is one finding, however wide."""
    doubled, missing, out_of_count = NUMBERED[name]
    ranked = np.unique(numbers.to_numpy())
    for number in numbers.filter(numbers.is_duplicated()).unique(maintain_order=True).to_list():
        yield _altered(doubled, name, value=number, number=number)
    bounds = [0, *(ranked[(ranked >= 1) & (ranked <= last)].tolist()), last + 1]
    for before, after in zip(bounds, bounds[1:], strict=False):
        if after - before > 1:
            yield _altered(missing, name, value=before + 1, first=before + 1, last=after - 1)
    for number in ranked[(ranked < 1) | (ranked > last)].tolist():
        yield _altered(out_of_count, name, value=number, number=number, count=last)


def _thresholds(proof: Proof) -> tuple[Thresholds, list[Finding]]:
    plan, told = proof.plan, proof.plan.thresholds
    solved = solve(
        plan.past,
        shares=plan.shares,
        version=told.version,
        made_on=told.made_on,
        valid_from=told.valid_from,
    )
    expected = {row.office: row for row in solved.rows}
    found: list[Finding] = []
    for row in told.rows:
        found += _limits(row, expected.pop(row.office, None))
    for office in expected:
        found.append(
            _altered("proof.threshold_changed", f"thresholds/{office}", threshold="office", office=office)
        )
    return solved, found


def _limits(told: OfficeThresholds, solved: OfficeThresholds | None) -> Iterator[Finding]:
    path = f"thresholds/{told.office}"
    if solved is None:
        yield _altered("proof.threshold_changed", path, threshold="office", office=told.office)
        return
    for name in LIMITS:
        written, expected = getattr(told, name), getattr(solved, name)
        if written != expected:
            facts = {"office": told.office, "threshold": name, "expected": expected}
            yield _altered("proof.threshold_changed", f"{path}/{name}", value=written, **facts)


def _decisions(
    proof: Proof, rows: pl.DataFrame, thresholds: Thresholds, secret: bytes | None
) -> Iterator[Finding]:
    yield from _unknown_criteria(proof, rows)
    declarations = _declarations(rows)
    drawn = _written_draws(rows, declarations)
    selected = _hits(proof, rows, "selected")
    if secret is not None:
        drawn = draws_of(declarations, secret=secret)
        for name in DRAWS:
            yield from _changed(
                "proof.draw_changed", rows, name, pl.Series(getattr(drawn, name)[declarations.index])
            )
        selected = thinned(_hits(proof, rows, "hits"), secret=secret, declarations=declarations)
        yield from _changed("proof.selection_changed", rows, "selected", hit_names(selected))
    decision = decide(_candidates(rows, declarations), hits=selected, thresholds=thresholds, draws=drawn)
    lanes = lane_codes(decision.lane)
    causes = pl.Series([cause.value for cause in CAUSES]).gather(decision.cause)
    yield from _changed("proof.lane_changed", rows, "lane", lanes)
    yield from _changed("proof.cause_changed", rows, "cause", causes)
    of_declaration = lane_codes(decision.declaration_lane)
    yield from _changed("proof.declaration_lane_changed", rows, "declaration_lane", of_declaration)


def _changed(code: str, rows: pl.DataFrame, name: str, expected: pl.Series) -> Iterator[Finding]:
    places = np.flatnonzero(rows[name].ne_missing(expected).to_numpy())
    for place in places.tolist():
        row = rows.row(place, named=True)
        facts = {key: row[key] for key in ("sequence", "reference", "item")}
        yield _altered(
            code,
            f"line {row['line']}, {name}",
            value=row[name],
            line=row["line"],
            **facts,
            column=name,
            expected=expected[place],
        )


def _declarations(rows: pl.DataFrame) -> Declarations:
    key = ("sequence", "reference", "content")
    told = rows.select(key).unique(maintain_order=True).with_row_index("place")
    index = rows.select(key).join(told, on=key, how="left", nulls_equal=True, maintain_order="left")["place"]
    return Declarations(
        index=index.to_numpy().astype(np.int32),
        sequences=tuple(told["sequence"].to_list()),
        references=tuple(told["reference"].to_list()),
        contents=tuple(told["content"].to_list()),
    )


def _written_draws(rows: pl.DataFrame, declarations: Declarations) -> Draws:
    _, first = np.unique(declarations.index, return_index=True)
    return Draws(*(rows[name].to_numpy()[first] for name in DRAWS))


def _unknown_criteria(proof: Proof, rows: pl.DataFrame) -> Iterator[Finding]:
    known = [criterion.id for criterion in proof.plan.criteria]
    for column in ("hits", "selected"):
        told = _parted(rows.select("line", pl.col(column).alias("id")))
        for line, name in told.filter(~pl.col("id").is_in(known)).iter_rows():
            path = f"line {line}, {column}"
            yield _altered("proof.unknown_criterion", path, value=name, line=line, criterion=name)


def _hits(proof: Proof, rows: pl.DataFrame, column: str) -> Hits:
    row = pl.int_range(pl.len(), dtype=pl.Int32).alias("row")
    told = _parted(rows.select(row, pl.col(column).alias("id"))).unique()
    by_id = told.partition_by("id", as_dict=True, include_key=False)
    none = np.empty(0, dtype=np.int32)
    criteria = proof.plan.criteria
    found = {name: part["row"].sort().to_numpy() for (name,), part in by_id.items()}
    return Hits(criteria, tuple(found.get(criterion.id, none) for criterion in criteria), rows.height)


def _candidates(rows: pl.DataFrame, declarations: Declarations) -> Candidates:
    earlier: Codes = (
        rows["earlier_lane"]
        .replace_strict(LANE_CODES, list(range(len(LANE_CODES))), default=NO_LANE, return_dtype=pl.Int8)
        .to_numpy()
    )
    return Candidates(
        declaration=declarations.index,
        office=rows["office"],
        **{name: rows[name].fill_null(float("nan")).to_numpy() for name in SCORES},
        **{name: rows[name].to_numpy() for name in FLAGS},
        earlier_lane=earlier,
    )


def _against_items(proof: Proof, rows: pl.DataFrame, items: pl.DataFrame) -> Iterator[Finding]:
    if items.height != rows.height:
        yield _altered(
            "proof.other_file", "items", value=items.height, found=items.height, expected=rows.height
        )
        return
    declarations = declarations_of(items)
    contents = pl.Series(declarations.contents, dtype=pl.String).gather(declarations.index)
    yield from _changed("proof.content_changed", rows, "content", contents)
    met = hit_names(hits(proof.plan.criteria, items, on=proof.plan.day))
    yield from _changed("proof.hits_changed", rows, "hits", met)


def _parted(rows: pl.DataFrame) -> pl.DataFrame:
    """One row for each id of the column `id`."""
    met = rows.filter(pl.col("id") != "")
    return met.with_columns(pl.col("id").str.split(" ")).explode("id", empty_as_null=False, keep_nulls=False)

"""What is kept of a day so that anyone can do it again: the plan, the commitment, and one row for each item.

Before the secret is revealed the proof can be shown without it (`sealed`): thresholds and lanes can already
be checked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np
import polars as pl

from amont.engine.selectivity.arrays import Booleans, Codes
from amont.engine.selectivity.chance import Draws, commitment
from amont.engine.selectivity.content import Declarations
from amont.engine.selectivity.hits import Hits
from amont.engine.selectivity.lanes import CAUSES, Candidates, Decision
from amont.engine.selectivity.plan import Plan, canonical, digest
from amont.kernel.lanes import Lane

LANE_CODES = [lane.code for lane in sorted(Lane)]
DRAWS = ("random", "exploration", "operator", "spare")
SCORES = ("probability", "expected_duty", "critical", "uncertainty", "price_gap")
SLICE = 50_000
FLAGS = ("is_new_operator", "held", "blocked")

# line: place of the item in the day, from 1. item: number declared, if any. content: fingerprint of its
# declaration. hits: ids, parted by a blank, of the criteria whose condition is met; selected: those left once
# shares are drawn.
ROWS: dict[str, pl.DataType] = {
    "line": pl.Int64(),
    "sequence": pl.Int64(),
    "reference": pl.String(),
    "item": pl.Int64(),
    "office": pl.String(),
    "content": pl.String(),
    **dict.fromkeys(SCORES, pl.Float64()),
    **dict.fromkeys(FLAGS, pl.Boolean()),
    "earlier_lane": pl.String(),
    "hits": pl.String(),
    "selected": pl.String(),
    **dict.fromkeys(DRAWS, pl.Float64()),
    "lane": pl.String(),
    "cause": pl.String(),
    "declaration_lane": pl.String(),
}


@dataclass(frozen=True, slots=True)
class Proof:
    """One day, ready to be done again.

    commitment, plan_digest: what was published before the day; rows_digest: after it. secret: None until it
        is revealed.
    declarations, items: how many there were. rows: a table with the columns of ROWS.
    """

    plan: Plan
    plan_digest: str
    rows_digest: str
    commitment: str
    secret: bytes | None
    declarations: int
    items: int
    rows: pl.DataFrame

    def sealed(self) -> Proof:
        """The same without the secret."""
        return replace(self, secret=None)


def proof_of(
    plan: Plan,
    *,
    secret: bytes,
    item_numbers: pl.Series | None,
    declarations: Declarations,
    candidates: Candidates,
    met: Hits,
    draws: Draws,
    decision: Decision,
) -> Proof:
    """The proof of what was decided.

    item_numbers: the column `item` of the file. met: hits before shares are drawn. The rest: what `decide`
        took and gave.
    """
    rows = _rows(item_numbers, declarations, candidates, met=met, draws=draws, decision=decision)
    return Proof(
        plan=plan,
        plan_digest=digest(plan),
        rows_digest=digest_of_rows(rows),
        commitment=commitment(secret),
        secret=secret,
        declarations=len(declarations.references),
        items=rows.height,
        rows=rows,
    )


def _rows(
    item_numbers: pl.Series | None,
    declarations: Declarations,
    candidates: Candidates,
    *,
    met: Hits,
    draws: Draws,
    decision: Decision,
) -> pl.DataFrame:
    per_declaration = pl.DataFrame(
        {
            "sequence": pl.Series(declarations.sequences, dtype=pl.Int64),
            "reference": pl.Series(declarations.references, dtype=pl.String),
            "content": pl.Series(declarations.contents, dtype=pl.String),
            **{name: getattr(draws, name) for name in DRAWS},
        }
    )
    size = len(candidates)
    numbers = pl.repeat(None, size, dtype=pl.Int64, eager=True) if item_numbers is None else item_numbers
    columns = {
        "line": np.arange(1, size + 1),
        "item": numbers.cast(pl.Int64, strict=False),
        "office": candidates.office.cast(pl.String),
        **{name: pl.Series(scores).fill_nan(None) for name, scores in candidates.scores().items()},
        **{name: _flag(getattr(candidates, name), size) for name in FLAGS},
        "earlier_lane": _earlier(candidates.earlier_lane, size),
        "hits": hit_names(met),
        "selected": hit_names(decision.hits),
        "lane": lane_codes(decision.lane),
        "cause": pl.Series([cause.value for cause in CAUSES]).gather(decision.cause),
        "declaration_lane": lane_codes(decision.declaration_lane),
    }
    told = pl.DataFrame(columns).hstack(per_declaration[declarations.index])
    return told.select(pl.col(name).cast(dtype) for name, dtype in ROWS.items())


def digest_of_rows(rows: pl.DataFrame) -> str:
    """SHA-256 of the rows as they stand in the proof's text, one JSON list: published after the day."""
    whole = sha256(b"[")
    for place, part in enumerate(rows.select(*ROWS).iter_slices(SLICE)):
        whole.update(b"," * (place > 0 and part.height > 0))
        whole.update(canonical(part.rows())[1:-1].encode())
    whole.update(b"]")
    return whole.hexdigest()


def lane_codes(lanes: Codes) -> pl.Series:
    """Lane numbers as their codes."""
    return pl.Series(LANE_CODES).gather(lanes)


def hit_names(met: Hits) -> pl.Series:
    """For each row the ids of the criteria it meets, in their order, parted by a blank; empty for none."""
    rows, places = met.pairs
    ids = pl.Series([criterion.id for criterion in met.criteria], dtype=pl.String).gather(places)
    listed = (
        pl.DataFrame({"row": rows, "id": ids})
        .group_by("row", maintain_order=True)
        .agg(pl.col("id").str.join(" "))
    )
    every = pl.DataFrame({"row": pl.Series(np.arange(met.size, dtype=np.int32))})
    return every.join(listed, on="row", how="left", maintain_order="left")["id"].fill_null("")


def _flag(flags: Booleans | None, size: int) -> pl.Series:
    return pl.Series(np.zeros(size, dtype=np.bool_) if flags is None else flags)


def _earlier(lanes: Codes | None, size: int) -> pl.Series:
    known = np.full(size, -1, dtype=np.int8) if lanes is None else lanes
    codes = lane_codes(np.maximum(known, 0).astype(np.int8))
    return codes.to_frame("lane").select(pl.when(pl.Series(known >= 0)).then("lane"))["lane"]

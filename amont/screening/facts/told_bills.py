"""What others say of the bills of a voyage: names that resemble, words of goods, holds, earlier lanes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from amont.cargo.queries.punctuality import Share
from amont.cargo.queries.waiting import bills_naming
from amont.engine.crosscheck.register import Register, register_of
from amont.engine.wording.model import Wording
from amont.engine.wording.said import said_of
from amont.holds.models import OF_BILLS, HeldField
from amont.holds.queries import in_force
from amont.screening.facts.standing_bills import Known, codes_of
from amont.screening.models import Referral

SURE_ENOUGH = 0.7  # of a resemblance, below which nothing is said
Hold = tuple[str, str, str]  # field, value, ground
Resembling = tuple[str | None, float | None]  # key of a register, how sure
NEVER = Share(0, 0)
HITS = {"key": pl.Int64(), "hold": pl.Int32()}


@dataclass(frozen=True)
class Watch:
    """The holds of a day as a voyage meets them. names: those on names; hits: bill, place in `holds`."""

    holds: tuple[Hold, ...]
    names: Register | None
    hits: pl.DataFrame


def watch_over(voyage: int, known: Known) -> Watch:
    """The holds in force and the bills of a voyage that each names. A query for each hold.

    How rare a word is, is told by the register of operators: a watch list is too short for it.
    """
    holds = tuple(in_force(known.day, fields=OF_BILLS))
    named = [(value, ground) for field, value, ground in holds if field == HeldField.NAME]
    rarity = known.operators.rarity if known.operators.forms else None
    register = register_of([name for name, _ in named], [ground for _, ground in named], rarity=rarity)
    return Watch(holds, register if named else None, pl.concat(_hits(voyage, holds)))


def _hits(voyage: int, holds: Sequence[Hold]) -> list[pl.DataFrame]:
    found = [pl.DataFrame(schema=HITS)]
    for place, (field, value, _) in enumerate(holds):
        if field != HeldField.NAME:
            keys = bills_naming(field, value).filter(manifest=voyage).values_list("pk", flat=True)
            found.append(
                pl.DataFrame({"key": list(keys)}, schema={"key": pl.Int64()}).with_columns(
                    pl.lit(place, dtype=HITS["hold"]).alias("hold")
                )
            )
    return found


def operators_of(table: pl.DataFrame, known: Known) -> dict[str, Sequence[Any]]:
    """The operator that each consignee is, by its code, or may be, by its name."""
    operators = _coded(known.codes, table, _best(known.operators, table["consignee"].to_list()))
    return {
        "consignee_match": [key for key, _ in operators],
        "consignee_match_certainty": [certainty for _, certainty in operators],
    }


def told_of(table: pl.DataFrame, known: Known, watch: Watch) -> dict[str, Sequence[Any]]:
    """What all others say of these bills of a voyage."""
    descriptions = table["description"].to_list()
    offenders = _coded(codes_of(known.offenders), table, _worst(known.offenders, table))
    headings = _headings(known.wording, descriptions)
    agents = [known.counted.get(agent or "", NEVER) for agent in table["agent"].to_list()]
    return {
        "heading": [heading for heading, _ in headings],
        "heading_probability": [probability for _, probability in headings],
        "vague": [vague_of(text) for text in descriptions],
        "offender_match": [key for key, _ in offenders],
        "offender_match_certainty": [certainty or 0.0 for _, certainty in offenders],
        "listed": _listed(table, watch),
        "holds": _held(table, watch),
        "unanswered": _unanswered(table),
        "agent_counted": [one.n for one in agents],
        "agent_differed": [one.found for one in agents],
        "earlier_lane": table["lane"].to_list(),
    }


def vague_of(description: str) -> list[str]:
    """Words of a description that are too vague."""
    said = said_of(description)
    return list(said.hides_behind) or ([description[:40]] if said.is_vague and description else [])


def _headings(wording: Wording | None, descriptions: Sequence[str]) -> list[tuple[str | None, float | None]]:
    if wording is None:
        return [(None, None)] * len(descriptions)
    proposed = wording.propose(descriptions, most=1)
    return [(one[0].heading, one[0].probability) if one else (None, None) for one in proposed]


def _best(register: Register, names: Sequence[str]) -> list[Resembling]:
    """For each name the most certain of a register; nothing where the register or the name is empty."""
    if not register.forms:
        return [(None, None)] * len(names)
    found = register.match([name or "" for name in names], least=SURE_ENOUGH)
    return [(one[0].key, one[0].certainty) if one else (None, None) for one in found]


def _coded(codes: Collection[str], table: pl.DataFrame, resembling: Sequence[Resembling]) -> list[Resembling]:
    """A code that a register has is certain; a name that only resembles counts where there is none."""
    return [
        (code, 1.0) if code in codes else found
        for code, found in zip(table["consignee_code"].to_list(), resembling, strict=True)
    ]


def _worst(register: Register, table: pl.DataFrame) -> list[Resembling]:
    """The most certain resemblance among the parties of each bill; a consignee with a code is known by it."""
    uncoded = table.with_columns(
        pl.when(pl.col("consignee_code").is_null()).then(pl.col(name)).alias(name)
        for name in ("consignee", "notify")
    )
    each = [_best(register, uncoded[name].to_list()) for name in ("consignee", "shipper", "notify")]
    return [max(row, key=lambda one: one[1] or 0.0) for row in zip(*each, strict=True)]


def _listed(table: pl.DataFrame, watch: Watch) -> list[list[str]]:
    """Watched names that a party of each bill resembles, by the ground of the hold."""
    if watch.names is None:
        return [[] for _ in range(table.height)]
    found: list[set[str]] = [set() for _ in range(table.height)]
    for column in ("consignee", "shipper", "notify"):
        for place, (ground, _) in enumerate(_best(watch.names, table[column].to_list())):
            found[place] |= {ground} if ground else set()
    return [sorted(one) for one in found]


def _unanswered(table: pl.DataFrame) -> list[int]:
    """Questions to the carrier of each bill that are past their time. One query."""
    late = Referral.objects.unanswered().filter(bill__in=[int(key) for key in table["key"].to_list()])
    found = Counter(str(bill) for bill in late.values_list("bill", flat=True))
    return [found[key] for key in table["key"].to_list()]


def _held(table: pl.DataFrame, watch: Watch) -> list[list[str]]:
    """Grounds of the holds that name a bill, one of its boxes or of its parties, oldest first."""
    keys = {int(key): place for place, key in enumerate(table["key"].to_list())}
    found: list[list[str]] = [[] for _ in range(table.height)]
    for key, hold in watch.hits.filter(pl.col("key").is_in(list(keys))).iter_rows():
        found[keys[key]].append(watch.holds[hold][2])
    return found

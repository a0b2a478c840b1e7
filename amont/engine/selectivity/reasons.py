"""Why a lane was given when it was not the score: one reason for each stage that asked for something.

The facts fill the sentences; a criterion carries its own title in every language.
"""

from __future__ import annotations

from collections.abc import Iterator

from amont.engine.selectivity.chance import Draws
from amont.engine.selectivity.criteria import Criterion
from amont.engine.selectivity.lanes import Candidates, Decision
from amont.engine.selectivity.thresholds import Thresholds
from amont.kernel.lanes import Cause, Lane
from amont.kernel.reasons import Reason


def reasons_of(
    row: int, *, candidates: Candidates, decision: Decision, thresholds: Thresholds, draws: Draws
) -> tuple[Reason, ...]:
    """The reasons of one item that are no part of its score, in the order in which the stages ask."""
    lanes = {stage: Lane(int(asked[row])) for stage, asked in decision.asked.items() if asked[row] > 0}
    place = int(candidates.declaration[row])
    limits = thresholds.of(candidates.office[row])
    found: list[Reason] = []
    if Cause.BLOCK in lanes:
        found += blocked(candidates, row)
    if Cause.EARLIER in lanes:
        found.append(earlier(lanes[Cause.EARLIER]))
    if Cause.NEW_OPERATOR in lanes:
        drawn = float(draws.operator[place])
        found.append(new_operator(lanes[Cause.NEW_OPERATOR], draw=drawn, share=limits.new_operator))
    found += [criterion_hit(decision.hits.criteria[criterion]) for criterion in decision.hits.of(row)]
    if Cause.PRICE in lanes and candidates.price_gap is not None:
        found.append(price_low(float(candidates.price_gap[row])))
    if Cause.EXPLORATION in lanes:
        found.append(explored(float(draws.exploration[place])))
    if Cause.RANDOM in lanes:
        found.append(at_random(float(draws.random[place]), share=limits.random))
    return tuple(found)


def blocked(candidates: Candidates, row: int) -> Iterator[Reason]:
    """A hold or an alert stops the goods; a key fact nobody could read asks for the documents."""
    if candidates.blocked is not None and candidates.blocked[row]:
        yield Reason("data.blocked", Lane.RED)
    if candidates.held is not None and candidates.held[row]:
        yield Reason("data.held", Lane.YELLOW)


def earlier(lane: Lane) -> Reason:
    """An earlier version, or the declaration replaced, had this lane: nothing lightens it silently."""
    return Reason("earlier.lane", lane, {"lane": lane.code})


def new_operator(lane: Lane, *, draw: float, share: float) -> Reason:
    """draw, share: its own number, and the part of new operators that is inspected."""
    code = "operator.new_inspected" if lane is Lane.RED else "operator.new"
    return Reason(code, lane, {"draw": draw, "share": share})


def criterion_hit(criterion: Criterion) -> Reason:
    """facts: the criterion's id and version, its title by language (`title_fr`...)."""
    titles = {f"title_{language}": text for language, text in criterion.title.items()}
    facts: dict[str, object] = {"criterion": criterion.id, "version": criterion.version, **titles}
    return Reason("criterion.hit", criterion.lane, facts)


def price_low(gap: float) -> Reason:
    """gap: declared price / median of the file - 1; `below` is the same as a positive part."""
    return Reason("price.low_in_file", Lane.YELLOW, {"gap": gap, "below": -gap})


def explored(draw: float) -> Reason:
    """Inspected for what it teaches: the score is unsure of its like."""
    return Reason("chance.exploration", Lane.RED, {"draw": draw})


def at_random(draw: float, *, share: float) -> Reason:
    """Inspected whatever its score, to know the true rate of offences. Source: WCO SAFE, random selection."""
    return Reason("chance.random", Lane.RED, {"draw": draw, "share": share})

"""How long goods take to pass, and who held the clock, from the milestones of a time release study.

Source: the 18 milestones of the study (WCO Guide to measure the time required for the release of goods); the
holder of each wait is ours (evidence D): the one whose act ends it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Milestone(StrEnum):
    """What is passed, in the order of the study."""

    PRE_DOC_FIRST = "pre_doc_first"
    PRE_DOC_LAST = "pre_doc_last"
    MANIFEST_FILED = "manifest_filed"
    DECL_LODGED = "decl_lodged"
    ARRIVAL = "arrival"
    UNLOADED = "unloaded"
    TAKEN_OVER = "taken_over"
    LANE = "lane"
    ASSIGNED = "assigned"
    DOC_CHECK = "doc_check"
    INSPECT_START = "inspect_start"
    INSPECT_END = "inspect_end"
    OGA_RELEASE = "oga_release"
    ASSESSED = "assessed"
    PAID = "paid"
    RELEASED = "released"
    PORT_PAID = "port_paid"
    GATE_OUT = "gate_out"


class Holder(StrEnum):
    """Whose act is waited for."""

    TRADER = "trader"
    BANK = "bank"
    AGENCY = "agency"
    CUSTOMS = "customs"
    PORT = "port"


# Once the goods are there: the first of these that is not passed says who is waited for.
AWAITED: tuple[tuple[Milestone, Holder], ...] = (
    (Milestone.UNLOADED, Holder.PORT),
    (Milestone.TAKEN_OVER, Holder.PORT),
    (Milestone.PRE_DOC_FIRST, Holder.TRADER),
    (Milestone.PRE_DOC_LAST, Holder.AGENCY),
    (Milestone.DECL_LODGED, Holder.TRADER),
    (Milestone.LANE, Holder.CUSTOMS),
    (Milestone.ASSIGNED, Holder.CUSTOMS),
    (Milestone.DOC_CHECK, Holder.CUSTOMS),
    (Milestone.INSPECT_START, Holder.CUSTOMS),
    (Milestone.INSPECT_END, Holder.CUSTOMS),
    (Milestone.OGA_RELEASE, Holder.AGENCY),
    (Milestone.ASSESSED, Holder.CUSTOMS),
    (Milestone.PAID, Holder.TRADER),
    (Milestone.RELEASED, Holder.CUSTOMS),
    (Milestone.PORT_PAID, Holder.TRADER),
    (Milestone.GATE_OUT, Holder.PORT),
)
NOTHING = timedelta(0)
Instants = Mapping[Milestone, datetime]


@dataclass(frozen=True, slots=True)
class Wait:
    """Somebody held the clock from an instant to another, until what he did."""

    holder: Holder
    since: datetime
    until: datetime
    ended_by: Milestone

    @property
    def length(self) -> timedelta:
        """Never below zero."""
        return self.until - self.since


@dataclass(frozen=True, slots=True)
class Passage:
    """Goods from the day they were there to the gate. waits: without a gap, nobody twice in a row.

    is_early: declared before the goods came; None where one of the two is not known.
    """

    waits: tuple[Wait, ...]
    is_early: bool | None

    @property
    def total(self) -> timedelta:
        """The sum of all waits."""
        return sum((one.length for one in self.waits), NOTHING)

    def of(self, holder: Holder) -> timedelta:
        """How long he held the clock."""
        return sum((one.length for one in self.waits if one.holder is holder), NOTHING)


def passage(instants: Instants) -> Passage | None:
    """Who held the clock; None before the goods left. Milestones that nobody noted are left out."""
    start = instants.get(Milestone.ARRIVAL) or instants.get(Milestone.DECL_LODGED)
    end = instants.get(Milestone.GATE_OUT)
    if start is None or end is None:
        return None
    waits: list[Wait] = []
    bounds = sorted({at for at in instants.values() if start < at < end} | {start, max(start, end)})
    for since, until in zip(bounds, bounds[1:], strict=False):
        milestone, holder = _awaited(instants, since)
        if waits and waits[-1].holder is holder:
            waits[-1] = Wait(holder, waits[-1].since, until, milestone)
        else:
            waits.append(Wait(holder, since, until, milestone))
    return Passage(tuple(waits), _is_early(instants))


def _awaited(instants: Instants, at: datetime) -> tuple[Milestone, Holder]:
    """What is waited for just after an instant; the gate where all else is passed."""
    for milestone, holder in AWAITED:
        if milestone in instants and instants[milestone] > at:
            return milestone, holder
    return AWAITED[-1]


def _is_early(instants: Instants) -> bool | None:
    lodged, arrived = instants.get(Milestone.DECL_LODGED), instants.get(Milestone.ARRIVAL)
    return None if lodged is None or arrived is None else lodged <= arrived

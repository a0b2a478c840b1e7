"""What screening announces."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ModelLearned:
    """A model was trained; another person may let it decide."""

    model: int


@dataclass(frozen=True, slots=True)
class ModelPromoted:
    """A model decides from now on."""

    model: int


@dataclass(frozen=True, slots=True)
class DrawCommitted:
    """The fingerprint of a day's secret is published."""

    day: str
    commitment: str


@dataclass(frozen=True, slots=True)
class PlanSettled:
    """What decides on a day is settled, before the first draw that uses it."""

    day: str
    plan: int
    digest: str


@dataclass(frozen=True, slots=True)
class DrawRevealed:
    """The secret of a past day is shown: anyone may do its draws again."""

    day: str


@dataclass(frozen=True, slots=True)
class LimitsSolved:
    """Limits of targeting were solved for an office; another person may let them decide."""

    version: str


@dataclass(frozen=True, slots=True)
class WeightsLearned:
    """Weights of targeting were learned from results; another person may let them decide."""

    version: str


@dataclass(frozen=True, slots=True)
class PlanPromoted:
    """Limits or weights of targeting decide from tomorrow."""

    version: str


@dataclass(frozen=True, slots=True)
class PlanRetired:
    """Limits or weights of targeting decide no more from tomorrow, or never will."""

    version: str


@dataclass(frozen=True, slots=True)
class OrderGiven:
    """A container or a bill is to be scanned, inspected or let go. act: which of these."""

    order: int
    act: str


@dataclass(frozen=True, slots=True)
class OrderWithdrawn:
    """What was asked of a container or a bill is asked no more."""

    order: int
    act: str


@dataclass(frozen=True, slots=True)
class OrderAcknowledged:
    """The terminal has taken note of it."""

    order: int


@dataclass(frozen=True, slots=True)
class OrderMoved:
    """The terminal has brought it where it was asked."""

    order: int


@dataclass(frozen=True, slots=True)
class OrderDone:
    """Its image came, its result was recorded, or it was let go."""

    order: int
    act: str


# ---- what is asked of carriers


@dataclass(frozen=True, slots=True)
class ReferralAsked:
    """Customs asks the carrier something of a bill, or asks again. round: how many times by now."""

    referral: int
    bill: int
    kind: str
    round: int


@dataclass(frozen=True, slots=True)
class ReferralReminded:
    """Half the time of a referral is over, or all of it. is_over: all."""

    referral: int
    bill: int
    kind: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class ReferralAnswered:
    """The carrier answers: customs is content, or asks again."""

    referral: int
    bill: int
    kind: str


@dataclass(frozen=True, slots=True)
class ReferralEnded:
    """A referral is closed or withdrawn: nothing more is asked. state: which."""

    referral: int
    bill: int
    kind: str
    state: str

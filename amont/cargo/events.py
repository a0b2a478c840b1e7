"""What cargo announces."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MessageReceived:
    """A manifest or message is kept and waits to be read."""

    receipt: int


@dataclass(frozen=True, slots=True)
class ManifestAnnounced:
    """A version of a manifest is in force; the lanes of its new and changed bills are to be decided."""

    manifest: int
    version: int


@dataclass(frozen=True, slots=True)
class AmendmentProposed:
    """A carrier wants to change what has arrived: an officer decides."""

    manifest: int
    version: int


@dataclass(frozen=True, slots=True)
class AmendmentRefused:
    """An officer keeps the manifest as it is."""

    manifest: int
    version: int


@dataclass(frozen=True, slots=True)
class ManifestComplete:
    """All bills of a manifest are there."""

    manifest: int


@dataclass(frozen=True, slots=True)
class ManifestScreened:
    """Each bill of a manifest has its lane."""

    manifest: int


@dataclass(frozen=True, slots=True)
class ManifestArrived:
    """The means of transport is there."""

    manifest: int


@dataclass(frozen=True, slots=True)
class ManifestCancelled:
    """It does not come."""

    manifest: int


@dataclass(frozen=True, slots=True)
class AlertRaised:
    """Something is late, missing or doubtful."""

    alert: int
    kind: str


# ---- balances, take-over and differences


@dataclass(frozen=True, slots=True)
class BillDrawn:
    """Nothing is left of a bill that was taken over."""

    bill: int
    manifest: int


@dataclass(frozen=True, slots=True)
class BillGivenBack:
    """Something is left again of a bill of which nothing was."""

    bill: int
    manifest: int


@dataclass(frozen=True, slots=True)
class GoodsCounted:
    """A count is kept. differences: how many it raised."""

    take_over: int
    manifest: int
    differences: int


@dataclass(frozen=True, slots=True)
class ManifestTakenOver:
    """All its bills are counted, or declared not found."""

    manifest: int


@dataclass(frozen=True, slots=True)
class ManifestClosed:
    """Nothing is left of it, and no difference is undecided."""

    manifest: int


@dataclass(frozen=True, slots=True)
class ManifestReopened:
    """Something is left again, or a difference came up."""

    manifest: int


@dataclass(frozen=True, slots=True)
class DifferenceRaised:
    """What was found is not what was announced: the carrier is asked."""

    difference: int
    manifest: int
    kind: str


@dataclass(frozen=True, slots=True)
class DifferenceExplained:
    """The carrier says why: an officer decides."""

    difference: int


@dataclass(frozen=True, slots=True)
class DifferenceDecided:
    """A difference is accepted, or an offence."""

    difference: int
    manifest: int
    state: str


@dataclass(frozen=True, slots=True)
class OffenceFound:
    """A difference is an offence."""

    difference: int
    manifest: int
    kind: str


@dataclass(frozen=True, slots=True)
class BoxWeighed:
    """A weighbridge reports a box."""

    weighing: int
    manifest: int


@dataclass(frozen=True, slots=True)
class BoxScanned:
    """A scanner reports a box."""

    picture: int
    manifest: int

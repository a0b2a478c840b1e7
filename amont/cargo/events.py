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

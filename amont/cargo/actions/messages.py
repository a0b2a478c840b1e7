"""A message between its first reading and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from amont.cargo.models import ManifestVersion
from amont.formats.manifest.records import Voyage
from amont.kernel.agents import Agent
from amont.kernel.findings import Finding


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a file, as a first reading found it. place: from 0. counted: totals of its documents."""

    place: int
    kind: str
    version: str
    voyage: Voyage
    counted: dict[str, Any]
    bills: int
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """An officer agrees to a change after arrival."""

    version: ManifestVersion
    ground: str
    by: Agent


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message. state: applied, same, proposed or refused; code: of the refusal.

    reference: the message's own number.
    """

    state: str
    manifest: int | None = None
    version: int | None = None
    added: int = 0
    changed: int = 0
    cancelled: int = 0
    same: int = 0
    refused: int = 0
    code: str = ""
    reference: str = ""


def outcome_of(version: ManifestVersion) -> Outcome:
    """What became of a message whose version is written."""
    return Outcome(
        str(version.state),
        version.manifest_id,
        version.number,
        version.added,
        version.changed,
        version.cancelled,
    )

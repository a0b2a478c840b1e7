"""Shapes of what is announced, as the API gives it. Figures are numbers; what nobody said is null or ""."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


class CargoFinding(BaseModel):
    """What was noticed. pointer: into a JSON message (RFC 6901); path, line, segment, element: into another.

    severity: note, a doubt; hold, a fact is missing; refuse, it goes no further. bill: its document.
    """

    code: str
    severity: Literal["note", "hold", "refuse"]
    pointer: str | None = None
    path: str | None = None
    line: int | None = None
    segment: int | None = None
    element: int | None = None
    bill: str | None = None
    value: str | None = None
    detail: str


class OutcomeShown(BaseModel):
    """What became of one message of a file: documents added, changed, cancelled, same and refused."""

    model_config = ConfigDict(title="CargoOutcome")

    state: str
    code: str
    manifest: int | None
    version: int | None
    added: int
    changed: int
    cancelled: int
    same: int
    refused: int


class RefusalShown(BaseModel):
    """Why a file could not be read."""

    model_config = ConfigDict(title="CargoRefusal")

    code: str
    detail: str


class MessageShown(BaseModel):
    """A received file. state: waiting, read or refused. address: where to ask for it again."""

    model_config = ConfigDict(title="CargoMessage")

    id: int
    address: str
    state: str
    received_at: datetime
    read_at: datetime | None
    office: str
    kind: str
    messages: int
    bills: int
    events: int
    refused: int
    outcomes: list[OutcomeShown]
    refusal: RefusalShown | None
    findings: list[CargoFinding] | None = None
    findings_after: int | None = None


class AnsweredShown(BaseModel):
    """The answer to one message. registered_as: number of its manifest, "" for none."""

    model_config = ConfigDict(title="CargoAnswered")

    verdict: Literal["accepted", "in_part", "pending", "refused"]
    registered_as: str
    reference: str
    office: str
    voyage: str
    departed_on: date | None
    answered_at: datetime
    findings: list[CargoFinding]


class CargoAnswer(BaseModel):
    """The answer to a file, message by message."""

    message: int
    answers: list[AnsweredShown]


class ManifestShown(BaseModel):
    """A manifest as it stands. Counts and sums are those of its live bills."""

    model_config = ConfigDict(title="Manifest")

    id: int
    office: str
    voyage: str
    departed_on: date
    mode: str
    vessel: str
    imo: str
    carrier: str
    agent: str
    departure: str
    destination: str
    expected_at: datetime | None
    arrived_at: datetime | None
    announced_at: datetime
    complete_at: datetime | None
    state: str
    version: int
    bills: int
    containers: int
    packages: float | None
    gross_kg: float | None


class ManifestVersionShown(BaseModel):
    """One lodging. number: null until it is in force. message: the received file."""

    model_config = ConfigDict(title="ManifestVersion")

    number: int | None
    state: str
    function: str
    scope: str
    message: int
    lodged_at: datetime
    added: int
    changed: int
    cancelled: int


class ManifestWhole(ManifestShown):
    """A manifest and what was lodged of it, the last first."""

    model_config = ConfigDict(title="ManifestWhole")

    versions: list[ManifestVersionShown]


class Manifests(BaseModel):
    """Newest first. after: what to ask for the next page; null on the last."""

    manifests: list[ManifestShown]
    after: int | None


class BillShown(BaseModel):
    """A transport document. held: key facts are missing. lane: for officers alone, null until decided."""

    model_config = ConfigDict(title="Bill")

    id: int
    manifest: int
    number: str
    master: str
    place: int
    nature: str
    kind: str
    shipper: str
    consignee: str
    loading: str
    unloading: str
    destination: str
    description: str
    hs_code: str
    package_kind: str
    packages: float | None
    gross_kg: float | None
    containers: int
    held: bool
    cancelled: bool
    lane: str | None = None


class ChangeShown(BaseModel):
    """One thing that a version says otherwise."""

    model_config = ConfigDict(title="BillChange")

    path: list[str]
    before: str
    after: str


class PassageShown(BaseModel):
    """A bill in one version of its manifest."""

    model_config = ConfigDict(title="BillVersion")

    version: int | None
    change: str
    lodged_at: datetime
    changes: list[ChangeShown]


class BillWhole(BillShown):
    """A bill with all that its last version says, and how it came to be so."""

    model_config = ConfigDict(title="BillWhole")

    content: dict[str, Any]
    history: list[PassageShown]


class Bills(BaseModel):
    """In the order they were announced. after: what to ask for the next page; null on the last."""

    bills: list[BillShown]
    after: int | None


class EventShown(BaseModel):
    """What was reported of one container. manifest: the one that announces it, null where none does."""

    model_config = ConfigDict(title="CargoEvent")

    id: int
    kind: str
    container: str
    at: datetime
    office: str
    place: str
    terminal: str
    voyage: str
    vessel: str
    bill: str
    filling: str
    seals: list[str]
    gross_kg: float | None
    damage: str
    manifest: int | None


class Events(BaseModel):
    """Newest first. after: what to ask for the next page; null on the last."""

    events: list[EventShown]
    after: int | None

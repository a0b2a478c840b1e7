"""What happens to containers, as terminals and carriers report it; and messages that are only kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from amont.formats.manifest.records import Filling, Nature
from amont.kernel.findings import Finding


class EventKind(StrEnum):
    """What happened, or what is ordered."""

    DISCHARGED = "discharged"
    LOADED = "loaded"
    GATE_IN = "gate_in"
    GATE_OUT = "gate_out"
    RELEASED = "released"  # may leave: order to the depot or terminal
    AWAITED = "awaited"  # may come in: order to accept it
    ANNOUNCED = "announced"  # on its way
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class ContainerEvent:
    """One event of one container; the hour is the sender's own, without a zone.

    container: "" for an order that names none. place: port or depot; terminal: the quay within it. nature:
    why it moves, UNKNOWN when unsaid. damage: words of the sender. reference: number of the message.
    """

    kind: EventKind
    container: str
    filling: Filling = Filling.UNKNOWN
    at: datetime | None = None
    place: str = ""
    terminal: str = ""
    voyage: str = ""
    vessel: str = ""
    imo: str = ""
    call_sign: str = ""
    carrier: str = ""
    type_code: str = ""
    nature: Nature = Nature.UNKNOWN
    bill: str = ""
    booking: str = ""
    loading: str = ""
    unloading: str = ""
    seals: tuple[str, ...] = ()
    gross_kg: Decimal | None = None
    tare_kg: Decimal | None = None
    damage: str = ""
    description: str = ""
    reference: str = ""
    extras: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = field(default=(), compare=False)
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Other:
    """A message that is recognised and kept, not applied.

    segments: how many, its envelope included. containers: those it names, as they are compared.
    """

    kind: str
    version: str
    reference: str = ""
    segments: int = 0
    containers: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()
    line: int | None = field(default=None, compare=False)

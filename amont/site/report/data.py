"""What a screening reports: facts without language, made by the command, shown by the page.

Shares, rates and scores are floats from 0 to 1. Lists come sorted as they are to be shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from amont.kernel.findings import Finding, Severity
from amont.kernel.lanes import Cause, Lane
from amont.kernel.money import Money
from amont.kernel.reasons import Reason

Titled = str | Mapping[str, str]  # one text for all, or {fr, en, pt}


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file as received. kind: SAD XML, CSV...; encoding to decimal: empty where they mean nothing."""

    name: str
    kind: str
    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    rows: int = 0
    refused: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True)
class FindingCount:
    """How many times one thing was noticed."""

    code: str
    severity: Severity
    count: int


@dataclass(frozen=True, slots=True)
class FileFinding:
    """A finding and the name of its file."""

    file: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class LaneCount:
    """What one lane received. A declaration has the strictest lane of its items."""

    lane: Lane
    declarations: int
    items: int


@dataclass(frozen=True, slots=True)
class LaneCause:
    """Items of one lane by what decided it."""

    lane: Lane
    cause: Cause
    items: int


@dataclass(frozen=True, slots=True)
class OfficeLoad:
    """One office. selected: declarations by lane. capacity: inspections asked for, None: no limit."""

    office: str
    declarations: int
    selected: Mapping[Lane, int]
    capacity: int | None = None
    name: Titled = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Shares of declarations to inspect: in all, by chance, to explore. seed None: secret until later."""

    inspect: float
    random: float
    explore: float
    seed: int | None = None
    commitment: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Metric:
    """A measure of the score on a period it had not seen. name: auc, average_precision, ece, or another."""

    name: str
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PrecisionAt:
    """Offences among the `share` best scored. oracle: the most one could find; random: chance alone."""

    share: float
    value: float
    low: float
    high: float
    oracle: float
    random: float


@dataclass(frozen=True, slots=True)
class CalibrationPoint:
    """Predicted and observed share of offences in a group of `n` items."""

    predicted: float
    observed: float
    n: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Feature:
    """What the score looks at. gain: its part of what the score learnt, any unit, the same for all."""

    name: str
    group: str
    gain: float
    title: Titled = ""


@dataclass(frozen=True, slots=True)
class ModelCard:
    """Where the score comes from. tested_*: the later period on which it was measured, when there is one."""

    name: str
    version: str
    learnt_from: date
    learnt_to: date
    rows: int
    inspected: int
    offences: Rate
    data_hash: str
    metrics: tuple[Metric, ...] = ()
    precision: tuple[PrecisionAt, ...] = ()
    calibration: tuple[CalibrationPoint, ...] = ()
    features: tuple[Feature, ...] = ()
    tested_from: date | None = None
    tested_to: date | None = None
    tested: int | None = None


@dataclass(frozen=True, slots=True)
class NoScore:
    """Why no score was possible (a code and its facts), and what chose instead."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    used: tuple[Cause, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreBin:
    """Items whose score lies from `low` to `high`, and how many of them were selected."""

    low: float
    high: float
    count: int
    selected: int


@dataclass(frozen=True, slots=True)
class Threshold:
    """Score from which a lane is given."""

    lane: Lane
    score: float


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """How many selected items have a reason. label: short text, empty to use the house's."""

    code: str
    count: int
    label: Titled = ""


@dataclass(frozen=True, slots=True)
class CriterionHits:
    """One criterion: items it fits, items whose lane it decided."""

    code: str
    title: Titled
    hits: int
    selected: int


@dataclass(frozen=True, slots=True)
class SelectedItem:
    """One selected item. probability None without score; expected_duty: duty at stake times probability."""

    reference: str
    item: int
    office: str
    importer: str
    hs_code: str
    description: str
    origin: str
    lane: Lane
    cause: Cause
    probability: float | None = None
    expected_duty: Money | None = None
    critical: float | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """Time one stage took. name: read, profiles, learning, score, lanes, write, or another, shown bare."""

    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Proof:
    """What lets a third party recompute the draws. recompute: the command to run, or empty."""

    commitment: str
    draws: int
    recompute: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningReport:
    """One screening. selected: the first items, ranked; selected_items: how many there are in all."""

    title: Titled
    day: date
    version: str
    files: tuple[FileRead, ...]
    finding_counts: tuple[FindingCount, ...]
    findings: tuple[FileFinding, ...]
    lanes: tuple[LaneCount, ...]
    causes: tuple[LaneCause, ...]
    offices: tuple[OfficeLoad, ...]
    settings: Settings
    model: ModelCard | None
    no_score: NoScore | None
    bins: tuple[ScoreBin, ...]
    thresholds: tuple[Threshold, ...]
    reasons: tuple[ReasonCount, ...]
    criteria: tuple[CriterionHits, ...]
    selected: tuple[SelectedItem, ...]
    selected_items: int
    stages: tuple[Stage, ...]
    proof: Proof
    expected_duty: Money | None = None

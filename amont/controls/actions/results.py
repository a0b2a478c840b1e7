"""What may be said of an item: a result that contradicts itself is refused, with its field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal

from amont.controls.models import ItemResult, OffenceKind, Outcome
from amont.declarations.models import Item
from amont.kernel.errors import AmontError

DECLARED = {
    "found_packages": "packages",
    "found_net_kg": "net_kg",
    "found_hs_code": "hs_code",
    "found_origin": "origin",
    "found_value": "customs_value",
}
FIGURES = ("found_packages", "found_net_kg", "found_value", "duty_before", "duty_after", "fine")
FAULTS = (Outcome.OFFENCE, Outcome.MINOR)
MOST_DIGITS = 20  # of a figure found: beyond, a slip of the finger
LONGEST_REMARK = 1_000
HS_CODE = re.compile(r"\d{4,11}")
ORIGIN = re.compile(r"[A-Z]{2}")
BLANKS = re.compile(r"[\s.\u00a0\u202f]+")


@dataclass(frozen=True, slots=True)
class Found:
    """The short form for one item. outcome: empty while undecided. Figures: None where not measured."""

    outcome: str = ""
    offence_kind: str = ""
    threatens_safety: bool = False
    found_packages: Decimal | None = None
    found_net_kg: Decimal | None = None
    found_hs_code: str = ""
    found_origin: str = ""
    found_value: Decimal | None = None
    duty_before: Decimal | None = None
    duty_after: Decimal | None = None
    fine: Decimal | None = None
    remark: str = ""


class ResultRefused(AmontError):
    """What was said of an item does not hold. field: the answer to look at again."""

    code = "control.result_refused"
    field = ""


class OutcomeUnknown(ResultRefused):
    """The result is none of the four."""

    code = "control.outcome_unknown"
    field = "outcome"


class KindMissing(ResultRefused):
    """An offence is about something."""

    code = "control.kind_missing"
    field = "offence_kind"


class KindWithoutFault(ResultRefused):
    """What is compliant or was not looked at bears no kind of offence."""

    code = "control.kind_without_fault"
    field = "outcome"


class CompliantWithGaps(ResultRefused):
    """Something differs from the declaration, or is owed: it is not compliant."""

    code = "control.compliant_with_gaps"
    field = "outcome"


class NotInspectedWithFindings(ResultRefused):
    """What was not looked at cannot have been found different."""

    code = "control.not_inspected_with_findings"
    field = "outcome"


class ThreatWithoutOffence(ResultRefused):
    """A threat to safety is an offence."""

    code = "control.threat_without_offence"
    field = "outcome"


class DutyBeforeMissing(ResultRefused):
    """Duties after say nothing without those before."""

    code = "control.duty_before_missing"
    field = "duty_before"


class FigureImpossible(ResultRefused):
    """A figure found is below zero or beyond all measure. Facts: name."""

    code = "control.figure_impossible"

    def __init__(self, **facts: object) -> None:
        super().__init__(**facts)
        self.field = str(facts.get("name", ""))


class HsCodeUnreadable(ResultRefused):
    """A commodity code is 4 to 11 digits."""

    code = "control.hs_code_unreadable"
    field = "found_hs_code"


class OriginUnreadable(ResultRefused):
    """A country is two letters."""

    code = "control.origin_unreadable"
    field = "found_origin"


def noted(found: Found, item: Item) -> Found:
    """As it is kept: what equals the declaration is no finding, duties before count with those after only."""
    kept = {one.name: getattr(found, one.name) for one in fields(found)}
    kept["found_hs_code"] = BLANKS.sub("", found.found_hs_code)
    kept["found_origin"] = found.found_origin.strip().upper()
    for name, column in DECLARED.items():
        declared = getattr(item, column)
        if kept[name] == (BLANKS.sub("", declared) if isinstance(declared, str) else declared):
            kept[name] = None if name in FIGURES else ""
    if found.duty_after is None:
        kept["duty_before"] = None
    kept["remark"] = found.remark.replace("\0", "").strip()[:LONGEST_REMARK]
    return Found(**kept)


def refusals(found: Found) -> Iterator[ResultRefused]:
    """Everything that does not hold, answer by answer; nothing when it may be kept."""
    if found.outcome not in ("", *Outcome.values) or found.offence_kind not in ("", *OffenceKind.values):
        yield OutcomeUnknown()
        return
    for name in FIGURES:
        value = getattr(found, name)
        if value is not None and (not value.is_finite() or value < 0 or value.adjusted() >= MOST_DIGITS):
            yield FigureImpossible(name=name)
    if found.found_hs_code and not HS_CODE.fullmatch(found.found_hs_code):
        yield HsCodeUnreadable()
    if found.found_origin and not ORIGIN.fullmatch(found.found_origin):
        yield OriginUnreadable()
    if found.duty_after is not None and found.duty_before is None:
        yield DutyBeforeMissing()
    yield from _of_outcome(found)


def _of_outcome(found: Found) -> Iterator[ResultRefused]:
    """What the result forbids: one refusal at most for the result itself."""
    if found.outcome == Outcome.OFFENCE and not found.offence_kind:
        yield KindMissing()
    if found.threatens_safety and found.outcome not in (Outcome.OFFENCE, ""):
        yield ThreatWithoutOffence()
    elif found.outcome == Outcome.NOT_INSPECTED and has_findings(found):
        yield NotInspectedWithFindings()
    elif found.outcome == Outcome.COMPLIANT and has_findings(found):
        yield CompliantWithGaps()
    elif found.outcome in (Outcome.COMPLIANT, Outcome.NOT_INSPECTED) and found.offence_kind:
        yield KindWithoutFault()


def has_findings(found: Found) -> bool:
    """Does it say that something differs, or is owed?"""
    owed = (found.duty_after, found.fine)
    return any(getattr(found, name) not in (None, "") for name in DECLARED) or any(
        one is not None for one in owed
    )


def found_in(result: ItemResult) -> Found:
    """A kept result, as it was said."""
    return Found(**{one.name: getattr(result, one.name) for one in fields(Found)})

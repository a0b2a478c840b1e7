"""What rows mean to the engine: the number of a draw, the label of a result, the fingerprint of an act."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256

from amont.controls.models import Control, ItemResult, OffenceKind, Outcome, Photo
from amont.engine.selectivity.chance import draw
from amont.screening.actions.labelling import Result

PURPOSE = "assign"
SAFETY, GRAVE, NOT_GRAVE = 2, 1, 0
NOTHING = Decimal(0)


def officer_number(secret: bytes, *, reference: str, number: int) -> float:
    """The number from 0 to 1 that draws an officer: anybody computes it again once the day's secret is shown.

    It is the first of the four of `chance.draw`, over the text "number|assign|reference"; number is 0 for the
    first officer of a declaration, then how often another one was drawn. The version is no part of it: who
    amends a declaration draws nobody else.
    """
    return draw(secret, sequence=number, reference=PURPOSE, content=reference).random


def drawn(candidates: Sequence[str], number: float) -> str:
    """The candidate that a number points to: each has the same chance, whatever he has to do already."""
    return candidates[int(number * len(candidates))]


def label_of(result: ItemResult) -> Result:
    """What a result teaches. What was not inspected teaches nothing, and is never compliant."""
    if result.outcome == Outcome.NOT_INSPECTED:
        return Result(result.item_id, False, None, None, None)
    return Result(
        item=result.item_id,
        is_inspected=True,
        offence=int(result.outcome == Outcome.OFFENCE),
        critical=_critical(result),
        duty_recovered=recovered(result),
    )


def _critical(result: ItemResult) -> int:
    if result.threatens_safety:
        return SAFETY
    return GRAVE if result.offence_kind == OffenceKind.PROHIBITED else NOT_GRAVE


def recovered(result: ItemResult) -> Decimal:
    """What the control brought: the rise of duties, never below zero, and the fine."""
    rise = (result.duty_after or NOTHING) - (result.duty_before or NOTHING)
    return max(rise if result.duty_after is not None else NOTHING, NOTHING) + (result.fine or NOTHING)


def digest_of(control: Control, *, results: Iterable[ItemResult], photos: Iterable[Photo]) -> str:
    """Fingerprint of an act: it changes when anything signed changes."""
    told = {
        "version": control.version_id,
        "officer": control.officer,
        "started_at": _instant(control.started_at),
        "closed_at": _instant(control.closed_at),
        **{name: getattr(control, name) for name in SIGNED},
        "results": [_told(one) for one in sorted(results, key=lambda one: one.item_id)],
        "photos": sorted(photo.sha256 for photo in photos),
    }
    return sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


SIGNED = ("minutes", "means", "conclusion", "case_reference", "others", "redraws")
SIGNED_RESULT = (
    "outcome", "offence_kind", "threatens_safety", "found_hs_code", "found_origin", "remark", "by",
)  # fmt: skip
SIGNED_FIGURES = ("found_packages", "found_net_kg", "found_value", "duty_before", "duty_after", "fine")


def _told(result: ItemResult) -> Mapping[str, object]:
    figures = {name: _figure(getattr(result, name)) for name in SIGNED_FIGURES}
    return {"item": result.item_id, **{name: getattr(result, name) for name in SIGNED_RESULT}, **figures}


def _figure(value: Decimal | None) -> str | None:
    return None if value is None else format(value.normalize(), "f")


def _instant(value: datetime | None) -> str | None:
    return None if value is None else value.astimezone(UTC).isoformat()

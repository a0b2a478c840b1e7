"""Criteria: what analysts ask of declarations, each with its owner, its days, its lane and its condition.

A criterion may only make a lane stricter, so green cannot be asked. Source: UNCTAD ASYCUDA selectivity
(criteria with a share of chance per lane); every criterion here expires or is renewed by its owner.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from amont.engine.selectivity.conditions import Condition, condition_from, day_from, raw_of
from amont.engine.selectivity.refusals import (
    CriterionDaysReversed,
    CriterionMissingKey,
    CriterionOverlap,
    CriterionUnknownKey,
    CriterionWrongValue,
    is_writable,
    shown,
)
from amont.kernel.lanes import Lane, Language

REQUIRED = ("id", "version", "title", "owner", "from", "lane", "condition")
OPTIONAL = ("to", "share", "ground", "source", "evidence")
IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")  # no "|": it parts the text that is drawn upon
LANES = {lane.code: lane for lane in Lane if lane is not Lane.GREEN}


@dataclass(frozen=True, slots=True)
class Criterion:
    """One version of one criterion.

    title: language -> sentence, in every language of Amont.
    valid_from, valid_to: first and last day in force, both included; None: until renewed.
    share: part of the declarations that meet the condition which it really selects, by draw.
    ground, source, evidence: why it exists, where that is written, how well it is known; free text of the
        pack.
    """

    id: str
    version: str
    title: Mapping[str, str]
    owner: str
    valid_from: date
    valid_to: date | None
    lane: Lane
    share: float
    condition: Condition
    ground: str = ""
    source: str = ""
    evidence: str = ""

    def is_in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def criterion_from(raw: Mapping[str, object]) -> Criterion:
    """A criterion as a country pack writes it; see REQUIRED and OPTIONAL for its keys.

    CriterionMissingKey, CriterionUnknownKey, CriterionWrongValue, CriterionDaysReversed, and all of
    `condition_from`.
    """
    if not isinstance(raw, Mapping):
        raise CriterionWrongValue(criterion="", key="criterion", value=shown(raw))
    name = shown(raw.get("id", ""))
    for key in raw:
        if key not in REQUIRED + OPTIONAL:
            raise CriterionUnknownKey(criterion=name, key=shown(key))
    for key in REQUIRED:
        if raw.get(key) is None:
            raise CriterionMissingKey(criterion=name, key=key)
    valid_from, valid_to = _day(raw, "from"), None if raw.get("to") is None else _day(raw, "to")
    if valid_to is not None and valid_to < valid_from:
        raise CriterionDaysReversed(criterion=name, valid_from=valid_from, valid_to=valid_to)
    lane = raw["lane"]
    if not isinstance(lane, str) or lane not in LANES:
        raise CriterionWrongValue(criterion=name, key="lane", value=shown(lane))
    return Criterion(
        id=_identifier(raw),
        version=_version(raw),
        title=_title(raw),
        owner=_text(raw, "owner"),
        valid_from=valid_from,
        valid_to=valid_to,
        lane=LANES[lane],
        share=_share(raw),
        condition=condition_from(raw["condition"], criterion=name),
        **{key: _text(raw, key) for key in OPTIONAL[2:] if raw.get(key) not in (None, "")},
    )


def raw_criterion(criterion: Criterion) -> dict[str, object]:
    """The criterion as a country pack would write it; `criterion_from` of it gives an equal one."""
    optional = {"ground": criterion.ground, "source": criterion.source, "evidence": criterion.evidence}
    return {
        "id": criterion.id,
        "version": criterion.version,
        "title": dict(criterion.title),
        "owner": criterion.owner,
        "from": criterion.valid_from.isoformat(),
        "to": None if criterion.valid_to is None else criterion.valid_to.isoformat(),
        "lane": criterion.lane.code,
        "share": criterion.share,
        "condition": raw_of(criterion.condition),
        **{key: text for key, text in optional.items() if text},
    }


def refuse_overlaps(criteria: Iterable[Criterion]) -> None:
    """CriterionOverlap when two versions of one criterion share a day: nobody could say which was meant."""
    versions: dict[str, list[Criterion]] = {}
    for criterion in criteria:
        versions.setdefault(criterion.id, []).append(criterion)
    for several in versions.values():
        several.sort(key=lambda one: one.valid_from)
        for one, following in zip(several, several[1:], strict=False):
            if one.valid_to is None or following.valid_from <= one.valid_to:
                raise CriterionOverlap(criterion=one.id, version=one.version, other=following.version)


def _wrong(raw: Mapping[str, object], key: str) -> CriterionWrongValue:
    return CriterionWrongValue(criterion=shown(raw.get("id", "")), key=key, value=shown(raw[key]))


def _text(raw: Mapping[str, object], key: str) -> str:
    value = raw[key]
    if not isinstance(value, str) or not value.strip() or not is_writable(value):
        raise _wrong(raw, key)
    return value


def _identifier(raw: Mapping[str, object]) -> str:
    if not IDENTIFIER.fullmatch(value := _text(raw, "id")):
        raise _wrong(raw, "id")
    return value


def _version(raw: Mapping[str, object]) -> str:
    value = raw["version"]
    written = str(value) if isinstance(value, int) and not isinstance(value, bool) else _text(raw, "version")
    if not IDENTIFIER.fullmatch(written):
        raise _wrong(raw, "version")
    return written


def _title(raw: Mapping[str, object]) -> dict[str, str]:
    title = raw["title"]
    if not isinstance(title, Mapping) or set(title) != {language.value for language in Language}:
        raise _wrong(raw, "title")
    return {language.value: _text(title, language.value) for language in Language}


def _day(raw: Mapping[str, object], key: str) -> date:
    if (day := day_from(raw[key])) is None:
        raise _wrong(raw, key)
    return day


def _share(raw: Mapping[str, object]) -> float:
    if (value := raw.get("share")) is None:
        return 1.0
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
        raise _wrong(raw, "share")
    return float(value)

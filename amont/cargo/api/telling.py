"""Rows as the API tells them, to those eyes that may see the lane or may not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from amont.cargo.api.shapes import (
    AnsweredShown,
    BillShown,
    CargoFinding,
    ChangeShown,
    EventShown,
    ManifestShown,
    MessageShown,
    OutcomeShown,
    PassageShown,
    RefusalShown,
)
from amont.cargo.models import Bill, BoxEvent, CargoReceipt, Manifest
from amont.cargo.queries.sheets import Passage
from amont.edge.api.bodies import pointer_of
from amont.edge.routes import Words
from amont.formats.manifest.answers import Answer
from amont.kernel.findings import Finding
from amont.kernel.lanes import Lane

STEP = re.compile(r"([^\[\]]+)(?:\[(\d+)\])?")  # `bills[3]`: places are counted from 1
OF_NO_PLACE = ("", "-")


def message(row: CargoReceipt, *, address: str, words: Words) -> MessageShown:
    """A received file, without its findings."""
    hidden = ("address", "outcomes", "refusal", "findings", "findings_after")
    facts = {name: getattr(row, name) for name in MessageShown.model_fields if name not in hidden}
    outcomes = [
        OutcomeShown(**{name: one[name] for name in OutcomeShown.model_fields}) for one in row.outcome
    ]
    return MessageShown(**facts, address=address, outcomes=outcomes, refusal=_refusal(row, words))


def _refusal(row: CargoReceipt, words: Words) -> RefusalShown | None:
    if row.refusal is None:
        return None
    code = str(row.refusal.get("code", ""))
    return RefusalShown(code=code, detail=words.sentence(code, row.refusal.get("facts") or {}))


def finding(one: Finding, *, is_json: bool, words: Words) -> CargoFinding:
    """A finding with its sentence and its place."""
    severity: Any = one.severity.name.lower()
    return CargoFinding(
        code=one.code, severity=severity, detail=sentence(one, words), **_place(one, is_json=is_json)
    )


def sentence(one: Finding, words: Words) -> str:
    """What a finding says to its reader."""
    return words.sentence(one.code, {"path": one.path, "value": one.value, "line": one.line, **one.facts})


def _place(one: Finding, *, is_json: bool) -> dict[str, Any]:
    """Where it stands; what is not known is left out."""
    bill = str(one.facts.get("bill", ""))
    path = "" if one.path in (*OF_NO_PLACE, bill) else one.path
    found: dict[str, Any] = {"pointer" if is_json else "path": pointer(path) if is_json else path}
    found |= {"line": one.line, "bill": bill, "value": one.value}
    found |= {name: one.facts.get(name) for name in ("segment", "element")}
    whole = ("line", "segment", "element")
    return {
        name: value
        for name, value in found.items()
        if (isinstance(value, int) if name in whole else value not in ("", None))
    }


def pointer(path: str) -> str:
    """A place of our JSON as RFC 6901 writes it; "" for what is no place of it."""
    steps: list[object] = []
    for part in path.split("/") if path else ():
        found = STEP.fullmatch(part)
        if found is None:
            return ""
        steps += [found[1]] if found[2] is None else [found[1], max(0, int(found[2]) - 1)]
    return pointer_of(steps) if steps and steps[0] in ("voyage", "bills") else ""


def answered(one: Answer, *, is_json: bool, words: Words) -> AnsweredShown:
    """The answer to one message."""
    verdict: Any = one.verdict.value
    return AnsweredShown(
        verdict=verdict,
        registered_as=one.registered_as,
        reference=one.voyage.reference,
        office=one.voyage.office,
        voyage=one.voyage.voyage,
        departed_on=one.voyage.departed_on,
        answered_at=one.at,
        findings=[finding(each, is_json=is_json, words=words) for each in one.findings],
    )


def manifest(row: Manifest) -> dict[str, Any]:
    """Members of a manifest."""
    told = {name: getattr(row, name) for name in ManifestShown.model_fields if name != "containers"}
    return told | {"containers": row.boxes} | _figures(row)


def bill(row: Bill, *, sees_lane: bool) -> dict[str, Any]:
    """Members of a bill."""
    hidden = ("manifest", "containers", "cancelled", "lane")
    told = {name: getattr(row, name) for name in BillShown.model_fields if name not in hidden}
    told |= {"manifest": row.manifest_id, "containers": row.box_count}
    told |= {"cancelled": row.cancelled_in_id is not None} | _figures(row)
    return told | ({"lane": None if row.lane is None else Lane(row.lane).code} if sees_lane else {})


def _figures(row: Manifest | Bill) -> dict[str, float | None]:
    return {
        "packages": None if row.packages is None else float(row.packages),
        "gross_kg": None if row.gross_kg is None else float(row.gross_kg),
    }


def history(passages: Iterable[Passage]) -> list[PassageShown]:
    """The versions of a bill, oldest first."""
    return [
        PassageShown(
            version=one.version.number,
            change=one.change,
            lodged_at=one.version.lodged_at,
            changes=[
                ChangeShown(path=list(each.path), before=each.before, after=each.after)
                for each in one.changes
            ],
        )
        for one in passages
    ]


def event(row: BoxEvent) -> EventShown:
    """One event of a container."""
    hidden = ("container", "gross_kg", "manifest")
    told = {name: getattr(row, name) for name in EventShown.model_fields if name not in hidden}
    gross_kg = None if row.gross_kg is None else float(row.gross_kg)
    return EventShown(**told, container=row.box, gross_kg=gross_kg, manifest=row.manifest_id)

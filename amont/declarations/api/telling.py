"""Rows as the API tells them, to those eyes that may see the lane or may not."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from amont.declarations.actions.messages import Answered
from amont.declarations.api.shapes import DECLARED, OF_THE_WHOLE, FindingShown, Listed, LodgedShown
from amont.declarations.models import Declaration, Item
from amont.edge.routes import Words
from amont.kernel.findings import Finding
from amont.kernel.items import Kind
from amont.kernel.lanes import Lane

OF_ITEMS = [field for field in DECLARED if field.name not in OF_THE_WHOLE]


def lodged(answer: Answered, *, words: Words, sees_lane: bool) -> LodgedShown:
    """What became of a declaration."""
    row = answer.lodged.declaration
    assert row is not None  # those refused are told as problems
    told: dict[str, Any] = {
        "id": row.pk,
        "reference": answer.lodged.reference,
        "version": answer.lodged.version,
        "state": str(row.state),
        "findings": [finding(one, words=words) for one in answer.findings],
    }
    return LodgedShown(**told, **_lane(row, sees_lane=sees_lane))


def finding(one: Finding, *, words: Words) -> FindingShown:
    """A finding with its sentence. path: of a document that is no JSON."""
    place = {"pointer": one.path} if one.path.startswith("/") else {"path": one.path} if one.path else {}
    value = {"value": one.value} if one.value else {}
    facts = {"path": one.path, "value": one.value, "line": one.line, **one.facts}
    detail = words.sentence(one.code, facts)
    severity: Any = one.severity.name.lower()
    return FindingShown(code=one.code, severity=severity, detail=detail, **place, **value)


def listed(row: Declaration, *, sees_lane: bool) -> dict[str, Any]:
    """Members of a declaration in a list."""
    hidden = ("lane", "customs_value", "duties")
    told = {name: getattr(row, name) for name in Listed.model_fields if name not in hidden}
    sums = {"customs_value": number(row.customs_value), "duties": number(row.duties)}
    return told | sums | _lane(row, sees_lane=sees_lane)


def items(rows: Iterable[Item]) -> list[dict[str, Any]]:
    """Items with the columns that were declared, under their own names."""
    return [_item(row) for row in rows]


def _item(row: Item) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for field in OF_ITEMS:
        value = getattr(row, field.name)
        if value not in (None, ""):
            told[field.name] = number(value) if field.kind is Kind.NUMBER else value
    return told


def number(value: Decimal | None) -> float | None:
    """A figure as JSON writes it: the shortest digits that give the same 64-bit number."""
    return None if value is None else float(value)


def _lane(row: Declaration, *, sees_lane: bool) -> dict[str, Any]:
    if not sees_lane:
        return {}
    return {"lane": None if row.lane is None else Lane(row.lane).code}

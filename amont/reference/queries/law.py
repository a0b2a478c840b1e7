"""The charges in use, with their digest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter

from amont.kernel.charges import Law
from amont.kernel.errors import AmontError
from amont.reference.models import LawRow

LAW = TypeAdapter(Law)


class LawMissing(AmontError):
    """No pack with charges was loaded."""

    code = "reference.law_missing"
    status = 503


@dataclass(frozen=True, slots=True)
class InUse:
    """A law and its digest."""

    law: Law
    sha256: str


def law_in_use() -> InUse:
    """The charges of the last pack loaded. LawMissing. One query; the law of a digest is read once."""
    row = LawRow.objects.order_by("-pk").values_list("pk", "sha256").first()
    if row is None:
        raise LawMissing()
    return InUse(_law(*row), row[1])


@lru_cache(maxsize=8)
def _law(key: int, sha256: str) -> Law:  # noqa: ARG001
    body: Any = LawRow.objects.values_list("body", flat=True).get(pk=key)
    return LAW.validate_python(body)

"""A request that comes again under its key is answered as the first time, and nothing is done twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from amont.declarations.models import LodgeKey
from amont.declarations.permissions import GRANTS
from amont.kernel.agents import Agent, require
from amont.kernel.errors import AmontError

CLAIM = (Path(__file__).resolve().parents[1] / "sql" / "claim_key.sql").read_text()


class KeyReused(AmontError):
    """The idempotency key was used for another body."""

    code = "declaration.key_reused"
    status = 422


@dataclass(frozen=True, slots=True)
class Once:
    """What a request is known again by. digest: of its body."""

    key: str
    digest: str


@transaction.atomic
def once(
    asked: Once, do: Callable[[], Mapping[str, Any]], *, by: Agent, now: datetime
) -> tuple[Mapping[str, Any], bool]:
    """Do what is asked, or give the first answer when it was done before: then the second value is true.

    Two requests with one key at the same time: the second waits. A refusal leaves the key free. KeyReused.
    """
    require(GRANTS, by, "lodge")
    facts: dict[str, Any] = {"by": by.name, "key": asked.key, "digest": asked.digest, "at": now}
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, facts)
        claimed = cursor.fetchone()
    if claimed is None:
        before = LodgeKey.objects.get(by=by.name, key=asked.key)
        if before.digest != asked.digest:
            raise KeyReused()
        return before.answer, True
    answer = do()
    LodgeKey.objects.filter(pk=claimed[0]).update(answer=answer)
    return answer, False


@transaction.atomic
def forget_keys(*, before: datetime, by: Agent) -> int:
    """Idempotency keys used before an instant are free again. Gives how many."""
    require(GRANTS, by, "forget_keys")
    return LodgeKey.objects.filter(at__lt=before).delete()[0]

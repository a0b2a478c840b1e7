"""How fast a key asks: counted in the database, so that all replicas count together."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import connection

from amont.edge.api.problems import TooFast

COUNT = (Path(__file__).resolve().parents[1] / "sql" / "pace.sql").read_text()
MINUTE = 60


def keep_pace(key: str, *, per_minute: int, now: datetime) -> None:
    """Count one request of a key. TooFast: it made too many in this minute. One query."""
    minute = now.replace(second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"key": key, "minute": minute})
        (count,) = cursor.fetchone()
    if count > per_minute:
        raise TooFast(seconds=MINUTE - now.second)

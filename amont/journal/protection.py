"""The journal is guarded by the database itself: triggers for everyone, fewer rights for the application."""

from __future__ import annotations

from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper

PROTECT = (Path(__file__).parent / "sql" / "protect.sql").read_text()


def protect(connection: BaseDatabaseWrapper) -> None:
    """Put the guards in place, by the owner of the tables; done again, it changes nothing."""
    with connection.cursor() as cursor:
        cursor.execute(PROTECT)

"""A PostgreSQL address as Django wants it."""

from __future__ import annotations

from typing import Any

from psycopg.conninfo import conninfo_to_dict

ENGINE = "django.db.backends.postgresql"


def database_of(dsn: str, *, pool: int = 0) -> dict[str, Any]:
    """Connection settings from a libpq address; without one, settings that fail at the first query.

    pool: connections kept open by the process; 0 for none (tests, worker).
    """
    found = {name: value for name, value in conninfo_to_dict(dsn).items() if value is not None}
    named = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    settings = {name: str(found.pop(key, "")) for name, key in named.items()}
    options: dict[str, Any] = {**found, "application_name": "amont"}
    if pool:
        options["pool"] = {"min_size": 1, "max_size": pool, "timeout": 10}
    return {
        "ENGINE": ENGINE,
        **settings,
        "OPTIONS": options,
        "CONN_MAX_AGE": 0 if pool else 60,
        "CONN_HEALTH_CHECKS": True,
    }

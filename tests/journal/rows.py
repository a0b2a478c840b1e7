"""Rows of a journal for the tests, without a table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

MORNING = datetime(2026, 11, 23, 8, 0, 0, 5, tzinfo=UTC)


@dataclass(frozen=True)
class JournalRow:
    """What the table holds; a test states only what matters to it."""

    at: datetime = MORNING
    kind: str = "event"
    name: str = "DeclarationRouted"
    subject: str = "declarations.declaration:123"
    office: str = "SNDKR"
    by: str = "system:worker"
    facts: Mapping[str, object] = field(default_factory=lambda: {"lane": "red", "version": 2})
    salt: bytes = bytes(range(16))

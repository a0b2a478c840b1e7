"""Findings as columns keep them: texts without zero bytes, facts as JSON of PostgreSQL holds them."""

from __future__ import annotations

import math
from collections.abc import Mapping


def kept(text: str, length: int) -> str:
    """At most so many signs, none of them a zero byte."""
    return text.replace("\0", "")[:length]


def plain(fact: object) -> object:
    """A fact as JSON of PostgreSQL holds it: no zero bytes, no endless figure."""
    if isinstance(fact, str):
        return fact.replace("\0", "")
    if isinstance(fact, Mapping):
        return {str(name): plain(value) for name, value in fact.items()}
    if isinstance(fact, list | tuple | set | frozenset):
        return [plain(value) for value in fact]
    if isinstance(fact, float):
        return fact if math.isfinite(fact) else str(fact)
    return fact if fact is None or isinstance(fact, bool | int) else str(fact)

"""Answers for a machine: JSON that any reader accepts."""

from __future__ import annotations

import json
import math


def print_json(told: object) -> None:
    """Print as JSON; a number that is none (overflow, nothing to divide by) is null."""
    print(json.dumps(_finite(told), ensure_ascii=False, indent=1, allow_nan=False, default=str))


def _finite(told: object) -> object:
    if isinstance(told, dict):
        return {str(name): _finite(value) for name, value in told.items()}
    if isinstance(told, list | tuple):
        return [_finite(value) for value in told]
    if isinstance(told, float) and not math.isfinite(told):
        return None
    return told

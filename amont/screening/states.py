"""Life of a model: learned in silence, deciding, retired. One decides at a time."""

from __future__ import annotations

from enum import StrEnum


class ModelState(StrEnum):
    SHADOW = "shadow"  # scores silently, beside the one that decides
    DECIDING = "deciding"
    RETIRED = "retired"


TRANSITIONS = {
    ("promote", ModelState.SHADOW): ModelState.DECIDING,
    ("retire", ModelState.DECIDING): ModelState.RETIRED,
    ("retire", ModelState.SHADOW): ModelState.RETIRED,
}

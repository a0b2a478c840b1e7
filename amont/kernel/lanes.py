"""Lanes and what decides them. Source: UNCTAD ASYCUDA selectivity (four lanes); WCO SAFE (random checks)."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Lane(IntEnum):
    """Treatment given to a declaration. A greater number is a stricter lane."""

    GREEN = 0  # release without control
    BLUE = 1  # release, then audit
    YELLOW = 2  # documents
    RED = 3  # physical inspection

    @property
    def code(self) -> str:
        return self.name.lower()


class Cause(StrEnum):
    """What decided a lane, in the order in which Amont asks."""

    BLOCK = "block"  # a hold, or a key fact that could not be read
    EARLIER = "earlier"  # an earlier version had a stricter lane; nothing lightens it silently
    NEW_OPERATOR = "new_operator"
    CRITERION = "criterion"
    CRITICAL = "score.critical"
    DUTY = "score.duty"
    OFFENCE = "score.offence"
    PRICE = "price"
    EXPLORATION = "exploration"
    RANDOM = "random"
    NONE = "none"  # nothing asked for a control: green


class Language(StrEnum):
    """Languages of Amont. French is the source."""

    FR = "fr"
    EN = "en"
    PT = "pt"

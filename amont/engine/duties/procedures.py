"""What a procedure makes of the charges: owed, guaranteed, or none.

Source: convention of ASYCUDA for box 37, of which the first digit is the model of the declaration; Customs
code of Senegal art. 99-101 (suspensive regimes). Figures of suspended charges are those of the guarantee.
"""

from __future__ import annotations

import re
from enum import StrEnum

from amont.engine.duties.refusals import ProcedureUnknown

_FORM = re.compile(r"[1-9][0-9]{3}")


class Treatment(StrEnum):
    """What becomes of the charges of an import."""

    OWED = "owed"
    SUSPENDED = "suspended"  # computed, guaranteed, not owed
    NONE = "none"  # exports and goods that come back as they went


_OF_MODEL = {
    "1": Treatment.NONE,
    "2": Treatment.NONE,
    "3": Treatment.NONE,
    "4": Treatment.OWED,
    "5": Treatment.SUSPENDED,
    "6": Treatment.OWED,  # on the value that was added abroad, which is then the value of the item
    "7": Treatment.SUSPENDED,
    "8": Treatment.SUSPENDED,
    "9": Treatment.OWED,
}
_OF_PROCEDURE = {"6021": Treatment.NONE}  # comes back as it went


def treatment_of(procedure: str) -> Treatment:
    """By the four digits of box 37. ProcedureUnknown."""
    if not _FORM.fullmatch(procedure):
        raise ProcedureUnknown(value=procedure)
    return _OF_PROCEDURE.get(procedure, _OF_MODEL[procedure[0]])

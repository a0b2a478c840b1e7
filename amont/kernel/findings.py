"""What a reader noticed in what it read: never a silent correction."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum


class Severity(IntEnum):
    """How much a finding weighs. The order is the order of gravity."""

    NOTE = 1  # a doubt, shown: totals, check digits, unknown codes
    HOLD = 2  # a key fact is missing or unreadable: a person must look
    REFUSE = 3  # not readable, or without its key: the row or file goes no further


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed.

    code: the rule, stable, with dots (``sad.total_packages``); its sentence is made at the edge.
    path: where: an element path (``Item[3]/Packages/Number_of_packages``) or ``line 58, column Net Mass``.
    value: what stood there, as received, cut to 80 signs.
    facts: named values for the sentence.
    line: first line of the place in the file, None where lines mean nothing.
    """

    code: str
    severity: Severity
    path: str
    value: str = ""
    facts: dict[str, object] = field(default_factory=dict)
    line: int | None = None


def clip(value: object, length: int = 80) -> str:
    """A received value as one printable line of at most `length` signs."""
    text = " ".join(str(value).split())
    printable = "".join(sign if sign.isprintable() else "�" for sign in text)
    return printable if len(printable) <= length else printable[: length - 1] + "…"

"""What if: the same goods in another band, of another origin, on another day, and what that changes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from amont.engine.duties.lines import Assessment, Line

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Difference:
    """One charge in both assessments; zero where it is not owed."""

    code: str
    before: Decimal
    after: Decimal

    @property
    def change(self) -> Decimal:
        """Above zero: more is owed."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two assessments of one item and what lies between them, in the order of the charges."""

    before: Assessment
    after: Assessment
    differences: tuple[Difference, ...]

    @property
    def change(self) -> Decimal:
        """Of the total."""
        return self.after.total.amount - self.before.total.amount


def compare(before: Assessment, after: Assessment) -> Comparison:
    """Charges that differ, and by how much."""
    first, second = _amounts(before.lines), _amounts(after.lines)
    differences = tuple(
        Difference(code, first.get(code, ZERO), second.get(code, ZERO)) for code in _codes(first, second)
    )
    return Comparison(before, after, tuple(one for one in differences if one.change))


def _amounts(lines: tuple[Line, ...]) -> dict[str, Decimal]:
    return {line.rule.code: line.amount for line in lines}


def _codes(first: dict[str, Decimal], second: dict[str, Decimal]) -> list[str]:
    """In the order of the law: a charge of the second alone stands before the next that both have."""
    codes, later = list(first), list(second)
    for place, code in enumerate(later):
        if code not in first:
            following = next((one for one in later[place:] if one in first), None)
            codes.insert(len(codes) if following is None else codes.index(following), code)
    return codes

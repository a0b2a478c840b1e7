"""The taxation lines of an item as printed, each recomputed with its own printed rate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from amont.formats.asycuda.items import Item
from amont.formats.asycuda.taxes import rate_pct


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A line of box 47 of an item. base, rate, printed, mode: as the document has them.

    pct: the rate where base, rate and amount show an ad valorem tax. recomputed: base x pct, rounded half up
    to the last digit printed; None for a tax that is not ad valorem, or one that does not say all three.
    """

    item: int
    path: str
    code: str
    base: Decimal | None
    rate: Decimal | None
    printed: Decimal | None
    mode: str
    pct: Decimal | None
    recomputed: Decimal | None

    @property
    def agrees(self) -> bool:
        """No difference of a unit, or nothing to compare."""
        if self.recomputed is None or self.printed is None:
            return True
        return abs(self.recomputed - self.printed) < 1


def recomputed(item: Item) -> Iterator[Recomputed]:
    """Each taxation line of the item, in order."""
    for at, line in zip(item.tax_paths, item.taxes, strict=True):
        pct = rate_pct(line)
        yield Recomputed(
            item.number, at, line.code, line.base, line.rate, line.amount, line.mode, pct,
            _amount(line.base, pct, line.amount),
        )  # fmt: skip


def _amount(base: Decimal | None, pct: Decimal | None, printed: Decimal | None) -> Decimal | None:
    if base is None or pct is None or printed is None:
        return None
    last = Decimal(1) if printed == printed.to_integral_value() else printed.normalize()
    return (base * pct / 100).quantize(last, rounding=ROUND_HALF_UP)

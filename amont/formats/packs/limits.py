"""Time limits of a pack: within how long something is announced, explained, declared or answered."""

from __future__ import annotations

from dataclasses import dataclass

from amont.formats.packs.dated import DATED_KEYS, Dated, read_dated
from amont.formats.packs.documents import Node
from amont.kernel.spans import Span, Unit

LIMITS = (
    "manifest.before_loading",
    "manifest.before_arrival",
    "manifest.after_arrival",
    "difference.explain",
    "bill.declare",
    "declaration.lapse",
    "release.exit",
    "referral.information",
    "referral.screening",
    "referral.do_not_load",
    "order.acknowledge",
)
STARTS = (
    "loading",
    "arrival",
    "unloading",
    "take_over",
    "difference",
    "referral",
    "order",
    "lodging",
    "release",
)
MODES = ("", "1", "2", "3", "4", "5", "7", "8", "9")  # UN/CEFACT Recommendation 19; "" for all of them
BY_THE_CLOCK = ("manifest.", "referral.")  # hours or days, never months
MOST = 10_000


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit. mode: of transport, "" for all. starts: what it is counted from. law: the text itself."""

    code: str
    mode: str
    span: Span
    starts: str
    law: str
    dated: Dated

    @property
    def key(self) -> str:
        """Two of the same key may not hold on one day."""
        return f"{self.code} {self.mode}".strip()


def read_limit(node: Node) -> Limit:
    """One entry of `limits`. What a manifest or an answer must keep is counted in hours or days."""
    node.only("code", "mode", "within", "unit", "starts", "law", *DATED_KEYS)
    code = node.choice("code", LIMITS)
    units = [unit.value for unit in Unit if unit is not Unit.MONTHS or not code.startswith(BY_THE_CLOCK)]
    return Limit(
        code=code,
        mode=node.choice("mode", MODES, default=""),
        span=Span(node.whole("within", low=1, high=MOST), Unit(node.choice("unit", units))),
        starts=node.choice("starts", STARTS),
        law=node.text("law", default=""),
        dated=read_dated(node),
    )

"""The taxes that a received document prints beside those of our notice; a difference is a finding."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from amont.declarations.queries.sads import KINDS, sad_of
from amont.exchange.printing import rate_of
from amont.formats.asycuda.comparing import Compared, TaxSaid, added, compared, differing, printed_taxes
from amont.payments.models import NoticeLine
from amont.payments.queries import notice_of
from amont.payments.screens.notices import tidy
from amont.site.pages.sheet.reading import Sheet

AT_ONCE = 1 * 2**20  # a larger file is not read for a page
MOST_TOLD = 20


def taxes(sheet: Sheet) -> dict[str, Any] | None:
    """Rows of the item at hand, sums and differences of all items; None where no document printed a tax.

    Three queries, for a declaration that came as XML alone.
    """
    receipt = sheet.version.receipt
    if sheet.item is None or receipt is None or receipt.kind not in KINDS or receipt.size > AT_ONCE:
        return None
    printed = printed_taxes(sad_of(sheet.version))
    if not printed:
        return None
    notice = notice_of(sheet.agent, sheet.row.pk)
    ours = _ours(NoticeLine.objects.filter(notice=notice, item__isnull=False)) if notice else []
    rows = compared(printed, ours)
    found = list(differing(rows)) if notice else []
    return {
        "notice": notice,
        "item": sheet.item.item,
        "rows": [_row(row, has_ours=notice is not None) for row in rows if row.said.item == sheet.item.item],
        "printed": _sum(printed),
        "ours": _sum(ours) if notice else None,
        "found": [sheet.request.words.sentence(one.code, one.facts) for one in found[:MOST_TOLD]],
        "more": max(0, len(found) - MOST_TOLD),
    }


def _ours(lines: Any) -> list[TaxSaid]:
    return added(
        TaxSaid(one.item, one.code, tidy(one.base), _rate(one), tidy(one.amount))
        for one in lines.order_by("pk")
    )


def _rate(line: NoticeLine) -> Decimal | None:
    rate = rate_of(line)
    return None if rate is None else tidy(rate)


def _row(row: Compared, *, has_ours: bool) -> dict[str, Any]:
    return {
        "code": row.said.code,
        "printed": row.printed,
        "ours": row.ours,
        "difference": row.difference if has_ours else None,
        "differs": has_ours and abs(row.difference) >= 1,
    }


def _sum(lines: Sequence[TaxSaid]) -> Decimal:
    return sum((one.amount or Decimal(0) for one in lines), Decimal(0))

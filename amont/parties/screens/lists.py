"""What every list shows under its rows."""

from __future__ import annotations

from typing import Any

from amont.edge.paging import Page
from amont.edge.routes import Request

KEY = "apres"


def pager(request: Request, found: Page[Any], *, total: int | None) -> dict[str, Any]:
    """The way to the next lines; on the first page, how many there are."""
    kept = request.GET.copy()
    kept[KEY] = found.after
    return {
        "first": 1 if found.rows and not found.has_before else None,
        "last": len(found.rows),
        "count": total,
        "next": f"?{kept.urlencode()}" if found.after else "",
    }

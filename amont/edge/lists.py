"""What the lists share: the next lines, the parameters of an address."""

from __future__ import annotations

from typing import Any

from amont.edge.paging import ROWS, Page
from amont.edge.routes import Request

MOST_SHOWN = 10**9


def query_with(request: Request, **changes: object) -> str:
    """The parameters of this address with some changed; None takes one away. "" when nothing is left."""
    parameters = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            parameters.pop(name, None)
        else:
            parameters[name] = str(value)
    return f"?{parameters.urlencode()}" if parameters else ""


def pager_of(shown: Page[Any], total: int | None, request: Request, *, size: int = ROWS) -> dict[str, Any]:
    """First and last line shown, how many in all, the next ones. The rank travels with the key."""
    asked = request.GET.get("rang", "")
    is_rank = asked.isascii() and asked.isdigit() and len(asked) < len(str(MOST_SHOWN))
    first = int(asked) if is_rank and shown.has_before else 1
    last = first + len(shown.rows) - 1
    following = query_with(request, apres=shown.after, rang=last + 1) if shown.after else ""
    start = query_with(request, apres=None, rang=None) or "?"
    return {
        "first": first if shown.rows else 0,
        "last": last,
        "count": None if total is None else max(total, last),
        "next": following,
        "before": start if shown.has_before and first == size + 1 else "",
    }

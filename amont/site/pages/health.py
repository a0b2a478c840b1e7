"""Is the node well? Asked by the supervisor, by load balancers, by whoever watches."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse

from amont import __version__
from amont.edge.routes import for_everyone
from amont.journal.queries import last_pulse

WORKER_SILENT = timedelta(seconds=60)


@for_everyone
def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """200 when database, web and worker are well; 503 and what is wrong otherwise."""
    try:
        pulse = last_pulse()
    except DatabaseError:
        return JsonResponse({"web": "ok", "database": "down", "worker": "unknown"}, status=503)
    is_alive = pulse is not None and datetime.now(UTC) - pulse < WORKER_SILENT
    told = {"web": "ok", "database": "ok", "worker": "ok" if is_alive else "silent", "version": __version__}
    return JsonResponse(told, status=200 if is_alive else 503)

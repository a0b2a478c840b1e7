"""The plain part beside the API: a bare Django view that inserts one row of the same size, durably.

Served as `bench.node.bare:application` by the same server, with as many threads, on the same PostgreSQL.
"""

from __future__ import annotations

import json
import os

import django
from django.conf import settings

from amont.site.dsn import database_of

settings.configure(
    SECRET_KEY="bench",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": database_of(os.environ.get("BENCH_DATABASE_URL", ""))},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    MIDDLEWARE=[],
    USE_TZ=True,
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models  # noqa: E402
from django.http import HttpRequest, JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils.timezone import now  # noqa: E402


class Taken(models.Model):
    """One message: its reference, and all of it."""

    reference = models.CharField(max_length=60, unique=True)
    body = models.TextField()
    at = models.DateTimeField()

    class Meta:
        app_label = "bench"
        db_table = "taken"

    def __str__(self) -> str:
        return self.reference


def take(request: HttpRequest) -> JsonResponse:
    """Insert one row."""
    told = json.loads(request.body)
    row = Taken._default_manager.create(reference=told["reference"], body=request.body.decode(), at=now())
    return JsonResponse({"id": row.pk, "reference": row.reference}, status=201)


urlpatterns = [path("take", take)]
application = get_wsgi_application()

"""The door through which a web server reaches the node."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amont.site.settings")
application = get_wsgi_application()

"""The door through which a web server reaches the node."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

RARELY = (20_000, 20, 50)  # what a request makes ends with it: looking after it costs a tenth of the work

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amont.site.settings")
application = get_wsgi_application()
gc.freeze()  # what is loaded by now stays as long as the process
gc.set_threshold(*RARELY)

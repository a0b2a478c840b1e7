"""Imported first by programs that use the node's rows: makes Django ready."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amont.site.settings")
django.setup()

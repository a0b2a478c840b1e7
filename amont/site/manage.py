"""Django's own commands for a node: ``python -m amont.site.manage migrate``."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one of Django's commands with the settings of the node."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amont.site.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
